import { field } from './report/csv.ts';

/** Levels set to a class with a date: what students and their teacher are shown of it. */
export interface AssignmentResult {
  level: string;
  /** Reached after the due date; what came before it is kept beside it. */
  late: boolean;
  stars: number;
  measures: Record<string, number>;
  /** ISO time. */
  reached: string;
}

/** An assignment as a student sees it; `nickname` null: not taking part yet. */
export interface AssignmentView {
  code: string;
  title: string;
  levels: string[];
  /** ISO time until which results are on time. */
  due: string;
  nickname: string | null;
  results: AssignmentResult[];
}

/** What its teacher sees. */
export interface AssignmentReport {
  code: string;
  title: string;
  levels: string[];
  due: string;
  made: string;
  students: { nickname: string; results: AssignmentResult[] }[];
}

/** Levels that one assignment holds at most: all of the campaign. */
export const MOST_LEVELS = 40;
export const TITLE_MAX = 60;
/** Days from today within which the due date lies. */
export const DUE_DAYS = 180;

/** The best of a level in time, and the best at all. */
export function starsOf(
  results: readonly AssignmentResult[],
  level: string,
): { onTime: number; best: number; reached: string | undefined } {
  const own = results.filter((result) => result.level === level);
  const onTime = Math.max(0, ...own.filter(({ late }) => !late).map(({ stars }) => stars));
  const best = Math.max(0, ...own.map(({ stars }) => stars));
  return { onTime, best, reached: own.find(({ stars }) => stars === best)?.reached };
}

/** The report as a table: a line a student and level that was played. */
export function assignmentCsv({ students, levels }: AssignmentReport): string {
  const head = ['nickname', 'level', 'stars on time', 'stars', 'reached', 'measures'];
  const rows = students.flatMap(({ nickname, results }) =>
    levels.map((level) => {
      const { onTime, best, reached } = starsOf(results, level);
      const measures =
        results.find((result) => result.level === level && result.stars === best)?.measures ?? {};
      const figures = Object.entries(measures).map(([name, value]) => `${name} ${value}`);
      return [nickname, level, onTime, best, reached ?? '', figures.join('; ')];
    }),
  );
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
