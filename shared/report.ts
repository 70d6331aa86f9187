/** A class's report as the server gives it, and what is computed from it. */
export interface ReportView {
  room: string;
  name: string;
  begun: string;
  seats: { seat: string; nickname: string }[];
  rounds: {
    round: number;
    seat: string;
    scenario: string;
    role: string;
    deeds: {
      program: string;
      jobsDone: number;
      jobsLate: number;
      points: number;
      calls: Record<string, number>;
      errors: Record<string, { met: number; overcome: boolean }>;
      walls: Record<string, number>;
    };
  }[];
  answers: { seat: string; question: string; asked: string; given: number; right: boolean | null }[];
  /** What was asked on the spot, in its words; `right` −1: an opinion. */
  questions: { question: string; source: string; text: string; answers: readonly string[]; right: number }[];
}

/** One line of the report: a student over all rounds. */
export interface StudentRow {
  seat: string;
  nickname: string;
  rounds: number;
  roles: string[];
  jobsDone: number;
  jobsLate: number;
  points: number;
  calls: [string, number][];
  errors: { error: string; met: number; overcome: boolean }[];
  walls: string[];
  right: number;
  answered: number;
}

const byNumber = (a: [string, number], b: [string, number]): number => b[1] - a[1] || (a[0] < b[0] ? -1 : 1);

/** Adds up what each student did; an error counts as overcome if it was in the last round in which it was met. */
export function studentRows(report: ReportView): StudentRow[] {
  return report.seats.map(({ seat, nickname }) => {
    const played = report.rounds.filter((row) => row.seat === seat);
    const calls = new Map<string, number>();
    const errors = new Map<string, { met: number; overcome: boolean }>();
    for (const { deeds } of played) {
      for (const [name, count] of Object.entries(deeds.calls))
        calls.set(name, (calls.get(name) ?? 0) + count);
      for (const [error, { met, overcome }] of Object.entries(deeds.errors)) {
        errors.set(error, { met: (errors.get(error)?.met ?? 0) + met, overcome });
      }
    }
    const sum = (of: 'jobsDone' | 'jobsLate' | 'points') =>
      played.reduce((total, { deeds }) => total + deeds[of], 0);
    // Opinions are neither right nor wrong.
    const answers = report.answers.filter((answer) => answer.seat === seat && answer.right !== null);
    return {
      seat,
      nickname,
      rounds: played.length,
      roles: [...new Set(played.map(({ role }) => role))],
      jobsDone: sum('jobsDone'),
      jobsLate: sum('jobsLate'),
      points: sum('points'),
      calls: [...calls].sort(byNumber),
      errors: [...errors].map(([error, rest]) => ({ error, ...rest })),
      walls: [...new Set(played.flatMap(({ deeds }) => Object.keys(deeds.walls)))],
      right: answers.filter(({ right }) => right).length,
      answered: answers.length,
    };
  });
}

/** A field of a CSV; what a spreadsheet would take for a formula is kept from being one. */
function field(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const COLUMNS = [
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
  'answers',
  'answers_right',
] as const;

/** The report as CSV (RFC 4180): a line a student and round. */
export function reportCsv(report: ReportView): string {
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
      Object.entries(deeds.calls)
        .sort(byNumber)
        .map(([name, count]) => `${name} ${count}`)
        .join('; '),
      errors.map(([error, { met }]) => `${error} ${met}`).join('; '),
      errors.flatMap(([error, { overcome }]) => (overcome ? [error] : [])).join('; '),
      Object.entries(deeds.walls)
        .map(([wall, count]) => `${wall} ${count}`)
        .join('; '),
      answers.length,
      answers.filter(({ right }) => right).length,
    ];
  });
  return [COLUMNS, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

/** What the class should go over again: errors that somebody met and has not overcome, questions answered wrongly. */
export function openPoints(report: ReportView): {
  errors: { error: string; who: string[] }[];
  questions: { question: string; wrong: number; all: number }[];
} {
  const errors = new Map<string, string[]>();
  for (const { nickname, errors: own } of studentRows(report)) {
    for (const { error, overcome } of own) {
      if (!overcome) errors.set(error, [...(errors.get(error) ?? []), nickname]);
    }
  }
  const questions = new Map<string, { wrong: number; all: number }>();
  for (const { question, right } of report.answers) {
    if (right === null) continue;
    // Without the number of the round: the same question of two rounds is one.
    const key = question.replace(/^\d+\//, '');
    const known = questions.get(key) ?? { wrong: 0, all: 0 };
    questions.set(key, { wrong: known.wrong + (right ? 0 : 1), all: known.all + 1 });
  }
  return {
    errors: [...errors].map(([error, who]) => ({ error, who })).sort((a, b) => b.who.length - a.who.length),
    questions: [...questions]
      .map(([question, counts]) => ({ question, ...counts }))
      .filter(({ wrong }) => wrong > 0)
      .sort((a, b) => b.wrong / b.all - a.wrong / a.all),
  };
}
