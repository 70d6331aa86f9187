import { errno } from '../../../shared/abi/errno.ts';
import { CLONE } from '../../../shared/abi/process-flags.ts';
import { refuse } from '../audit.ts';
import { copyMounts, rootMountOf } from '../fs/mounts.ts';
import { ROOT_INO } from '../fs/vnode.ts';
import type { Kernel, Namespace, NamespaceKind, Task } from '../types.ts';
import { holdNamespace, namespaceOf, newNamespace } from './namespaces.ts';
import { capableIn, inwards, mapsOf } from './userns.ts';

/** Flags of the namespaces that this kernel has; the others answer EINVAL, as where they are configured out. */
export const NEW_FLAGS =
  CLONE.CLONE_NEWNS | CLONE.CLONE_NEWUTS | CLONE.CLONE_NEWCGROUP | CLONE.CLONE_NEWUSER | CLONE.CLONE_NEWPID;

const MAX_LEVEL = 32;

/** Whether the task's root is not that of its mount namespace: then it could climb out with new privileges. */
function isChrooted(k: Kernel, task: Task): boolean {
  const top = rootMountOf(k, task.ns.mnt);
  return top !== undefined && (task.rootMount !== top.id || task.root !== top.root);
}

/** The task goes over to another namespace of that kind. */
export function changeNamespace(k: Kernel, task: Task, kind: NamespaceKind, id: number): void {
  holdNamespace(k, id, 1);
  if (kind === 'pid') {
    holdNamespace(k, task.childPidNs, -1);
    task.childPidNs = id;
    return;
  }
  const before = task.ns[kind];
  task.ns[kind] = id;
  holdNamespace(k, before, -1);
}

/** A user namespace of its own: no id of the outside means anything in it until its maps are written. */
function newUser(k: Kernel, task: Task): number {
  const parent = namespaceOf(k, task.ns.user);
  const level = (parent.user?.level ?? 0) + 1;
  if (level > MAX_LEVEL) return -errno.ENOSPC;
  if (isChrooted(k, task)) return refuse(k, task, 'credentials', errno.EPERM);
  const { uidMap, gidMap } = mapsOf(k, parent.id);
  if (inwards(uidMap, task.cred.euid) < 0 || inwards(gidMap, task.cred.egid) < 0) return -errno.EPERM;
  const ns = newNamespace(k, 'user', parent.id);
  if (typeof ns === 'number') return ns;
  ns.user = {
    ownerUid: task.cred.euid,
    level,
    uidMap: [],
    gidMap: [],
    setgroups: parent.user?.setgroups ?? 'allow',
  };
  changeNamespace(k, task, 'user', ns.id);
  task.cred.nsCaps = true;
  return 0;
}

/** What each other kind of namespace starts with. */
const FILL: Partial<Record<NamespaceKind, (k: Kernel, task: Task, ns: Namespace) => void>> = {
  uts(k, task, ns) {
    const { uts } = namespaceOf(k, task.ns.uts);
    ns.uts = uts === null ? null : { ...uts };
  },
  cgroup(_, task, ns) {
    ns.cgroup = { root: task.cgroup };
  },
  pid(k, task, ns) {
    const parent = task.childPidNs;
    const level = (namespaceOf(k, parent).pid?.level ?? 0) + 1;
    ns.pid = { parent, level, next: 1, tasks: new Map(), init: 0 };
    holdNamespace(k, parent, 1);
  },
  mnt(k, task, ns) {
    const before = namespaceOf(k, task.ns.mnt);
    const copies = copyMounts(k, before.id, ns.id, before.owner !== ns.owner);
    task.rootMount = copies.get(task.rootMount) ?? task.rootMount;
    task.cwdMount = copies.get(task.cwdMount) ?? task.cwdMount;
  },
};

const KINDS: readonly (readonly [number, Exclude<NamespaceKind, 'user'>])[] = [
  [CLONE.CLONE_NEWNS, 'mnt'],
  [CLONE.CLONE_NEWUTS, 'uts'],
  [CLONE.CLONE_NEWCGROUP, 'cgroup'],
  [CLONE.CLONE_NEWPID, 'pid'],
];

/**
 * Gives the task namespaces of its own (`man 2 unshare`); a pid namespace takes only the children born afterwards. A user
 * namespace comes first, and makes up for the privilege that the others need. Used by `unshare`, and by `clone` on the child
 * before it gets its numbers. 0, or −EINVAL, −EPERM, −ENOSPC.
 */
export function unshareNamespaces(k: Kernel, task: Task, flags: number): number {
  if ((flags & ~NEW_FLAGS) !== 0) return -errno.EINVAL;
  if ((flags & CLONE.CLONE_NEWUSER) !== 0) {
    const failure = newUser(k, task);
    if (failure < 0) return failure;
  }
  const wanted = KINDS.filter(([flag]) => (flags & flag) !== 0);
  if (wanted.length > 0 && !capableIn(k, task, task.ns.user)) {
    return refuse(k, task, 'credentials', errno.EPERM);
  }
  for (const [, kind] of wanted) {
    const ns = newNamespace(k, kind, task.ns.user);
    if (typeof ns === 'number') return ns;
    FILL[kind]?.(k, task, ns);
    changeNamespace(k, task, kind, ns.id);
  }
  return 0;
}

/** Whether `id` is the pid namespace `from` or lies below it. */
export function isPidNsBelow(k: Kernel, from: number, id: number): boolean {
  for (let at = id; at !== 0; at = namespaceOf(k, at).pid?.parent ?? 0) if (at === from) return true;
  return false;
}

/** The task's root and working directory become the root of its mount namespace. */
export function goToRoot(k: Kernel, task: Task): void {
  const top = rootMountOf(k, task.ns.mnt);
  task.root = top?.root ?? ROOT_INO;
  task.rootMount = top?.id ?? 0;
  task.cwd = task.root;
  task.cwdMount = task.rootMount;
}
