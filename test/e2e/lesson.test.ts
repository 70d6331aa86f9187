import { readFileSync } from 'node:fs';
import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { openKeeping } from '../../server/store/keep.ts';
import { type FromJournal, fromJournal, records } from '../rooms/from-journal.ts';
import { test } from './browsers.ts';
import { expectPhase, expectRole, joinClass, openPage, type Person, seatOf } from './people.ts';
import { Cable, TestServer } from './server.ts';
import { joinStudents, type Student } from './students.ts';

const STUDENTS = 30;
const NAMES = ['Mila', 'Jonas', 'Noor'] as const;
const STRAY = 'store KERNEL + 64, 0';
const QUESTION = 'What does a process get that writes into the kernel’s memory?';
const ANSWERS = ['The kernel’s data', 'A signal that ends it'];

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start();
});
test.afterAll(async () => {
  await server.stop();
});

const NONE = { answers: '0', answers_right: '0' };

/** `open 3; write 1` as pairs; an error's name has a space of its own. */
const counts = (text: string): [string, number][] =>
  text
    .split('; ')
    .filter(Boolean)
    .map((one) => [one.slice(0, one.lastIndexOf(' ')), Number(one.slice(one.lastIndexOf(' ') + 1))]);

const on = (where: Page | Locator, id: string) => where.getByTestId(id);

/** Prepares a lesson in the form and by its file, and hosts it. */
async function prepare(browser: Browser): Promise<{ teacher: Person; code: string }> {
  const teacher = await openPage(browser, `${server.url}/prepare`);
  const { page } = teacher;
  await on(page, 'start-infected').click();
  await on(page, 'field-name').fill('Walls, 10b');
  await on(page, 'field-lengthTicks').fill('20');
  await on(page, 'preview-students').fill(String(STUDENTS));
  await expect(on(page, 'preview-processes')).toHaveText('24 programs');
  const saving = page.waitForEvent('download');
  await on(page, 'save-file').click();
  const lesson = JSON.parse(readFileSync(await (await saving).path(), 'utf8'));
  expect(lesson).toMatchObject({ name: 'Walls, 10b', lengthTicks: 6000 });
  // A user without end of patience: the rounds end when the teacher says so, however slow this computer is.
  const calm = { ...lesson, user: { drain: 0, pleased: 0, annoyed: 0 } };
  await on(page, 'open-file').setInputFiles({
    name: 'lesson.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(calm)),
  });
  await expect(on(page, 'field-name')).toHaveValue('Walls, 10b');
  await on(page, 'prepare-room').fill('10b');
  await on(page, 'prepare-host').click();
  return { teacher, code: ((await on(page, 'room-code').textContent()) ?? '').trim() };
}

/** Says that one is ready, as long as that is asked. */
async function ready({ page }: Person): Promise<void> {
  await expect(async () => {
    if ((await on(page, 'phase').getAttribute('data-phase')) === 'run') return;
    await on(page, 'ready').click({ timeout: 500 });
    await expect(on(page, 'phase')).toHaveAttribute('data-phase', 'run', { timeout: 1000 });
  }).toPass({ timeout: 60_000 });
}

const until = (holds: () => unknown, message: string) =>
  expect.poll(() => Boolean(holds()), { message, timeout: 90_000 }).toBe(true);

/** Types the stray write, again where the process that was to do it is gone before it did. */
async function stray({ page }: Person, happened: () => Promise<boolean>): Promise<void> {
  await expect(async () => {
    if (await happened()) return;
    if ((await on(page, 'program-line').filter({ hasText: STRAY }).count()) === 0) {
      await on(page, 'line-input').fill(STRAY, { timeout: 2000 });
      await on(page, 'line-add').click({ timeout: 2000 });
    }
    expect(await happened()).toBe(true);
  }).toPass({ timeout: 90_000, intervals: [500] });
}

async function protect(teacher: Person, walls: boolean): Promise<void> {
  await on(teacher.page, 'desk-machine').click();
  for (const name of ['rings', 'isolation']) {
    const wall = on(teacher.page, `protection-${name}`);
    await wall.click();
    await expect(wall).toHaveAttribute('aria-checked', String(walls));
  }
}

/** The teacher asks a question in the middle of the round; every student answers it once. */
async function ask(teacher: Person, browsers: readonly Person[], expected: readonly number[]): Promise<void> {
  const { page } = teacher;
  await on(page, 'desk-ask').click();
  await on(page, 'ask-from-typed').click();
  await on(page, 'ask-text').fill(QUESTION);
  for (const [index, answer] of ANSWERS.entries()) await on(page, 'ask-answer').nth(index).fill(answer);
  await on(page, 'ask-right').nth(1).check();
  await on(page, 'ask-go').click();
  for (const student of browsers) await on(student.page, 'poll-answer').nth(1).click();
  const bars = (at: Page) => on(at, 'poll-bars').locator('.number');
  await expect(bars(page)).toHaveText(expected.map(String));
  await on(page, 'poll-close').click();
  for (const student of browsers) await expect(bars(student.page)).toHaveText(expected.map(String));
  await on(page, 'poll-gone').click();
}

/** The teacher takes a student out; neither a reload nor another name brings them back. */
async function kick(teacher: Person, student: Person, name: string): Promise<void> {
  await on(teacher.page, 'desk-class').click();
  const row = on(teacher.page, 'roster-row').filter({ hasText: name });
  await on(row, 'kick').click();
  await expect(on(student.page, 'closed')).toHaveCount(0);
  await on(row, 'kick').click();
  await expect(on(student.page, 'closed')).toBeVisible();
  await student.page.reload();
  await expect(on(student.page, 'join-refused')).toContainText('taken you out');
  await on(student.page, 'join-name').fill('Somebody Else');
  await on(student.page, 'join-go').click();
  await expect(on(student.page, 'join-refused')).toContainText('taken you out');
  await expect(on(teacher.page, 'roster-row')).toHaveCount(STUDENTS - 1);
}

/** A round begins, and every role is taken. */
async function begin(
  teacher: Person,
  browsers: readonly Person[],
  students: readonly Student[],
): Promise<void> {
  await on(teacher.page, 'start').click();
  await Promise.all(browsers.map(ready));
  await Promise.all([teacher, ...browsers].map((person) => expectPhase(person, 'run')));
  const round = students[0]?.state?.round ?? 0;
  await until(() => students.every(({ roles }) => roles[round] !== undefined), 'everybody has a role');
  const jobs = () => students.reduce((sum, { who }) => sum + (who?.jobsDone ?? 0), 0);
  await until(() => jobs() >= 10, 'ten jobs are done');
}

async function end(
  teacher: Person,
  everybody: readonly Person[],
  students: readonly Student[],
): Promise<void> {
  const round = students[0]?.state?.round;
  await on(teacher.page, 'end').click();
  for (const person of everybody) {
    await expectPhase(person, 'results');
    await expect(on(person.page, 'results')).toBeVisible();
  }
  await until(() => students.every(({ results }) => results?.round === round), 'everybody has the results');
}

/** The report's tables, as the teacher takes them away from its page. */
async function tables(
  teacher: Person,
): Promise<Record<'report' | 'report-students' | 'report-answers', Record<string, string>[]>> {
  await on(teacher.page, 'desk-class').click();
  const opening = teacher.page.context().waitForEvent('page');
  await on(teacher.page, 'open-report').click();
  const page = await opening;
  const table = async (name: string) => {
    const saving = page.waitForEvent('download');
    await on(page, `csv-${name}`).click();
    return records(readFileSync(await (await saving).path(), 'utf8'));
  };
  return {
    report: await table('report'),
    'report-students': await table('report-students'),
    'report-answers': await table('report-answers'),
  };
}

/** Holds the report's tables against what the journals say, figure by figure, and the answers against what was answered. */
function compare(
  csv: Awaited<ReturnType<typeof tables>>,
  rounds: readonly FromJournal[],
  names: ReadonlyMap<string, string>,
  right: (seat: string) => boolean,
): void {
  const byName = (a: Record<string, string>, b: Record<string, string>) =>
    `${a.round} ${a.nickname}` < `${b.round} ${b.nickname}` ? -1 : 1;
  const lines = rounds.flatMap(({ figures }) =>
    [...figures].map(([seat, own]) => {
      const answers = own.round === '1' ? { answers: '1', answers_right: right(seat) ? '1' : '0' } : NONE;
      return { nickname: names.get(seat) ?? seat, ...own, ...answers };
    }),
  );
  expect(lines.length).toBe(2 * STUDENTS - 1);
  expect(csv.report.toSorted(byName)).toEqual(lines.toSorted(byName));

  const students = csv['report-students'];
  expect(students.map(({ nickname }) => nickname).toSorted()).toEqual([...names.values()].toSorted());
  for (const student of students) {
    const own = lines.filter(({ nickname }) => nickname === student.nickname);
    const sum = (of: 'jobs_done' | 'jobs_late' | 'points') =>
      String(own.reduce((total, line) => total + Number(line[of]), 0));
    const all = (list: 'calls' | 'errors_met') =>
      String(own.flatMap((line) => counts(line[list])).reduce((total, [, count]) => total + count, 0));
    expect(student).toMatchObject({
      rounds: String(own.length),
      roles: [...new Set(own.map(({ role }) => role))].join('; '),
      jobs_done: sum('jobs_done'),
      jobs_late: sum('jobs_late'),
      points: sum('points'),
      calls: all('calls'),
      errors_met: all('errors_met'),
      answers: '1',
    });
    const walls = new Set(own.flatMap((line) => counts(line.walls).map(([wall]) => wall)));
    expect(new Set(student.walls?.split('; ').filter(Boolean))).toEqual(walls);
  }

  const answers = [...names].map(([seat, nickname]) => {
    const own = { answer: ANSWERS[right(seat) ? 1 : 0] ?? '', right: right(seat) ? 'yes' : 'no' };
    return { nickname, asked: 'round 1', question: QUESTION, ...own, idea: '' };
  });
  expect(csv['report-answers'].toSorted(byName)).toEqual(answers.toSorted(byName));
  // There was something to compare: jobs, errors, walls, and acts of every role.
  expect(lines.map(({ errors_met }) => errors_met).join()).toMatch(/ended by SIGSEGV/);
  expect(lines.map(({ walls }) => walls).join()).toMatch(
    /supervisor-bit 1.*file-mode 1|file-mode 1.*supervisor-bit 1/,
  );
  for (const act of ['program', 'dispatch', 'exploit', 'limit', 'gone'])
    expect(lines.map(({ acts }) => acts).join()).toContain(`${act} `);
}

/** The journals of the rounds played, from the file in which the server keeps them. */
async function kept(folder: string) {
  const file = new Database(`${folder}/userland.db`, { readonly: true });
  const ids = file.prepare('SELECT id FROM rounds ORDER BY number').pluck().all() as string[];
  file.close();
  const said: string[] = [];
  const keeping = await openKeeping(
    { dataDir: folder, databaseUrl: undefined, retentionDays: 30 },
    { log: (line) => said.push(line) },
  );
  const rounds = await Promise.all(ids.map((id) => keeping.journal.read(id)));
  await keeping.close();
  expect(said).toEqual([]);
  return rounds.map((round) => {
    if (round === undefined) throw new Error('a round was not kept');
    return fromJournal(round);
  });
}

test('a lesson as it is lived: thirty students, two rounds, a question, a student sent out, five lost and found, a panic, and the report', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const cable = new Cable(server.port);
  const cabled = await cable.plug();
  const { teacher, code } = await prepare(browser);
  const watch = await openPage(browser, `${server.url}/watch/${code}`);
  const [mila, jonas, noor] = [
    await joinClass(browser, server.url, code, NAMES[0]),
    await joinClass(browser, cabled, code, NAMES[1]),
    await joinClass(browser, server.url, code, NAMES[2]),
  ];
  const students = await joinStudents(server.url, code, STUDENTS - 3, { base: cabled, count: 4 });
  await expect(on(teacher.page, 'roster-row')).toHaveCount(STUDENTS);
  for (const [{ page }, role] of [
    [mila, 'process'],
    [jonas, 'process'],
    [noor, 'scheduler'],
  ] as const) {
    await on(page, `wish-${role}`).click();
    await expect(on(page, `wish-${role}`)).toHaveAttribute('aria-pressed', 'true');
  }

  const people = await Promise.all(
    [mila, jonas, noor].map(
      async (person, index) => [(await seatOf(person)) ?? '', NAMES[index] ?? ''] as const,
    ),
  );

  // The first round, four times as fast.
  await on(teacher.page, 'speed-4').click();
  await begin(teacher, [mila, jonas, noor], students);
  await expectRole(mila, 'process');
  await expectRole(noor, 'scheduler');
  await on(mila.page, 'recipe-add-all').click({ timeout: 60_000 });
  await expect(on(mila.page, 'strace')).toContainText(' = ', { timeout: 60_000 });

  // Students 1, 4, 7, … choose the first answer; the three at browsers are right.
  await ask(teacher, [mila, jonas, noor], [9, 21]);
  await kick(teacher, noor, 'Noor');
  const others = [mila, jonas];

  // Five lose their network for ten seconds, and find their seats again.
  const five = students.slice(0, 4);
  const seats = [people[1]?.[0] ?? '', ...five.map(({ seat }) => seat)];
  const [witness] = students.slice(4) as [Student];
  const present = (seat: string) => witness.state?.seats.get(seat)?.connected;
  cable.cut();
  await until(() => seats.every((seat) => present(seat) === false), 'five are away');
  await expect(on(jonas.page, 'banner-offline')).toBeVisible();
  await teacher.page.waitForTimeout(10_000);
  expect(five.some(({ connected }) => connected)).toBe(false);
  cable.mend();
  await until(() => seats.every((seat) => present(seat) === true), 'five are back');
  await expect(on(jonas.page, 'banner-offline')).toBeHidden();
  expect([await seatOf(jonas), ...five.map(({ seat }) => seat)]).toEqual(seats);
  await until(() => five.every(({ who, roles }) => who?.kind === roles[1]), 'their roles are theirs again');
  expect(five.every(({ returns }) => returns > 0)).toBe(true);

  // Without walls a stray write is the end of the machine, on every screen; then it boots again.
  await protect(teacher, false);
  const screens = [teacher, watch, ...others];
  for (const { page } of screens) await expect(on(page, 'unprotected')).toBeVisible();
  await on(teacher.page, 'speed-1').click();
  let stopped = false;
  const seen = Promise.all(
    screens.map(async ({ page }) => {
      await on(page, 'panic').waitFor({ timeout: 120_000 });
      stopped = true;
      await on(page, 'boot').waitFor({ timeout: 120_000 });
    }),
  );
  await stray(jonas, async () => stopped);
  await seen;
  await on(teacher.page, 'speed-4').click();
  for (const { page } of screens) {
    await expect(on(page, 'boot')).toHaveCount(0, { timeout: 60_000 });
    await expect(on(page, 'panic')).toHaveCount(0);
  }
  for (const { outages } of students) expect([...outages]).toEqual(['panic', 'boot']);

  // With them it is the end of the process alone.
  await protect(teacher, true);
  for (const { page } of screens) await expect(on(page, 'unprotected')).toHaveCount(0);
  const segv = on(jonas.page, 'strace').filter({ hasText: 'SIGSEGV' });
  await expect(segv).toHaveCount(0);
  await stray(jonas, async () => (await segv.count()) > 0);
  await expect(segv).toContainText('killed by SIGSEGV');
  await end(teacher, [watch, ...others], students);

  // The second round: whoever had a place in the kernel, or was malware, is something else now.
  await begin(teacher, others, students);
  for (const { roles } of students) if (roles[1] !== 'process') expect(roles[2]).not.toBe(roles[1]);
  await end(teacher, [watch, ...others], students);

  // What the report says is what the journals give when they are played again.
  const csv = await tables(teacher);
  expect([teacher, watch, mila].flatMap(({ errors }) => errors)).toEqual([]);
  for (const student of students) await student.leave();
  for (const { page } of [watch, mila, jonas, noor, teacher]) await page.context().close();
  await cable.remove();
  const rounds = await kept(await server.end());
  expect(rounds.map(({ round }) => round.measures().panics)).toEqual([1, 0]);
  const right = (seat: string) => students.find((student) => student.seat === seat)?.choice !== 0;
  const names = new Map([...people, ...students.map(({ seat, nickname }) => [seat, nickname] as const)]);
  compare(csv, rounds, names, right);
  const wrong = ['malformed', 'unknown', 'rate', 'fault'];
  expect(students.flatMap(({ refused }) => [...refused]).filter((code) => wrong.includes(code))).toEqual([]);
});
