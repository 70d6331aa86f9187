import { expect, type Page } from '@playwright/test';
import { test } from './browsers.ts';
import { openPage } from './people.ts';
import { FAST, TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start(FAST);
});
test.afterAll(() => server.stop());

/** Opens the level with that code in its editor, as somebody who wrote it before. */
async function withCode(page: Page, level: string, code: string): Promise<void> {
  await page.evaluate(
    ([key, text]) => localStorage.setItem(key as string, text as string),
    [`userland.code.${level}`, code],
  );
  await page.goto(`${server.url}/solo`);
  await page.getByTestId(`level-${level}`).click();
  await expect(page.getByTestId('code')).toBeVisible();
}

/** Whatever has the focus, also inside of the editor's own root. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    const within = activeElement?.shadowRoot?.activeElement;
    return within?.className ?? activeElement?.getAttribute('data-testid') ?? '';
  });

/** Tabs on until the editor's text has the focus. */
async function tabIntoCode(page: Page): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) {
    if ((await focused(page)).includes('cm-content')) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the tabulator does not lead into the editor');
}

const suggested = (page: Page, label: string) =>
  page.locator('.cm-tooltip-autocomplete li').filter({ hasText: new RegExp(`^${label}`) });

const done = (page: Page) =>
  expect(page.getByTestId('level-results')).toHaveAttribute('data-outcome', 'done', { timeout: 90_000 });

test('a scheduler of one’s own plays by the ordinary messages, and its faults cost nobody else anything', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { page, errors } = await openPage(browser, `${server.url}/solo`);

  await withCode(page, 'scheduler-1', 'function pickNext(cores, ready) {\n\n  return nobody.pid;\n}');
  await page.getByTestId('run-code').click();
  await expect(page.getByTestId('code-error')).toHaveText(/^Line 3: nobody is not defined/);
  // Under the very line, too.
  await expect(page.locator('.cm-faultline')).toContainText('return nobody.pid');
  await expect(page.locator('.cm-fault')).toContainText('nobody is not defined');

  await withCode(page, 'scheduler-1', 'function pickNext(cores, ready) {\n  return ready[0.pid;\n}');
  await page.getByTestId('run-code').click();
  await expect(page.getByTestId('code-error')).toContainText('Line 2');

  const network = 'function pickNext() {\n  fetch("/api/nickname").catch(() => 0);\n  return 0;\n}';
  await withCode(page, 'scheduler-1', network);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByTestId('run-code').click();
  await expect(page.getByTestId('code-error')).toContainText('must return the pid');
  expect(asked.filter((url) => url.includes('nickname'))).toEqual([]);

  const oldest = [
    'function pickNext(cores: Core[], ready: Ready[]): number {',
    '  return ready.reduce((a, b) => (b.waited > a.waited ? b : a)).pid;',
    '}',
  ].join('\n');
  await withCode(page, 'scheduler-1', oldest);
  await page.getByTestId('run-code').click();
  await done(page);
  await expect(page.getByTestId('stars').first()).toHaveAttribute('data-stars', '3');
  // What the sandbox refuses, the browser says in the console; nothing else went wrong.
  expect(errors.filter((text) => !text.includes('Content Security Policy'))).toEqual([]);
});

test('by keyboard alone: an endless loop and a crash are stopped, then a scheduler is written with suggestions', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { page, errors } = await openPage(browser, `${server.url}/solo`);
  await withCode(page, 'scheduler-1', 'function pickNext() {\n  for (;;) {}\n}');
  await tabIntoCode(page);

  // Nobody is caught in the editor: the tabulator leaves it both ways.
  await page.keyboard.press('Tab');
  expect(await focused(page)).not.toContain('cm-content');
  await page.keyboard.press('Shift+Tab');
  expect(await focused(page)).toContain('cm-content');

  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('code-error')).toContainText('longer than a second');
  const tick = await page.getByTestId('tick').textContent();

  const write = async (...lines: string[]): Promise<void> => {
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    for (const [index, line] of lines.entries()) {
      if (index > 0) await page.keyboard.press('Enter');
      await page.keyboard.type(line);
    }
  };
  await write('function pickNext(cores, ready, now) {', 'throw new Error("no idea");');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('code-error')).toHaveText('Line 2: no idea');
  // The machine has waited for its scheduler all the while: nothing is lost.
  await expect(page.getByTestId('tick')).toHaveText(tick ?? '');

  // Written again: brackets close themselves, members come with their types.
  await write('function pickNext(cores, ready, now) {', 'return ready.red');
  await expect(suggested(page, 'reduce')).toContainText('((a: Ready, b: Ready) => Ready): Ready');
  await page.keyboard.press('Tab');
  await page.keyboard.type('a.wa');
  await expect(suggested(page, 'waited')).toContainText(': number');
  await expect(page.locator('.cm-completionInfo')).toHaveText('Ticks since it became ready.');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' >= b.waited ? a : b');
  await page.keyboard.press('End');
  await page.keyboard.type('.pi');
  await expect(suggested(page, 'pid')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.locator('.cm-line').nth(1)).toHaveText(
    '  return ready.reduce((a, b) => a.waited >= b.waited ? a : b).pid',
  );
  await page.keyboard.press('Control+Enter');
  await done(page);
  await expect(page.getByTestId('stars').first()).toHaveAttribute('data-stars', '3');
  expect(errors.filter((text) => !text.includes('Content Security Policy'))).toEqual([]);
});

test('by touch on a phone held upright a scheduler is written from suggestions', async ({ browser }) => {
  test.setTimeout(180_000);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await page.goto(`${server.url}/solo`);
  await page.getByTestId('level-scheduler-1').tap();
  await page.getByTestId('tab-queue').tap();
  await expect(page.getByTestId('code')).toBeVisible();

  // A phone's keyboard writes the letters; fingers choose the rest.
  await page.locator('.cm-line').filter({ hasText: 'return ready' }).tap();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.insertText('return ready');
  await page.keyboard.type('.');
  await suggested(page, 'at').tap();
  await page.keyboard.type('0');
  await page.keyboard.press('End');
  await page.keyboard.type('.p');
  const pid = suggested(page, 'pid');
  // The explanation stands in the list, and a finger hits it.
  await expect(pid).toContainText('what pickNext returns');
  expect((await pid.boundingBox())?.height).toBeGreaterThanOrEqual(36);
  await pid.tap();
  await expect(page.locator('.cm-line').nth(2)).toHaveText(/return ready\.at\(0\)\.pid/);
  await page.getByTestId('suggest').tap();
  await page.keyboard.press('Escape');

  const editor = await page.getByTestId('code').boundingBox();
  expect(editor?.x).toBeGreaterThanOrEqual(0);
  expect((editor?.x ?? 0) + (editor?.width ?? 0)).toBeLessThanOrEqual(390);
  await page.getByTestId('run-code').tap();
  await done(page);
  await context.close();
});
