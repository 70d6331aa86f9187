import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type PagingAnswer, runPagingCase } from '../kernel/mm/replace/textbook.ts';
import { runTextbookCase, type TextbookAnswer } from '../kernel/sched/textbook.ts';
import { linesOf, objectOf, ScriptError } from './script.ts';

const ticks = z.number().int().min(0).max(100_000);
const some = ticks.min(1);
const job = z.object({ name: z.string(), start: ticks, run: some, ioEvery: ticks.optional() });

const schedCase = z.object({
  kind: z.literal('sched'),
  policy: z.enum(['FIFO', 'SJF', 'RR', 'MLFQ']),
  jobs: z.array(job),
  quantum: z.union([some, z.array(some).min(1)]).optional(),
  allotment: z.array(some).optional(),
  boost: ticks.optional(),
  ioTime: ticks.optional(),
  ioKeepsLevel: z.boolean().optional(),
  ioToFront: z.boolean().optional(),
});

const pagingCase = z.object({
  kind: z.literal('paging'),
  policy: z.enum(['FIFO', 'LRU', 'OPT']),
  frames: some,
  pages: z.array(z.number().int()),
});

/** A line of a file of textbook cases. Fields that no case knows are refused, since they would change nothing. */
const CASE = z.discriminatedUnion('kind', [schedCase.strict(), pagingCase.strict()]);
type Case = z.infer<typeof CASE>;

export interface CaseLine {
  case: Case;
  expected: unknown;
}

const EXAMPLE = '{"case": {"kind": "paging", "policy": "LRU", "frames": 3, "pages": [1]}, "expected": {…}}';

function parseCase(line: string, where: string): CaseLine {
  const value = objectOf(line, where, EXAMPLE);
  if (value.case === undefined) throw new ScriptError(`${where}: "case" is missing; write ${EXAMPLE}.`);
  if (value.expected === undefined)
    throw new ScriptError(`${where}: "expected", the answer to compare with, is missing.`);
  const parsed = CASE.safeParse(value.case);
  if (parsed.success) return { case: parsed.data, expected: value.expected };
  const issue = parsed.error.issues[0];
  const field = ['case', ...(issue?.path ?? [])].join('.');
  throw new ScriptError(`${where}: "${field}" is wrong (${(issue?.message ?? '').replace(/\.$/, '')}).`);
}

/** Parses textbook cases; every line is checked before any is run. */
export function parseCases(text: string, file: string): CaseLine[] {
  return linesOf(text, file).map(({ line, where }) => parseCase(line, where));
}

/** Whether a file holds textbook cases and not a script: its first line says so. */
export function isCaseFile(text: string): boolean {
  const first = text.split('\n').find((line) => line.trim() !== '') ?? '';
  try {
    return 'case' in JSON.parse(first);
  } catch {
    return false;
  }
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
    return (actual as PagingAnswer).hits === (line.expected as PagingAnswer | null)?.hits;
  }
  return isDeepStrictEqual(actual, line.expected);
}
