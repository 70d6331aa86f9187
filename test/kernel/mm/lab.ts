import { DEFAULT_CONFIG } from '../../../server/kernel/boot.ts';
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

/** What must hold of memory at every tick: complaints, none where all is well. */
export function complaints({ state }: Machine<Script>): string[] {
  const found: string[] = [];
  const refs = state.frames.map(() => 0);
  const hold = (frame: number): void => {
    refs[frame] = (refs[frame] ?? 0) + 1;
  };
  const slots = new Map<number, number>();
  for (const task of state.tasks.values()) {
    for (const [page, entry] of task.mm?.pages ?? []) {
      if (entry.frame >= 0) hold(entry.frame);
      if (entry.frame >= 0 && state.frames[entry.frame]?.kind === 'kernel')
        found.push(`process ${task.pid} reaches kernel frame ${entry.frame}`);
      if (entry.swap < 0) continue;
      if (slots.has(entry.swap)) found.push(`swap slot ${entry.swap} has two owners`);
      slots.set(entry.swap, page);
    }
  }
  for (const { pages } of state.shm.values()) for (const frame of pages.values()) hold(frame);
  for (const pages of state.memory.cache.values()) for (const frame of pages.values()) hold(frame);
  for (const [number, frame] of state.frames.entries()) {
    const free = state.freeFrames.filter((other) => other === number).length;
    if (frame.refs !== refs[number]) found.push(`frame ${number} counts ${frame.refs} of ${refs[number]}`);
    if (free !== (frame.kind === 'free' ? 1 : 0)) found.push(`frame ${number} is ${free} times free`);
  }
  for (const [slot, bytes] of state.swap.entries())
    if ((bytes !== null) !== slots.has(slot)) found.push(`swap slot ${slot} is lost`);
  for (const tlb of state.memory.tlbs) {
    for (const { asid, page, frame } of tlb.entries) {
      const owner = [...state.tasks.values()].find((task) => task.mm?.asid === asid);
      if (owner?.mm?.pages.get(page)?.frame !== frame)
        found.push(`a core's buffer is stale for page ${page}`);
    }
  }
  return found;
}
