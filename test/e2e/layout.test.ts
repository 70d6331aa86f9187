import { type Browser, expect, type Page } from '@playwright/test';
import { test } from './browsers.ts';
import { expectPhase, hostRoom, joinClass } from './people.ts';
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

/** Parts of the bar that lie over each other. */
function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // What is drawn decides, and not the box: a bar that is too long runs out of a box that is not.
    const drawn = [
      ...document.querySelectorAll<HTMLElement>('.bar :is(b, .track, .where, .face, .chip, .score)'),
    ]
      .filter((element) => element.offsetParent !== null && element.closest('.chip b') === null)
      .map((element) => ({ element, box: element.getBoundingClientRect() }));
    return drawn.flatMap(({ element, box }, index) =>
      drawn
        .slice(index + 1)
        .filter(
          (other) =>
            !element.contains(other.element) &&
            !other.element.contains(element) &&
            Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 1 &&
            Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 1,
        )
        .map(
          (other) =>
            `${element.className || element.tagName} and ${other.element.className || other.element.tagName}`,
        ),
    );
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
      await expect(page.getByTestId('goal').first()).toBeVisible();
      expect(await faults(page)).toEqual([]);
      expect(await overlaps(page)).toEqual([]);
      await page.context().close();
    });
  }

  test(`the start page’s ways to play fill their door on ${name}`, async ({ browser }) => {
    const page = await openSized(browser, size, '/');
    await page.waitForLoadState('networkidle');
    const left = await page.evaluate(() => {
      const door = document.querySelector('.door.main')?.getBoundingClientRect();
      const roles = document.querySelector('.door.main .roles')?.getBoundingClientRect();
      return (door?.bottom ?? 0) - (roles?.bottom ?? 0);
    });
    expect(left).toBeLessThan(40);
    await page.context().close();
  });

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

for (const size of SIZES) {
  test(`the projector in a round and after it fits ${size.join('×')}, and has room for what just happened`, async ({
    browser,
  }) => {
    const { teacher, code } = await hostRoom(browser, server.url, 'first-boot');
    const player = await joinClass(browser, server.url, code, 'Mila');
    const page = await openSized(browser, size, `/watch/${code}`);
    await expect(page.getByTestId('mission')).toBeVisible();
    await teacher.page.getByTestId('start').click();
    await player.page.getByTestId('ready').click();
    await expectPhase({ page, errors: [] }, 'run');
    await expect(page.locator('.bar').getByTestId('goal')).toBeVisible();
    expect(await faults(page)).toEqual([]);
    expect(await overlaps(page)).toEqual([]);
    const lines = await page.evaluate(() => {
      const list = document.querySelector<HTMLElement>('.watch .tickerlist');
      return list === null ? 0 : list.clientHeight / Number.parseFloat(getComputedStyle(list).fontSize);
    });
    // A line and its gap are about 1.75 times the print: four lines at least.
    expect(lines).toBeGreaterThan(7);
    await teacher.page.getByTestId('end').click();
    await expectPhase({ page, errors: [] }, 'results');
    await expect(page.getByTestId('ending')).toHaveText('The machine held');
    expect(await faults(page)).toEqual([]);
    for (const { page: other } of [teacher, player]) await other.context().close();
    await page.context().close();
  });
}
