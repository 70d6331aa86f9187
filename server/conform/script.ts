import { callFault } from './check.ts';

/** A syscall script: one call a line, as `conformance/README.md` describes. */
export interface ScriptCall {
  /** Label of the calling process. */
  p: string;
  call: string;
  args: (string | number | string[])[];
}

/** What the kernel answered to one call. Only the fields that apply are present. */
export interface Answer {
  i: number;
  [field: string]: unknown;
}

/** A file or a line of it that can't be run, in one sentence that names it. */
export class ScriptError extends Error {}

/** Lines of a file that hold something, each with `FILE:LINE`. */
export function linesOf(text: string, file: string): { line: string; where: string }[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, where: `${file}:${index + 1}` }))
    .filter(({ line }) => line.trim() !== '');
}

/** A line's JSON object. `example` shows what it should look like. */
export function objectOf(line: string, where: string, example: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new ScriptError(`${where}: the line is not JSON; write ${example}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ScriptError(`${where}: the line must be a JSON object; write ${example}.`);
  return value as Record<string, unknown>;
}

function parseLine(line: string, where: string): ScriptCall {
  const { p, call, args } = objectOf(line, where, '{"p": "a", "call": "getpid", "args": []}');
  if (typeof p !== 'string' || p === '')
    throw new ScriptError(`${where}: "p" must be the label of the process that makes the call.`);
  if (typeof call !== 'string')
    throw new ScriptError(`${where}: "call" must be the name of a call, as a string.`);
  if (!Array.isArray(args)) throw new ScriptError(`${where}: "args" must be the list of the arguments.`);
  const fault = callFault(call, args);
  if (fault !== undefined) throw new ScriptError(`${where}: ${fault}.`);
  return { p, call, args };
}

/** Parses a script; every line is checked before any is run. Throws `ScriptError` naming file and line. */
export function parseScript(text: string, file: string): ScriptCall[] {
  return linesOf(text, file).map(({ line, where }) => parseLine(line, where));
}

/** Parses recorded answers. */
export function parseAnswers(text: string, file: string): Answer[] {
  return linesOf(text, file).map(
    ({ line, where }) => objectOf(line, where, '{"i": 0, "ret": 0}') as unknown as Answer,
  );
}
