import { errno } from '../../../shared/abi/errno.ts';
import { refuse } from '../audit.ts';
import type { Credentials, Kernel, Task } from '../types.ts';
import { ROOT_NAMESPACES } from './namespace-ids.ts';
import { capableIn, isPrivileged, kgid, kuid } from './userns.ts';

/** Credentials of a user's process: real, effective and saved ids are one (`man 7 credentials`). */
export function newCredentials(uid: number, gid: number): Credentials {
  return { uid, euid: uid, suid: uid, gid, egid: gid, sgid: gid, groups: [], nsCaps: false };
}

/** Root of the machine by effective user id: every capability. */
export function isRoot(task: Task): boolean {
  return task.cred.euid === 0 && task.ns.user === ROOT_NAMESPACES.user;
}

/** Whether the task may do what needs a capability: root may, and everybody where permissions are switched off. */
export function mayEverything(k: Kernel, task: Task): boolean {
  return isRoot(task) || !k.state.config.protections.permissions;
}

/** `man 2 setuid`: root takes the id for good, anybody else may go back to the real or saved one. */
export function setUid(k: Kernel, task: Task, wanted: number): number {
  const { cred } = task;
  const id = kuid(k, task, wanted);
  if (wanted < 0 || id < 0) return -errno.EINVAL;
  if (isPrivileged(k, task) || !k.state.config.protections.permissions) {
    cred.uid = id;
    cred.euid = id;
    cred.suid = id;
    cred.nsCaps &&= kuid(k, task, 0) === id;
    return 0;
  }
  if (id !== cred.uid && id !== cred.suid) return refuse(k, task, 'credentials', errno.EPERM);
  cred.euid = id;
  return 0;
}

/** `man 2 setgid`. */
export function setGid(k: Kernel, task: Task, wanted: number): number {
  const { cred } = task;
  const id = kgid(k, task, wanted);
  if (wanted < 0 || id < 0) return -errno.EINVAL;
  if (isPrivileged(k, task) || !k.state.config.protections.permissions) {
    cred.gid = id;
    cred.egid = id;
    cred.sgid = id;
    return 0;
  }
  if (id !== cred.gid && id !== cred.sgid) return refuse(k, task, 'credentials', errno.EPERM);
  cred.egid = id;
  return 0;
}

/** Whether `task` may send a signal to `target` (`man 2 kill`): root, or its real or effective id is the target's real or saved one. */
export function maySignal(k: Kernel, task: Task, target: Task): boolean {
  const { euid, uid } = task.cred;
  const { suid, uid: real } = target.cred;
  const free = !k.state.config.protections.permissions || capableIn(k, task, target.ns.user);
  return free || euid === suid || euid === real || uid === suid || uid === real;
}
