import { DEFAULT_CONFIG } from '../../../server/kernel/boot.ts';
import { DEFAULT_IRQ, type IrqSettings } from '../../../server/kernel/irq/state.ts';
import { createMachine, type Machine } from '../../../server/kernel/machine.ts';
import type { Instruction, KernelEvent, MachineConfig, UserRuntime } from '../../../server/kernel/types.ts';

/** A program as a list of instructions, then work for ever where `busy`. */
export interface Script {
  todo: Instruction[];
  busy: boolean;
  results: number[];
}

const runtime: UserRuntime<Script> = {
  fetch: (_, script) => script.todo[0] ?? { op: script.busy ? 'work' : 'wait' },
  complete(_, script, __, result) {
    if (script.todo.shift() !== undefined) script.results.push(result);
  },
  fork: (script) => ({ ...script }),
};

const files: MachineConfig['files'] = [
  { path: '/dev', kind: 'dir', mode: 0o755, uid: 0, gid: 0 },
  { path: '/dev/tty', kind: 'chr', mode: 0o666, uid: 0, gid: 0, device: 'tty' },
  // Inodes 4, 5 and 6, on cylinders 48, 85 and 22.
  ...['a', 'b', 'c'].map((name) => ({
    path: `/${name}`,
    kind: 'file' as const,
    mode: 0o644,
    uid: 0,
    gid: 0,
    text: name,
    cached: false,
  })),
];

export function boot(irq: Partial<IrqSettings> = {}, config: Partial<MachineConfig> = {}): Machine<Script> {
  return createMachine(
    {
      ...DEFAULT_CONFIG,
      costs: { modeSwitch: 0, contextSwitch: 0, pageFault: 0, disk: 2 },
      files,
      ...config,
      irq: { ...DEFAULT_IRQ, ...irq },
    },
    runtime,
  );
}

export interface Started {
  pid: number;
  tty: string;
  data: number;
  script: Script;
}

export function start(machine: Machine<Script>, busy = false): Started {
  const script: Script = { todo: [], busy, results: [] };
  const tty = `tty${machine.state.nextPid}`;
  const pid = machine.spawn({ comm: 'test', uid: 1000, gid: 1000, tty, stdio: ['/dev/tty'], user: script });
  const data = machine.task(pid)?.mm?.vmas.find((area) => area.name === 'data')?.start ?? 0;
  return { pid, tty, data, script };
}

export const call = (
  name: Extract<Instruction, { op: 'syscall' }>['name'],
  ...args: (string | number)[]
): Instruction => ({ op: 'syscall', name, args });

export function run(machine: Machine<Script>, ticks: number): KernelEvent[] {
  return Array.from({ length: ticks }, () => machine.tick()).flat();
}
