import { DEFAULT_CONFIG } from '../../../server/kernel/boot.ts';
import { memoryFaults } from '../../../server/kernel/invariants/memory.ts';
import { createMachine, type Machine } from '../../../server/kernel/machine.ts';
import { DEFAULT_MEMORY, type MemorySettings } from '../../../server/kernel/mm/state.ts';
import type {
  Instruction,
  KernelEvent,
  MachineConfig,
  Task,
  UserRuntime,
} from '../../../server/kernel/types.ts';

/** A program as a list of instructions, gone through once or, with `again`, for ever. */
export interface Script {
  todo: Instruction[];
  again: boolean;
  at: number;
  results: number[];
}

const runtime: UserRuntime<Script> = {
  fetch: (_, script) => script.todo[script.at] ?? { op: 'wait' },
  complete(_, script, __, result) {
    script.at += 1;
    if (script.again) script.at %= script.todo.length;
    else script.results.push(result);
  },
  fork: (script) => ({ ...script, todo: [...script.todo], results: [...script.results] }),
};

type Settings = Partial<Omit<MachineConfig, 'memory'>> & { memory?: Partial<MemorySettings> };

/** A machine on which only memory takes time; nothing limits a process. */
export function boot({ memory = {}, ...config }: Settings = {}): Machine<Script> {
  return createMachine(
    {
      ...DEFAULT_CONFIG,
      costs: { modeSwitch: 0, contextSwitch: 0, pageFault: 1, disk: 0 },
      protections: { ...DEFAULT_CONFIG.protections, limits: false },
      ...config,
      memory: { ...DEFAULT_MEMORY, ...memory },
    },
    runtime,
  );
}

export interface Started {
  pid: number;
  /** First address of its data area. */
  data: number;
  script: Script;
}

/** A process with so many pages of data, which does nothing yet. */
export function start(machine: Machine<Script>, dataPages = 4, comm = 'test'): Started {
  const script: Script = { todo: [], again: false, at: 0, results: [] };
  const pid = machine.spawn({ comm, uid: 1000, gid: 1000, dataPages, user: script });
  const data = (machine.task(pid) as Task).mm?.vmas.find((area) => area.name === 'data')?.start ?? 0;
  return { pid, data, script };
}

export const load = (address: number): Instruction => ({ op: 'load', address });
export const store = (address: number, value: number): Instruction => ({ op: 'store', address, value });

/** Writes one byte into each of the pages. */
export const stores = (data: number, pages: readonly number[]): Instruction[] =>
  pages.map((page) => store(data + page * 4096, page + 1));

export const pagesTo = (count: number): number[] => Array.from({ length: count }, (_, page) => page);

export function run(machine: Machine<Script>, ticks: number): KernelEvent[] {
  return Array.from({ length: ticks }, () => machine.tick()).flat();
}

/** What is wrong with memory: nothing, at every tick. */
export const complaints = (machine: Machine<Script>): string[] => memoryFaults(machine.state);
