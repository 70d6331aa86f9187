import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import type { Frame, Inode, Kernel, Task } from '../types.ts';
import { cachedFrame, enterCache } from './cache.ts';
import { chargeFrame, unchargeFrame } from './charge.ts';
import { oomKill } from './oom.ts';
import { managed, reclaim } from './reclaim.ts';

/** `Pte.frame` of a page that is not in memory. */
export const NOT_PRESENT = -1;
/** No frame: neither memory nor swap is left, or the process may have no more. */
export const NO_FRAME = -1;
/** No frame yet: the memory manager has to free one first. */
export const FRAME_LATER = -2;

/** A free frame for the task, by whatever means; NO_FRAME, or FRAME_LATER where the caller can wait. */
function takeFrame(k: Kernel, task: Task, mayWait: boolean): number {
  const { freeFrames } = k.state;
  const free = freeFrames.pop();
  if (free !== undefined) return free;
  if (mayWait && managed(k)) return FRAME_LATER;
  for (;;) {
    if (reclaim(k, task.pid)) return freeFrames.pop() as number;
    // Nothing can leave memory: somebody has to go. If it is the task itself, it gets no frame.
    const killed = oomKill(k, task);
    if (killed === 0 || killed === task.pid) return NO_FRAME;
    const freed = freeFrames.pop();
    if (freed !== undefined) return freed;
  }
}

function prepare(k: Kernel, number: number, owner: number, page: number): Frame {
  const frame = k.state.frames[number] as Frame;
  frame.kind = 'anon';
  frame.refs = 1;
  frame.owner = owner;
  frame.page = page;
  frame.loadedAt = ++k.state.seq;
  frame.usedAt = frame.loadedAt;
  frame.version += 1;
  return frame;
}

/**
 * A frame for the task's page, zeroed; a page is evicted where none is free. `mayWait`: the task can sleep until the memory
 * manager has chosen which, if there is one. NO_FRAME or FRAME_LATER where there is none.
 */
export function allocateFrame(k: Kernel, task: Task, page: number, mayWait = false): number {
  const charged = chargeFrame(k, task);
  const number = charged > 0 ? takeFrame(k, task, mayWait) : NO_FRAME;
  if (number < 0) {
    if (charged > 0) unchargeFrame(k, charged);
    return number;
  }
  const frame = prepare(k, number, task.pid, page);
  frame.charged = charged;
  if (frame.data.length === 0) frame.data = new Uint8Array(PAGE_SIZE);
  else frame.data.fill(0);
  return number;
}

/** The frame that holds a file's page, brought into the cache where it was not. NO_FRAME or FRAME_LATER where there is none. */
export function fileFrame(k: Kernel, task: Task, inode: Inode, index: number, mayWait: boolean): number {
  const known = cachedFrame(k, inode.ino, index);
  if (known !== undefined) return known;
  const number = takeFrame(k, task, mayWait);
  if (number < 0) return number;
  prepare(k, number, 0, 0);
  enterCache(k, number, inode, index);
  return number;
}

/** Drops one reference; the last one frees the frame. */
export function releaseFrame(k: Kernel, number: number): void {
  const frame = k.state.frames[number];
  // A page table that somebody wrote into gives back what is not there.
  if (frame === undefined) return;
  frame.refs -= 1;
  if (frame.kind === 'file' && frame.refs === 1) frame.owner = 0;
  if (frame.refs > 0) return;
  if (frame.charged > 0) unchargeFrame(k, frame.charged);
  frame.charged = 0;
  frame.kind = 'free';
  frame.owner = 0;
  frame.inode = -1;
  frame.dirty = false;
  frame.locked = 0;
  frame.version += 1;
  k.state.freeFrames.push(number);
}

/** A file is gone: so are its pages in the cache. */
export function dropFile(k: Kernel, ino: number): void {
  const pages = k.state.memory.cache.get(ino);
  if (pages === undefined) return;
  k.state.memory.cache.delete(ino);
  for (const number of pages.values()) releaseFrame(k, number);
}

/** Frames of the machine beside the kernel's own. */
export function userFrames(k: Kernel): number {
  let count = 0;
  for (const frame of k.state.frames) if (frame.kind !== 'kernel') count += 1;
  return count;
}
