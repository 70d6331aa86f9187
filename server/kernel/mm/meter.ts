import type { AddressSpace, Kernel, Task } from '../types.ts';
import type { FaultKind } from './fault.ts';
import { userFrames } from './frames.ts';
import type { FaultMeter } from './state.ts';

/** Moves the meter on to the window in which the tick lies. */
function turn(meter: FaultMeter, window: number, tick: number): void {
  const windows = Math.floor((tick - meter.start) / window);
  if (windows <= 0) return;
  meter.previous = windows === 1 ? meter.current : 0;
  meter.current = 0;
  meter.start += windows * window;
}

/** Counts a page fault that was resolved. */
export function countFault(k: Kernel, task: Task, kind: FaultKind): void {
  const { memory, tick } = k.state;
  memory.counts[kind] += 1;
  if (kind === 'minor') return;
  task.majorFaults += 1;
  turn(memory.meter, memory.window, tick);
  memory.meter.current += 1;
}

/** Pages of a 47-bit address space are told apart by less than this. */
const PAGES = 2 ** 35;

/** What happened to a page: it was found in memory, had to be brought in, or is gone for good, and with it its frame. */
export interface Reference {
  /** A number for its space and its place there. */
  page: number;
  what: 'found' | 'brought' | 'freed';
}

/** Adds an access to a record, unless it is of the same page as the last one: no algorithm makes a difference there. */
export function noteReference(k: Kernel, asid: number, page: number, brought: boolean): void {
  if (k.references === null) return;
  const number = asid * PAGES + page;
  const last = k.references.at(-1);
  if (!brought && last?.page === number && last.what !== 'freed') return;
  k.references.push({ page: number, what: brought ? 'brought' : 'found' });
}

/** A page table entry is given up: what comes to stand there later is another page. */
export function noteFreed(k: Kernel, asid: number, page: number): void {
  k.references?.push({ page: asid * PAGES + page, what: 'freed' });
}

/** Major faults in the last `window` ticks: those of the running window and the part of the one before that still counts. */
export function faultsInWindow(k: Kernel): number {
  const { memory, tick } = k.state;
  const meter = { ...memory.meter };
  turn(meter, memory.window, tick);
  const left = memory.window - (tick - meter.start);
  return meter.current + Math.floor((meter.previous * left) / memory.window);
}

/**
 * Working set of a process: pages that it touched in the last `window` ticks, in memory or not (Denning 1968). Only touches
 * of pages that are still mapped count.
 */
export function workingSet(k: Kernel, space: AddressSpace): number {
  const since = k.state.tick - k.state.memory.window;
  let count = 0;
  for (const entry of space.pages.values()) if (entry.usedTick > since) count += 1;
  return count;
}

export interface MemoryPressure {
  /** Sum of all working sets, in pages. */
  demand: number;
  /** Frames that processes can have. */
  frames: number;
  /** Major faults in the window. */
  faults: number;
  /** More is in use than fits, and pages go out only to come back: the machine does little else (OSTEP chapter 22.11). */
  thrashing: boolean;
}

/** Whether memory is too small for what runs: costs a look at every page, so ask for views, not every tick. */
export function pressure(k: Kernel): MemoryPressure {
  let demand = 0;
  for (const task of k.state.tasks.values()) if (task.mm !== null) demand += workingSet(k, task.mm);
  const frames = userFrames(k);
  const faults = faultsInWindow(k);
  return { demand, frames, faults, thrashing: demand > frames && faults * 4 > k.state.memory.window };
}
