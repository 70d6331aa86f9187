import { expect, type Page } from '@playwright/test';
import { test } from './browsers.ts';
import { openPage } from './people.ts';
import { FAST, TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  // A day's machine has some hundreds of ticks: nobody has to wait for them.
  server = await TestServer.start(FAST);
});
test.afterAll(() => server.stop());

/** The score that the server counted, once it has. */
async function scored(page: Page): Promise<number> {
  await expect(page.getByTestId('level-results')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByTestId('daily-score')).toHaveText(/^\d+$/, { timeout: 60_000 });
  return Number(await page.getByTestId('daily-score').textContent());
}

test('the daily scheduler is played by hand, then by code: the server counts, and the board keeps the better', async ({
  browser,
}) => {
  test.setTimeout(420_000);
  const { page, errors } = await openPage(browser, `${server.url}/daily`);
  await page.getByTestId('join-name').fill('Ada');
  await page.getByTestId('daily-scheduler').click();
  await page.getByTestId('by-hand').click();
  await page.getByTestId('answer').first().click();
  // Always the first of the queue: by digit and letter, as any scheduler does.
  await expect(async () => {
    await page.keyboard.press('1');
    await page.keyboard.press('q');
    expect(await page.getByTestId('level-results').count()).toBe(1);
  }).toPass({ timeout: 240_000, intervals: [20] });
  const byHand = await scored(page);
  expect(byHand).toBeGreaterThan(0);

  await page.getByTestId('to-daily').click();
  const own = page.getByTestId('board-scheduler').locator('li.own');
  await expect(own).toContainText('Ada');
  await expect(own).toContainText(String(byHand));
  await expect(own.getByTestId('how')).toHaveText('By hand');
  await page.reload();
  await expect(own).toContainText(String(byHand));

  // With SJF's idea in code: at least as good, and the better one stands on the board.
  const day = await page.evaluate(() => new Date().toISOString().slice(0, 10));
  await page.evaluate(
    ([key, text]) => localStorage.setItem(key as string, text as string),
    [
      `userland.code.daily-scheduler-${day}`,
      'function pickNext(cores, ready) {\n  return ready.reduce((a, b) => (b.lastBurst < a.lastBurst ? b : a)).pid;\n}',
    ],
  );
  await page.getByTestId('daily-scheduler').click();
  await page.getByTestId('by-code').click();
  await page.getByTestId('run-code').click();
  const byCode = await scored(page);
  await page.getByTestId('to-daily').click();
  await expect(own).toContainText(String(Math.max(byHand, byCode)));
  await expect(own.getByTestId('how')).toHaveText(byCode > byHand ? 'By code' : 'By hand');
  expect(errors).toEqual([]);
});

test('on a phone the page of the daily machines has its title beneath the logo, and nothing is cut', async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await page.goto(`${server.url}/daily`);
  await expect(page.getByTestId('board-disk')).toBeVisible({ timeout: 60_000 });
  const [logo, title] = await Promise.all([
    page.locator('main.daily > header > :first-child').boundingBox(),
    page.getByRole('heading', { level: 1 }).boundingBox(),
  ]);
  expect(title?.y ?? 0).toBeGreaterThanOrEqual((logo?.y ?? 0) + (logo?.height ?? 0) - 1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await context.close();
});
