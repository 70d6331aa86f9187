import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { test } from './browsers.ts';
import { expectPhase, joinClass, openPage } from './people.ts';
import { BRISK, TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start(BRISK);
});
test.afterAll(async () => {
  await server.stop();
});

const MARKUP = '<img src=x onerror="document.title=1">';

test('a teacher prepares a lesson, keeps it as a link and a file, and opens a room with it', async ({
  browser,
}) => {
  const { page, errors } = await openPage(browser, `${server.url}/prepare`);
  await page.getByTestId('start-infected').click();
  await page.getByTestId('field-name').fill('Kernel & <b>gate</b>');
  await page.getByTestId('field-blurb').fill(MARKUP);

  // The machine follows each change, and the class's size.
  await page.getByTestId('preview-students').fill('30');
  await expect(page.getByTestId('preview-processes')).toHaveText('24 programs');
  await page.getByTestId('field-machine-processesPerCore').fill('2');
  await expect(page.getByTestId('preview-cores')).toHaveText('12 cores');
  await page.getByTestId('presetOpen').click();
  await expect(page.getByTestId('preview-wall')).toContainText('Privilege rings');

  // What is wrong is said at its field, and nothing can be saved meanwhile.
  await page.getByTestId('field-machine-quantum').fill('99');
  await expect(page.locator('#field-machine-quantum-help')).toHaveText('Give a whole number from 1 to 50.');
  await expect(page.getByTestId('prepare-host')).toBeDisabled();
  await page.getByTestId('field-machine-quantum').fill('5');

  const saving = page.waitForEvent('download');
  await page.getByTestId('save-file').click();
  const file = readFileSync(await (await saving).path(), 'utf8');
  expect(JSON.parse(file)).toMatchObject({ version: 1, blurb: MARKUP, machine: { quantum: 5 } });

  // A foreign file is refused by the name of its field; what was typed stays.
  const foreign = { name: 'lesson.json', mimeType: 'application/json' };
  const broken = { ...JSON.parse(file), machine: { ...JSON.parse(file).machine, swapSlots: -1 } };
  await page
    .getByTestId('open-file')
    .setInputFiles({ ...foreign, buffer: Buffer.from(JSON.stringify(broken)) });
  await expect(page.getByTestId('said')).toContainText('The field scenario.machine.swapSlots is wrong');
  await page.getByTestId('open-file').setInputFiles({ ...foreign, buffer: Buffer.from('GIF89a') });
  await expect(page.getByTestId('said')).toContainText('no lesson of Userland');
  await expect(page.getByTestId('field-blurb')).toHaveValue(MARKUP);

  // The link holds the whole lesson, and no request carries it.
  await page.getByTestId('save-link').click();
  const link = await page.getByTestId('link').inputValue();
  const other = await openPage(browser, link);
  const asked: string[] = [];
  other.page.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')));
  await expect(other.page.getByTestId('field-blurb')).toHaveValue(MARKUP);
  await other.page.reload();
  await expect(other.page.getByTestId('field-blurb')).toHaveValue(MARKUP);
  expect(asked.join(' ')).not.toContain(link.split('#')[1] as string);

  await other.page.getByTestId('open-plan').click();
  await expect(other.page.getByTestId('plan')).toContainText('Students can');
  await expect(other.page.getByTestId('plan').locator('img')).toHaveCount(0);

  // On a phone the Tab key goes down the page as the eye does, the machine before the form that changes it.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.locator('.stack').getByTestId('preview')).toBeVisible();
  const tops = await page
    .locator('.prepare :is(a, button, input, select, textarea):not(:disabled)')
    .evaluateAll((all) =>
      all.filter((one) => one.checkVisibility()).map((one) => Math.round(one.getBoundingClientRect().top)),
    );
  const slider = await page
    .getByTestId('preview-students')
    .evaluate((one) => one.getBoundingClientRect().top);
  expect(slider).toBeLessThan(
    await page.getByTestId('start-infected').evaluate((one) => one.getBoundingClientRect().top),
  );
  // Neighbours in one line may differ by some pixels.
  expect(tops.filter((top, at) => top < (tops[at - 1] ?? top) - 40)).toEqual([]);
  await page.setViewportSize({ width: 1366, height: 768 });

  await page.getByTestId('prepare-room').fill('10b');
  await page.getByTestId('prepare-host').click();
  await expect(page.getByTestId('room-code')).toBeVisible();
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  await expect(page.getByTestId('open-lesson')).toHaveAttribute('href', /^\/prepare\?plan#/);
  expect(errors).toEqual([]);
  expect(other.errors).toEqual([]);
});

test('a class whose server is killed finds itself in the same round, without doing anything', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const room = await (
    await fetch(`${server.url}/api/rooms`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: '9b', scenario: 'first-boot' }),
    })
  ).json();
  const teacher = await openPage(browser, `${server.url}/host`);
  await teacher.page.evaluate(
    ([code, key]) => localStorage.setItem(`userland.host.${code}`, key as string),
    [room.code, room.hostKey],
  );
  await teacher.page.goto(`${server.url}/host/${room.code}`);
  const mila = await joinClass(browser, server.url, room.code, 'Mila');
  const seat = await mila.page.getByTestId('play').getAttribute('data-seat');
  await teacher.page.getByTestId('start').click();
  await mila.page.getByTestId('ready').click();
  await expectPhase(mila, 'run');
  await expect
    .poll(async () => Number(await teacher.page.getByTestId('phase').getAttribute('data-tick')), {
      timeout: 30_000,
    })
    .toBeGreaterThan(10);
  const tick = Number(await teacher.page.getByTestId('phase').getAttribute('data-tick'));
  await server.killAndRestart();
  await expect
    .poll(async () => Number(await teacher.page.getByTestId('phase').getAttribute('data-tick')), {
      timeout: 60_000,
    })
    .toBeGreaterThan(tick + 5);
  await expectPhase(mila, 'run');
  await expectPhase(teacher, 'run');
  expect(await mila.page.getByTestId('play').getAttribute('data-seat')).toBe(seat);
});
