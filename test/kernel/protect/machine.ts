import { DEFAULT_CONFIG } from '../../../server/kernel/boot.ts';
import { createMachine, type Machine } from '../../../server/kernel/machine.ts';
import type {
  Instruction,
  KernelEvent,
  MachineConfig,
  Protections,
  UserRuntime,
} from '../../../server/kernel/types.ts';

/** A program as a list of instructions; `results` keeps what they gave. */
export interface Script {
  todo: Instruction[];
  results: number[];
}

const runtime: UserRuntime<Script> = {
  fetch: (_, script) => script.todo[0] ?? { op: 'wait' },
  complete(_, script, __, result) {
    script.todo.shift();
    script.results.push(result);
  },
  fork: (script) => ({ todo: [...script.todo], results: [...script.results] }),
};

const files: MachineConfig['files'] = [
  { path: '/dev', kind: 'dir', mode: 0o755, uid: 0, gid: 0 },
  { path: '/dev/tty', kind: 'chr', mode: 0o666, uid: 0, gid: 0, device: 'tty' },
  { path: '/motd', kind: 'file', mode: 0o644, uid: 0, gid: 0, text: 'hello\n' },
  { path: '/secret', kind: 'file', mode: 0o600, uid: 0, gid: 0, text: 'root only' },
];

export type TestMachine = Machine<Script>;

/** A machine with these protections off. */
export function without(off: (keyof Protections)[], config: Partial<MachineConfig> = {}): TestMachine {
  const protections = { ...DEFAULT_CONFIG.protections };
  for (const name of off) protections[name] = false;
  return createMachine({ ...DEFAULT_CONFIG, files, ...config, protections }, runtime);
}

export function start(machine: TestMachine, todo: Instruction[], uid = 1000, comm = 'test'): number {
  const user = { todo: [...todo], results: [] };
  return machine.spawn({
    comm,
    uid,
    gid: uid,
    tty: `tty${machine.state.nextPid}`,
    stdio: ['/dev/tty'],
    user,
  });
}

export function run(machine: TestMachine, ticks: number): KernelEvent[] {
  return Array.from({ length: ticks }, () => machine.tick()).flat();
}

export const work = (ticks: number): Instruction[] =>
  Array.from({ length: ticks }, (): Instruction => ({ op: 'work' }));

export const resultsOf = (machine: TestMachine, pid: number): number[] =>
  (machine.task(pid)?.user as Script | undefined)?.results ?? [];

/** The console without its time stamps. */
export const console = (machine: TestMachine): string[] =>
  (machine.state.panic?.lines ?? []).map((line) => line.replace(/^\[ *[\d.]+\] /, ''));
