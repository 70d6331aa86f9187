import { type Browser, expect, type Page } from '@playwright/test';
import { test } from './browsers.ts';
import { BRISK, TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start(BRISK);
});
test.afterAll(() => server.stop());

/** Every single text of the level's panel that takes more than two lines as it stands on the screen. */
function longTexts(page: Page): Promise<string[]> {
  return page.getByTestId('level').evaluate((panel) => {
    const texts = [...panel.querySelectorAll('h2, p, li > span, .offer code, .offer span, button')];
    return texts.flatMap((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      // Rectangles at the same height are pieces of one line.
      const tops: number[] = [];
      for (const { top, bottom, width } of range.getClientRects())
        if (width > 0 && !tops.some((known) => known < bottom && known + 1 > top - (bottom - top) / 2))
          tops.push((top + bottom) / 2);
      const text = (element.textContent ?? '').trim();
      return tops.length > 2 && text !== '' ? [`${tops.length} lines: ${text}`] : [];
    });
  });
}

const step = (page: Page, index: number) =>
  expect(page.getByTestId('level')).toHaveAttribute('data-step', String(index), { timeout: 40_000 });

/** What to take at each step of level 1, by its place; the wrong one first, so that what is said to it is read too. */
const ACTS = [
  { take: [0], testid: 'offer' },
  { take: [2], testid: 'offer' },
  { take: [2], testid: 'offer' },
  { take: [0, 1], testid: 'offer' },
  { take: [0, 1], testid: 'answer' },
  { take: [2], testid: 'answer' },
] as const;

async function play(browser: Browser, width: number, height: number): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: width < 500 });
  const page = await context.newPage();
  await page.goto(server.url);
  // One click from the landing page to the machine; two would be the most.
  await page.getByTestId('first-level').click();
  await expect(page.getByTestId('level')).toHaveAttribute('data-level', 'userspace-1');
  await expect(page.getByTestId('offer').first()).toBeEnabled();
  for (const [index, { take, testid }] of ACTS.entries()) {
    await step(page, index);
    // All hints are opened: they are texts like the others.
    for (let hint = 0; hint < 3; hint += 1) await page.getByTestId('hint').click();
    await expect(page.getByTestId('hint-text')).toHaveCount(3);
    expect(await longTexts(page), `step ${index} at ${width} pixels`).toEqual([]);
    for (const place of take) {
      await page.getByTestId(testid).nth(place).click();
      expect(await longTexts(page), `step ${index} after ${place}`).toEqual([]);
    }
  }
  await expect(page.getByTestId('level-results')).toHaveAttribute('data-outcome', 'done', {
    timeout: 40_000,
  });
  await context.close();
}

for (const [width, height] of [
  [1366, 768],
  [390, 844],
] as const)
  test(`level 1 is one click away and never shows more than two lines at a time, ${width} pixels wide`, async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    await play(browser, width, height);
  });
