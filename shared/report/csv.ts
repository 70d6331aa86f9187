import { IDEAS } from '../ideas.ts';
import { gainOf, gainText } from './gain.ts';
import { evidenceOf, ideaOf } from './ideas.ts';
import { byNumber, studentRows } from './students.ts';
import type { ReportView } from './view.ts';

/** A field of a CSV; what a spreadsheet would take for a formula is kept from being one. */
export function field(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180. */
function csv(columns: readonly string[], lines: readonly (readonly (string | number)[])[]): string {
  return [columns, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

const counted = (record: Record<string, number> | undefined): string =>
  Object.entries(record ?? {})
    .sort(byNumber)
    .map(([name, count]) => `${name} ${count}`)
    .join('; ');

const ROUNDS = [
  'nickname',
  'round',
  'scenario',
  'role',
  'program',
  'jobs_done',
  'jobs_late',
  'points',
  'calls',
  'errors_met',
  'errors_overcome',
  'walls',
  'acts',
  'page_faults',
  'preempted',
  'blocked',
  'answers',
  'answers_right',
] as const;

/** A line a student and round. */
export function roundsCsv(report: ReportView): string {
  const names = new Map(report.seats.map(({ seat, nickname }) => [seat, nickname]));
  const lines = report.rounds.map(({ round, seat, scenario, role, deeds }) => {
    const answers = report.answers.filter(
      ({ seat: by, question, right }) => by === seat && question.startsWith(`${round}/`) && right !== null,
    );
    const errors = Object.entries(deeds.errors);
    return [
      names.get(seat) ?? seat,
      round,
      scenario,
      role,
      deeds.program,
      deeds.jobsDone,
      deeds.jobsLate,
      deeds.points,
      counted(deeds.calls),
      errors.map(([error, { met }]) => `${error} ${met}`).join('; '),
      errors.flatMap(([error, { overcome }]) => (overcome ? [error] : [])).join('; '),
      counted(deeds.walls),
      counted(deeds.acts),
      deeds.faults,
      deeds.preempted,
      deeds.sleeps,
      answers.length,
      answers.filter(({ right }) => right).length,
    ];
  });
  return csv(ROUNDS, lines);
}

const STUDENTS = [
  'nickname',
  'rounds',
  'roles',
  'jobs_done',
  'jobs_late',
  'points',
  'calls',
  'errors_met',
  'errors_overcome',
  'walls',
  'levels',
  'stars',
  'level_stars',
  'answers',
  'answers_right',
  'before_percent',
  'after_percent',
  'normalised_gain',
  'gain_items',
] as const;

/** A line a student, with the learning gain and how each idea was shown. */
export function studentsCsv(report: ReportView): string {
  const lines = studentRows(report).map((row) => {
    const gain = gainOf(report, row.seat);
    return [
      row.nickname,
      row.rounds,
      row.roles.join('; '),
      row.jobsDone,
      row.jobsLate,
      row.points,
      row.calls.reduce((sum, [, count]) => sum + count, 0),
      row.errors.reduce((sum, { met }) => sum + met, 0),
      row.errors.filter(({ overcome }) => overcome).length,
      row.walls.join('; '),
      row.levels.length,
      row.stars,
      row.levels.map(([level, stars]) => `${level} ${stars}`).join('; '),
      row.answered,
      row.right,
      gain === undefined ? '' : Math.round(gain.before),
      gain === undefined ? '' : Math.round(gain.after),
      gainText(gain),
      gain?.items ?? 0,
      ...evidenceOf(report, row.seat).map(({ state }) => state),
    ];
  });
  return csv([...STUDENTS, ...IDEAS.map(({ id }) => `idea_${id}`)], lines);
}

const ANSWERS = ['nickname', 'asked', 'question', 'answer', 'right', 'idea'] as const;

/** A line an answer, in words. */
export function answersCsv(report: ReportView): string {
  const names = new Map(report.seats.map(({ seat, nickname }) => [seat, nickname]));
  const questions = new Map(report.questions.map((question) => [question.question, question]));
  const lines = report.answers.map(({ seat, asked, question, given, right }) => {
    const words = questions.get(question);
    return [
      names.get(seat) ?? seat,
      asked === 'round' ? `round ${question.split('/')[0]}` : asked,
      words?.text ?? question,
      words?.answers[given] ?? given,
      right === null ? 'opinion' : right ? 'yes' : 'no',
      (words && ideaOf(words)) ?? '',
    ];
  });
  return csv(ANSWERS, lines);
}

/** The tables that a report is taken away as, by the name in the address. */
export const CSVS = {
  report: roundsCsv,
  'report-students': studentsCsv,
  'report-answers': answersCsv,
} as const satisfies Record<string, (report: ReportView) => string>;
export type CsvName = keyof typeof CSVS;

/** Name of the file in which a table is kept. */
export function csvFile(name: CsvName, { room }: ReportView): string {
  return `userland-${room}${name.slice('report'.length)}.csv`;
}
