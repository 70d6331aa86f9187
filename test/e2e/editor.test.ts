import { expect, type Page, test } from '@playwright/test';
import { openPage } from './people.ts';
import { TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start();
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

test('a scheduler of one’s own plays by the ordinary messages, and its faults cost nobody else anything', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { page, errors } = await openPage(browser, `${server.url}/solo`);

  await withCode(page, 'scheduler-1', 'function pickNext() {\n  for (;;) {}\n}');
  await page.getByTestId('run-code').click();
  await expect(page.getByTestId('code-error')).toContainText('longer than a second');

  await withCode(page, 'scheduler-1', 'function pickNext(cores, ready) {\n\n  return nobody.pid;\n}');
  await page.getByTestId('run-code').click();
  await expect(page.getByTestId('code-error')).toHaveText(/^Line 3: nobody is not defined/);

  const network = 'function pickNext() {\n  fetch("/api/nickname").catch(() => 0);\n  return 0;\n}';
  await withCode(page, 'scheduler-1', network);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByTestId('run-code').click();
  await expect(page.getByTestId('code-error')).toContainText('must return the pid');
  expect(asked.filter((url) => url.includes('nickname'))).toEqual([]);

  const oldest =
    'function pickNext(cores, ready) {\n  return ready.reduce((a, b) => (b.waited > a.waited ? b : a)).pid;\n}';
  await withCode(page, 'scheduler-1', oldest);
  await page.getByTestId('run-code').click();
  await expect(page.getByTestId('level-results')).toHaveAttribute('data-outcome', 'done', {
    timeout: 90_000,
  });
  await expect(page.getByTestId('stars').first()).toHaveAttribute('data-stars', '3');
  // What the sandbox refuses, the browser says in the console; nothing else went wrong.
  expect(errors.filter((text) => !text.includes('Content Security Policy'))).toEqual([]);
});
