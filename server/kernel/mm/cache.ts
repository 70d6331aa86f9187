import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import type { Frame, Inode, Kernel } from '../types.ts';

/**
 * The page cache: which pages of which files lie in frames. A file's bytes are kept once, with its inode; a frame of the cache
 * says that they are in memory, and takes the room that they take. Each cached page is one reference of its frame, each
 * mapping of it another.
 */

/** Frame of a file's page, or undefined where it is not in the cache. */
export function cachedFrame(k: Kernel, ino: number, page: number): number | undefined {
  return k.state.memory.cache.get(ino)?.get(page);
}

/** The frame, taken and counted once, becomes the file's page. */
export function enterCache(k: Kernel, number: number, inode: Inode, page: number): void {
  const frame = k.state.frames[number] as Frame;
  frame.kind = 'file';
  frame.inode = inode.ino;
  frame.index = page;
  frame.owner = 0;
  frame.dirty = false;
  const { cache } = k.state.memory;
  const pages = cache.get(inode.ino) ?? new Map<number, number>();
  pages.set(page, number);
  cache.set(inode.ino, pages);
}

/** Forgets that the frame holds a file's page; the file has to be read from the disk again. */
export function leaveCache(k: Kernel, frame: Frame): void {
  const { cache } = k.state.memory;
  const pages = cache.get(frame.inode);
  pages?.delete(frame.index);
  if (pages?.size === 0) cache.delete(frame.inode);
  const inode = k.state.inodes.get(frame.inode);
  if (inode !== undefined) inode.cached = false;
}

/** Frames of the pages that hold bytes `from` to `end` of the file, as far as they are in the cache. */
export function* framesOf(k: Kernel, ino: number, from: number, end: number): Generator<Frame> {
  const pages = k.state.memory.cache.get(ino);
  if (pages === undefined) return;
  for (let page = Math.floor(from / PAGE_SIZE); page * PAGE_SIZE < end; page += 1) {
    const number = pages.get(page);
    if (number !== undefined) yield k.state.frames[number] as Frame;
  }
}

/** The file's changes are on the disk. */
export function cleanCache(k: Kernel, ino: number): void {
  for (const number of k.state.memory.cache.get(ino)?.values() ?? [])
    (k.state.frames[number] as Frame).dirty = false;
}
