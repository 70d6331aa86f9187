import { errno } from '../../../shared/abi/errno.ts';
import { AT, AT_FDCWD, RENAME } from '../../../shared/abi/flags.ts';
import { addEntry, moveEntry, removeEntry } from '../fs/inodes.ts';
import { checkNew, makeInode, mayCreate, mayDelete, notOwner, removeName } from '../fs/make.ts';
import { checkAccess, MAY, permits, S_ISGID, S_ISUID, S_IXGRP } from '../fs/perms.ts';
import { type At, inodeOf, virtualFs } from '../fs/vnode.ts';
import { absent, type Place, pathArg } from '../fs/walk.ts';
import { pathFromUser } from '../mm/usercopy.ts';
import { capable, overrides } from '../proc/userns.ts';
import type { Handler, Inode, Kernel, SyscallArg, Task } from '../types.ts';
import { numberOf } from './args.ts';
import { endAt, placeAt } from './at.ts';
import type { SyscallFamily } from './table.ts';

/** Whether something is mounted at the name. */
const isMounted = (place: Place): boolean => place.kind === 'normal' && place.mount !== place.dirMount;

const made = (inode: Inode | number): number => (typeof inode === 'number' ? inode : 0);

function makeDirectory(k: Kernel, task: Task, place: Place | number, mode: number): number {
  if (typeof place === 'number') return place;
  const failure = checkNew(k, task, place, true);
  if (failure < 0) return failure;
  return made(makeInode(k, task, place, { kind: 'dir', mode: mode & 0o1777 }));
}

/** `man 2 rmdir`: `.` EINVAL, `..` ENOTEMPTY, `/` and mount points EBUSY. */
function removeDirectory(k: Kernel, task: Task, place: Place | number): number {
  if (typeof place === 'number') return place;
  if (place.kind === 'dot') return -errno.EINVAL;
  if (place.kind === 'dotdot') return -errno.ENOTEMPTY;
  if (place.kind === 'root') return -errno.EBUSY;
  if (place.inode === undefined) return absent(k, task, place);
  const failure = mayDelete(k, task, place.dir, place.inode, true);
  if (failure < 0) return failure;
  return isMounted(place) ? -errno.EBUSY : removeName(k, place, place.inode);
}

function removeFile(k: Kernel, task: Task, place: Place | number): number {
  if (typeof place === 'number') return place;
  if (place.kind !== 'normal') return -errno.EISDIR;
  if (place.inode === undefined) return absent(k, task, place);
  if (place.slash) return place.inode.kind === 'dir' ? -errno.EISDIR : -errno.ENOTDIR;
  const failure = mayDelete(k, task, place.dir, place.inode, false);
  if (failure < 0) return failure;
  return isMounted(place) ? -errno.EBUSY : removeName(k, place, place.inode);
}

const unlinkat: Handler = (k, task, [dirfd, path, flags]) => {
  if ((numberOf(flags) & ~AT.AT_REMOVEDIR) !== 0) return -errno.EINVAL;
  const place = placeAt(k, task, dirfd, path);
  return numberOf(flags) === 0 ? removeFile(k, task, place) : removeDirectory(k, task, place);
};

function makeSymlink(
  k: Kernel,
  task: Task,
  target: SyscallArg | undefined,
  dirfd: SyscallArg | undefined,
  path: SyscallArg | undefined,
): number {
  const text = pathArg(k, task, target);
  if (typeof text === 'number') return text;
  const place = placeAt(k, task, dirfd, path);
  if (typeof place === 'number') return place;
  const failure = checkNew(k, task, place, false);
  if (failure < 0) return failure;
  return made(makeInode(k, task, place, { kind: 'symlink', mode: 0o777, target: text }));
}

/** `fs.protected_hardlinks`: only one's own files, or plain ones that one may read and write. */
function maySafelyLink(k: Kernel, task: Task, inode: Inode): boolean {
  if (task.cred.euid === inode.uid || overrides(k, task, inode)) return true;
  const setId = (inode.mode & S_ISUID) !== 0 || (inode.mode & (S_ISGID | S_IXGRP)) === (S_ISGID | S_IXGRP);
  return inode.kind === 'file' && !setId && permits(k, task, inode, MAY.READ | MAY.WRITE);
}

/** `man 2 link`: a symbolic link is linked itself, not followed, unless AT_SYMLINK_FOLLOW asks for it. */
function makeLink(
  k: Kernel,
  task: Task,
  old: At | number,
  dirfd: SyscallArg | undefined,
  to: SyscallArg | undefined,
): number {
  if (typeof old === 'number') return old;
  const place = placeAt(k, task, dirfd, to);
  if (typeof place === 'number') return place;
  const { inode } = old;
  if (place.kind !== 'normal' || place.inode !== undefined) return -errno.EEXIST;
  if (place.tooLong || place.slash || place.dir.nlink === 0) return absent(k, task, place);
  if (place.dirMount !== old.mount) return -errno.EXDEV;
  if (k.state.config.protections.permissions && !maySafelyLink(k, task, inode)) return notOwner(k, task);
  const failure = mayCreate(k, task, place.dir);
  if (failure < 0) return failure;
  if (inode.kind === 'dir' || virtualFs(inode.ino) !== undefined) return -errno.EPERM;
  if (inode.nlink === 0) return -errno.ENOENT;
  addEntry(place.dir, place.name, inode);
  return 0;
}

const linkat: Handler = (k, task, [fromFd, from, toFd, to, flags]) => {
  const bits = numberOf(flags);
  if ((bits & ~(AT.AT_SYMLINK_FOLLOW | AT.AT_EMPTY_PATH)) !== 0) return -errno.EINVAL;
  const empty = (bits & AT.AT_EMPTY_PATH) !== 0;
  // To link whatever a descriptor refers to takes CAP_DAC_READ_SEARCH (`man 2 linkat`).
  if (empty && pathFromUser(k, task, from) === '' && !capable(k, task)) return -errno.ENOENT;
  const old = endAt(k, task, fromFd, from, (bits & AT.AT_SYMLINK_FOLLOW) !== 0, empty);
  return makeLink(k, task, old, toFd, to);
};

/** Whether `dir` is `ancestor` or lies below it. */
function isBelow(k: Kernel, ancestor: Inode, dir: Inode): boolean {
  for (let at: Inode | undefined = dir; at !== undefined; at = inodeOf(k, at.parent)) {
    if (at.ino === ancestor.ino) return true;
    if (at.ino === at.parent) return false;
  }
  return false;
}

/** What Linux's `do_renameat2` refuses before it looks at permissions. */
function checkRename(k: Kernel, task: Task, from: Place, to: Place): number {
  if (from.kind !== 'normal' || to.kind !== 'normal') return -errno.EBUSY;
  const old = from.inode;
  if (old === undefined) return absent(k, task, from);
  if (to.tooLong || to.dir.nlink === 0) return absent(k, task, to);
  if (old.kind !== 'dir' && (from.slash || to.slash)) return -errno.ENOTDIR;
  if (old.kind === 'dir' && isBelow(k, old, to.dir)) return -errno.EINVAL;
  return to.inode?.kind === 'dir' && isBelow(k, to.inode, from.dir) ? -errno.ENOTEMPTY : 0;
}

/** `vfs_rename`: permissions on both directories, on a directory that changes its parent, and on what is replaced. */
function mayRename(k: Kernel, task: Task, from: Place, to: Place, old: Inode): number {
  const isDir = old.kind === 'dir';
  const away = mayDelete(k, task, from.dir, old, isDir);
  if (away < 0) return away;
  const there =
    to.inode === undefined ? mayCreate(k, task, to.dir) : mayDelete(k, task, to.dir, to.inode, isDir);
  if (there < 0) return there;
  return isDir && from.dir.ino !== to.dir.ino ? checkAccess(k, task, old, MAY.WRITE) : 0;
}

interface Ends {
  fromFd: SyscallArg | undefined;
  from: SyscallArg | undefined;
  toFd: SyscallArg | undefined;
  to: SyscallArg | undefined;
}

/** `man 2 rename`. `exclusive`: nothing may stand at the new name (RENAME_NOREPLACE). */
function renameBetween(k: Kernel, task: Task, ends: Ends, exclusive: boolean): number {
  // The new path counts only once the old one has been walked (`do_renameat2`).
  const from = placeAt(k, task, ends.fromFd, ends.from);
  if (typeof from === 'number') return from;
  const to = placeAt(k, task, ends.toFd, ends.to);
  if (typeof to === 'number') return to;
  if (from.dirMount !== to.dirMount) return -errno.EXDEV;
  if (exclusive && from.kind === 'normal' && to.kind !== 'normal') return -errno.EEXIST;
  if (exclusive && from.inode !== undefined && to.inode !== undefined) return -errno.EEXIST;
  const refused = checkRename(k, task, from, to);
  if (refused < 0) return refused;
  const old = from.inode as Inode;
  if (to.inode?.ino === old.ino) return 0;
  const failure = mayRename(k, task, from, to, old);
  if (failure < 0) return failure;
  if (virtualFs(from.dir.ino) !== undefined) return -errno.EPERM;
  if (isMounted(from) || isMounted(to)) return -errno.EBUSY;
  const position = to.dir.positions.get(to.name);
  if (to.inode !== undefined) {
    if (to.inode.entries.size > 0) return -errno.ENOTEMPTY;
    removeEntry(k, to.dir, to.name, to.inode);
  }
  moveEntry(from, to, old, position);
  return 0;
}

const renameat2: Handler = (k, task, [fromFd, from, toFd, to, flags]) => {
  const bits = numberOf(flags);
  // Two names can't change places (RENAME_EXCHANGE): Linux answers so where the file system can't either.
  if ((bits & ~RENAME.RENAME_NOREPLACE) !== 0) return -errno.EINVAL;
  return renameBetween(k, task, { fromFd, from, toFd, to }, bits !== 0);
};

export const nameCalls = {
  mkdir: (k, task, [path, mode]) => makeDirectory(k, task, placeAt(k, task, AT_FDCWD, path), numberOf(mode)),
  mkdirat: (k, task, [dirfd, path, mode]) =>
    makeDirectory(k, task, placeAt(k, task, dirfd, path), numberOf(mode)),
  rmdir: (k, task, [path]) => removeDirectory(k, task, placeAt(k, task, AT_FDCWD, path)),
  unlink: (k, task, [path]) => removeFile(k, task, placeAt(k, task, AT_FDCWD, path)),
  unlinkat,
  symlink: (k, task, [target, path]) => makeSymlink(k, task, target, AT_FDCWD, path),
  symlinkat: (k, task, [target, dirfd, path]) => makeSymlink(k, task, target, dirfd, path),
  link: (k, task, [from, to]) => makeLink(k, task, endAt(k, task, AT_FDCWD, from, false), AT_FDCWD, to),
  linkat,
  rename: (k, task, [from, to]) =>
    renameBetween(k, task, { fromFd: AT_FDCWD, from, toFd: AT_FDCWD, to }, false),
  renameat: (k, task, [fromFd, from, toFd, to]) => renameBetween(k, task, { fromFd, from, toFd, to }, false),
  renameat2,
} satisfies SyscallFamily;
