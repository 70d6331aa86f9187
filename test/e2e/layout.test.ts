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
type Size = (typeof SIZES)[number];

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

/** The page has its size: its fonts are there, and the picture of the machine is as large as its place. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>('.world canvas')].every((canvas) => {
      const place = canvas.parentElement;
      return (
        Math.abs(canvas.clientWidth - (place?.clientWidth ?? 0)) <= 1 &&
        Math.abs(canvas.clientHeight - (place?.clientHeight ?? 0)) <= 1
      );
    }),
  );
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

async function openSized(browser: Browser, [width, height]: Size, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.goto(server.url + path);
  return page;
}

/** Makes the window of an open page each of the sizes in turn, and looks. */
async function eachSize(page: Page, look: (name: string) => Promise<void>, sizes: readonly Size[] = SIZES) {
  for (const [width, height] of sizes)
    await test.step(`${width}×${height}`, async () => {
      await page.setViewportSize({ width, height });
      await settled(page);
      await look(`at ${width}×${height}`);
    });
}

for (const path of [
  '/',
  '/join',
  '/host',
  '/prepare',
  '/solo',
  '/daily',
  '/assign',
  '/codex',
  '/codex#segmentation',
]) {
  test(`${path} fits a Chromebook, a phone and a projector: nothing is cut, nothing scrolls sideways`, async ({
    browser,
  }) => {
    const page = await openSized(browser, SIZES[0], path);
    await eachSize(page, async (name) => {
      await page.reload({ waitUntil: 'networkidle' });
      expect.soft(await faults(page), name).toEqual([]);
      if (path !== '/') return;
      const left = await page.evaluate(() => {
        const door = document.querySelector('.door.main')?.getBoundingClientRect();
        const roles = document.querySelector('.door.main .roles')?.getBoundingClientRect();
        return (door?.bottom ?? 0) - (roles?.bottom ?? 0);
      });
      expect.soft(left, `the ways to play fill their door ${name}`).toBeLessThan(40);
    });
  });
}

for (const [index, role] of ['process', 'scheduler', 'memory', 'io', 'auditor', 'malware'].entries()) {
  test(`a ${role} at work fits a Chromebook, a phone and a projector: nothing is cut, nothing scrolls sideways`, async ({
    browser,
  }) => {
    // Every size is the one at which some of the roles are opened; the others come to it from another one.
    const first = index % SIZES.length;
    const sizes = [...SIZES.slice(first), ...SIZES.slice(0, first)] as [Size, ...Size[]];
    const page = await openSized(browser, sizes[0], '/');
    await page.getByTestId(`role-${role}`).click();
    await page.getByTestId('play').waitFor();
    const look = async (name: string): Promise<void> => {
      await expect(page.locator('.world canvas'), name).toBeVisible();
      await expect(page.getByTestId('goal').first(), name).toBeVisible();
      expect.soft(await faults(page), name).toEqual([]);
      expect.soft(await overlaps(page), name).toEqual([]);
    };
    await eachSize(page, look, sizes);
  });
}

test('the projector fits a Chromebook, a phone and a projector in the lobby, in a round and after it, and has room for what just happened', async ({
  browser,
}) => {
  const { teacher, code } = await hostRoom(browser, server.url, 'first-boot');
  const page = await openSized(browser, SIZES[0], `/watch/${code}`);
  await page.getByTestId('room-code').first().waitFor();
  const fits = async (name: string): Promise<void> => {
    expect.soft(await faults(page), name).toEqual([]);
  };
  await eachSize(page, (name) => fits(`the empty lobby ${name}`));

  const player = await joinClass(browser, server.url, code, 'Mila');
  await expect(page.getByTestId('mission')).toBeVisible();
  await eachSize(page, (name) => fits(`the lobby ${name}`));

  await teacher.page.getByTestId('start').click();
  await player.page.getByTestId('ready').click();
  await expectPhase({ page, errors: [] }, 'run');
  await expect(page.locator('.bar').getByTestId('goal')).toBeVisible();
  await eachSize(page, async (name) => {
    await fits(`the round ${name}`);
    expect.soft(await overlaps(page), name).toEqual([]);
    const lines = await page.evaluate(() => {
      const list = document.querySelector<HTMLElement>('.watch .tickerlist');
      return list === null ? 0 : list.clientHeight / Number.parseFloat(getComputedStyle(list).fontSize);
    });
    // A line and its gap are about 1.75 times the print: four lines at least.
    expect.soft(lines, `what just happened ${name}`).toBeGreaterThan(7);
  });

  await teacher.page.getByTestId('end').click();
  await expectPhase({ page, errors: [] }, 'results');
  await eachSize(page, async (name) => {
    await expect(page.getByTestId('ending'), name).toHaveText('The machine held');
    await fits(`the results ${name}`);
  });
});
