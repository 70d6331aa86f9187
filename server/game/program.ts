import { errnoName, errnoText } from '../../shared/abi/errno.ts';
import { CONSTANTS } from '../../shared/abi/flags.ts';
import { decodeDirents, decodeInt32s } from '../../shared/abi/layouts.ts';
import { decodeInt64s } from '../../shared/abi/process-layouts.ts';
import { BUFFERS, type Comparison, type Expr, type Statement } from '../../shared/lang/ast.ts';
import type { Machine } from '../kernel/machine.ts';
import {
  type Instruction,
  KERNEL_BASE,
  type SyscallArg,
  type Task,
  type UserRuntime,
} from '../kernel/types.ts';
import { RunError, withDefaults } from './arguments.ts';
import { linesOf } from './binaries.ts';
import { advance, current, failLine, finishLine, step } from './lines.ts';
import type { ProgramState } from './types.ts';

/** A process with nothing to do yet. */
export function newProgram(seat: string): ProgramState {
  return { seat, main: true, lines: [], stack: [], left: 0, lostCore: 0, argv: 0, variables: new Map() };
}

/** How often a spinning process loses its core before it gives up. */
const SPINS = 3;

/** Addresses of a process's data area. */
export function dataStart(task: Task): number {
  return task.mm?.vmas.find((area) => area.name === 'data')?.start ?? 0;
}

function bufferAddress(task: Task, name: string): number | undefined {
  const spec = BUFFERS.find((buffer) => buffer.name === name);
  return spec === undefined ? undefined : dataStart(task) + spec.offset;
}

const COMPARE: Record<Comparison, (left: number, right: number) => boolean> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
};

/** What a call's return value looks like beside its line. */
export function resultText(result: number): string {
  return result < 0 ? `= -1 ${errnoName(result)} (${errnoText(result)})` : `= ${result}`;
}

/** Executes program lines: the userspace of every process in a round. */
export class ProgramRuntime implements UserRuntime<ProgramState> {
  /** Set once, when the machine that this runtime serves exists. */
  machine: Machine<ProgramState> | undefined;

  fetch(task: Task, program: ProgramState): Instruction {
    for (;;) {
      if (program.stack.length === 0 && !this.#nextLine(program)) return this.#idle(program);
      const statement = current(program);
      if (statement === undefined) {
        finishLine(program);
        continue;
      }
      try {
        const instruction = this.#instruction(task, program, statement);
        if (instruction !== undefined) return instruction;
      } catch (error) {
        if (!(error instanceof RunError)) throw error;
        failLine(program, error.message);
      }
    }
  }

  /** Nothing left to do: the seat's own process waits for its player, a child ends. */
  #idle(program: ProgramState): Instruction {
    return program.main ? { op: 'wait' } : { op: 'syscall', name: 'exit_group', args: [0] };
  }

  #nextLine(program: ProgramState): boolean {
    const line = program.lines.find((candidate) => candidate.state === 'queued');
    if (line === undefined) return false;
    line.state = 'running';
    program.stack = [{ body: [line.statement], at: 0, again: 0 }];
    program.left = 0;
    program.lostCore = 0;
    return true;
  }

  /** The statement's next instruction; undefined where it only moves execution on. */
  #instruction(task: Task, program: ProgramState, statement: Statement): Instruction | undefined {
    switch (statement.kind) {
      case 'repeat':
        step(program);
        program.stack.push({ body: statement.body, at: 0, again: statement.times - 1 });
        return undefined;
      case 'if': {
        // A comparison is an instruction too: it takes a tick, so that no line runs for ever within one.
        this.#holds(task, program, statement);
        return { op: 'work' };
      }
      case 'work':
        if (program.left === 0) program.left = statement.ticks;
        return { op: 'work' };
      case 'spin':
        return { op: 'work' };
      case 'names':
        // Values that don't exist are found out before the instruction runs.
        this.#number(task, program, statement.buffer);
        this.#number(task, program, statement.count);
        return { op: 'work' };
      case 'load':
        return { op: 'load', address: this.#number(task, program, statement.address) };
      case 'store':
        return {
          op: 'store',
          address: this.#number(task, program, statement.address),
          value: this.#number(task, program, statement.value),
        };
      case 'jump':
        return { op: 'jump', address: this.#number(task, program, statement.address) };
      case 'privileged':
        return { op: 'privileged', what: statement.what };
      default:
        return {
          op: 'syscall',
          name: statement.call,
          args: withDefaults(
            statement.call,
            statement.args.map((arg) => this.#value(task, program, arg)),
          ),
        };
    }
  }

  #holds(task: Task, program: ProgramState, statement: Statement & { kind: 'if' }): boolean {
    const left = this.#number(task, program, statement.left);
    return COMPARE[statement.op](left, this.#number(task, program, statement.right));
  }

  #value(task: Task, program: ProgramState, expr: Expr): SyscallArg {
    return expr.kind === 'string' ? expr.value : this.#number(task, program, expr);
  }

  #number(task: Task, program: ProgramState, expr: Expr): number {
    switch (expr.kind) {
      case 'number':
        return expr.value;
      case 'string':
        throw new RunError('a text in quotes can only be an argument of a call');
      case 'sum': {
        const left = this.#number(task, program, expr.left);
        const right = this.#number(task, program, expr.right);
        return expr.op === '+' ? left + right : expr.op === '-' ? left - right : left | right;
      }
      case 'index': {
        if (expr.name === 'argv') return this.#argument(task, program, expr.index);
        const address = bufferAddress(task, expr.name);
        if (address === undefined) throw new RunError(`${expr.name} is no buffer; use fds or buf`);
        const bytes = this.machine?.readUser(task.pid, address + 4 * expr.index, 4);
        return decodeInt32s(bytes ?? new Uint8Array(4))[0] ?? 0;
      }
      default:
        return this.#named(task, program, expr.name);
    }
  }

  /** Where an argument of an executed program lies, 0 past the last one: what `argv[1]` is in C. */
  #argument(task: Task, program: ProgramState, index: number): number {
    const bytes = program.argv === 0 ? null : this.machine?.readUser(task.pid, program.argv + 8 * index, 8);
    return decodeInt64s(bytes ?? new Uint8Array(8))[0] ?? 0;
  }

  #named(task: Task, program: ProgramState, name: string): number {
    const value =
      program.variables.get(name) ??
      bufferAddress(task, name) ??
      this.#place(task, program, name) ??
      (Object.hasOwn(CONSTANTS, name) ? CONSTANTS[name] : undefined);
    if (value === undefined) throw new RunError(`${name} has no value yet; assign it first: ${name} = ...`);
    return value;
  }

  /** Addresses with a name. NEIGHBOUR lies in another seat's process; the program learns nothing of it but what its touch does. */
  #place(task: Task, program: ProgramState, name: string): number | undefined {
    if (name === 'KERNEL') return KERNEL_BASE;
    if (name === 'CODE') return task.mm?.vmas.find((area) => area.name === 'text')?.start ?? 0;
    if (name !== 'NEIGHBOUR') return undefined;
    for (const other of this.machine?.state.tasks.values() ?? []) {
      const owner = (other.user as ProgramState | null)?.seat;
      if (owner !== undefined && owner !== '' && owner !== program.seat && other.mm !== null)
        return dataStart(other);
    }
    return 0;
  }

  complete(task: Task, program: ProgramState, _: Instruction, result: number): void {
    const statement = current(program);
    if (statement === undefined) return;
    switch (statement.kind) {
      case 'work':
        program.left -= 1;
        if (program.left <= 0) advance(program, 'done', true);
        return;
      case 'if': {
        const holds = this.#holds(task, program, statement);
        step(program);
        if (holds) program.stack.push({ body: statement.body, at: 0, again: 0 });
        else if (current(program) === undefined) finishLine(program);
        return;
      }
      case 'spin':
        if (program.lostCore >= SPINS) advance(program, `lost the core ${program.lostCore} times`, true);
        return;
      case 'names': {
        const length = this.#formatNames(task, program, statement);
        store(program, statement.target, length);
        advance(program, `= ${length}`, true);
        return;
      }
      case 'load':
        store(program, statement.target, result);
        advance(program, `= ${result}`, true);
        return;
      case 'call':
        store(program, statement.target, result);
        // An address looks as strace prints it.
        advance(
          program,
          statement.call === 'mmap' && result >= 0 ? `= 0x${result.toString(16)}` : resultText(result),
          result >= 0,
        );
        return;
      default:
        advance(program, 'done', true);
    }
  }

  /** What `ls` does by itself: takes the records apart and writes names, a line each, over them. */
  #formatNames(task: Task, program: ProgramState, statement: Statement & { kind: 'names' }): number {
    const address = this.#number(task, program, statement.buffer);
    const count = Math.max(0, Math.min(4096, this.#number(task, program, statement.count)));
    const records = this.machine?.readUser(task.pid, address, count);
    if (records === null || records === undefined) return 0;
    const names = decodeDirents(records)
      .map((entry) => entry.name)
      .filter((name) => !name.startsWith('.'))
      .sort();
    const bytes = new TextEncoder().encode(names.map((name) => `${name}\n`).join(''));
    this.machine?.writeUser(task.pid, address, bytes);
    return bytes.length;
  }

  /** An executed program: the lines of its file after the first. It ends with them, also where it replaced a seat's own. */
  exec(_: Task, program: ProgramState, { at, image }: { at: number; image: Uint8Array }): ProgramState {
    return { ...newProgram(program.seat), main: false, argv: at, lines: linesOf(image) };
  }

  fork(program: ProgramState): ProgramState {
    return { ...structuredClone(program), main: false };
  }
}

/** Variables that a program can have; the oldest makes room for one more. */
const MOST_VARIABLES = 32;

function store(program: ProgramState, target: string, value: number): void {
  if (target === '') return;
  if (!program.variables.has(target) && program.variables.size >= MOST_VARIABLES) {
    for (const oldest of [...program.variables.keys()].slice(0, 1)) program.variables.delete(oldest);
  }
  program.variables.set(target, value);
}
