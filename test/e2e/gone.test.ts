import { join } from 'node:path';
import { expect } from '@playwright/test';
import Database from 'better-sqlite3';
import { test } from './browsers.ts';
import { expectPhase, openPage, seatOf } from './people.ts';
import { TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start();
});
test.afterAll(async () => {
  await server.stop();
});

test('a level whose server is killed goes on where it was, without doing anything', async ({ browser }) => {
  const person = await openPage(browser, `${server.url}/solo`);
  const { page } = person;
  await page.getByTestId('level-userspace-1').click();
  await expectPhase(person, 'run');
  const seat = await seatOf(person);
  const tick = async () => Number(await page.getByTestId('play').getAttribute('data-tick'));
  await expect.poll(tick, { timeout: 30_000 }).toBeGreaterThan(5);
  const before = await tick();
  await server.killAndRestart();
  await expect.poll(tick, { timeout: 60_000 }).toBeGreaterThan(before + 5);
  await expectPhase(person, 'run');
  expect(await seatOf(person)).toBe(seat);
  await expect(page.getByTestId('closed')).toHaveCount(0);
});

test('a level that its server has forgotten says what became of it, and begins again with one click', async ({
  browser,
}) => {
  const person = await openPage(browser, `${server.url}/solo`);
  const { page } = person;
  await page.getByTestId('level-userspace-1').click();
  await expectPhase(person, 'run');
  await server.killAndRestart((folder) => {
    const file = new Database(join(folder, 'userland.db'));
    file.exec('DELETE FROM rooms');
    file.close();
  });
  const closed = page.getByTestId('closed');
  await expect(closed).toContainText('not there any more', { timeout: 60_000 });
  await expect(closed).toContainText('The stars you have won are kept');
  // A reload knows it, too.
  await page.reload();
  await expect(closed).toContainText('not there any more');
  await page.getByTestId('level-again').click();
  await expectPhase(person, 'run');
  await expect(closed).toHaveCount(0);
});
