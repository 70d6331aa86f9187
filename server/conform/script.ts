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

/** A line of a script file that can't be run. */
export class ScriptError extends Error {}

function isArg(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value));
}

function parseLine(text: string, where: string): ScriptCall {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ScriptError(`${where}: the line is not JSON; write {"p": "a", "call": "getpid", "args": []}.`);
  }
  if (typeof value !== 'object' || value === null)
    throw new ScriptError(`${where}: the line must be a JSON object.`);
  const { p, call, args } = value as Record<string, unknown>;
  if (typeof p !== 'string' || p === '')
    throw new ScriptError(`${where}: "p" must be the label of a process.`);
  if (typeof call !== 'string') throw new ScriptError(`${where}: "call" must be the name of a call.`);
  if (!Array.isArray(args) || !args.every(isArg)) {
    throw new ScriptError(`${where}: "args" must be a list of whole numbers, strings and lists of strings.`);
  }
  return { p, call, args: args as ScriptCall['args'] };
}

/** Parses a script; every line is checked before any is run. Throws `ScriptError` naming file and line. */
export function parseScript(text: string, file: string): ScriptCall[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, where: `${file}:${index + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, where }) => parseLine(line, where));
}
