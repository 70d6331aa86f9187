import { errno } from '../../../shared/abi/errno.ts';
import { ACCESS, AT, AT_FDCWD } from '../../../shared/abi/flags.ts';
import { encodeStat, STAT_BYTES } from '../../../shared/abi/layouts.ts';
import { mayWrite } from '../fs/content.ts';
import { checkRoom, KIND_BITS, resize } from '../fs/inodes.ts';
import { notOwner } from '../fs/make.ts';
import { fileAt } from '../fs/openfiles.ts';
import {
  checkAccess,
  dropSetId,
  identity,
  inGroup,
  MAY,
  mayKeepSetGid,
  ownerOrRoot,
  S_ISGID,
  setIdToDrop,
} from '../fs/perms.ts';
import { virtualFs } from '../fs/vnode.ts';
import { accessOk, badPointer, bytesOf, copyToUser } from '../mm/usercopy.ts';
import { sharersOfFs } from '../proc/threads.ts';
import { gidFor, kgid, kuid, overrides, uidFor } from '../proc/userns.ts';
import type { Handler, Inode, Kernel, SyscallArg, Task } from '../types.ts';
import { numberOf } from './args.ts';
import { endAt, openAt } from './at.ts';
import type { SyscallFamily } from './table.ts';

function inodeArg(k: Kernel, task: Task, arg: SyscallArg | undefined, followLast = true): Inode | number {
  return inodeAtPath(k, task, AT_FDCWD, arg, followLast);
}

function inodeAtPath(
  k: Kernel,
  task: Task,
  dirfd: SyscallArg | undefined,
  path: SyscallArg | undefined,
  follow: boolean,
  empty = false,
): Inode | number {
  const at = endAt(k, task, dirfd, path, follow, empty);
  return typeof at === 'number' ? at : at.inode;
}

function inodeAt(k: Kernel, task: Task, fd: SyscallArg | undefined): Inode | number {
  const at = openAt(k, task, fd);
  return typeof at === 'number' ? at : at.inode;
}

/** Flags of an `*at` call; undefined: there is one that it doesn't know (EINVAL). */
function lookupFlags(arg: SyscallArg | undefined, more = 0): { follow: boolean; empty: boolean } | undefined {
  const flags = numberOf(arg);
  if ((flags & ~(AT.AT_SYMLINK_NOFOLLOW | AT.AT_EMPTY_PATH | more)) !== 0) return undefined;
  return { follow: (flags & AT.AT_SYMLINK_NOFOLLOW) === 0, empty: (flags & AT.AT_EMPTY_PATH) !== 0 };
}

/** Writes owner and mode down, in the state or with the file system that makes the inode up; false: it can't. */
function setAttributes(k: Kernel, inode: Inode, change: { uid: number; gid: number; mode: number }): boolean {
  const fs = virtualFs(inode.ino);
  if (fs === undefined) Object.assign(inode, change);
  else if (fs.setAttributes === undefined) return false;
  else fs.setAttributes(k, inode, change);
  return true;
}

function writeStat(k: Kernel, task: Task, inode: Inode | number, out: SyscallArg | undefined): number {
  if (typeof inode === 'number') return inode;
  if (!accessOk(k, out ?? 0, STAT_BYTES)) return badPointer(k, task);
  const { ino, mode, nlink, size } = inode;
  const uid = uidFor(k, task, inode.uid);
  const gid = gidFor(k, task, inode.gid);
  const bytes = encodeStat({ ino, mode: mode | KIND_BITS[inode.kind], nlink, uid, gid, size });
  return copyToUser(k, task, numberOf(out), bytes) === STAT_BYTES ? 0 : badPointer(k, task);
}

/** `man 2 access`: asks with the real ids. */
function mayAccess(
  k: Kernel,
  task: Task,
  dirfd: SyscallArg | undefined,
  path: SyscallArg | undefined,
  mode: number,
): number {
  if ((mode & ~7) !== 0) return -errno.EINVAL;
  const inode = inodeAtPath(k, task, dirfd, path, true);
  if (typeof inode === 'number') return inode;
  const bits =
    ((mode & ACCESS.R_OK) !== 0 ? MAY.READ : 0) |
    ((mode & ACCESS.W_OK) !== 0 ? MAY.WRITE : 0) |
    ((mode & ACCESS.X_OK) !== 0 ? MAY.EXEC : 0);
  return bits === 0 ? 0 : checkAccess(k, task, inode, bits, true);
}

/** The owner sets the mode; outside the file's group without its set-group-id bit (`man 2 chmod`). */
function setMode(k: Kernel, task: Task, inode: Inode | number, wanted: number): number {
  if (typeof inode === 'number') return inode;
  if (!ownerOrRoot(k, task, inode)) return notOwner(k, task);
  let mode = wanted & 0o7777;
  if (!mayKeepSetGid(k, task, inode, inode.gid)) mode &= ~S_ISGID;
  return setAttributes(k, inode, { uid: inode.uid, gid: inode.gid, mode }) ? 0 : -errno.EPERM;
}

/** `man 2 chown`: −1 leaves an id as it is; set-id bits of files go whoever asks. */
function setOwner(
  k: Kernel,
  task: Task,
  inode: Inode | number,
  user: SyscallArg | undefined,
  group: SyscallArg | undefined,
): number {
  if (typeof inode === 'number') return inode;
  const uid = numberOf(user) === -1 ? -1 : kuid(k, task, numberOf(user));
  const gid = numberOf(group) === -1 ? -1 : kgid(k, task, numberOf(group));
  if ((numberOf(user) !== -1 && uid < 0) || (numberOf(group) !== -1 && gid < 0)) return -errno.EINVAL;
  const root = overrides(k, task, inode) || !k.state.config.protections.permissions;
  const owner = task.cred.euid === inode.uid;
  if (uid !== -1 && !root && !(owner && uid === inode.uid)) return notOwner(k, task);
  if (gid !== -1 && !root && !(owner && (gid === inode.gid || inGroup(identity(task), gid))))
    return notOwner(k, task);
  const lost = inode.kind === 'dir' ? 0 : setIdToDrop(k, task, inode);
  // To take the bits away is a change of mode, with that call's rules (`notify_change`).
  if (lost !== 0 && !root && !owner) return notOwner(k, task);
  const after = { uid: uid === -1 ? inode.uid : uid, gid: gid === -1 ? inode.gid : gid };
  let mode = inode.mode & ~lost;
  if (lost !== 0 && !mayKeepSetGid(k, task, inode, after.gid)) mode &= ~S_ISGID;
  return setAttributes(k, inode, { ...after, mode }) ? 0 : -errno.EPERM;
}

const newfstatat: Handler = (k, task, [dirfd, path, out, flags]) => {
  const how = lookupFlags(flags, AT.AT_NO_AUTOMOUNT);
  if (how === undefined) return -errno.EINVAL;
  return writeStat(k, task, inodeAtPath(k, task, dirfd, path, how.follow, how.empty), out);
};

const fchownat: Handler = (k, task, [dirfd, path, user, group, flags]) => {
  const how = lookupFlags(flags);
  if (how === undefined) return -errno.EINVAL;
  return setOwner(k, task, inodeAtPath(k, task, dirfd, path, how.follow, how.empty), user, group);
};

const truncate: Handler = (k, task, [path, size]) => {
  const length = numberOf(size);
  if (length < 0) return -errno.EINVAL;
  const inode = inodeArg(k, task, path);
  if (typeof inode === 'number') return inode;
  if (inode.kind === 'dir') return -errno.EISDIR;
  if (inode.kind !== 'file') return -errno.EINVAL;
  const failure = checkAccess(k, task, inode, MAY.WRITE);
  if (failure < 0) return failure;
  const full = checkRoom(k.state, inode, length);
  if (full < 0) return full;
  if (virtualFs(inode.ino) !== undefined) return 0;
  dropSetId(k, task, inode);
  resize(inode, length);
  return 0;
};

const ftruncate: Handler = (k, task, [fd, size]) => {
  const length = numberOf(size);
  if (length < 0) return -errno.EINVAL;
  const file = fileAt(k, task, numberOf(fd));
  const inode = inodeAt(k, task, fd);
  if (file === undefined || typeof inode === 'number') return -errno.EBADF;
  if (inode.kind !== 'file' || !mayWrite(file)) return -errno.EINVAL;
  const full = checkRoom(k.state, inode, length);
  if (full < 0) return full;
  if (virtualFs(inode.ino) !== undefined) return 0;
  dropSetId(k, task, inode);
  resize(inode, length);
  return 0;
};

/** `readlink(path, buffer, size)`: the target without a NUL, cut to the buffer. */
function readLink(
  k: Kernel,
  task: Task,
  inode: Inode | number,
  buffer: SyscallArg | undefined,
  size: number,
): number {
  if (typeof inode === 'number') return inode;
  if (inode.kind !== 'symlink') return -errno.EINVAL;
  const fs = virtualFs(inode.ino);
  const target = fs === undefined ? { text: inode.target } : (fs.link?.(k, task, inode) ?? -errno.EINVAL);
  if (typeof target === 'number') return target;
  const bytes = bytesOf(target.text).subarray(0, size);
  if (!accessOk(k, buffer ?? 0, bytes.length)) return badPointer(k, task);
  return copyToUser(k, task, numberOf(buffer), bytes) === bytes.length ? bytes.length : badPointer(k, task);
}

const readlink: Handler = (k, task, [path, buffer, size]) =>
  numberOf(size) <= 0
    ? -errno.EINVAL
    : readLink(k, task, inodeArg(k, task, path, false), buffer, numberOf(size));

const readlinkat: Handler = (k, task, [dirfd, path, buffer, size]) =>
  numberOf(size) <= 0
    ? -errno.EINVAL
    : readLink(k, task, inodeAtPath(k, task, dirfd, path, false), buffer, numberOf(size));

const umask: Handler = (k, task, [mask]) => {
  const before = task.umask;
  for (const sharer of sharersOfFs(k, task)) sharer.umask = numberOf(mask) & 0o777;
  return before;
};

export const metadataCalls = {
  stat: (k, task, [path, out]) => writeStat(k, task, inodeArg(k, task, path), out),
  lstat: (k, task, [path, out]) => writeStat(k, task, inodeArg(k, task, path, false), out),
  fstat: (k, task, [fd, out]) => writeStat(k, task, inodeAt(k, task, fd), out),
  newfstatat,
  access: (k, task, [path, mode]) => mayAccess(k, task, AT_FDCWD, path, numberOf(mode)),
  faccessat: (k, task, [dirfd, path, mode]) => mayAccess(k, task, dirfd, path, numberOf(mode)),
  chmod: (k, task, [path, mode]) => setMode(k, task, inodeArg(k, task, path), numberOf(mode)),
  fchmod: (k, task, [fd, mode]) => setMode(k, task, inodeAt(k, task, fd), numberOf(mode)),
  fchmodat: (k, task, [dirfd, path, mode]) =>
    setMode(k, task, inodeAtPath(k, task, dirfd, path, true), numberOf(mode)),
  chown: (k, task, [path, user, group]) => setOwner(k, task, inodeArg(k, task, path), user, group),
  fchown: (k, task, [fd, user, group]) => setOwner(k, task, inodeAt(k, task, fd), user, group),
  lchown: (k, task, [path, user, group]) => setOwner(k, task, inodeArg(k, task, path, false), user, group),
  fchownat,
  truncate,
  ftruncate,
  readlink,
  readlinkat,
  umask,
} satisfies SyscallFamily;
