import { randomBelow } from '../prng.ts';
import type { AddressSpace, Frame, Kernel, PageTarget, Pte, Task } from '../types.ts';
import { leaveCache } from './cache.ts';
import { NOT_PRESENT, releaseFrame } from './frames.ts';
import { queueSwapWrite, queueWriteback } from './io.ts';
import type { Replacing, Resident } from './replace/policy.ts';
import { replacements } from './replace/table.ts';
import { hasRoom, swapOut } from './swap.ts';
import { invalidate } from './tlb.ts';

/** A frame that could be freed; `entry` maps it, if somebody does. */
export interface Evictable {
  number: number;
  frame: Frame;
  task: Task | undefined;
  entry: Pte | undefined;
}

/** Whether a person decides what leaves memory at this time. */
export function managed(k: Kernel): boolean {
  return k.state.memory.policy === 'human' && !k.state.memory.silent;
}

/** The first owner's entry, if it maps the frame. */
export function entryOf(k: Kernel, number: number): { task: Task; entry: Pte } | undefined {
  const frame = k.state.frames[number];
  const task = frame === undefined ? undefined : k.state.tasks.get(frame.owner);
  const entry = task?.mm?.pages.get(frame?.page ?? -1);
  return task !== undefined && entry?.frame === number ? { task, entry } : undefined;
}

/**
 * The frame as something that can leave: a private page of one process, or a file's page that at most one process maps.
 * Undefined: it is free, the kernel's, shared by several, or the disk is at work on it.
 */
export function evictable(k: Kernel, number: number): Evictable | undefined {
  const frame = k.state.frames[number];
  if (frame === undefined || frame.kind === 'free' || frame.kind === 'kernel' || frame.locked !== 0)
    return undefined;
  const mapped = entryOf(k, number);
  const held = frame.kind === 'file' ? frame.refs - 1 : frame.refs;
  if (held === 0) return { number, frame, task: undefined, entry: undefined };
  return held === 1 && mapped !== undefined ? { number, frame, ...mapped } : undefined;
}

/**
 * Frees the frame: its page goes to swap or back to its file, if it was changed. `by`: the process that needs the frame, 0 where
 * a person chose. False: it must go to swap, and swap is full.
 */
export function evictFrame(k: Kernel, { number, frame, task, entry }: Evictable, by = 0): boolean {
  let to: PageTarget = 'nowhere';
  if (frame.kind === 'anon' && entry !== undefined) {
    const dirty = entry.dirty;
    if (!swapOut(k, entry, frame)) return false;
    if (dirty) {
      queueSwapWrite(k, entry.swap);
      to = 'swap';
    }
    k.state.counts.evictions += 1;
  } else {
    if (frame.dirty) {
      queueWriteback(k, frame.inode);
      k.state.memory.counts.writebacks += 1;
      to = 'file';
    }
    k.state.memory.counts.cacheDrops += 1;
    leaveCache(k, frame);
  }
  k.events.push({ kind: 'evict', frame: number, pid: frame.owner, by, to });
  if (entry !== undefined && task !== undefined) {
    entry.frame = NOT_PRESENT;
    invalidate(k, task.mm as AddressSpace, frame.page);
    if (frame.kind === 'file') releaseFrame(k, number);
  }
  releaseFrame(k, number);
  return true;
}

/** Lets the algorithm choose among frames, in the order in which the clock's hand comes by. */
function choose(k: Kernel, candidates: readonly Evictable[]): Evictable {
  const { state } = k;
  const residents: Resident[] = candidates.map(({ number, frame, entry }) => ({
    page: number,
    loadedAt: frame.loadedAt,
    usedAt: frame.usedAt,
    accessed: entry?.accessed ?? false,
  }));
  const replacing: Replacing = {
    residents,
    hand: 0,
    clearAccessed(index) {
      (residents[index] as Resident).accessed = false;
      const { entry } = candidates[index] as Evictable;
      if (entry !== undefined) entry.accessed = false;
    },
    requeue(index) {
      const loadedAt = ++state.seq;
      (residents[index] as Resident).loadedAt = loadedAt;
      (candidates[index] as Evictable).frame.loadedAt = loadedAt;
    },
    nextUse: () => Number.POSITIVE_INFINITY,
    random: (count) => randomBelow(state, count),
  };
  const { policy, fallback } = state.memory;
  const chosen = replacements[policy === 'human' ? fallback : policy](replacing);
  return candidates[chosen] as Evictable;
}

/** Frames that can leave: file pages that nobody maps if there are any, else every other. */
function candidates(k: Kernel, among: (frame: Frame) => boolean = () => true): Evictable[] {
  const { frames, clockHand } = k.state;
  const unmapped: Evictable[] = [];
  const mapped: Evictable[] = [];
  const room = hasRoom(k);
  for (let step = 0; step < frames.length; step += 1) {
    const found = evictable(k, (clockHand + step) % frames.length);
    if (found === undefined || !among(found.frame)) continue;
    if (found.entry === undefined) unmapped.push(found);
    else if (room || found.frame.kind === 'file' || !found.entry.dirty || found.entry.swap >= 0)
      mapped.push(found);
  }
  return unmapped.length > 0 ? unmapped : mapped;
}

/** Whether nothing can leave memory: the moment of the OOM killer. */
export function outOfMemory(k: Kernel): boolean {
  return k.state.freeFrames.length === 0 && candidates(k).length === 0;
}

/** Gives up one page of another file that nobody maps, for the process `by`. False: the cache holds none. */
export function dropOneCached(k: Kernel, except: number, by: number): boolean {
  const others = candidates(k).filter(({ entry, frame }) => entry === undefined && frame.inode !== except);
  if (others.length === 0) return false;
  return evictFrame(k, choose(k, others), by);
}

/**
 * Frees one frame for the process `by` by the algorithm (OSTEP chapters 21 and 22), of a control group's where `among` says so.
 * False: nothing can leave.
 */
export function reclaim(k: Kernel, by: number, among?: (frame: Frame) => boolean): boolean {
  const found = candidates(k, among);
  if (found.length === 0) return false;
  const victim = choose(k, found);
  k.state.clockHand = (victim.number + 1) % k.state.frames.length;
  if (k.state.memory.policy === 'human') k.state.memory.counts.byFallback += 1;
  return evictFrame(k, victim, by);
}
