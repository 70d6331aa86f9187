import { expect, type Page } from '@playwright/test';
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

const chip = (page: Page, name: string) => page.getByTestId('role-chip').filter({ hasText: name });
const place = (page: Page, role: string) => page.locator(`[data-drop="${role}"]`);

test('a newcomer waits at the door until the host lets them in', async ({ browser }) => {
  const { teacher, code } = await hostRoom(browser, server.url, 'first-boot');
  await teacher.page.getByTestId('waiting-room').click();
  await expect(teacher.page.getByTestId('waiting-room')).toHaveAttribute('aria-checked', 'true');
  const mila = await openPage(browser, `${server.url}/join/${code}`);
  await mila.page.getByTestId('join-name').fill('Mila');
  await mila.page.getByTestId('join-go').click();
  await expect(mila.page.getByTestId('at-door')).toBeVisible();
  await expect(teacher.page.getByTestId('waiting-row')).toHaveText(/Mila/);
  await expect(teacher.page.getByTestId('roster-row')).toHaveCount(0);

  await mila.page.reload();
  await expect(mila.page.getByTestId('at-door')).toBeVisible();
  await teacher.page.getByTestId('let-in').click();
  await expect(mila.page.getByTestId('play')).toBeVisible();
  await expect(teacher.page.getByTestId('roster-row')).toHaveCount(1);
  expect([...teacher.errors, ...mila.errors]).toEqual([]);
});

test('a second device takes the desk over, and the first one says so', async ({ browser }) => {
  const { teacher, code } = await hostRoom(browser, server.url, 'first-boot');
  await teacher.page.getByTestId('takeover-show').click();
  await expect(teacher.page.getByTestId('takeover-qr')).toBeVisible();
  // What the QR code says, as a tablet's camera reads it.
  const key = await teacher.page.evaluate((room) => localStorage.getItem(`userland.host.${room}`), code);
  const tablet = await openPage(browser, `${server.url}/host/${code}#key=${key}`);
  await expect(tablet.page.getByTestId('room-code')).toHaveText(code);
  expect(tablet.page.url()).not.toContain('key');
  await expect(teacher.page.getByTestId('closed')).toContainText('another device');

  // The seat survives a reload of the new device, and can be taken back by the old one.
  await tablet.page.reload();
  await expect(tablet.page.getByTestId('room-code')).toHaveText(code);
  await teacher.page.getByTestId('closed').getByRole('button').click();
  await expect(teacher.page.getByTestId('room-code')).toHaveText(code);
  await expect(tablet.page.getByTestId('closed')).toBeVisible();
  expect([...teacher.errors, ...tablet.errors]).toEqual([]);
});

test('roles are given by dragging with mouse and finger, by the keyboard, and by choosing and putting', async ({
  browser,
}) => {
  const { teacher, code } = await hostRoom(browser, server.url, 'infected');
  const mila = await joinClass(browser, server.url, code, 'Mila');
  await joinClass(browser, server.url, code, 'Jonas');
  const { page } = teacher;
  await expect(page.getByTestId('role-chip')).toHaveCount(2);

  const from = await chip(page, 'Mila').boundingBox();
  const to = await place(page, 'scheduler').boundingBox();
  if (from === null || to === null) throw new Error('the board is not there');
  await page.mouse.move(from.x + 20, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 30, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 });
  await page.mouse.up();
  await expect(place(page, 'scheduler').getByTestId('role-chip')).toHaveText(/Mila/);

  await chip(page, 'Jonas').focus();
  await page.keyboard.press('ArrowRight');
  await expect(place(page, 'process').getByTestId('role-chip')).toHaveText(/Jonas/);
  await expect(chip(page, 'Jonas')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(place(page, 'rotate').getByTestId('role-chip')).toHaveText(/Jonas/);

  // With a finger, as on a tablet.
  const finger = await page.context().newCDPSession(page);
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [at] });
  const start = await chip(page, 'Jonas').boundingBox();
  const goal = await place(page, 'auditor').boundingBox();
  if (start === null || goal === null) throw new Error('the board is not there');
  const under = { x: start.x + 20, y: start.y + start.height / 2 };
  const over = { x: goal.x + goal.width / 2, y: goal.y + goal.height / 2 };
  await touch('touchStart', under);
  await touch('touchMove', { x: (under.x + over.x) / 2, y: (under.y + over.y) / 2 });
  await touch('touchMove', over);
  await touch('touchEnd');
  await expect(place(page, 'auditor').getByTestId('role-chip')).toHaveText(/Jonas/);

  await chip(page, 'Jonas').click();
  await place(page, 'memory').getByTestId('put-here').click();
  await expect(place(page, 'memory').getByTestId('role-chip')).toHaveText(/Jonas/);

  await page.getByTestId('start').click();
  await expectPhase(mila, 'boot');
  await expect(mila.page.getByTestId('play')).toHaveAttribute('data-role', 'scheduler');
  expect(teacher.errors).toEqual([]);
});

test('a question reaches every screen, its bars the desk and the projector; a spotlight shows one process', async ({
  browser,
}) => {
  const { teacher, code } = await hostRoom(browser, server.url, 'first-boot');
  const mila = await joinClass(browser, server.url, code, 'Mila');
  const jonas = await joinClass(browser, server.url, code, 'Jonas');
  const watch = await openPage(browser, `${server.url}/watch/${code}`);
  await teacher.page.getByTestId('start').click();
  for (const { page } of [mila, jonas]) await page.getByTestId('ready').click();
  await expectPhase(teacher, 'run');

  await teacher.page.getByTestId('desk-ask').click();
  await teacher.page.getByTestId('ask-from-typed').click();
  await teacher.page.getByTestId('ask-text').fill('Who may halt the core?');
  for (const [index, answer] of ['Any program', 'The kernel alone'].entries())
    await teacher.page.getByTestId('ask-answer').nth(index).fill(answer);
  await teacher.page.getByTestId('ask-right').nth(1).check();
  await teacher.page.getByTestId('ask-go').click();
  await expect(watch.page.getByTestId('poll-board')).toContainText('Who may halt the core?');
  await expect(watch.page.getByTestId('poll-bars')).toHaveCount(0);

  // By the keyboard, and by a click; afterwards it stands in one line.
  await mila.page.getByTestId('poll-answer').nth(1).focus();
  await mila.page.keyboard.press('Enter');
  await expect(mila.page.getByTestId('poll')).toContainText('Your answer: The kernel alone');
  await expect(mila.page.getByTestId('poll-bars')).toHaveCount(0);
  await jonas.page.getByTestId('poll-answer').nth(0).click();
  const bars = (page: Page) => page.getByTestId('poll-bars').locator('.number');
  await expect(bars(teacher.page)).toHaveText(['1', '1']);
  await teacher.page.getByTestId('bars').click();
  await expect(bars(watch.page)).toHaveText(['1', '1']);

  await teacher.page.getByTestId('poll-close').click();
  await expect(bars(mila.page)).toHaveText(['1', '1']);
  await expect(jonas.page.getByTestId('poll').locator('li.right')).toHaveCount(0);
  await teacher.page.getByTestId('poll-show').click();
  await expect(jonas.page.getByTestId('poll').locator('li.right')).toHaveText(/The kernel alone/);
  await teacher.page.getByTestId('poll-gone').click();
  await expect(mila.page.getByTestId('poll')).toHaveCount(0);

  await teacher.page.getByTestId('desk-show').click();
  const option = teacher.page.getByTestId('spot-process').locator('option', { hasText: ' · ' }).first();
  await teacher.page.getByTestId('spot-process').selectOption((await option.getAttribute('value')) ?? '');
  await expect(watch.page.getByTestId('close-up')).toBeVisible();
  await expect(mila.page.getByTestId('close-up')).toHaveCount(0);
  await teacher.page.getByTestId('spot-off').click();
  await expect(watch.page.getByTestId('close-up')).toHaveCount(0);

  await teacher.page.getByTestId('pause').click();
  for (const { page } of [mila, jonas, watch, teacher])
    await expect(page.getByText('Paused by the teacher')).toBeVisible();
  expect([teacher, mila, jonas, watch].flatMap(({ errors }) => errors)).toEqual([]);
});
