import { DEFAULT_CONFIG } from '../../../server/kernel/boot.ts';
import { createMachine, type Machine } from '../../../server/kernel/machine.ts';
import type { FileSpec, KernelEvent, MachineConfig } from '../../../server/kernel/types.ts';
import type { SyscallName } from '../../../shared/abi/syscalls.ts';

export const dir = (path: string, mode: number, owner = 0): FileSpec => ({
  path,
  kind: 'dir',
  mode,
  uid: owner,
  gid: owner,
});

export const file = (path: string, mode: number, owner: number, text: string): FileSpec => ({
  path,
  kind: 'file',
  mode,
  uid: owner,
  gid: owner,
  text,
});

const FILES: FileSpec[] = [
  dir('/dev', 0o755),
  { path: '/dev/null', kind: 'chr', mode: 0o666, uid: 0, gid: 0, device: 'null' },
  { path: '/dev/tty', kind: 'chr', mode: 0o666, uid: 0, gid: 0, device: 'tty' },
  dir('/tmp', 0o1777),
];

export const SLEEPS = 'sleeps';
export const DIES = 'dies';
type Answer = number | typeof SLEEPS | typeof DIES;

export interface Caller {
  pid: number;
  /** Where its own memory begins, eight pages of it. */
  memory: number;
  call(name: SyscallName, ...args: (number | string)[]): Answer;
  fork(): Caller;
  /** What lies in its memory, as text. */
  text(count: number): string;
  bytes(count: number): Uint8Array;
}

export interface World {
  machine: Machine<object>;
  process(uid?: number): Caller;
  /** Lets woken calls go on; their answers by process. */
  settle(): Record<number, Answer>;
  /** What the kernel told since the last look; a tick passes. */
  events(): KernelEvent[];
}

/** A machine whose processes call from outside, without cores or ticks. */
export function boot(files: FileSpec[] = [], config: Partial<MachineConfig> = {}): World {
  const machine = createMachine<object>(
    {
      ...DEFAULT_CONFIG,
      cores: 0,
      frames: 512,
      policy: 'fcfs',
      costs: { modeSwitch: 0, contextSwitch: 0, pageFault: 0, disk: 0 },
      ...config,
      files: [...FILES, ...files],
    },
    { fetch: () => ({ op: 'wait' }), complete: () => undefined, fork: () => ({}) },
  );
  const caller = (pid: number): Caller => {
    const memory = machine.task(pid)?.mm?.vmas.find((area) => area.name === 'data')?.start ?? 0;
    const call: Caller['call'] = (name, ...args) => {
      const outcome = machine.call(pid, name, args);
      if (outcome.kind === 'returned') return outcome.ret;
      return outcome.kind === 'blocked' ? SLEEPS : DIES;
    };
    const bytes = (count: number): Uint8Array => machine.readUser(pid, memory, count) ?? new Uint8Array(0);
    return {
      pid,
      memory,
      call,
      fork: () => caller(call('fork') as number),
      text: (count) => new TextDecoder().decode(bytes(count)),
      bytes,
    };
  };
  return {
    machine,
    process: (uid = 0) =>
      caller(machine.spawn({ comm: 'test', uid, gid: uid, tty: 'tty1', dataPages: 32, user: {} })),
    settle: () =>
      Object.fromEntries(
        machine
          .settle()
          .map(({ pid, outcome }) => [pid, outcome.kind === 'returned' ? outcome.ret : DIES] as const),
      ),
    events: () => machine.tick(),
  };
}
