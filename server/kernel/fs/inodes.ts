import { errno } from '../../../shared/abi/errno.ts';
import { PAGE_SIZE, S } from '../../../shared/abi/flags.ts';

import { dropFile } from '../mm/frames.ts';

import type { FileSpec, Inode, InodeKind, Kernel, MachineState } from '../types.ts';
import { virtualFs } from './vnode.ts';

export const KIND_BITS: Record<InodeKind, number> = {
  file: S.S_IFREG,
  dir: S.S_IFDIR,
  symlink: S.S_IFLNK,
  chr: S.S_IFCHR,
  fifo: S.S_IFIFO,
  socket: S.S_IFSOCK,
};

const ROOT = 1;

/** Positions of a directory's records: 0 is `.`, 1 is `..`, 2 the first name whichever it is (`simple_offset_add`). */
const FIRST_POSITION = 3;

export interface NewInode {
  kind: InodeKind;
  mode: number;
  uid: number;
  gid: number;
  device?: string;
  target?: string;
}

/** A new inode without a name. A directory counts its own `.`. */
export function createInode(state: MachineState, spec: NewInode): Inode {
  const inode: Inode = {
    ino: state.nextInode++,
    kind: spec.kind,
    mode: spec.mode,
    uid: spec.uid,
    gid: spec.gid,
    nlink: spec.kind === 'dir' ? 1 : 0,
    data: new Uint8Array(0),
    size: 0,
    version: 0,
    entries: new Map(),
    positions: new Map(),
    nextPosition: FIRST_POSITION,
    parent: ROOT,
    target: spec.target ?? '',
    device: spec.device ?? '',
    holds: 0,
    cached: true,
    dirty: false,
  };
  state.inodes.set(inode.ino, inode);
  return inode;
}

/** Gives the inode a name in a directory; a directory's `..` counts as a link of its parent. */
export function addEntry(dir: Inode, name: string, inode: Inode): void {
  dir.entries.set(name, inode.ino);
  dir.positions.set(name, dir.nextPosition++);
  inode.nlink += 1;
  if (inode.kind !== 'dir') return;
  inode.parent = dir.ino;
  dir.nlink += 1;
}

/**
 * Takes a name away. A removed directory loses its `.` too, but its `..` keeps the parent: somebody may still stand in it.
 * The inode lives on while somebody holds it.
 */
export function removeEntry(k: Kernel, dir: Inode, name: string, inode: Inode): void {
  dir.entries.delete(name);
  dir.positions.delete(name);
  inode.nlink -= 1;
  if (inode.kind === 'dir') {
    inode.nlink -= 1;
    dir.nlink -= 1;
    dir.holds += 1;
  }
  releaseInode(k, inode.ino);
}

/**
 * Moves an entry to another directory or name. `position`: that of the entry which stood there before and is gone, whose place
 * in the listing the newcomer takes over (`simple_offset_rename`).
 */
export function moveEntry(
  from: { dir: Inode; name: string },
  to: { dir: Inode; name: string },
  inode: Inode,
  position: number | undefined,
): void {
  from.dir.entries.delete(from.name);
  from.dir.positions.delete(from.name);
  to.dir.entries.set(to.name, inode.ino);
  to.dir.positions.set(to.name, position ?? to.dir.nextPosition++);
  if (inode.kind !== 'dir') return;
  from.dir.nlink -= 1;
  to.dir.nlink += 1;
  inode.parent = to.dir.ino;
}

/** One holder less: open file, working directory, removed subdirectory. */
export function dropHold(k: Kernel, ino: number): void {
  const inode = k.state.inodes.get(ino);
  if (inode === undefined) {
    virtualFs(ino)?.hold?.(k, ino, -1);
    return;
  }
  inode.holds -= 1;
  releaseInode(k, ino);
}

/** Frees an inode that has neither a name nor a holder. */
export function releaseInode(k: Kernel, ino: number): void {
  const inode = k.state.inodes.get(ino);
  if (inode === undefined || inode.nlink > 0 || inode.holds > 0) return;
  k.state.inodes.delete(ino);
  dropFile(k, ino);
  if (inode.kind === 'dir') dropHold(k, inode.parent);
}

/** Largest file that the file system can describe, and what its disk holds, in bytes. Holes count as if they were written. */
export const MAX_FILE_BYTES = 1 << 20;
export const DISK_BYTES = 64 << 20;

/** Whether the inode may grow to `size` bytes: 0, −EFBIG or −ENOSPC (`man 2 write`). */
export function checkRoom(state: MachineState, inode: Inode, size: number): number {
  if (size > MAX_FILE_BYTES) return -errno.EFBIG;
  if (size <= inode.data.length) return 0;
  let used = size - inode.data.length;
  for (const other of state.inodes.values()) used += other.data.length;
  return used > DISK_BYTES ? -errno.ENOSPC : 0;
}

/** Makes room for `size` bytes: whole pages, so that mappings see the last one to its end. */
function reserve(inode: Inode, size: number): void {
  if (size <= inode.data.length) return;
  const capacity = Math.ceil(Math.max(size, inode.data.length * 2) / PAGE_SIZE) * PAGE_SIZE;
  const data = new Uint8Array(capacity);
  data.set(inode.data);
  inode.data = data;
}

/** Sets the size; bytes beyond a shorter end become zero, a longer file reads as zero there. */
export function resize(inode: Inode, size: number): void {
  reserve(inode, size);
  if (size < inode.size) inode.data.fill(0, size, inode.data.length);
  else inode.data.fill(0, inode.size, size);
  inode.size = size;
  inode.version += 1;
  inode.dirty = true;
}

/**
 * Lets `put` place at most `count` bytes at an offset and grows the file by as many as it says. The file reaches up to the
 * offset even where none come: tmpfs sets the size before it knows that the source can't be read.
 */
export function putAt(
  inode: Inode,
  offset: number,
  count: number,
  put: (data: Uint8Array) => number,
): number {
  if (offset > inode.size) resize(inode, offset);
  reserve(inode, offset + count);
  const done = put(inode.data);
  if (done === 0) return 0;
  inode.size = Math.max(inode.size, offset + done);
  inode.version += 1;
  inode.dirty = true;
  return done;
}

/** Writes bytes at an offset, growing the file. */
export function writeAt(inode: Inode, offset: number, bytes: Uint8Array): void {
  putAt(inode, offset, bytes.length, (data) => {
    data.set(bytes, offset);
    return bytes.length;
  });
}

/** The root directory and the files of the configuration; parents stand before their children. Returns the root's number. */
export function createRoot(state: MachineState, files: readonly FileSpec[]): number {
  const root = createInode(state, { kind: 'dir', mode: 0o755, uid: 0, gid: 0 });
  root.nlink = 2;
  for (const spec of files) {
    const parts = spec.path.split('/').filter((part) => part !== '');
    const name = parts.pop() as string;
    let dir = root;
    for (const part of parts) {
      const next = state.inodes.get(dir.entries.get(part) ?? 0);
      if (next === undefined) throw new RangeError(`${spec.path}: name its directory before it`);
      dir = next;
    }
    const inode = createInode(state, spec);
    addEntry(dir, name, inode);
    if (spec.text !== undefined) writeAt(inode, 0, new TextEncoder().encode(spec.text));
    inode.dirty = false;
    inode.cached = spec.cached ?? true;
  }
  return root.ino;
}
