import { expect } from '@playwright/test';
import { test } from './browsers.ts';
import { expectPhase, expectRole, hostRoom, joinClass, openPage, type Person, seatOf } from './people.ts';
import { BRISK, Cable, TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start(BRISK);
});
test.afterAll(async () => {
  await server.stop();
});

/** Does the job's recipe, as often as jobs come, until the points have grown. */
async function doJob({ page }: Person): Promise<void> {
  await page.getByTestId('recipe-add-all').click({ timeout: 60_000 });
  await expect(page.getByTestId('program-line').first()).toBeVisible();
}

/** Gives cores to whoever waits, again and again, until stopped. */
async function keepScheduling({ page }: Person, until: () => boolean): Promise<number> {
  let given = 0;
  while (!until()) {
    const row = page.getByTestId('queue-row').first();
    if (await row.isVisible().catch(() => false)) {
      await row.click({ timeout: 2000 }).catch(() => undefined);
      const run = page.getByTestId('run-here').first();
      if (await run.isVisible().catch(() => false)) {
        await run.click({ timeout: 2000 }).then(
          () => {
            given += 1;
          },
          () => undefined,
        );
      }
    }
    await page.waitForTimeout(150);
  }
  return given;
}

test('a class plays a round: teacher, two processes, a scheduler and malware, with a reload and a lost connection', async ({
  browser,
}) => {
  const cable = new Cable(server.port);
  const cabled = await cable.plug();
  const { teacher, code } = await hostRoom(browser, server.url, 'infected');
  const mila = await joinClass(browser, server.url, code, 'Mila', true);
  const jonas = await joinClass(browser, cabled, code, 'Jonas');
  const sam = await joinClass(browser, server.url, code, 'Sam');
  const noor = await joinClass(browser, server.url, code, 'Noor');
  const watch = await openPage(browser, `${server.url}/watch/${code}`, true);
  const students = [mila, jonas, sam, noor];

  // Lobby: the teacher sees everybody; two wish for a role.
  await expect(teacher.page.getByTestId('roster-row')).toHaveCount(4);
  await sam.page.getByTestId('wish-scheduler').click();
  await noor.page.getByTestId('wish-malware').click();
  await expect(sam.page.getByTestId('wish-scheduler')).toHaveAttribute('aria-pressed', 'true');
  await expect(noor.page.getByTestId('wish-malware')).toHaveAttribute('aria-pressed', 'true');

  // Boot: each is told their role.
  await teacher.page.getByTestId('start').click();
  for (const student of students) await expectPhase(student, 'boot');
  await expectRole(sam, 'scheduler');
  await expectRole(noor, 'malware');
  await expectRole(mila, 'process');
  await expectRole(jonas, 'process');
  for (const student of students) await student.page.getByTestId('ready').click();

  // Run.
  for (const student of students) await expectPhase(student, 'run');
  let stop = false;
  const scheduling = keepScheduling(sam, () => stop);
  await doJob(mila);
  await noor.page.locator('[data-exploit="shadow"]').click();
  await expect(noor.page.getByTestId('strace')).toContainText('= -1 EACCES (Permission denied)', {
    timeout: 60_000,
  });
  await expect(
    noor.page.getByTestId('notice').filter({ hasText: 'file mode and owner' }).first(),
  ).toBeVisible();
  await expect(mila.page.getByTestId('strace')).toContainText(' = ', { timeout: 60_000 });

  // A reload comes back to the same seat with the same state.
  const seat = await seatOf(mila);
  await mila.page.reload();
  await expect(mila.page.getByTestId('play')).toHaveAttribute('data-seat', seat ?? '');
  await expectRole(mila, 'process');
  await expect(mila.page.getByTestId('strace')).toContainText(' = ');

  // A pulled cable is said, and mended without a hand.
  const cabledSeat = await seatOf(jonas);
  cable.cut();
  await expect(jonas.page.getByTestId('banner-offline')).toBeVisible();
  cable.mend();
  await expect(jonas.page.getByTestId('banner-offline')).toBeHidden({ timeout: 30_000 });
  await expect(jonas.page.getByTestId('play')).toHaveAttribute('data-seat', cabledSeat ?? '');
  // What the browser itself says about the cut belongs to the cut.
  jonas.errors.length = 0;
  await doJob(jonas);
  await expect(jonas.page.getByTestId('strace')).toContainText(' = ', { timeout: 60_000 });

  // The teacher makes it faster, pauses and resumes; then the round runs to its end.
  await teacher.page.getByTestId('speed-2').click();
  await teacher.page.getByTestId('pause').click();
  const tick = await teacher.page.getByTestId('phase').getAttribute('data-tick');
  await expect(teacher.page.getByTestId('resume')).toBeVisible();
  await teacher.page.getByTestId('resume').click();
  await expect(teacher.page.getByTestId('phase')).not.toHaveAttribute('data-tick', tick ?? '');
  await teacher.page.getByTestId('speed-4').click();
  for (const person of [...students, teacher, watch]) await expectPhase(person, 'results');
  stop = true;
  expect(await scheduling).toBeGreaterThan(0);

  // Results: now the roles are told; everybody sees the same.
  for (const person of [...students, teacher, watch])
    await expect(person.page.getByTestId('results')).toBeVisible();
  await expect(mila.page.locator('tr[data-role="malware"]')).toContainText('Noor');
  await expect(mila.page.locator('tr[data-role="scheduler"]')).toContainText('Sam');

  // The next round begins, with roles anew.
  await teacher.page.getByTestId('start').click();
  for (const student of students) await expectPhase(student, 'boot');

  for (const person of [...students, teacher, watch]) expect(person.errors).toEqual([]);
  await cable.remove();
});
