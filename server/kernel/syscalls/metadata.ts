import { errno } from '../../../shared/abi/errno.ts';
import { ACCESS } from '../../../shared/abi/flags.ts';
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
import { pathArg, walkToInode } from '../fs/walk.ts';
import { accessOk, badPointer, bytesOf, copyToUser } from '../mm/usercopy.ts';
import { sharersOfFs } from '../proc/threads.ts';
import type { Handler, Inode, Kernel, SyscallArg, Task } from '../types.ts';
import { numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

function inodeArg(k: Kernel, task: Task, arg: SyscallArg | undefined, followLast = true): Inode | number {
  const path = pathArg(k, task, arg);
  return typeof path === 'number' ? path : walkToInode(k, task, path, followLast);
}

function inodeAt(k: Kernel, task: Task, fd: SyscallArg | undefined): Inode | number {
  const file = fileAt(k, task, numberOf(fd));
  return file === undefined ? -errno.EBADF : (k.state.inodes.get(file.inode) ?? -errno.EBADF);
}

function writeStat(k: Kernel, task: Task, inode: Inode | number, out: SyscallArg | undefined): number {
  if (typeof inode === 'number') return inode;
  if (!accessOk(k, out ?? 0, STAT_BYTES)) return badPointer(k, task);
  const { ino, mode, nlink, uid, gid, size } = inode;
  const bytes = encodeStat({ ino, mode: mode | KIND_BITS[inode.kind], nlink, uid, gid, size });
  return copyToUser(k, task, numberOf(out), bytes) === STAT_BYTES ? 0 : badPointer(k, task);
}

/** `man 2 access`: asks with the real ids. */
const access: Handler = (k, task, [path, mode]) => {
  const want = numberOf(mode);
  if ((want & ~7) !== 0) return -errno.EINVAL;
  const inode = inodeArg(k, task, path);
  if (typeof inode === 'number') return inode;
  const bits =
    ((want & ACCESS.R_OK) !== 0 ? MAY.READ : 0) |
    ((want & ACCESS.W_OK) !== 0 ? MAY.WRITE : 0) |
    ((want & ACCESS.X_OK) !== 0 ? MAY.EXEC : 0);
  return bits === 0 ? 0 : checkAccess(k, task, inode, bits, true);
};

/** The owner sets the mode; outside the file's group without its set-group-id bit (`man 2 chmod`). */
function setMode(k: Kernel, task: Task, inode: Inode | number, mode: number): number {
  if (typeof inode === 'number') return inode;
  if (!ownerOrRoot(k, task, inode)) return notOwner(k, task);
  inode.mode = mode & 0o7777;
  if (!mayKeepSetGid(task, inode.gid)) inode.mode &= ~S_ISGID;
  return 0;
}

/** `man 2 chown`: −1 leaves an id as it is; set-id bits of files go whoever asks. */
const chown: Handler = (k, task, [path, user, group]) => {
  const inode = inodeArg(k, task, path);
  if (typeof inode === 'number') return inode;
  const uid = numberOf(user);
  const gid = numberOf(group);
  const root = task.cred.euid === 0 || !k.state.config.protections.permissions;
  const owner = task.cred.euid === inode.uid;
  if (uid !== -1 && !root && !(owner && uid === inode.uid)) return notOwner(k, task);
  if (gid !== -1 && !root && !(owner && (gid === inode.gid || inGroup(identity(task), gid))))
    return notOwner(k, task);
  const lost = inode.kind === 'dir' ? 0 : setIdToDrop(task, inode);
  // To take the bits away is a change of mode, with that call's rules (`notify_change`).
  if (lost !== 0 && !root && !owner) return notOwner(k, task);
  if (uid !== -1) inode.uid = uid;
  if (gid !== -1) inode.gid = gid;
  inode.mode &= ~lost;
  if (lost !== 0 && !mayKeepSetGid(task, inode.gid)) inode.mode &= ~S_ISGID;
  return 0;
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
  dropSetId(task, inode);
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
  dropSetId(task, inode);
  resize(inode, length);
  return 0;
};

/** `readlink(path, buffer, size)`: the target without a NUL, cut to the buffer. */
const readlink: Handler = (k, task, [path, buffer, size]) => {
  if (numberOf(size) <= 0) return -errno.EINVAL;
  const inode = inodeArg(k, task, path, false);
  if (typeof inode === 'number') return inode;
  if (inode.kind !== 'symlink') return -errno.EINVAL;
  const bytes = bytesOf(inode.target).subarray(0, numberOf(size));
  if (!accessOk(k, buffer ?? 0, bytes.length)) return badPointer(k, task);
  return copyToUser(k, task, numberOf(buffer), bytes) === bytes.length ? bytes.length : badPointer(k, task);
};

const umask: Handler = (k, task, [mask]) => {
  const before = task.umask;
  for (const sharer of sharersOfFs(k, task)) sharer.umask = numberOf(mask) & 0o777;
  return before;
};

export const metadataCalls = {
  stat: (k, task, [path, out]) => writeStat(k, task, inodeArg(k, task, path), out),
  lstat: (k, task, [path, out]) => writeStat(k, task, inodeArg(k, task, path, false), out),
  fstat: (k, task, [fd, out]) => writeStat(k, task, inodeAt(k, task, fd), out),
  access,
  chmod: (k, task, [path, mode]) => setMode(k, task, inodeArg(k, task, path), numberOf(mode)),
  fchmod: (k, task, [fd, mode]) => setMode(k, task, inodeAt(k, task, fd), numberOf(mode)),
  chown,
  truncate,
  ftruncate,
  readlink,
  umask,
} satisfies SyscallFamily;
