import { isDeepStrictEqual } from 'node:util';
import { type PagingAnswer, runPagingCase } from '../kernel/mm/replace/textbook.ts';
import { runTextbookCase, type TextbookAnswer, type TextbookCase } from '../kernel/sched/textbook.ts';
import { type Answer, ScriptError } from './script.ts';

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

interface PagingCase {
  kind: 'paging';
  policy: 'FIFO' | 'LRU' | 'OPT';
  frames: number;
  pages: number[];
}

type Case = ({ kind: 'sched' } & TextbookCase) | PagingCase;

/** One line of a file of textbook cases. */
export interface CaseLine {
  case: Case;
  expected: unknown;
}

export function parseCases(text: string, file: string): CaseLine[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, where: `${file}:${index + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, where }) => {
      try {
        const value = JSON.parse(line) as CaseLine;
        if (value.case.kind !== 'sched' && value.case.kind !== 'paging') throw new TypeError('kind');
        return value;
      } catch {
        throw new ScriptError(
          `${where}: the line must be {"case": {"kind": "sched" or "paging", …}, "expected": …}.`,
        );
      }
    });
}

export function runCase(given: Case): TextbookAnswer | PagingAnswer {
  return given.kind === 'sched'
    ? runTextbookCase(given)
    : runPagingCase(given.policy, given.frames, given.pages);
}

/** Whether the answer is the textbook's; of OPT only the hits count, since equals may be evicted in any order. */
export function caseAgrees(line: CaseLine): boolean {
  const actual = runCase(line.case);
  if (line.case.kind === 'paging' && line.case.policy === 'OPT') {
    return (actual as PagingAnswer).hits === (line.expected as PagingAnswer).hits;
  }
  return isDeepStrictEqual(actual, line.expected);
}
