import { errno, errnoName } from '../../shared/abi/errno.ts';
import { decodeDirents } from '../../shared/abi/layouts.ts';
import type { Machine } from '../kernel/machine.ts';
import type { Outcome } from '../kernel/trap.ts';
import { type Instruction, KERNEL_BASE, type Task } from '../kernel/types.ts';
import { type CallContext, flagsOf, TRANSLATIONS, type Translation } from './calls.ts';
import type { Answer, ScriptCall } from './script.ts';
import { startWorld } from './world.ts';

/** Bytes for directory records: more than any script's directory needs. */
const DIRENT_BUFFER = 16_384;

interface Sleeper {
  i: number;
  translation: Translation;
}

type Fields = Record<string, unknown>;

/** One script on a fresh machine. Each call goes through the same trap path as in the game. */
class ScriptRun {
  readonly #machine: Machine<null>;
  readonly #labels = new Map<number, string>();
  readonly #pids = new Map<string, number>();
  /** Named mappings, by process. */
  readonly #mappings = new Map<number, Map<string, number>>();
  readonly #sleepers = new Map<number, Sleeper>();

  constructor() {
    const { machine, pid } = startWorld();
    this.#machine = machine;
    this.#name(pid, 'a', new Map());
  }

  #name(pid: number, label: string, mappings: Map<string, number>): void {
    this.#labels.set(pid, label);
    this.#pids.set(label, pid);
    this.#mappings.set(pid, new Map(mappings));
  }

  #alive(pid: number): boolean {
    const task = this.#machine.task(pid);
    return task !== undefined && task.state !== 'Z';
  }

  #living(): number[] {
    return [...this.#labels.keys()].filter((pid) => this.#alive(pid));
  }

  #context(pid: number): CallContext {
    const task = this.#machine.task(pid) as Task;
    const data = task.mm?.vmas.find((area) => area.name === 'data');
    return {
      buffer: data?.start ?? 0,
      address: (text) => this.#address(pid, text),
      pidOf: (label) => this.#pids.get(label) ?? 0,
      labelOf: (other) => this.#labels.get(other) ?? 'init',
      readMemory: (address, count) => this.#machine.readUser(pid, address, count) ?? new Uint8Array(0),
      writeMemory: (address, bytes) => {
        for (const [index, value] of bytes.entries())
          this.#machine.execute(pid, { op: 'store', address: address + index, value });
      },
    };
  }

  /** An address as a script writes it. Undefined names are a fault of the program itself. */
  #address(pid: number, text: string): number {
    const [name = '', offset = '0'] = text.split('+');
    if (name === 'NULL') return Number(offset);
    if (name === 'KERNEL') return KERNEL_BASE + Number(offset);
    const base = this.#mappings.get(pid)?.get(name);
    if (base === undefined) throw new UnknownName();
    return base + Number(offset);
  }

  /** Whether the call can't be made: its process, or the one it names, is not there to make it. */
  #skips(call: ScriptCall): boolean {
    const pid = this.#pids.get(call.p);
    if (pid === undefined || !this.#alive(pid) || this.#sleepers.has(pid)) return true;
    const [named] = call.args;
    return (
      (call.call === 'kill' || call.call === 'wait4') && typeof named === 'string' && !this.#pids.has(named)
    );
  }

  step(call: ScriptCall, i: number): Answer {
    if (this.#skips(call)) return { i, skip: true };
    const pid = this.#pids.get(call.p) as number;
    const before = this.#living();
    const fields = this.#make(pid, call, i);
    const settled = [...this.#settle(), ...this.#killedSleepers()];
    // A call that slept only until those whom it woke had acted has its own answer by now.
    const own = settled.find((answer) => answer.i === i);
    const wakes = settled.filter((answer) => answer !== own);
    const ended = before
      .filter((living) => !this.#alive(living))
      .map((dead) => this.#labels.get(dead) as string);
    return {
      i,
      ...(own ?? fields),
      ...(ended.length > 0 ? { ended: ended.sort() } : {}),
      ...(wakes.length > 0 ? { wakes: wakes.sort((a, b) => a.i - b.i) } : {}),
    };
  }

  #make(pid: number, call: ScriptCall, i: number): Fields {
    try {
      switch (call.call) {
        case 'load':
        case 'store':
        case 'hlt':
          return this.#execute(pid, call);
        case 'mmap':
          return this.#mmap(pid, call);
        case 'fork':
          return this.#fork(pid, String(call.args[0]));
        case 'getdents64':
          return this.#getdents(pid, Number(call.args[0]));
        default:
          return this.#call(pid, call, i);
      }
    } catch (error) {
      if (!(error instanceof UnknownName)) throw error;
      this.#machine.call(pid, 'exit', [1]);
      return { died: true };
    }
  }

  #execute(pid: number, call: ScriptCall): Fields {
    const [where, value] = call.args;
    const address = call.call === 'hlt' ? 0 : this.#address(pid, String(where));
    const instruction: Instruction =
      call.call === 'hlt'
        ? { op: 'privileged', what: 'hlt' }
        : call.call === 'load'
          ? { op: 'load', address }
          : { op: 'store', address, value: Number(value) };
    const done = this.#machine.execute(pid, instruction);
    return done.kind === 'done' ? { ret: done.value } : { died: true };
  }

  #mmap(pid: number, call: ScriptCall): Fields {
    const [name, length, prot, flags, fd, offset] = call.args;
    const outcome = this.#machine.call(pid, 'mmap', [
      0,
      Number(length),
      flagsOf(prot),
      flagsOf(flags),
      Number(fd),
      Number(offset),
    ]);
    if (outcome.kind !== 'returned' || outcome.ret < 0) return this.#plain(outcome);
    this.#mappings.get(pid)?.set(String(name), outcome.ret);
    return { ret: name };
  }

  #fork(pid: number, label: string): Fields {
    const outcome = this.#machine.call(pid, 'fork', []);
    if (outcome.kind !== 'returned' || outcome.ret < 0) return this.#plain(outcome);
    this.#name(outcome.ret, label, this.#mappings.get(pid) as Map<string, number>);
    return { ret: label };
  }

  /** Reads the directory to its end. */
  #getdents(pid: number, fd: number): Fields {
    const names: string[] = [];
    const { buffer } = this.#context(pid);
    for (;;) {
      const outcome = this.#machine.call(pid, 'getdents64', [fd, buffer, DIRENT_BUFFER]);
      if (outcome.kind !== 'returned' || outcome.ret < 0) return this.#plain(outcome);
      if (outcome.ret === 0) return { ret: names.length, names: names.sort() };
      const bytes = this.#machine.readUser(pid, buffer, outcome.ret) ?? new Uint8Array(0);
      names.push(...decodeDirents(bytes).map((entry) => entry.name));
    }
  }

  #call(pid: number, call: ScriptCall, i: number): Fields {
    const translate = TRANSLATIONS[call.call];
    if (translate === undefined) return { err: errnoName(errno.ENOSYS) };
    const translation = translate(call.args, this.#context(pid));
    const outcome = this.#machine.call(pid, translation.name, translation.args);
    if (outcome.kind === 'blocked') this.#sleepers.set(pid, { i, translation });
    return this.#fields(pid, outcome, translation);
  }

  #plain(outcome: Outcome): Fields {
    if (outcome.kind === 'died') return { died: true };
    if (outcome.kind !== 'returned') return { blocked: true };
    return outcome.ret < 0 ? { err: errnoName(outcome.ret) } : { ret: outcome.ret };
  }

  #fields(pid: number, outcome: Outcome, translation: Translation): Fields {
    const plain = this.#plain(outcome);
    if (outcome.kind !== 'returned' || outcome.ret < 0 || translation.decode === undefined) return plain;
    return { ...plain, ...translation.decode(outcome.ret, this.#context(pid)) };
  }

  /** Sleepers that ended in their sleep. */
  #killedSleepers(): (Fields & { i: number })[] {
    return [...this.#sleepers].flatMap(([pid, { i }]) => {
      if (this.#alive(pid)) return [];
      this.#sleepers.delete(pid);
      return [{ i, died: true }];
    });
  }

  /** Lets whoever was woken go on, and says how their calls ended. */
  #settle(): (Fields & { i: number })[] {
    return this.#machine.settle().flatMap(({ pid, outcome }) => {
      const sleeper = this.#sleepers.get(pid);
      if (sleeper === undefined) return [];
      this.#sleepers.delete(pid);
      return [{ i: sleeper.i, ...this.#fields(pid, outcome, sleeper.translation) }];
    });
  }
}

/** A script used a mapping that it never made. */
class UnknownName extends Error {}

/** The kernel's answers to a script, one a call. */
export function runScript(script: readonly ScriptCall[]): Answer[] {
  const run = new ScriptRun();
  return script.map((call, i) => run.step(call, i));
}
