import type { Dirent } from '../../../shared/abi/layouts.ts';
import type { Inode, InodeKind, Kernel, Task } from '../types.ts';
import { type VirtualFs, virtualFs } from './vnode.ts';

/** A record of a directory; `next` is the directory's position after it. */
export type DirEntry = Dirent & { next: number };

/** Position of a directory that was read to its end. What is made later has no place after it. */
export const END_POSITION = 0x7fff_ffff;

const TYPES: Record<InodeKind, number> = { fifo: 1, chr: 2, dir: 4, file: 8, symlink: 10, socket: 12 };

interface Positioned extends Dirent {
  position: number;
}

/** The names, newest first as tmpfs lists them. */
function names(k: Kernel, dir: Inode): Positioned[] {
  const listed = [...dir.entries].map(([name, ino]) => {
    const inode = k.state.inodes.get(ino);
    const type = inode === undefined ? 0 : TYPES[inode.kind];
    return { ino, type, name, position: dir.positions.get(name) ?? 0 };
  });
  return listed.reverse();
}

/** The name at the position, else the nearest one below it, else the first: names before it were read already. */
function startAt(listed: readonly Positioned[], position: number): number {
  let start = 0;
  let nearest = 0;
  for (const [index, entry] of listed.entries()) {
    if (entry.position > position || entry.position <= nearest) continue;
    nearest = entry.position;
    start = index;
  }
  return start;
}

const withNext = (rest: readonly Positioned[]): DirEntry[] =>
  rest.map((entry, index) => ({ ...entry, next: rest[index + 1]?.position ?? END_POSITION }));

/** Names that the kernel makes up, oldest position first. */
function madeUpEntries(k: Kernel, task: Task, fs: VirtualFs, dir: Inode): Positioned[] {
  const own = [
    { ino: dir.ino, type: TYPES.dir, name: '.', position: 0 },
    { ino: dir.parent, type: TYPES.dir, name: '..', position: 1 },
  ];
  const names = fs.entries(k, dir, task).map(({ kind, ...entry }) => ({ ...entry, type: TYPES[kind] }));
  return [...own, ...names];
}

/**
 * What is left to read of a directory from the position on: 0 `.`, 1 `..`, then the names (`offset_readdir`). A position stays
 * with its name, so that nothing is left out or told twice when other names come and go between two reads.
 */
export function entriesFrom(k: Kernel, task: Task, dir: Inode, position: number): DirEntry[] {
  if (position === END_POSITION) return [];
  const fs = virtualFs(dir.ino);
  if (fs !== undefined)
    return withNext(madeUpEntries(k, task, fs, dir).filter((entry) => entry.position >= position));
  const listed = names(k, dir);
  const rest: Positioned[] = listed.slice(startAt(listed, position));
  if (position <= 1) rest.unshift({ ino: dir.parent, type: TYPES.dir, name: '..', position: 1 });
  if (position === 0) rest.unshift({ ino: dir.ino, type: TYPES.dir, name: '.', position: 0 });
  return withNext(rest);
}
