import { errno } from '../../../shared/abi/errno.ts';
import { AT_FDCWD } from '../../../shared/abi/flags.ts';
import { fileAt } from '../fs/openfiles.ts';
import { type At, inodeOf } from '../fs/vnode.ts';
import { cwdOf, type Place, pathArg, walkTo, walkToEnd } from '../fs/walk.ts';
import { pathFromUser } from '../mm/usercopy.ts';
import type { Kernel, SyscallArg, Task } from '../types.ts';
import { numberOf } from './args.ts';

/**
 * Where a path of an `*at` call starts (`man 2 openat`): the directory behind `dirfd`, or the working directory. An absolute path
 * starts at the root, whatever `dirfd` is. −EBADF, −ENOTDIR.
 */
export function startAt(k: Kernel, task: Task, dirfd: SyscallArg | undefined, path: string): At | number {
  if (numberOf(dirfd) === AT_FDCWD || path.startsWith('/')) return cwdOf(k, task);
  const at = openAt(k, task, dirfd);
  if (typeof at === 'number') return at;
  return at.inode.kind === 'dir' ? at : -errno.ENOTDIR;
}

/** What a descriptor refers to. −EBADF. */
export function openAt(k: Kernel, task: Task, fd: SyscallArg | undefined): At | number {
  const file = fileAt(k, task, numberOf(fd));
  const inode = file === undefined ? undefined : inodeOf(k, file.inode);
  return file === undefined || inode === undefined ? -errno.EBADF : { mount: file.mount, inode };
}

/** Walks to where a name is made or removed. */
export function placeAt(
  k: Kernel,
  task: Task,
  dirfd: SyscallArg | undefined,
  arg: SyscallArg | undefined,
): Place | number {
  const path = pathArg(k, task, arg);
  if (typeof path === 'number') return path;
  const from = startAt(k, task, dirfd, path);
  return typeof from === 'number' ? from : walkTo(k, task, path, false, from);
}

/**
 * What stands at a path. `empty`: an empty path means what `dirfd` itself refers to (AT_EMPTY_PATH), a file as well as a
 * directory.
 */
export function endAt(
  k: Kernel,
  task: Task,
  dirfd: SyscallArg | undefined,
  arg: SyscallArg | undefined,
  follow: boolean,
  empty = false,
): At | number {
  if (empty && pathFromUser(k, task, arg) === '') {
    return numberOf(dirfd) === AT_FDCWD ? cwdOf(k, task) : openAt(k, task, dirfd);
  }
  const path = pathArg(k, task, arg);
  if (typeof path === 'number') return path;
  const from = startAt(k, task, dirfd, path);
  return typeof from === 'number' ? from : walkToEnd(k, task, path, follow, from);
}
