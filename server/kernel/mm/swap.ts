import type { Frame, Kernel, Pte } from '../types.ts';

/** The disk's outer cylinders hold swap; slots lie side by side. */
const SLOTS_A_CYLINDER = 8;

/** Cylinder of a swap slot. */
export function swapCylinder(slot: number, cylinders: number): number {
  return cylinders - 1 - (Math.floor(slot / SLOTS_A_CYLINDER) % cylinders);
}

export function freeSlots(k: Kernel): number {
  let count = 0;
  for (const slot of k.state.swap) if (slot === null) count += 1;
  return count;
}

/** Entries of pages in memory that still have a copy in swap, which could be given up. */
function* copies(k: Kernel): Generator<Pte> {
  for (const [number, frame] of k.state.frames.entries()) {
    const entry = frame.refs === 1 ? k.state.tasks.get(frame.owner)?.mm?.pages.get(frame.page) : undefined;
    if (entry?.frame === number && entry.swap >= 0) yield entry;
  }
}

/** A free slot; where there is none, one whose page is back in memory gives up its copy. −1: swap is full. */
function takeSlot(k: Kernel): number {
  const free = k.state.swap.indexOf(null);
  if (free >= 0) return free;
  for (const entry of copies(k)) {
    const { swap } = entry;
    entry.swap = -1;
    entry.dirty = true;
    return swap;
  }
  return -1;
}

/** Whether swap has a place for one page more, if only by giving up a copy of a page that is in memory. */
export function hasRoom(k: Kernel): boolean {
  return k.state.swap.includes(null) || !copies(k).next().done;
}

/**
 * A private page leaves memory. Only what was written since it last came from swap is written there; a page that never was
 * needs no copy, it will be zero again. False: it must be written, and swap is full.
 */
export function swapOut(k: Kernel, entry: Pte, frame: Frame): boolean {
  const { counts } = k.state.memory;
  if (!entry.dirty) {
    counts.cleanEvictions += 1;
    return true;
  }
  const slot = entry.swap >= 0 ? entry.swap : takeSlot(k);
  if (slot < 0) return false;
  k.state.swap[slot] = frame.data.slice();
  entry.swap = slot;
  entry.dirty = false;
  counts.swapOuts += 1;
  return true;
}

/**
 * A page comes back. Its copy stays while swap is less than half full (`vm_swap_full`), so that it can leave again unwritten.
 * Returns the slot that was read.
 */
export function swapIn(k: Kernel, entry: Pte, frame: Frame): number {
  const slot = entry.swap;
  const bytes = k.state.swap[slot];
  if (bytes) frame.data.set(bytes);
  k.state.memory.counts.swapIns += 1;
  if (freeSlots(k) * 2 < k.state.swap.length) {
    k.state.swap[slot] = null;
    entry.swap = -1;
    entry.dirty = true;
  }
  return slot;
}
