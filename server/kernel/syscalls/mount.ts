import { errno } from '../../../shared/abi/errno.ts';
import { AT_FDCWD, MNT, MOUNT } from '../../../shared/abi/flags.ts';
import { refuse } from '../audit.ts';
import { CGROUP_ROOT, cgroupIno } from '../fs/cgroup-numbers.ts';
import { dropHold } from '../fs/inodes.ts';
import { dropMount, isUsed, mountOn, mountsBelow, newTmpfs, pathFrom, swapRoot } from '../fs/mounts.ts';
import { procRootOf } from '../fs/proc/layout.ts';
import { type At, hold, inodeOf } from '../fs/vnode.ts';
import { pathFromUser } from '../mm/usercopy.ts';
import { namespaceOf } from '../proc/namespaces.ts';
import { capableIn } from '../proc/userns.ts';
import type { Handler, Inode, Kernel, SyscallArg, Task } from '../types.ts';
import { numberOf } from './args.ts';
import { endAt } from './at.ts';
import type { SyscallFamily } from './table.ts';

/** Most mounts of the machine (`fs.mount-max`). */
const MAX_MOUNTS = 1024;

/** Whether the task may change what is mounted in its namespace: root there (`may_mount`). */
function mayMount(k: Kernel, task: Task): boolean {
  return capableIn(k, task, namespaceOf(k, task.ns.mnt).owner);
}

/** Files systems that can be mounted: what a new mount shows. `owner`: the user namespace in which it takes root. */
const TYPES: Readonly<
  Record<string, { root: (k: Kernel, task: Task) => number; owner: (k: Kernel, task: Task) => number }>
> = {
  // A procfs shows the pid namespace of whoever mounts it.
  proc: {
    root: (_, task) => procRootOf(task.ns.pid),
    owner: (k, task) => namespaceOf(k, task.ns.pid).owner,
  },
  // A cgroup namespace sees its root and what lies below.
  cgroup2: {
    root: (k, task) => cgroupIno(namespaceOf(k, task.ns.cgroup).cgroup?.root ?? 1),
    owner: (k, task) => namespaceOf(k, task.ns.cgroup).owner,
  },
  tmpfs: {
    root: (k, task) => newTmpfs(k, task, 0o1777).ino,
    owner: (_, task) => task.ns.user,
  },
};

/** A string argument that may be NULL: undefined then. */
function text(k: Kernel, task: Task, arg: SyscallArg | undefined): string | undefined | number {
  return arg === 0 || arg === undefined ? undefined : pathFromUser(k, task, arg);
}

/** The same thing twice in the tree: what stands at `source` is to be seen at the target too (MS_BIND). */
function bind(k: Kernel, task: Task, source: SyscallArg | undefined, to: At): number {
  const from = endAt(k, task, AT_FDCWD, source, true);
  if (typeof from === 'number') return from;
  if (k.state.mounts.get(from.mount)?.ns !== task.ns.mnt) return -errno.EINVAL;
  if ((from.inode.kind === 'dir') !== (to.inode.kind === 'dir')) return -errno.ENOTDIR;
  const { type = 'none', source: device = 'none' } = k.state.mounts.get(from.mount) ?? {};
  mountOn(k, task.ns.mnt, to, { root: from.inode.ino, type, source: device });
  return 0;
}

/** A file system of its own at the target. */
function mountNew(k: Kernel, task: Task, type: string | undefined, source: string, to: At): number {
  if (type === undefined) return -errno.EINVAL;
  const fs = TYPES[type];
  if (fs === undefined) return -errno.ENODEV;
  if (!capableIn(k, task, fs.owner(k, task))) return refuse(k, task, 'credentials', errno.EPERM);
  const twice = type === 'cgroup2' && to.inode.ino === CGROUP_ROOT;
  if (twice) return -errno.EBUSY;
  if (to.inode.kind !== 'dir') return -errno.ENOTDIR;
  mountOn(k, task.ns.mnt, to, { root: fs.root(k, task), type, source });
  return 0;
}

/** Flags that say how mounts spread between namespaces. Here every mount is private already. */
const SPREAD = MOUNT.MS_PRIVATE | MOUNT.MS_SLAVE | MOUNT.MS_UNBINDABLE;

/** `mount(source, target, type, flags, data)`: a new file system, or with MS_BIND another view of one. */
const mount: Handler = (k, task, [source, target, type, how]) => {
  const kind = text(k, task, type);
  const device = text(k, task, source);
  if (typeof kind === 'number') return kind;
  if (typeof device === 'number') return device;
  const to = endAt(k, task, AT_FDCWD, target, true);
  if (typeof to === 'number') return to;
  if (!mayMount(k, task)) return refuse(k, task, 'credentials', errno.EPERM);
  const flags = numberOf(how);
  if ((flags & (MOUNT.MS_REMOUNT | MOUNT.MS_MOVE | MOUNT.MS_SHARED | MOUNT.MS_RDONLY)) !== 0)
    return -errno.EINVAL;
  if ((flags & MOUNT.MS_BIND) === 0 && (flags & SPREAD) !== 0) {
    return k.state.mounts.get(to.mount)?.root === to.inode.ino ? 0 : -errno.EINVAL;
  }
  if (k.state.mounts.get(to.mount)?.ns !== task.ns.mnt) return -errno.EINVAL;
  if (k.state.mounts.size >= MAX_MOUNTS) return -errno.ENOSPC;
  if ((flags & MOUNT.MS_BIND) !== 0) return bind(k, task, source, to);
  return mountNew(k, task, kind, device ?? 'none', to);
};

const UNMOUNT_FLAGS = MNT.MNT_FORCE | MNT.MNT_DETACH | MNT.MNT_EXPIRE | MNT.UMOUNT_NOFOLLOW;

/** `man 2 umount2`: the topmost mount at the target, if nobody uses it. */
const umount2: Handler = (k, task, [target, how]) => {
  const flags = numberOf(how);
  if ((flags & ~UNMOUNT_FLAGS) !== 0) return -errno.EINVAL;
  const at = endAt(k, task, AT_FDCWD, target, (flags & MNT.UMOUNT_NOFOLLOW) === 0);
  if (typeof at === 'number') return at;
  if (!mayMount(k, task)) return refuse(k, task, 'credentials', errno.EPERM);
  const found = k.state.mounts.get(at.mount);
  if (found === undefined || found.root !== at.inode.ino || found.ns !== task.ns.mnt || found.locked) {
    return -errno.EINVAL;
  }
  // Without MNT_DETACH nothing may be mounted in it; with it, what is goes too. What is in use stays in any case.
  const going = mountsBelow(k, found);
  const whole = (flags & MNT.MNT_DETACH) !== 0 || going.length === 1;
  if (found.parent === 0 || !whole || going.some(({ id }) => isUsed(k, id))) return -errno.EBUSY;
  for (const mount of going) dropMount(k, mount);
  return 0;
};

/** Whoever stood at the old root of the namespace stands at the new one (`chroot_fs_refs`). */
function moveRoots(k: Kernel, from: At, to: At): void {
  for (const task of k.state.tasks.values()) {
    if (task.state === 'Z') continue;
    if (task.rootMount === from.mount && task.root === from.inode.ino) {
      hold(k, to.inode.ino);
      dropHold(k, task.root);
      task.root = to.inode.ino;
      task.rootMount = to.mount;
    }
    if (task.cwdMount === from.mount && task.cwd === from.inode.ino) {
      hold(k, to.inode.ino);
      dropHold(k, task.cwd);
      task.cwd = to.inode.ino;
      task.cwdMount = to.mount;
    }
  }
}

/**
 * `pivot_root(new_root, put_old)`: a mount becomes the root of the namespace, the old root is put below it, from where it can be
 * unmounted. Unlike `chroot` it leaves no way back: above the new root there is nothing.
 */
const pivot_root: Handler = (k, task, [newRoot, putOld]) => {
  if (!mayMount(k, task)) return refuse(k, task, 'credentials', errno.EPERM);
  const to = endAt(k, task, AT_FDCWD, newRoot, true);
  if (typeof to === 'number') return to;
  const old = endAt(k, task, AT_FDCWD, putOld, true);
  if (typeof old === 'number') return old;
  if (to.inode.kind !== 'dir' || old.inode.kind !== 'dir') return -errno.ENOTDIR;
  const next = k.state.mounts.get(to.mount);
  const top = k.state.mounts.get(task.rootMount);
  if (next === undefined || top === undefined || next.ns !== task.ns.mnt || next.locked) return -errno.EINVAL;
  if (next === top || old.mount === top.id) return -errno.EBUSY;
  const here = { mount: top.id, inode: inodeOf(k, task.root) as Inode };
  // The caller's root must be the top of its tree, the new one a mount, and the place for the old one inside of it.
  const fits = top.parent === 0 && top.root === task.root && next.root === to.inode.ino;
  if (!fits || pathFrom(k, old, to) === undefined) return -errno.EINVAL;
  swapRoot(k, top, next, old);
  moveRoots(k, here, to);
  return 0;
};

export const mountCalls = { mount, umount2, pivot_root } satisfies SyscallFamily;
