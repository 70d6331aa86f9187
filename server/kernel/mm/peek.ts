import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import type { Kernel, Task } from '../types.ts';
import { findVma } from './space.ts';

const ZEROES = new Uint8Array(PAGE_SIZE);

/** The bytes of a page as they are, without bringing anything in or leaving a trace; undefined where nothing is mapped. */
function pageBytes(k: Kernel, task: Task, page: number): Uint8Array | undefined {
  const space = task.mm;
  const area = space === null ? undefined : findVma(space, page * PAGE_SIZE);
  if (space === null || area === undefined) return undefined;
  const entry = space.pages.get(page);
  const frame = entry === undefined ? undefined : k.state.frames[entry.frame];
  if (frame !== undefined && frame.kind !== 'file') return frame.data;
  if (frame === undefined && entry !== undefined && entry.swap >= 0)
    return k.state.swap[entry.swap] ?? ZEROES;
  if (area.inode >= 0) {
    const inode = k.state.inodes.get(area.inode);
    const offset = page * PAGE_SIZE - area.start + area.offset;
    return inode === undefined || offset >= inode.size
      ? undefined
      : inode.data.subarray(offset, offset + PAGE_SIZE);
  }
  return ZEROES;
}

/** `count` bytes of a process's memory, looked at from outside; undefined where a part is not mapped. */
export function peek(k: Kernel, task: Task, address: number, count: number): Uint8Array | undefined {
  const out = new Uint8Array(count);
  for (let done = 0; done < count; ) {
    const bytes = pageBytes(k, task, Math.floor((address + done) / PAGE_SIZE));
    if (bytes === undefined) return undefined;
    const offset = (address + done) % PAGE_SIZE;
    const part = bytes.subarray(offset, Math.min(PAGE_SIZE, offset + count - done));
    out.set(part, done);
    done += PAGE_SIZE - offset;
  }
  return out;
}
