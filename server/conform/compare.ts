import { isDeepStrictEqual } from 'node:util';
import type { Answer } from './script.ts';

export interface Difference {
  i: number;
  expected: unknown;
  actual: unknown;
}

/** Calls whose answers differ. */
export function differences(actual: readonly Answer[], expected: readonly Answer[]): Difference[] {
  const length = Math.max(actual.length, expected.length);
  return Array.from({ length }, (_, i) => ({ i, expected: expected[i], actual: actual[i] })).filter(
    (pair) => !isDeepStrictEqual(pair.expected, pair.actual),
  );
}
