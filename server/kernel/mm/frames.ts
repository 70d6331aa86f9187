import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { randomBelow } from '../prng.ts';
import type { Frame, Kernel, Pte, Task } from '../types.ts';
import type { Resident } from './replace/policy.ts';
import { replacements } from './replace/table.ts';

/** Page table entry of a page in the file cache: the bytes are the inode's own. */
export const FILE_CACHE = -2;
export const NOT_PRESENT = -1;

/** A frame for the task's page, zeroed; evicts where none is free. −1: neither memory nor swap is left. */
export function allocateFrame(k: Kernel, task: Task, page: number): number {
  const { state } = k;
  let number = state.freeFrames.pop();
  if (number === undefined) number = evict(k);
  if (number === undefined) return -1;
  const frame = state.frames[number] as Frame;
  frame.kind = 'anon';
  frame.refs = 1;
  frame.owner = task.pid;
  frame.page = page;
  frame.loadedAt = ++state.seq;
  frame.usedAt = frame.loadedAt;
  if (frame.data.length === 0) frame.data = new Uint8Array(PAGE_SIZE);
  else frame.data.fill(0);
  frame.version += 1;
  return number;
}

/** Drops one reference; the last one frees the frame. */
export function releaseFrame(k: Kernel, number: number): void {
  const frame = k.state.frames[number];
  // A page table that somebody wrote into gives back what is not there.
  if (frame === undefined) return;
  frame.refs -= 1;
  if (frame.refs > 0) return;
  frame.kind = 'free';
  frame.owner = 0;
  frame.version += 1;
  k.state.freeFrames.push(number);
}

/** Keeps a page's bytes in swap; undefined when swap is full. */
function swapOut(k: Kernel, bytes: Uint8Array): number | undefined {
  const slot = k.state.swap.indexOf(null);
  if (slot < 0) return undefined;
  k.state.swap[slot] = bytes.slice();
  return slot;
}

/** The entry that maps the frame, if exactly its first owner does. */
function entryOf(k: Kernel, number: number, frame: Frame): Pte | undefined {
  if (frame.kind !== 'anon' || frame.refs !== 1) return undefined;
  const entry = k.state.tasks.get(frame.owner)?.mm?.pages.get(frame.page);
  return entry?.frame === number ? entry : undefined;
}

/**
 * Frees a frame: the replacement policy chooses among private pages of one owner, starting where the clock's hand stands,
 * and the page goes to swap (OSTEP chapters 21 and 22).
 */
function evict(k: Kernel): number | undefined {
  const { state } = k;
  const size = state.frames.length;
  const candidates: { number: number; frame: Frame; entry: Pte }[] = [];
  for (let step = 0; step < size; step += 1) {
    const number = (state.clockHand + step) % size;
    const frame = state.frames[number] as Frame;
    const entry = entryOf(k, number, frame);
    if (entry !== undefined) candidates.push({ number, frame, entry });
  }
  if (candidates.length === 0) return undefined;
  const residents: Resident[] = candidates.map(({ frame, entry }) => ({
    page: frame.page,
    loadedAt: frame.loadedAt,
    usedAt: frame.usedAt,
    accessed: entry.accessed,
  }));
  const chosen = replacements[state.config.replacement]({
    residents,
    hand: 0,
    clearAccessed: (index) => {
      (residents[index] as Resident).accessed = false;
      (candidates[index] as { entry: Pte }).entry.accessed = false;
    },
    requeue: (index) => {
      const loadedAt = ++state.seq;
      (residents[index] as Resident).loadedAt = loadedAt;
      (candidates[index] as { frame: Frame }).frame.loadedAt = loadedAt;
    },
    nextUse: () => Number.POSITIVE_INFINITY,
    random: (count) => randomBelow(state, count),
  });
  const { number, frame, entry } = candidates[chosen] as { number: number; frame: Frame; entry: Pte };
  const slot = swapOut(k, frame.data);
  if (slot === undefined) return undefined;
  state.clockHand = (number + 1) % size;
  entry.frame = NOT_PRESENT;
  entry.swap = slot;
  state.counts.evictions += 1;
  k.events.push({ kind: 'evict', frame: number, pid: frame.owner });
  return number;
}
