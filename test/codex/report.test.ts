import { expect, it } from 'vitest';
import { openPoints, type ReportView, reportCsv, studentRows } from '../../shared/report.ts';

const deeds = {
  program: 'ls',
  jobsDone: 2,
  jobsLate: 1,
  points: 10,
  calls: { open: 3, close: 5 },
  errors: { 'open ENOENT': { met: 2, overcome: false } },
  walls: { 'file-mode': 1 },
};
const report: ReportView = {
  room: 'ACDEFG',
  name: '9b',
  begun: '2026-03-01T08:00:00.000Z',
  seats: [
    { seat: 's1', nickname: 'Ada, "the first"' },
    { seat: 's2', nickname: '=1+1' },
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
    right: 1,
    answered: 1,
  });
});

it('names what the class should go over again', () => {
  expect(openPoints(report)).toEqual({
    errors: [{ error: 'open ENOENT', who: ['=1+1'] }],
    questions: [{ question: 'first-boot/0', wrong: 1, all: 2 }],
  });
});

it('writes a CSV that quotes what must be and gives no spreadsheet a formula', () => {
  const lines = reportCsv(report).split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[1]).toBe(
    '"Ada, ""the first""",1,first-boot,process,ls,2,1,10,close 5; open 3,open ENOENT 2,,file-mode 1,1,1',
  );
  expect(lines[3]).toMatch(/^'=1\+1,1,first-boot,scheduler/);
});
