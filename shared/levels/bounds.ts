import type { z } from 'zod';
import type { Condition, LEVEL, Level, Star } from './schema.ts';
import { THRESHOLDS } from './thresholds.ts';

/** Bounds of a measure for one, two and three stars; one star only where it is a goal. */
export interface Bounds {
  one?: number;
  two: number;
  three: number;
}

/** Bounds of every measured star by level and measure, and the most lines that a guided level lets one write. */
export type Thresholds = Readonly<Record<string, Readonly<Record<string, Bounds>>>>;

/** Measure of the lines written, which is no star's: who writes many more than it takes does not look what they do. */
export const LINES = 'lines';

const TOO_MANY_LINES = 'More lines than the task needs. Read the step, take one line, and see what it does.';

/** A count as one says it: nobody does something at most 1 times. */
const TIMES = ['never', 'at most once', 'at most twice'] as const;

function boundText(text: string, n: number): string {
  const times = text.replace('at most {n} times', TIMES[n] ?? `at most ${n} times`);
  return (n === 0 ? times.replace(': at most {n}', ': none') : times).replace('{n}', String(n));
}

const bound = ({ measure, text }: Star, n: number): Condition => ({
  measure,
  atMost: n,
  text: boundText(text, n),
});

/** The level with the bounds that were measured for it; without them (while they are measured) nothing is bounded. */
export function withBounds(source: z.infer<typeof LEVEL>, thresholds: Thresholds = THRESHOLDS): Level {
  const known = thresholds[source.id] ?? {};
  const of = (star: Star, stars: keyof Bounds): Condition[] => {
    const n = known[star.measure]?.[stars];
    return n === undefined ? [] : [bound(star, n)];
  };
  const limited = source.stars.filter((star) => 'limit' in star && star.limit);
  const most = known[LINES]?.one;
  const lines: Condition[] =
    most === undefined
      ? []
      : [{ measure: LINES, atMost: most, text: `Lines written: at most ${most}`, hint: TOO_MANY_LINES }];
  // A bound that every finished level keeps, or that is no stricter than the one for fewer stars, tells nobody anything.
  const stricter = (bounds: Condition[], than: Condition[]): Condition[] =>
    bounds.filter(({ measure, atMost = Infinity }) =>
      than.every((other) => other.measure !== measure || atMost < (other.atMost ?? Infinity)),
    );
  const two = stricter(
    source.stars.flatMap((star) => of(star, 'two')),
    source.limits,
  );
  return {
    ...source,
    goals: [...source.goals, ...source.stars.flatMap((star) => of(star, 'one'))],
    limits: [...source.limits, ...limited.flatMap((star) => of(star, 'one')), ...lines],
    two,
    three: stricter(
      source.stars.flatMap((star) => of(star, 'three')),
      [...two, ...source.limits],
    ),
  };
}
