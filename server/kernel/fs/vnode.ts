import type { Inode, InodeKind, Kernel, Task } from '../types.ts';
import { cgroupFs } from './cgroupfs.ts';
import { nsFs } from './nsfs.ts';
import { procFs } from './proc/procfs.ts';

export const ROOT_INO = 1;

/** An inode as a path leads to it: seen through a mount (`struct path`). */
export interface At {
  mount: number;
  inode: Inode;
}

/** A name in a directory that is made up when it is read. `position`: where its record lies; ascending. */
export interface VirtualEntry {
  name: string;
  ino: number;
  kind: InodeKind;
  position: number;
}

/**
 * A file system whose files are answers of the kernel, made when they are asked for (procfs, cgroupfs): an inode's number says
 * what it is, and nothing of it lies in the state. Answers below zero are −errno.
 */
export interface VirtualFs {
  /** Numbers of its inodes: `first` inclusive, `end` exclusive. */
  first: number;
  end: number;
  /** What the number stands for; an inode without a link where it is gone. */
  inode(k: Kernel, ino: number): Inode;
  /** A directory's names, without `.` and `..`. `task` asks. */
  entries(k: Kernel, dir: Inode, task: Task | undefined): VirtualEntry[];
  /** Number of a name in a directory. */
  lookup(k: Kernel, dir: Inode, name: string, task: Task | undefined): number | undefined;
  /** A symbolic link's text, and where it leads if not to what the text says (`man 5 proc_pid_fd`). */
  link?(k: Kernel, task: Task, inode: Inode): { text: string; to?: At } | number;
  /** Whether it may be opened, beside its mode. */
  mayOpen?(k: Kernel, task: Task, inode: Inode): number;
  read(k: Kernel, task: Task, inode: Inode): string | number;
  write(k: Kernel, task: Task, inode: Inode, text: string): number;
  mkdir?(k: Kernel, task: Task, dir: Inode, name: string, mode: number): number;
  rmdir?(k: Kernel, inode: Inode): number;
  /** Changes owner and mode; absent: not permitted. */
  setAttributes?(k: Kernel, inode: Inode, change: { uid: number; gid: number; mode: number }): void;
  /** A descriptor or mount holds it (1) or lets it go (−1). */
  hold?(k: Kernel, ino: number, by: 1 | -1): void;
}

/** The file system that makes up the inode; undefined: it is kept in the state. */
export function virtualFs(ino: number): VirtualFs | undefined {
  if (ino < nsFs.first) return undefined;
  return [nsFs, cgroupFs, procFs].find((fs) => ino >= fs.first && ino < fs.end);
}

/** The inode of that number, kept or made up. */
export function inodeOf(k: Kernel, ino: number | undefined): Inode | undefined {
  if (ino === undefined) return undefined;
  return k.state.inodes.get(ino) ?? virtualFs(ino)?.inode(k, ino);
}

/** One holder more: an open description, a working directory, a mount. */
export function hold(k: Kernel, ino: number): void {
  const inode = k.state.inodes.get(ino);
  if (inode !== undefined) inode.holds += 1;
  else virtualFs(ino)?.hold?.(k, ino, 1);
}

/** An inode for an answer: without content, links or names of its own. */
export function madeUp(ino: number, kind: InodeKind, mode: number, parent: number): Inode {
  return {
    ino,
    kind,
    mode,
    uid: 0,
    gid: 0,
    nlink: kind === 'dir' ? 2 : 1,
    data: new Uint8Array(0),
    size: 0,
    version: 0,
    entries: new Map(),
    positions: new Map(),
    nextPosition: 0,
    parent,
    target: '',
    device: '',
    holds: 0,
    cached: true,
    dirty: false,
  };
}

/** The same for something that is gone. */
export function gone(ino: number, kind: InodeKind): Inode {
  return { ...madeUp(ino, kind, 0, ino), nlink: 0 };
}
