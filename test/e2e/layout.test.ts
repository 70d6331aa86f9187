import { type Browser, expect, type Page, test } from '@playwright/test';
import { hostRoom } from './people.ts';
import { TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start();
});
test.afterAll(async () => {
  await server.stop();
});

/** A Chromebook, a phone upright, a projector: CSS pixels. */
const SIZES = [
  [1366, 768],
  [390, 844],
  [1920, 1080],
] as const;

/** Texts that their box cuts off, and whether the page is wider than its window. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  return page.evaluate(() => {
    const found: string[] = [];
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (wide > 1) found.push(`the page is ${wide} pixels wider than the window`);
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      const own = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      );
      if (!own || style.overflowX === 'visible' || style.overflowX === 'auto' || style.overflowX === 'scroll')
        continue;
      if (element.clientWidth <= 2 || element.offsetParent === null) continue;
      if (element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${element.textContent}`);
    }
    return found;
  });
}

async function openSized(browser: Browser, size: readonly [number, number], path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: size[0], height: size[1] } });
  const page = await context.newPage();
  await page.goto(server.url + path);
  return page;
}

for (const size of SIZES) {
  const name = size.join('×');

  for (const path of ['/', '/join', '/host', '/solo', '/codex']) {
    test(`${path} fits ${name}: nothing is cut, nothing scrolls sideways`, async ({ browser }) => {
      const page = await openSized(browser, size, path);
      await page.waitForLoadState('networkidle');
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    });
  }

  for (const role of ['process', 'scheduler', 'memory', 'io', 'auditor', 'malware']) {
    test(`a ${role} at work fits ${name}: nothing is cut, nothing scrolls sideways`, async ({ browser }) => {
      const page = await openSized(browser, size, '/');
      await page.getByTestId(`role-${role}`).click();
      await page.getByTestId('play').waitFor();
      await expect(page.locator('.world canvas')).toBeVisible();
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    });
  }

  test(`the projector’s lobby fits ${name}: nothing is cut, nothing scrolls sideways`, async ({
    browser,
  }) => {
    const { code } = await hostRoom(browser, server.url, 'first-boot');
    const page = await openSized(browser, size, `/watch/${code}`);
    await page.getByTestId('room-code').first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });
}
