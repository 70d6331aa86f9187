import { errno } from '../../../shared/abi/errno.ts';
import { refuse } from '../audit.ts';
import { dropMounts } from '../fs/mounts.ts';
import type { Kernel, Namespace, NamespaceKind, Task } from '../types.ts';
import { FIRST_NAMESPACE, ROOT_NAMESPACES } from './namespace-ids.ts';
import { uidFor } from './userns.ts';

/** Name of the machine until somebody changes it. */
const HOSTNAME = 'userland';

/** Ids of the whole machine. */
export const ALL_IDS = { inside: 0, outside: 0, count: 0xffff_ffff };

const bare = (id: number, kind: NamespaceKind, owner: number): Namespace => ({
  id,
  kind,
  owner,
  refs: 1,
  pid: null,
  uts: null,
  user: null,
  cgroup: null,
});

/** The namespaces in which init starts. */
export function rootNamespaces(): Map<number, Namespace> {
  const { mnt, cgroup, pid, user, uts } = ROOT_NAMESPACES;
  const all: Namespace[] = [
    bare(mnt, 'mnt', user),
    { ...bare(cgroup, 'cgroup', user), cgroup: { root: 1 } },
    { ...bare(pid, 'pid', user), pid: { parent: 0, level: 0, next: 1, tasks: new Map(), init: 1 } },
    {
      ...bare(user, 'user', 0),
      user: { ownerUid: 0, level: 0, uidMap: [ALL_IDS], gidMap: [ALL_IDS], setgroups: 'allow' },
    },
    { ...bare(uts, 'uts', user), uts: { nodename: HOSTNAME, domainname: '(none)' } },
  ];
  return new Map(all.map((ns) => [ns.id, ns]));
}

/** Most namespaces at a time (`user.max_*_namespaces`). */
const MAX_NAMESPACES = 1024;

export function namespaceOf(k: Kernel, id: number): Namespace {
  return k.state.namespaces.get(id) as Namespace;
}

/** A new namespace, not held by anybody yet; −ENOSPC: there are too many. */
export function newNamespace(k: Kernel, kind: NamespaceKind, owner: number): Namespace | number {
  if (k.state.namespaces.size >= MAX_NAMESPACES) return -errno.ENOSPC;
  const ns = { ...bare(k.state.nextNamespace++, kind, owner), refs: 0 };
  k.state.namespaces.set(ns.id, ns);
  holdNamespace(k, owner, 1);
  return ns;
}

/** One holder more (1) or less (−1); the last one frees it. The machine's own stay. */
export function holdNamespace(k: Kernel, id: number, by: 1 | -1): void {
  const ns = k.state.namespaces.get(id);
  if (ns === undefined || id < FIRST_NAMESPACE) return;
  ns.refs += by;
  if (ns.refs > 0) return;
  k.state.namespaces.delete(id);
  if (ns.kind === 'mnt') dropMounts(k, id);
  if (ns.pid !== null) holdNamespace(k, ns.pid.parent, -1);
  holdNamespace(k, ns.owner, -1);
}

/** The process holds its namespaces, the one for its children among them. */
export function holdAll(k: Kernel, task: Task, by: 1 | -1): void {
  for (const id of [...Object.values(task.ns), task.childPidNs]) holdNamespace(k, id, by);
}

/** A process's number in a pid namespace; 0 where it can't be seen from there. */
export function pidIn(k: Kernel, ns: number, task: Task | undefined): number {
  if (task === undefined) return 0;
  if (ns === ROOT_NAMESPACES.pid) return task.pid;
  const space = k.state.namespaces.get(ns)?.pid;
  if (space === undefined || space === null) return 0;
  const number = task.pids[space.level];
  return number !== undefined && space.tasks.get(number) === task.pid ? number : 0;
}

/** The process with that number in a pid namespace. */
export function taskIn(k: Kernel, ns: number, pid: number): Task | undefined {
  if (ns === ROOT_NAMESPACES.pid) return k.state.tasks.get(pid);
  return k.state.tasks.get(k.state.namespaces.get(ns)?.pid?.tasks.get(pid) ?? 0);
}

/** The process with that number, as `task` counts them. */
export function findByPid(k: Kernel, task: Task, pid: number): Task | undefined {
  return taskIn(k, task.ns.pid, pid);
}

/** −ESRCH. Where the number is somebody's outside of the caller's pid namespace, that is what refused. */
export function noSuchProcess(k: Kernel, task: Task, pid: number): number {
  const outside = task.ns.pid !== ROOT_NAMESPACES.pid && k.state.tasks.has(pid);
  return outside ? refuse(k, task, 'pid-namespace', errno.ESRCH) : -errno.ESRCH;
}

/** Number of a process group or session as a pid namespace counts it, also when its leader is gone; 0: it can't be seen. */
export function groupIn(k: Kernel, ns: number, id: number): number {
  if (ns === ROOT_NAMESPACES.pid) return id;
  for (const [number, pid] of k.state.namespaces.get(ns)?.pid?.tasks ?? []) if (pid === id) return number;
  return 0;
}

/** The machine's number of a group or session that `task` calls by its own; 0: there is none of that number. */
export function groupBy(k: Kernel, task: Task, number: number): number {
  if (task.ns.pid === ROOT_NAMESPACES.pid) return number;
  return k.state.namespaces.get(task.ns.pid)?.pid?.tasks.get(number) ?? 0;
}

/** Number of `other` as `task` sees it: what `getpid`, `getppid`, `fork` and `wait4` answer. */
export function pidFor(k: Kernel, task: Task, other: Task | undefined): number {
  return pidIn(k, task.ns.pid, other);
}

/** A child's number for its parent, also when it has just been waited for. */
export function childNumber(k: Kernel, task: Task, child: Task): number {
  return child.pids[k.state.namespaces.get(task.ns.pid)?.pid?.level ?? 0] ?? child.pid;
}

/** Number and user of a child as its parent knows them: what `siginfo_t` says of it. */
export function asSeen(k: Kernel, parent: Task, child: Task): { pid: number; uid: number } {
  return { pid: childNumber(k, parent, child), uid: uidFor(k, parent, child.cred.uid) };
}

/** Gives a new process its numbers in the namespace and all above it. `task.pid` is the machine's own number. */
export function numberTask(k: Kernel, task: Task, ns: number): void {
  // Held as `holdAll` lets go of it: once as its own, and once as the one for its children.
  if (task.ns.pid !== ns) {
    holdNamespace(k, ns, 1);
    holdNamespace(k, task.ns.pid, -1);
  }
  task.ns.pid = ns;
  const numbers: number[] = [];
  for (let id = ns; id !== ROOT_NAMESPACES.pid; ) {
    const space = namespaceOf(k, id).pid;
    if (space === null) break;
    const number = space.next++;
    if (number === 1) space.init = task.pid;
    space.tasks.set(number, task.pid);
    numbers.unshift(number);
    id = space.parent;
  }
  task.pids = [task.pid, ...numbers];
}

/** Whether anybody but `task` is in the group or session of that number. */
function isInUse(k: Kernel, task: Task, id: number): boolean {
  for (const other of k.state.tasks.values())
    if (other !== task && (other.pgid === id || other.sid === id)) return true;
  return false;
}

/** A process is waited for: its numbers are free, unless a group or session is still called by them (`struct pid`). */
export function forgetNumbers(k: Kernel, task: Task): void {
  for (const id of new Set([task.pid, task.pgid, task.sid])) {
    if ((id !== task.pid && k.state.tasks.has(id)) || isInUse(k, task, id)) continue;
    for (const { pid: space } of k.state.namespaces.values())
      for (const [number, pid] of space?.tasks ?? []) if (pid === id) space?.tasks.delete(number);
  }
}

/** The machine's number of the process that inherits `task`'s orphans: its pid namespace's init, or the machine's. */
export function initOf(k: Kernel, task: Task): number {
  return k.state.namespaces.get(task.ns.pid)?.pid?.init ?? 1;
}
