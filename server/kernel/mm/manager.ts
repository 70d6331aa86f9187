import { sleepOn, wakeTask } from '../proc/sleep.ts';
import type { FrameKind, Kernel, Task } from '../types.ts';
import { type Access, type Patience, resolve } from './fault.ts';
import { badness, oomKillTask } from './oom.ts';
import { entryOf, evictable, evictFrame, managed, outOfMemory } from './reclaim.ts';
import type { LiveReplacement, ReplacementPolicy } from './replace/table.ts';
import type { WaitingFault } from './state.ts';

/**
 * The memory manager's station: faults that need a frame wait in a queue until a person has chosen which page leaves memory,
 * or whom the OOM killer takes. Who is late or silent is relieved by the fallback, as schedulers are.
 */

/** Channel on which faulting processes sleep. */
const CHANNEL = 'frame';
/** Ticks for which a page counts as used lately on the manager's board: the bit itself is cleared by the clock's hand alone. */
const LATELY = 30;

const waits = (k: Kernel, fault: WaitingFault): Task | undefined => {
  const task = k.state.tasks.get(fault.pid);
  return task?.channel === CHANNEL ? task : undefined;
};

/** Oldest fault whose process still waits; those of processes that were killed are forgotten. */
function head(k: Kernel): WaitingFault | undefined {
  const { faults } = k.state.memory;
  while (faults[0] !== undefined && waits(k, faults[0]) === undefined) faults.shift();
  return faults[0];
}

/** The faulting process sleeps until its page is there. */
export function waitForFrame(k: Kernel, task: Task, address: number, access: Access): void {
  k.state.memory.faults.push({ pid: task.pid, address, access, since: k.state.tick });
  sleepOn(k, task, CHANNEL, 'D');
}

/**
 * Goes on with a fault for which there is a frame now; its instruction executes again and finds the page, or why there is none.
 * False: it needs one frame more, for a copy.
 */
function serve(k: Kernel, fault: WaitingFault, patience: Patience): boolean {
  const task = waits(k, fault);
  if (task !== undefined) {
    if (resolve(k, task, fault.address, fault.access, patience) === 'later') return false;
    task.sleepSeq = 0;
    wakeTask(k, task);
  }
  k.state.memory.faults.shift();
  return true;
}

/** Gives free frames to waiting faults, in their order. */
function serveWaiting(k: Kernel): void {
  for (let fault = head(k); fault !== undefined && k.state.freeFrames.length > 0; fault = head(k)) {
    if (!serve(k, fault, 'manager')) return;
  }
}

/** Once a tick: frames that became free are used, and faults whose deadline is over or whose manager is silent are resolved. */
export function watchFaults(k: Kernel): void {
  const { memory, tick } = k.state;
  if (memory.faults.length === 0) {
    memory.managerAt = tick;
    return;
  }
  serveWaiting(k);
  if (managed(k) && tick - memory.managerAt > memory.silence) memory.silent = true;
  for (let fault = head(k); fault !== undefined; fault = head(k)) {
    if (managed(k) && tick - fault.since <= memory.deadline) return;
    serve(k, fault, 'disk');
  }
}

function acted(k: Kernel): void {
  k.state.memory.managerAt = k.state.tick;
  k.state.memory.silent = false;
}

/** Evicts the page in a frame for the oldest waiting fault. False: the frame holds nothing that can leave. */
export function evictByHand(k: Kernel, number: number): boolean {
  const victim = evictable(k, number);
  if (victim === undefined || !evictFrame(k, victim)) return false;
  acted(k);
  k.state.memory.counts.byHand += 1;
  serveWaiting(k);
  return true;
}

/** The manager says whom the OOM killer takes. False: memory is not at an end, or that process may not be killed. */
export function chooseOomVictim(k: Kernel, pid: number): boolean {
  const victim = k.state.tasks.get(pid);
  if (victim === undefined || badness(k, victim) === Number.NEGATIVE_INFINITY) return false;
  if (head(k) === undefined || !outOfMemory(k)) return false;
  acted(k);
  oomKillTask(k, victim, undefined, 'human');
  serveWaiting(k);
  return true;
}

/** Changes who or what evicts. */
export function setReplacement(k: Kernel, policy: ReplacementPolicy): void {
  k.state.memory.policy = policy;
  acted(k);
}

/** Changes the algorithm that evicts where no person does; who has the station keeps it. */
export function setReplacementAlgorithm(k: Kernel, name: LiveReplacement): void {
  const { memory } = k.state;
  memory.fallback = name;
  if (memory.policy !== 'human') memory.policy = name;
}

/** A frame as the memory manager sees it. */
export interface FrameRow {
  frame: number;
  kind: FrameKind;
  /** Pid of its first owner; 0: nobody's, the kernel's or the file cache's. */
  owner: number;
  /** Virtual page number in its owner's space; of a file page that nobody maps, the page of the file. */
  page: number;
  accessed: boolean;
  /** Written since it came: must be written out before it can leave. */
  dirty: boolean;
  /** It can't be evicted: the kernel's, shared by several, or the disk is at work on it. */
  pinned: boolean;
}

/** Every frame of the machine, in order. */
export function frameRows(k: Kernel): FrameRow[] {
  return k.state.frames.map((frame, number) => {
    const entry = entryOf(k, number)?.entry;
    return {
      frame: number,
      kind: frame.kind,
      owner: frame.owner,
      page: frame.kind === 'file' && frame.owner === 0 ? frame.index : frame.page,
      accessed: entry?.accessed === true && k.state.tick - entry.usedTick <= LATELY,
      dirty: frame.kind === 'file' ? frame.dirty : (entry?.dirty ?? false),
      pinned: frame.kind !== 'free' && evictable(k, number) === undefined,
    };
  });
}

/** A fault that waits for a frame, as the memory manager sees it. */
export interface FaultRow {
  pid: number;
  /** Virtual page number. */
  page: number;
  access: Access;
  /** Ticks until the fallback chooses. */
  left: number;
}

export function faultRows(k: Kernel): FaultRow[] {
  const { memory, tick } = k.state;
  return memory.faults
    .filter((fault) => waits(k, fault) !== undefined)
    .map(({ pid, address, access, since }) => ({
      pid,
      page: Math.floor(address / 4096),
      access,
      left: Math.max(0, memory.deadline - (tick - since)),
    }));
}
