import type { ReportView } from './view.ts';

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
  /** Levels of the campaign with their stars. */
  levels: [string, number][];
  stars: number;
  right: number;
  answered: number;
}

export const byNumber = (a: [string, number], b: [string, number]): number =>
  b[1] - a[1] || (a[0] < b[0] ? -1 : 1);

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
    // Opinions are neither right nor wrong; before and after are the gain's.
    const answers = report.answers.filter(
      (answer) => answer.seat === seat && answer.asked === 'round' && answer.right !== null,
    );
    const levels = report.levels
      .filter((row) => row.seat === seat)
      .map(({ level, stars }): [string, number] => [level, stars]);
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
      levels,
      stars: levels.reduce((total, [, stars]) => total + stars, 0),
      right: answers.filter(({ right }) => right).length,
      answered: answers.length,
    };
  });
}

/** Errors that somebody met and has not overcome, with who they are. */
export function openErrors(report: ReportView): { error: string; who: string[] }[] {
  const errors = new Map<string, string[]>();
  for (const { nickname, errors: own } of studentRows(report)) {
    for (const { error, overcome } of own) {
      if (!overcome) errors.set(error, [...(errors.get(error) ?? []), nickname]);
    }
  }
  return [...errors].map(([error, who]) => ({ error, who })).sort((a, b) => b.who.length - a.who.length);
}
