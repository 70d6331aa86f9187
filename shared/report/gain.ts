import type { ReportView } from './view.ts';

/** Right answers to the same items before and after, in per cent, and what was learned of what there was to learn. */
export interface Gain {
  before: number;
  after: number;
  /** Hake's normalised gain, (after − before) / (100 − before); null where everything was right before. */
  gain: number | null;
  /** Items that were answered both times. */
  items: number;
}

function gain(before: number, after: number): number | null {
  return before >= 100 ? null : (after - before) / (100 - before);
}

/** A student's gain over the items answered both times; undefined where there is none. */
export function gainOf({ answers }: Pick<ReportView, 'answers'>, seat: string): Gain | undefined {
  const of = (run: 'before' | 'after') =>
    new Map(
      answers
        .filter((answer) => answer.seat === seat && answer.asked === run && answer.right !== null)
        .map(({ question, right }) => [question, right === true]),
    );
  const [before, after] = [of('before'), of('after')];
  const both = [...before.keys()].filter((question) => after.has(question));
  if (both.length === 0) return undefined;
  const share = (run: Map<string, boolean>) =>
    (100 * both.filter((question) => run.get(question)).length) / both.length;
  const [first, last] = [share(before), share(after)];
  return { before: first, after: last, gain: gain(first, last), items: both.length };
}

/** The class's gain: of the means of those who answered both times (Hake 1998); undefined where nobody did. */
export function classGain(
  report: Pick<ReportView, 'answers' | 'seats'>,
): (Gain & { students: number }) | undefined {
  const pairs = report.seats.flatMap(({ seat }) => gainOf(report, seat) ?? []);
  if (pairs.length === 0) return undefined;
  const mean = (of: 'before' | 'after') => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length;
  const [before, after] = [mean('before'), mean('after')];
  return {
    before,
    after,
    gain: gain(before, after),
    items: pairs.reduce((sum, { items }) => sum + items, 0),
    students: pairs.length,
  };
}

/** `0.50`, or in words why there is none. */
export function gainText(found: Gain | undefined): string {
  if (found === undefined) return 'no pair of answers';
  return found.gain === null ? 'all right before' : found.gain.toFixed(2);
}
