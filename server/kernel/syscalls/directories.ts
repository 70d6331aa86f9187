import { errno } from '../../../shared/abi/errno.ts';
import { AT_FDCWD } from '../../../shared/abi/flags.ts';
import { refuse } from '../audit.ts';
import { dropHold } from '../fs/inodes.ts';
import { pathFrom } from '../fs/mounts.ts';
import { checkAccess, MAY } from '../fs/perms.ts';
import { type At, hold, inodeOf } from '../fs/vnode.ts';
import { rootOf } from '../fs/walk.ts';
import { accessOk, badPointer, bytesOf, copyToUser } from '../mm/usercopy.ts';
import { sharersOfFs } from '../proc/threads.ts';
import { capableIn } from '../proc/userns.ts';
import type { Handler, Kernel, Task } from '../types.ts';
import { numberOf } from './args.ts';
import { endAt, openAt } from './at.ts';
import type { SyscallFamily } from './table.ts';

/** A directory that the task may enter. */
function checkDirectory(k: Kernel, task: Task, at: At | number): At | number {
  if (typeof at === 'number') return at;
  if (at.inode.kind !== 'dir') return -errno.ENOTDIR;
  const failure = checkAccess(k, task, at.inode, MAY.EXEC);
  return failure < 0 ? failure : at;
}

/** Makes the directory the working directory of the task and of all that share theirs with it. */
function setCwd(k: Kernel, task: Task, { mount, inode }: At): void {
  for (const sharer of sharersOfFs(k, task)) {
    const before = sharer.cwd;
    hold(k, inode.ino);
    sharer.cwd = inode.ino;
    sharer.cwdMount = mount;
    dropHold(k, before);
  }
}

/** Makes the directory the root of the task and of all that share theirs with it. */
function setRoot(k: Kernel, task: Task, { mount, inode }: At): void {
  for (const sharer of sharersOfFs(k, task)) {
    const before = sharer.root;
    hold(k, inode.ino);
    sharer.root = inode.ino;
    sharer.rootMount = mount;
    dropHold(k, before);
  }
}

function enter(k: Kernel, task: Task, found: At | number): number {
  const at = checkDirectory(k, task, found);
  if (typeof at === 'number') return at;
  setCwd(k, task, at);
  return 0;
}

/** `man 2 chroot`: the working directory stays, outside of the new root if it was there. */
const chroot: Handler = (k, task, [path]) => {
  const at = checkDirectory(k, task, endAt(k, task, AT_FDCWD, path, true));
  if (typeof at === 'number') return at;
  if (!capableIn(k, task, task.ns.user)) return refuse(k, task, 'credentials', errno.EPERM);
  setRoot(k, task, at);
  return 0;
};

/** `getcwd(buffer, size)` answers the length with the final NUL; ENOENT where the directory was removed. */
const getcwd: Handler = (k, task, [buffer, size]) => {
  const inode = inodeOf(k, task.cwd);
  if (inode === undefined || inode.nlink === 0) return -errno.ENOENT;
  const at = { mount: task.cwdMount, inode };
  const inside = pathFrom(k, at, rootOf(k, task));
  const outside = inside === undefined ? pathFrom(k, at) : undefined;
  const path = inside ?? (outside === undefined ? undefined : `(unreachable)${outside}`);
  if (path === undefined) return -errno.ENOENT;
  const bytes = bytesOf(`${path}\0`);
  if (bytes.length > numberOf(size)) return -errno.ERANGE;
  if (!accessOk(k, buffer ?? 0, bytes.length)) return badPointer(k, task);
  return copyToUser(k, task, numberOf(buffer), bytes) === bytes.length ? bytes.length : badPointer(k, task);
};

export const directoryCalls = {
  chdir: (k, task, [path]) => enter(k, task, endAt(k, task, AT_FDCWD, path, true)),
  fchdir: (k, task, [fd]) => enter(k, task, openAt(k, task, fd)),
  chroot,
  getcwd,
} satisfies SyscallFamily;
