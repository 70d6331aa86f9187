import { expect, it } from 'vitest';
import { IDEAS } from '../../shared/ideas.ts';
import { INVENTORY } from '../../shared/questions/inventory.ts';
import { SCENARIO_IDEAS } from '../../shared/questions/scenario-ideas.ts';
import { answersCsv, roundsCsv, studentsCsv } from '../../shared/report/csv.ts';
import { classGain, gainOf, gainText } from '../../shared/report/gain.ts';
import { classIdeas, evidenceOf, goOverAgain, ideaOf } from '../../shared/report/ideas.ts';
import { openErrors, studentRows } from '../../shared/report/students.ts';
import type { ReportView } from '../../shared/report/view.ts';
import { SCENARIOS } from '../../shared/scenarios/index.ts';

const deeds = {
  program: 'ls',
  jobsDone: 2,
  jobsLate: 1,
  points: 10,
  calls: { open: 3, close: 5 },
  errors: { 'open ENOENT': { met: 2, overcome: false } },
  walls: { 'file-mode': 1 },
  acts: { program: 4 },
  faults: 7,
  preempted: 12,
  sleeps: 3,
};
const report: ReportView = {
  room: 'ACDEFG',
  name: '9b',
  begun: '2026-03-01T08:00:00.000Z',
  seats: [
    { seat: 's1', nickname: 'Ada, "the first"' },
    { seat: 's2', nickname: '=1+1' },
  ],
  levels: [
    { seat: 's1', level: 'files-pipes', stars: 2 },
    { seat: 's1', level: 'userspace-hello', stars: 3 },
  ],
  rounds: [
    { round: 1, seat: 's1', scenario: 'first-boot', role: 'process', deeds },
    {
      round: 2,
      seat: 's1',
      scenario: 'first-boot',
      role: 'malware',
      deeds: { ...deeds, errors: { 'open ENOENT': { met: 1, overcome: true } } },
    },
    { round: 1, seat: 's2', scenario: 'first-boot', role: 'scheduler', deeds: { ...deeds, calls: {} } },
  ],
  questions: [],
  answers: [
    { seat: 's1', question: '1/first-boot/0', asked: 'round', given: 1, right: true },
    { seat: 's2', question: '1/first-boot/0', asked: 'round', given: 0, right: false },
  ],
};

it('adds up a student’s rounds, and takes the last word on whether an error was overcome', () => {
  expect(studentRows(report)[0]).toMatchObject({
    rounds: 2,
    roles: ['process', 'malware'],
    jobsDone: 4,
    jobsLate: 2,
    points: 20,
    calls: [
      ['close', 10],
      ['open', 6],
    ],
    errors: [{ error: 'open ENOENT', met: 3, overcome: true }],
    walls: ['file-mode'],
    levels: [
      ['files-pipes', 2],
      ['userspace-hello', 3],
    ],
    stars: 5,
    right: 1,
    answered: 1,
  });
});

it('names errors that somebody met and left', () => {
  expect(openErrors(report)).toEqual([{ error: 'open ENOENT', who: ['=1+1'] }]);
});

it('writes a CSV that quotes what must be and gives no spreadsheet a formula', () => {
  const lines = roundsCsv(report).split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[1]).toBe(
    '"Ada, ""the first""",1,first-boot,process,ls,2,1,10,close 5; open 3,open ENOENT 2,,file-mode 1,program 4,7,12,3,1,1',
  );
  expect(lines[3]).toMatch(/^'=1\+1,1,first-boot,scheduler/);
});

/** Answers to the first items of the inventory, in one run. */
const run = (seat: string, asked: string, rights: boolean[]): ReportView['answers'] =>
  rights.map((right, index) => {
    const item = INVENTORY[index];
    return { seat, question: `inventory/${item?.id}`, asked, given: 0, right, made: `${asked}${index}` };
  });
const asked = (answers: ReportView['answers']): ReportView => ({
  ...report,
  answers,
  questions: INVENTORY.map(({ id, text, answers: words, right }) => {
    return { question: `inventory/${id}`, source: `inventory/${id}`, text, answers: words, right };
  }),
});

it('the gain is what was learned of what there was to learn, over items answered both times', () => {
  const before = run('s1', 'before', [true, false, false, false, true]);
  const after = run('s1', 'after', [true, true, true, false]);
  // The fifth item has no answer after: 25 % before, 75 % after.
  const own = gainOf({ answers: [...before, ...after] }, 's1');
  expect(own).toMatchObject({ before: 25, after: 75, items: 4 });
  expect(own?.gain).toBeCloseTo(2 / 3, 10);
  // Forgetting is a negative gain.
  const worse = [...run('s1', 'before', [true, false]), ...run('s1', 'after', [false, false])];
  expect(gainOf({ answers: worse }, 's1')?.gain).toBe(-1);
});

it('where there is no pair, or nothing was left to learn, there is no gain, and words say so', () => {
  expect(gainText(gainOf(asked(run('s1', 'before', [true])), 's1'))).toBe('no pair of answers');
  const full = asked([...run('s1', 'before', [true, true]), ...run('s1', 'after', [true, false])]);
  expect(gainOf(full, 's1')).toEqual({ before: 100, after: 50, gain: null, items: 2 });
  expect(gainText(gainOf(full, 's1'))).toBe('all right before');
  expect(classGain(full)).toMatchObject({ gain: null, students: 1 });
  expect(classGain(report)).toBeUndefined();
});

it('the class’s gain is of its means, over those who answered both times', () => {
  const two = asked([
    ...run('s1', 'before', [false, false]),
    ...run('s1', 'after', [true, true]),
    ...run('s2', 'before', [true, false]),
    ...run('s2', 'after', [true, false]),
  ]);
  expect(classGain(two)).toEqual({ before: 25, after: 75, gain: 2 / 3, items: 4, students: 2 });
});

it('an idea is shown by deed and right answer; the last answer counts', () => {
  const timer = INVENTORY.findIndex(({ id }) => id === 'endless-loop');
  const rights = (right: boolean) => INVENTORY.map((_, index) => (index === timer ? right : true));
  const state = (answers: ReportView['answers']) =>
    evidenceOf(asked(answers), 's1').find(({ idea }) => idea.id === 'timer');
  expect(state([])).toMatchObject({ state: 'met', deeds: ['lost the core 24 times'], answers: 0 });
  expect(state(run('s1', 'before', rights(false)))?.state).toBe('wrong');
  const both = [...run('s1', 'after', rights(true)), ...run('s1', 'before', rights(false))];
  expect(state(both)).toMatchObject({ state: 'shown', right: 1, answers: 2 });
  // Nothing was done about memory by an answer alone.
  const memory = evidenceOf(asked(both), 's1').find(({ idea }) => idea.id === 'address-space');
  expect(memory).toMatchObject({ state: 'answered', deeds: [] });
});

it('ideas that were answered wrongly come first among those to go over again, with a question', () => {
  const wrong = INVENTORY.map(({ id }) => id !== 'after-fork');
  const view = asked([...run('s1', 'after', wrong), ...run('s2', 'after', wrong)]);
  expect(goOverAgain(view)[0]).toMatchObject({ idea: { id: 'fork' }, counts: { wrong: 2 } });
  expect(goOverAgain(view)[0]?.question).toBe(INVENTORY.find(({ id }) => id === 'after-fork')?.text);
  expect(
    classIdeas(view)
      .map(({ idea }) => idea.id)
      .sort(),
  ).toEqual(IDEAS.map(({ id }) => id).sort());
});

it('each question of a scenario asks for an idea or for none, also in a lesson that was made of it', () => {
  for (const { id, questions } of SCENARIOS)
    expect([id, SCENARIO_IDEAS[id]?.length]).toEqual([id, questions.length]);
  const known = new Set(IDEAS.map(({ id }) => id));
  const ideas = Object.values(SCENARIO_IDEAS).flat();
  expect(ideas.filter((idea) => idea !== null && !known.has(idea))).toEqual([]);
  const text = SCENARIOS.find(({ id }) => id === 'infected')?.questions[0]?.text ?? '';
  const view: ReportView = {
    ...report,
    questions: [
      { question: '1/own-walls/0', source: 'scenario/own-walls/0', text, answers: ['a', 'b'], right: 1 },
      {
        question: '1/own-walls/1',
        source: 'scenario/own-walls/1',
        text: 'Own?',
        answers: ['a', 'b'],
        right: 1,
      },
    ],
    answers: [{ seat: 's1', question: '1/own-walls/0', asked: 'round', given: 1, right: true }],
  };
  expect(view.questions.map(ideaOf)).toEqual(['address-space', undefined]);
  expect(evidenceOf(view, 's1').find(({ idea }) => idea.id === 'address-space')).toMatchObject({
    right: 1,
    answers: 1,
  });
});

it('the other tables have a line a student, and a line an answer in words', () => {
  const view = asked([...run('s1', 'before', [false, true]), ...run('s1', 'after', [true, true])]);
  const students = studentsCsv(view).split('\r\n');
  expect(students[0]).toContain('before_percent,after_percent,normalised_gain,gain_items,idea_syscall');
  expect(students[1]).toContain(',50,100,1.00,2,');
  expect(students[2]).toContain(',,,no pair of answers,0,');
  const answers = answersCsv(view).split('\r\n');
  expect(answers[1]).toMatch(/^"Ada, ""the first""",before,A program calls read/);
  expect(answers).toHaveLength(6);
});
