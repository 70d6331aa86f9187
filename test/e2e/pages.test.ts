import { expect } from '@playwright/test';
import { test } from './browsers.ts';
import { expectPhase, hostRoom, joinClass, openPage } from './people.ts';
import { TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start();
});
test.afterAll(async () => {
  await server.stop();
});

for (const role of ['process', 'scheduler', 'malware'] as const) {
  test(`“Play now” puts a newcomer into a running round as ${role} with one click`, async ({ browser }) => {
    const person = await openPage(browser, server.url, true);
    await person.page.getByTestId(`role-${role}`).click();
    await expect(person.page.getByTestId('play')).toHaveAttribute('data-role', role, { timeout: 10_000 });
    await expectPhase(person, 'run');
    await expect(person.page.locator('.world canvas')).toBeVisible();
    expect(person.errors).toEqual([]);
  });
}

for (const path of ['/', '/join'] as const) {
  test(`${path} loads less than 60 kB of JavaScript, without the world`, async ({ page }) => {
    const sizes: number[] = [];
    page.on('response', async (response) => {
      if (response.url().endsWith('.js'))
        sizes.push(Number((await response.request().sizes()).responseBodySize));
    });
    await page.goto(server.url + path, { waitUntil: 'networkidle' });
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
    expect(await page.evaluate(() => document.querySelectorAll('canvas').length)).toBe(0);
  });
}

test('nothing but the server itself is ever asked, and no cookie is set', async ({ browser }) => {
  const person = await openPage(browser, server.url);
  const foreign: string[] = [];
  person.page.on('request', (request) => {
    if (
      !request.url().startsWith(server.url) &&
      !request.url().startsWith('data:') &&
      !request.url().startsWith('blob:')
    )
      foreign.push(request.url());
  });
  await person.page.reload();
  await person.page.getByTestId('role-process').click();
  await expectPhase(person, 'run');
  expect(foreign).toEqual([]);
  expect(await person.page.context().cookies()).toEqual([]);
});

test('a wrong code is answered with what to do, and the form keeps what was typed', async ({ page }) => {
  await page.goto(`${server.url}/join`);
  await page.getByTestId('join-code').fill('ZZZZZZ');
  await page.getByTestId('join-name').fill('Mila');
  await page.getByTestId('join-go').click();
  await expect(page.getByRole('alert')).toContainText('check it with your teacher');
  await expect(page.getByTestId('join-name')).toHaveValue('Mila');
});

test('a rude or taken name is asked for again, a kicked student is told, a locked room stays shut', async ({
  browser,
}) => {
  const { teacher, code } = await hostRoom(browser, server.url, 'first-boot');
  const mila = await joinClass(browser, server.url, code, 'Mila');
  const twin = await openPage(browser, `${server.url}/join/${code}`);
  await twin.page.getByTestId('join-name').fill('Mila');
  await twin.page.getByTestId('join-go').click();
  await expect(twin.page.getByTestId('join-refused')).toContainText('choose another');
  await twin.page.getByTestId('join-name').fill('Otto');
  await twin.page.getByTestId('join-go').click();
  await expect(twin.page.getByTestId('play')).toBeVisible();

  await expect(teacher.page.getByTestId('roster-row')).toHaveCount(2);
  const row = teacher.page.getByTestId('roster-row').filter({ hasText: 'Mila' });
  await row.getByTestId('kick').click();
  await row.getByTestId('kick').click();
  await expect(mila.page.getByTestId('closed')).toContainText('taken you out');

  await teacher.page.getByTestId('lock').click();
  const late = await openPage(browser, `${server.url}/join/${code}`);
  await late.page.getByTestId('join-name').fill('Late');
  await late.page.getByTestId('join-go').click();
  await expect(late.page.getByTestId('join-refused')).toContainText('locked');
});
