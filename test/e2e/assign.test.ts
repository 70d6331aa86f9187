import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { test } from './browsers.ts';
import { openPage } from './people.ts';
import { BRISK, TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start(BRISK);
});
test.afterAll(() => server.stop());

test('a teacher sets a level, a student plays it, and its stars are in the teacher’s table and CSV', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const teacher = await openPage(browser, `${server.url}/assign`);
  await teacher.page.getByTestId('assign-title').fill('Week 3');
  const chosen = teacher.page.getByTestId('choose-userspace-1');
  if (!(await chosen.isChecked())) await chosen.check();
  await teacher.page.getByTestId('assign-make').click();
  const url = ((await teacher.page.getByTestId('assign-url').textContent()) ?? '').trim();
  expect(url).toMatch(/\/assign\/[A-Z0-9]+$/);

  const student = await openPage(browser, `${server.url}${new URL(url).pathname}`);
  await student.page.getByTestId('assign-nickname').fill('Ben');
  await student.page.getByTestId('assign-begin').click();
  await student.page.getByTestId('level-userspace-1').click();
  const { page } = student;
  const step = (index: number) =>
    expect(page.getByTestId('level')).toHaveAttribute('data-step', String(index), { timeout: 40_000 });
  await step(0);
  for (const [keys, next] of [
    ['a', 1],
    ['c', 2],
    ['c', 3],
    ['ab', 4],
    ['b', 5],
  ] as const) {
    for (const key of keys) await page.keyboard.press(key);
    await step(next);
  }
  await page.keyboard.press('c');
  await expect(page.getByTestId('level-results')).toHaveAttribute('data-outcome', 'done', {
    timeout: 40_000,
  });
  const stars = Number(await page.getByTestId('stars').first().getAttribute('data-stars'));
  expect(stars).toBeGreaterThan(0);
  // Back on the set's own page the level is done.
  await page.getByTestId('map').click();
  await expect(page.getByTestId('assign-progress')).toContainText('1');

  await teacher.page.getByTestId('to-results').click();
  const row = teacher.page.getByTestId('assigned-student');
  await expect(row).toContainText('Ben');
  await expect(row).toContainText(`${stars} / 3`);
  const [file] = await Promise.all([
    teacher.page.waitForEvent('download'),
    teacher.page.getByTestId('assigned-csv').click(),
  ]);
  const csv = readFileSync(await file.path(), 'utf8');
  const [line] = csv.split('\r\n').filter((text) => text.includes('Ben'));
  expect(line).toContain('userspace-1');
  expect(line?.split(',')).toContain(String(stars));

  // The teacher's own link opens them on another device, and stays in nobody's address; the page for making one lists them.
  await teacher.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await teacher.page.getByTestId('own-link').click();
  await expect(teacher.page.getByTestId('own-link')).toHaveText('Copied');
  const own = await teacher.page.evaluate(() => navigator.clipboard.readText());
  const other = await openPage(browser, own);
  await expect(other.page.getByTestId('assigned-student')).toContainText('Ben');
  expect(other.page.url()).toBe(own.replace(/#.*/, ''));
  await other.page.goto(`${server.url}/assign`);
  await expect(other.page.getByTestId('assign-mine').getByRole('link')).toHaveText('Week 3');
  // Deleted by one of them, it is gone from the other's list too.
  await teacher.page.getByTestId('assigned-delete').click();
  await teacher.page.getByTestId('assigned-delete').click();
  await expect(teacher.page.getByTestId('assigned-student')).toHaveCount(0);
  await other.page.reload();
  const keys = () => Object.keys(localStorage).filter((name) => name.startsWith('userland.assigned.'));
  await expect.poll(() => other.page.evaluate(keys)).toEqual([]);
  await expect(other.page.getByTestId('assign-mine')).toHaveCount(0);
  expect([...teacher.errors, ...student.errors]).toEqual([]);
});
