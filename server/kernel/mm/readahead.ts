import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import type { Inode, Kernel, Task } from '../types.ts';
import { cachedFrame } from './cache.ts';
import { fileFrame } from './frames.ts';
import { dropOneCached } from './reclaim.ts';

/**
 * Keeps bytes `from` to `end` of a file in the page cache after a read or write of them. The cache takes free frames and its own
 * old ones, but puts no process's page out for a read; where there is neither, the bytes pass by.
 */
export function cacheRange(k: Kernel, task: Task, inode: Inode, from: number, end: number): void {
  for (let page = Math.floor(from / PAGE_SIZE); page * PAGE_SIZE < end; page += 1) {
    const known = cachedFrame(k, inode.ino, page);
    if (known !== undefined) {
      const frame = k.state.frames[known];
      if (frame !== undefined) frame.usedAt = ++k.state.seq;
      continue;
    }
    if (k.state.freeFrames.length === 0 && !dropOneCached(k, inode.ino, task.pid)) return;
    fileFrame(k, task, inode, page, false);
  }
}
