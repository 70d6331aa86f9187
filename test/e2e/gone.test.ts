import { expect } from '@playwright/test';
import { test } from './browsers.ts';
import { expectPhase, openPage } from './people.ts';
import { TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start();
});
test.afterAll(async () => {
  await server.stop();
});

test('a level whose server was restarted says what became of it, and begins again with one click', async ({
  browser,
}) => {
  const person = await openPage(browser, `${server.url}/solo`);
  const { page } = person;
  await page.getByTestId('level-userspace-1').click();
  await expectPhase(person, 'run');
  await server.killAndRestart();
  const closed = page.getByTestId('closed');
  await expect(closed).toContainText('not there any more', { timeout: 60_000 });
  await expect(closed).toContainText('the stars you have won are');
  // A reload knows it, too.
  await page.reload();
  await expect(closed).toContainText('not there any more');
  await page.getByTestId('level-again').click();
  await expectPhase(person, 'run');
  await expect(closed).toHaveCount(0);
});
