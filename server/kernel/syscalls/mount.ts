import { errno } from '../../../shared/abi/errno.ts';
import { AT_FDCWD, MNT, MOUNT } from '../../../shared/abi/flags.ts';
import { refuse } from '../audit.ts';
import { CGROUP_ROOT, cgroupIno } from '../fs/cgroup-numbers.ts';
import { dropMount, isBusy, mountOn, newTmpfs } from '../fs/mounts.ts';
import { procRootOf } from '../fs/proc/layout.ts';
import type { At } from '../fs/vnode.ts';
import { pathFromUser } from '../mm/usercopy.ts';
import { namespaceOf } from '../proc/namespaces.ts';
import { capableIn } from '../proc/userns.ts';
import type { Handler, Kernel, SyscallArg, Task } from '../types.ts';
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
  // What is in use can't be taken away behind its users' back either: MNT_DETACH waits for nobody here.
  if (found.parent === 0 || isBusy(k, found.id)) return -errno.EBUSY;
  dropMount(k, found);
  return 0;
};

export const mountCalls = { mount, umount2 } satisfies SyscallFamily;
