import type { Statement } from '../../shared/lang/ast.ts';
import type { Line, ProgramState } from './types.ts';

/** The statement that runs now; finished bodies are left or begun again. */
export function current(program: ProgramState): Statement | undefined {
  for (;;) {
    const frame = program.stack.at(-1);
    if (frame === undefined) return undefined;
    const statement = frame.body[frame.at];
    if (statement !== undefined) return statement;
    if (frame.again > 0) {
      frame.again -= 1;
      frame.at = 0;
    } else program.stack.pop();
  }
}

export function step(program: ProgramState): void {
  const frame = program.stack.at(-1);
  if (frame !== undefined) frame.at += 1;
}

export function runningLine(program: ProgramState): Line | undefined {
  return program.lines.find((line) => line.state === 'running');
}

/** The statement is done: its result stands beside the line, a failure stays to be seen. */
export function advance(program: ProgramState, result: string, ok: boolean): void {
  const line = runningLine(program);
  if (line !== undefined) {
    line.result = result;
    if (!ok) line.state = 'failed';
  }
  step(program);
  if (current(program) === undefined) finishLine(program);
  else if (line !== undefined) line.state = 'running';
}

export function finishLine(program: ProgramState): void {
  const line = runningLine(program);
  if (line !== undefined) {
    line.state = 'done';
    if (line.result === '') line.result = 'done';
  }
  program.stack = [];
  forget(program);
}

/** Ends the running line without success, and says why. */
export function failLine(program: ProgramState, message: string): void {
  const line = runningLine(program);
  if (line !== undefined) {
    line.state = 'failed';
    line.result = message;
  }
  program.stack = [];
  forget(program);
}

/** Finished lines that are kept to be read. */
const KEPT = 12;

function forget(program: ProgramState): void {
  const finished = program.lines.filter((line) => line.state === 'done' || line.state === 'failed');
  const excess = new Set(finished.slice(0, Math.max(0, finished.length - KEPT)));
  if (excess.size > 0) program.lines = program.lines.filter((line) => !excess.has(line));
}

/** Whether the running statement spins. */
export function isSpinning(program: ProgramState): boolean {
  return current(program)?.kind === 'spin';
}
