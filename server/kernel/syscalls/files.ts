import { errno } from '../../../shared/abi/errno.ts';
import { AT_FDCWD, O } from '../../../shared/abi/flags.ts';
import { direntLength, encodeDirents } from '../../../shared/abi/layouts.ts';
import { refuse } from '../audit.ts';
import { readFile, writeFile } from '../fs/content.ts';
import { deviceOf } from '../fs/devices.ts';
import { type DirEntry, END_POSITION, entriesFrom } from '../fs/directory.ts';
import { resize } from '../fs/inodes.ts';
import { makeInode, mayCreate } from '../fs/make.ts';
import { allocateFd, closeFd, fileAt, openInode, setFd } from '../fs/openfiles.ts';
import { checkAccess, dropSetId, MAY, S_ISVTX } from '../fs/perms.ts';
import { type At, inodeOf, virtualFs } from '../fs/vnode.ts';
import { absent, type Place, pathArg, step, walkTo } from '../fs/walk.ts';
import { needDisk, needFlush } from '../irq/disk.ts';
import { accessOk, badPointer, copyToUser } from '../mm/usercopy.ts';
import {
  BLOCKED,
  type Handler,
  type Inode,
  type Kernel,
  type OpenFile,
  type SyscallArg,
  type Task,
} from '../types.ts';
import { numberOf } from './args.ts';
import { startAt } from './at.ts';
import type { SyscallFamily } from './table.ts';

const has = (flags: number, bit: number): boolean => (flags & bit) === bit;

/** Access that the open mode asks for; truncation needs write permission. */
function wanted(flags: number): number {
  const mode = flags & O.O_ACCMODE;
  const read = mode === O.O_WRONLY ? 0 : MAY.READ;
  const write = mode === O.O_RDONLY ? 0 : MAY.WRITE;
  return read | write | (has(flags, O.O_TRUNC) ? MAY.WRITE : 0);
}

/**
 * Whether somebody put a link or a device into a sticky directory for others to stumble over when they mean to create a file
 * (`may_create_in_sticky`; for files it takes a sysctl).
 */
function isTrap(k: Kernel, task: Task, dir: Inode, inode: Inode): boolean {
  if (['file', 'fifo', 'socket'].includes(inode.kind) || !k.state.config.protections.permissions)
    return false;
  const open = (dir.mode & S_ISVTX) !== 0 && (dir.mode & 0o002) !== 0;
  return open && inode.uid !== dir.uid && inode.uid !== task.cred.euid;
}

/** The existing file at the place, checked as `do_open` does. */
function checkExisting(k: Kernel, task: Task, place: Place, inode: Inode, flags: number): number {
  if (has(flags, O.O_CREAT) && has(flags, O.O_EXCL)) return -errno.EEXIST;
  if (has(flags, O.O_CREAT) && inode.kind === 'dir') return -errno.EISDIR;
  if (has(flags, O.O_CREAT) && isTrap(k, task, place.dir, inode)) {
    return refuse(k, task, 'sticky-bit', errno.EACCES);
  }
  if ((has(flags, O.O_DIRECTORY) || place.slash) && inode.kind !== 'dir') return -errno.ENOTDIR;
  if (inode.kind === 'symlink') return -errno.ELOOP;
  if (inode.kind === 'dir' && (wanted(flags) & MAY.WRITE) !== 0) return -errno.EISDIR;
  const failure = checkAccess(k, task, inode, wanted(flags));
  if (failure === 0 && inode.kind === 'socket') return -errno.ENXIO;
  if (failure === 0) {
    const said = k.state.config.protections.permissions ? 'allows it' : 'is not compared';
    step(k, task, 'permission', `mode ${inode.mode.toString(8)} ${said}`);
  }
  return failure;
}

/** The inode to open, made where O_CREAT asks for it. */
function findOrCreate(
  k: Kernel,
  task: Task,
  path: string,
  flags: number,
  mode: number,
  from: At,
): At | number {
  const follow = !has(flags, O.O_NOFOLLOW) && !(has(flags, O.O_CREAT) && has(flags, O.O_EXCL));
  const creates = has(flags, O.O_CREAT);
  const place = creates
    ? walkTo(k, task, path, follow, from, 'file')
    : walkTo(k, task, path, follow || path.endsWith('/'), from);
  if (typeof place === 'number') return place;
  if (place.inode !== undefined) {
    const { inode } = place;
    step(k, task, 'inode', `inode ${inode.ino}`);
    const failure = checkExisting(k, task, place, inode, flags);
    if (failure < 0) return failure;
    const fs = virtualFs(inode.ino);
    const closed = fs?.mayOpen?.(k, task, inode) ?? 0;
    if (closed < 0) return closed;
    if (has(flags, O.O_TRUNC) && inode.kind === 'file' && fs === undefined) {
      dropSetId(k, task, inode);
      resize(inode, 0);
    }
    return { mount: place.mount, inode };
  }
  if (!creates || place.tooLong) return absent(k, task, place);
  const failure = mayCreate(k, task, place.dir);
  if (failure < 0) return failure;
  const inode = makeInode(k, task, place, { kind: 'file', mode: mode & 0o7777 });
  return typeof inode === 'number' ? inode : { mount: place.dirMount, inode };
}

/** Flags that stay with the open file description. */
const KEPT = ~(O.O_CREAT | O.O_EXCL | O.O_TRUNC | O.O_CLOEXEC);

/** `man 2 open`, `man 2 openat`. */
function openAtPath(
  k: Kernel,
  task: Task,
  dirfd: number,
  arg: SyscallArg | undefined,
  flags: number,
  mode: number,
): number {
  if (has(flags, O.O_CREAT) && has(flags, O.O_DIRECTORY)) return -errno.EINVAL;
  const path = pathArg(k, task, arg);
  if (typeof path === 'number') return path;
  const fd = allocateFd(k, task);
  if (fd < 0) return fd;
  const from = startAt(k, task, dirfd, path);
  if (typeof from === 'number') return from;
  const at = findOrCreate(k, task, path, flags, mode, from);
  if (typeof at === 'number') return at;
  setFd(task, fd, openInode(k, at.inode, flags & KEPT, at.mount).id, has(flags, O.O_CLOEXEC));
  return fd;
}

const open: Handler = (k, task, [path, flags, mode]) =>
  openAtPath(k, task, AT_FDCWD, path, numberOf(flags), numberOf(mode));

const openat: Handler = (k, task, [dirfd, path, flags, mode]) =>
  openAtPath(k, task, numberOf(dirfd), path, numberOf(flags), numberOf(mode));

const close: Handler = (k, task, [fd]) => (closeFd(k, task, numberOf(fd)) ? 0 : -errno.EBADF);

const read: Handler = (k, task, [fd, buffer, count], call) => {
  const file = fileAt(k, task, numberOf(fd));
  return file === undefined ? -errno.EBADF : readFile(k, task, file, buffer ?? 0, numberOf(count), -1, call);
};

const write: Handler = (k, task, [fd, buffer, count], call) => {
  const file = fileAt(k, task, numberOf(fd));
  return file === undefined ? -errno.EBADF : writeFile(k, task, file, buffer ?? 0, numberOf(count), -1, call);
};

/** `pread64` and `pwrite64`: at a position of their own, the offset stays. Pipes and terminals have no positions. */
const positioned =
  (act: typeof readFile): Handler =>
  (k, task, [fd, buffer, count, position], call) => {
    if (numberOf(position) < 0) return -errno.EINVAL;
    const file = fileAt(k, task, numberOf(fd));
    if (file === undefined) return -errno.EBADF;
    if (!seekable(k, task, file)) return -errno.ESPIPE;
    return act(k, task, file, buffer ?? 0, numberOf(count), numberOf(position), call);
  };

function seekable(k: Kernel, task: Task, file: OpenFile): boolean {
  if (file.pipe >= 0 || file.socket >= 0) return false;
  const inode = inodeOf(k, file.inode) as Inode;
  return inode.kind !== 'chr' || deviceOf(inode, task)?.seekable === true;
}

/** `lseek(fd, offset, whence)`: 0 set, 1 from here, 2 from the end, 3 next data, 4 next hole. */
const lseek: Handler = (k, task, [fd, offset, whence]) => {
  const file = fileAt(k, task, numberOf(fd));
  if (file === undefined) return -errno.EBADF;
  if (numberOf(whence) < 0 || numberOf(whence) > 4) return -errno.EINVAL;
  if (!seekable(k, task, file)) return -errno.ESPIPE;
  const inode = inodeOf(k, file.inode) as Inode;
  if (inode.kind === 'chr') {
    return deviceOf(inode, task)?.seek?.(k, file, numberOf(offset), numberOf(whence)) ?? 0;
  }
  if (inode.kind === 'dir' && numberOf(whence) > 1) return -errno.EINVAL;
  const at = seekTarget(file, inode, numberOf(offset), numberOf(whence));
  if (at >= 0) file.offset = at;
  return at;
};

function seekTarget(file: OpenFile, inode: Inode, offset: number, whence: number): number {
  if (whence >= 3) {
    if (offset < 0 || offset >= inode.size) return -errno.ENXIO;
    return whence === 3 ? offset : inode.size;
  }
  const base = [0, file.offset, inode.size][whence] as number;
  const at = base + offset;
  return at < 0 || at > Number.MAX_SAFE_INTEGER ? -errno.EINVAL : at;
}

/** How many of the records, from the first on, fit into so many bytes. */
function countFitting(entries: readonly DirEntry[], size: number): number {
  let room = size;
  const index = entries.findIndex((entry) => {
    room -= direntLength(entry.name);
    return room < 0;
  });
  return index < 0 ? entries.length : index;
}

/** `getdents64(fd, buffer, size)`: as many records as fit, from the description's position on; 0 at the end. */
const getdents64: Handler = (k, task, [fd, buffer, size], call) => {
  const file = fileAt(k, task, numberOf(fd));
  if (file === undefined) return -errno.EBADF;
  const dir = inodeOf(k, file.inode) as Inode;
  if (dir.kind !== 'dir') return -errno.ENOTDIR;
  if (dir.nlink === 0) return -errno.ENOENT;
  if (needDisk(k, task, dir, call)) return BLOCKED;
  step(k, task, 'cache', `directory inode ${dir.ino}`);
  const rest = entriesFrom(k, task, dir, file.offset);
  if (rest.length === 0) {
    file.offset = END_POSITION;
    return 0;
  }
  const fitting = rest.slice(0, countFitting(rest, numberOf(size)));
  if (fitting.length === 0) return -errno.EINVAL;
  const bytes = encodeDirents(fitting);
  if (!accessOk(k, buffer ?? 0, bytes.length)) return badPointer(k, task);
  // Only whole records count where the buffer ends in memory that is not the process's.
  const done = countFitting(fitting, copyToUser(k, task, numberOf(buffer), bytes));
  const last = fitting[done - 1];
  if (last === undefined) return badPointer(k, task);
  file.offset = last.next;
  step(k, task, 'copy', `${done} entries to userspace`);
  return fitting.slice(0, done).reduce((sum, entry) => sum + direntLength(entry.name), 0);
};

/** `fsync(fd)`: waits until the file's changes are on the disk. Pipes and devices have none (EINVAL). */
const fsync: Handler = (k, task, [fd], call) => {
  const file = fileAt(k, task, numberOf(fd));
  if (file === undefined) return -errno.EBADF;
  const inode = inodeOf(k, file.inode) as Inode;
  if (inode.kind !== 'file' && inode.kind !== 'dir') return -errno.EINVAL;
  return needFlush(k, task, inode, call) ? BLOCKED : 0;
};

export const fileCalls = {
  open,
  openat,
  close,
  read,
  write,
  pread64: positioned(readFile),
  pwrite64: positioned(writeFile),
  lseek,
  getdents64,
  fsync,
} satisfies SyscallFamily;
