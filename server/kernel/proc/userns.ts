import type { IdRange, Inode, Kernel, Task } from '../types.ts';
import { ROOT_NAMESPACES } from './namespace-ids.ts';

/** What an id is shown as that the namespace does not know (`/proc/sys/kernel/overflowuid`). */
export const OVERFLOW_ID = 65_534;

/** The machine's id for an id inside a map; −1: there is none. */
export function outwards(map: readonly IdRange[], id: number): number {
  for (const { inside, outside, count } of map)
    if (id >= inside && id < inside + count) return outside + id - inside;
  return -1;
}

/** The id inside for one of the machine's; −1: there is none. */
export function inwards(map: readonly IdRange[], id: number): number {
  for (const { inside, outside, count } of map)
    if (id >= outside && id < outside + count) return inside + id - outside;
  return -1;
}

type Maps = { uidMap: readonly IdRange[]; gidMap: readonly IdRange[] };
const NO_MAPS: Maps = { uidMap: [], gidMap: [] };

export function mapsOf(k: Kernel, userNs: number): Maps {
  return k.state.namespaces.get(userNs)?.user ?? NO_MAPS;
}

/** The machine's user or group id for one that the task names (`make_kuid`); −1: its namespace has none of that number. */
export const kuid = (k: Kernel, task: Task, id: number): number =>
  outwards(mapsOf(k, task.ns.user).uidMap, id);
export const kgid = (k: Kernel, task: Task, id: number): number =>
  outwards(mapsOf(k, task.ns.user).gidMap, id);

const munged = (id: number): number => (id < 0 ? OVERFLOW_ID : id);

/** A user or group id of the machine as the task sees it (`from_kuid_munged`). */
export const uidFor = (k: Kernel, task: Task, id: number): number =>
  munged(inwards(mapsOf(k, task.ns.user).uidMap, id));
export const gidFor = (k: Kernel, task: Task, id: number): number =>
  munged(inwards(mapsOf(k, task.ns.user).gidMap, id));

/** Whether the task has every capability in its own user namespace: it is root there, or came with all of them. */
export function isPrivileged(k: Kernel, task: Task, uid: number = task.cred.euid): boolean {
  if (task.ns.user === ROOT_NAMESPACES.user) return uid === 0;
  return task.cred.nsCaps || (uid >= 0 && uid === kuid(k, task, 0));
}

/**
 * Whether the task has the capabilities of root over what belongs to a user namespace (`ns_capable`): it is privileged in that
 * namespace or in one above it, or it owns the namespace and stands right above.
 */
export function capableIn(k: Kernel, task: Task, userNs: number): boolean {
  for (let id = userNs; id !== 0; ) {
    const ns = k.state.namespaces.get(id);
    if (ns === undefined) return false;
    if (id === task.ns.user) return isPrivileged(k, task);
    if (ns.owner === task.ns.user && ns.user?.ownerUid === task.cred.euid) return true;
    id = ns.owner;
  }
  return false;
}

/** Root of the machine itself. */
export function capable(k: Kernel, task: Task): boolean {
  return capableIn(k, task, ROOT_NAMESPACES.user);
}

/** Whether its privileges reach the inode: only where owner and group exist in its namespace (`capable_wrt_inode_uidgid`). */
export function overrides(k: Kernel, task: Task, inode: Inode, uid: number = task.cred.euid): boolean {
  if (!isPrivileged(k, task, uid)) return false;
  if (task.ns.user === ROOT_NAMESPACES.user) return true;
  const { uidMap, gidMap } = mapsOf(k, task.ns.user);
  return inwards(uidMap, inode.uid) >= 0 && inwards(gidMap, inode.gid) >= 0;
}

/** Whether the task may look into another (`ptrace_may_access`): the same user in every id, or privileged over it. */
export function mayInspect(k: Kernel, task: Task, target: Task): boolean {
  if (task.pid === target.pid || !k.state.config.protections.permissions) return true;
  const { euid, egid } = task.cred;
  const { cred } = target;
  const same = [cred.uid, cred.euid, cred.suid].every((id) => id === euid);
  const sameGroup = [cred.gid, cred.egid, cred.sgid].every((id) => id === egid);
  return (same && sameGroup) || capableIn(k, task, target.ns.user);
}
