import { errno } from '../../../shared/abi/errno.ts';
import { addEntry, dropHold, moveEntry, removeEntry } from '../fs/inodes.ts';
import { checkNew, makeInode, mayCreate, mayDelete, notOwner } from '../fs/make.ts';
import { checkAccess, identity, MAY, permits, S_ISGID, S_ISUID, S_IXGRP } from '../fs/perms.ts';
import { absent, type Place, pathArg, pathOf, walkTo, walkToInode } from '../fs/walk.ts';
import { accessOk, badPointer, bytesOf, copyToUser } from '../mm/usercopy.ts';
import { sharersOfFs } from '../proc/threads.ts';
import type { Handler, Inode, Kernel, SyscallArg, Task } from '../types.ts';
import { numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

function walkArg(k: Kernel, task: Task, arg: SyscallArg | undefined): Place | number {
  const path = pathArg(k, task, arg);
  return typeof path === 'number' ? path : walkTo(k, task, path, false);
}

const made = (inode: Inode | number): number => (typeof inode === 'number' ? inode : 0);

const mkdir: Handler = (k, task, [path, mode]) => {
  const place = walkArg(k, task, path);
  if (typeof place === 'number') return place;
  const failure = checkNew(k, task, place, true);
  if (failure < 0) return failure;
  return made(makeInode(k, task, place, { kind: 'dir', mode: numberOf(mode) & 0o1777 }));
};

/** `man 2 rmdir`: `.` EINVAL, `..` ENOTEMPTY, `/` EBUSY. */
const rmdir: Handler = (k, task, [path]) => {
  const place = walkArg(k, task, path);
  if (typeof place === 'number') return place;
  if (place.kind === 'dot') return -errno.EINVAL;
  if (place.kind === 'dotdot') return -errno.ENOTEMPTY;
  if (place.kind === 'root') return -errno.EBUSY;
  if (place.inode === undefined) return absent(place);
  const failure = mayDelete(k, task, place.dir, place.inode, true);
  if (failure < 0) return failure;
  if (place.inode.entries.size > 0) return -errno.ENOTEMPTY;
  removeEntry(k, place.dir, place.name, place.inode);
  return 0;
};

const unlink: Handler = (k, task, [path]) => {
  const place = walkArg(k, task, path);
  if (typeof place === 'number') return place;
  if (place.kind !== 'normal') return -errno.EISDIR;
  if (place.inode === undefined) return absent(place);
  if (place.slash) return place.inode.kind === 'dir' ? -errno.EISDIR : -errno.ENOTDIR;
  const failure = mayDelete(k, task, place.dir, place.inode, false);
  if (failure < 0) return failure;
  removeEntry(k, place.dir, place.name, place.inode);
  return 0;
};

const symlink: Handler = (k, task, [target, path]) => {
  const text = pathArg(k, task, target);
  if (typeof text === 'number') return text;
  const place = walkArg(k, task, path);
  if (typeof place === 'number') return place;
  const failure = checkNew(k, task, place, false);
  if (failure < 0) return failure;
  return made(makeInode(k, task, place, { kind: 'symlink', mode: 0o777, target: text }));
};

/** `fs.protected_hardlinks`: only one's own files, or plain ones that one may read and write. */
function maySafelyLink(task: Task, inode: Inode): boolean {
  if (task.cred.euid === 0 || task.cred.euid === inode.uid) return true;
  const setId = (inode.mode & S_ISUID) !== 0 || (inode.mode & (S_ISGID | S_IXGRP)) === (S_ISGID | S_IXGRP);
  return inode.kind === 'file' && !setId && permits(inode, identity(task), MAY.READ | MAY.WRITE);
}

/** `man 2 link`: a symbolic link is linked itself, not followed. */
const link: Handler = (k, task, [from, to]) => {
  const path = pathArg(k, task, from);
  if (typeof path === 'number') return path;
  const old = walkToInode(k, task, path, false);
  if (typeof old === 'number') return old;
  const place = walkArg(k, task, to);
  if (typeof place === 'number') return place;
  if (place.kind !== 'normal' || place.inode !== undefined) return -errno.EEXIST;
  if (place.tooLong || place.slash || place.dir.nlink === 0) return absent(place);
  if (k.state.config.protections.permissions && !maySafelyLink(task, old)) return notOwner(k, task);
  const failure = mayCreate(k, task, place.dir);
  if (failure < 0) return failure;
  if (old.kind === 'dir') return -errno.EPERM;
  if (old.nlink === 0) return -errno.ENOENT;
  addEntry(place.dir, place.name, old);
  return 0;
};

/** Whether `dir` is `ancestor` or lies below it. */
function isBelow(k: Kernel, ancestor: Inode, dir: Inode): boolean {
  for (let at: Inode | undefined = dir; at !== undefined; at = k.state.inodes.get(at.parent)) {
    if (at.ino === ancestor.ino) return true;
    if (at.ino === at.parent) return false;
  }
  return false;
}

/** What Linux's `do_renameat2` refuses before it looks at permissions. */
function checkRename(k: Kernel, from: Place, to: Place): number {
  if (from.kind !== 'normal' || to.kind !== 'normal') return -errno.EBUSY;
  const old = from.inode;
  if (old === undefined) return absent(from);
  if (to.tooLong || to.dir.nlink === 0) return absent(to);
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

const rename: Handler = (k, task, [oldPath, newPath]) => {
  const first = pathArg(k, task, oldPath);
  if (typeof first === 'number') return first;
  // The new path counts only once the old one has been walked (`do_renameat2`).
  const from = walkTo(k, task, first, false);
  if (typeof from === 'number') return from;
  const second = pathArg(k, task, newPath);
  if (typeof second === 'number') return second;
  const to = walkTo(k, task, second, false);
  if (typeof to === 'number') return to;
  const refused = checkRename(k, from, to);
  if (refused < 0) return refused;
  const old = from.inode as Inode;
  if (to.inode?.ino === old.ino) return 0;
  const failure = mayRename(k, task, from, to, old);
  if (failure < 0) return failure;
  const position = to.dir.positions.get(to.name);
  if (to.inode !== undefined) {
    if (to.inode.entries.size > 0) return -errno.ENOTEMPTY;
    removeEntry(k, to.dir, to.name, to.inode);
  }
  moveEntry(from, to, old, position);
  return 0;
};

const chdir: Handler = (k, task, [path]) => {
  const text = pathArg(k, task, path);
  if (typeof text === 'number') return text;
  const dir = walkToInode(k, task, text);
  if (typeof dir === 'number') return dir;
  if (dir.kind !== 'dir') return -errno.ENOTDIR;
  const failure = checkAccess(k, task, dir, MAY.EXEC);
  if (failure < 0) return failure;
  for (const sharer of sharersOfFs(k, task)) {
    const before = sharer.cwd;
    dir.holds += 1;
    sharer.cwd = dir.ino;
    dropHold(k, before);
  }
  return 0;
};

/** `getcwd(buffer, size)` answers the length with the final NUL; ENOENT where the directory was removed. */
const getcwd: Handler = (k, task, [buffer, size]) => {
  const cwd = k.state.inodes.get(task.cwd);
  const path = cwd === undefined ? undefined : pathOf(k, cwd);
  if (path === undefined) return -errno.ENOENT;
  const bytes = bytesOf(`${path}\0`);
  if (bytes.length > numberOf(size)) return -errno.ERANGE;
  if (!accessOk(k, buffer ?? 0, bytes.length)) return badPointer(k, task);
  return copyToUser(k, task, numberOf(buffer), bytes) === bytes.length ? bytes.length : badPointer(k, task);
};

export const nameCalls = {
  mkdir,
  rmdir,
  unlink,
  symlink,
  link,
  rename,
  chdir,
  getcwd,
} satisfies SyscallFamily;
