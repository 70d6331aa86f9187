import { type Browser, expect, type Page } from '@playwright/test';
import { test } from './browsers.ts';
import { openCampaign, openPage } from './people.ts';
import { TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start();
});
test.afterAll(() => server.stop());

/** Moves the focus by the tabulator to the element, as somebody without a mouse does. */
async function tabTo(page: Page, testid: string): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    const here = await page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');
    if (here === testid) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the tabulator does not lead to ${testid}`);
}

const step = (page: Page, index: number) =>
  expect(page.getByTestId('level')).toHaveAttribute('data-step', String(index), { timeout: 20_000 });

async function visit(browser: Browser): Promise<{ page: Page; errors: string[] }> {
  return openPage(browser, server.url, true);
}

test('a first-time visitor is in level 1 by one key and plays it through by keyboard', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { page, errors } = await visit(browser);
  await tabTo(page, 'first-level');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('level')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('step')).toHaveText(/First try it alone/);

  await page.keyboard.press('h');
  await expect(page.getByTestId('hint-text')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await step(page, 1);
  await expect(page.getByTestId('after')).toContainText('the screen stays empty');
  await page.keyboard.press('c');
  await step(page, 2);
  await expect(page.getByTestId('screen')).toContainText('hello');
  await page.keyboard.press('c');
  await step(page, 3);
  await page.keyboard.press('a');
  await page.keyboard.press('b');
  await step(page, 4);
  await page.keyboard.press('b');
  await step(page, 5);
  await page.keyboard.press('c');
  await expect(page.getByTestId('level-results')).toHaveAttribute('data-outcome', 'done', {
    timeout: 20_000,
  });
  await expect(page.getByTestId('stars')).toHaveAttribute('data-stars', '3');

  await expect(page.getByTestId('opened')).toHaveText('Open now: Ring 3');
  // The way to the next level has the focus.
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('level')).toHaveAttribute('data-level', 'userspace-2');
  await page.goto(`${server.url}/solo`);
  await expect(page.getByTestId('level-userspace-1').getByTestId('stars')).toHaveAttribute('data-stars', '3');
  // Its star has opened the second level; the third waits for the second’s, and says so.
  await expect(page.getByTestId('level-userspace-2')).toHaveAttribute('aria-disabled', 'false');
  const third = page.getByTestId('level-userspace-3');
  await expect(third).toHaveAttribute('aria-disabled', 'true');
  await expect(third).toContainText('Opens after “Ring 3”');
  await third.focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('open-all').focus();
  await page.keyboard.press('Enter');
  await expect(third).toHaveAttribute('aria-disabled', 'false');
  expect(page.url()).toBe(`${server.url}/solo`);
  // It is the server that keeps it: a browser that forgot is told.
  await page.evaluate(() => localStorage.removeItem('userland.unlocks'));
  await page.reload();
  await expect(third).toHaveAttribute('aria-disabled', 'false');
  expect(errors).toEqual([]);
});

test('a level is played by touch on a phone held upright', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await openCampaign(page, server.url);
  await page.getByTestId('level-userspace-3').tap();
  await page.getByTestId('offer').first().tap();
  await page.getByTestId('answer').filter({ hasText: 'dev' }).tap();
  await expect(page.getByRole('alert').filter({ hasText: 'ls would list the wrong place' })).toBeVisible();
  await page.getByTestId('answer').filter({ hasText: 'home' }).tap();
  await step(page, 2);
  await page.getByTestId('answer').filter({ hasText: 'ada' }).tap();
  await step(page, 3);
  await page.getByTestId('answer').filter({ hasText: 'owner rwx: may read' }).tap();
  await step(page, 4);
  await context.close();
});
