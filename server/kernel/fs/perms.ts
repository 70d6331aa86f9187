import { errno } from '../../../shared/abi/errno.ts';
import { refuse } from '../audit.ts';
import { checkInode } from '../checks.ts';
import type { Inode, Kernel, Task } from '../types.ts';

/** Wanted access, as in the three bits of a mode. */
export const MAY = { READ: 4, WRITE: 2, EXEC: 1 } as const;

/** Set-user-id, set-group-id and sticky bits, and group execute. */
export const S_ISUID = 0o4000;
export const S_ISGID = 0o2000;
export const S_ISVTX = 0o1000;
export const S_IXGRP = 0o010;

interface Identity {
  uid: number;
  gid: number;
  groups: readonly number[];
}

/** With which ids files are opened; `real` those that `access` asks with. */
export function identity(task: Task, real = false): Identity {
  const { cred } = task;
  return real
    ? { uid: cred.uid, gid: cred.gid, groups: cred.groups }
    : { uid: cred.euid, gid: cred.egid, groups: cred.groups };
}

export function inGroup(who: Identity, gid: number): boolean {
  return who.gid === gid || who.groups.includes(gid);
}

/** Whether the mode bits give what is wanted (`man 7 path_resolution`): owner, else group, else others; root nearly always. */
export function permits(inode: Inode, who: Identity, want: number): boolean {
  if (who.uid === 0) return (want & MAY.EXEC) === 0 || inode.kind === 'dir' || (inode.mode & 0o111) !== 0;
  const shift = who.uid === inode.uid ? 6 : inGroup(who, inode.gid) ? 3 : 0;
  return ((inode.mode >> shift) & want) === want;
}

/** 0, or −EACCES with the wall's record. */
export function checkAccess(k: Kernel, task: Task, inode: Inode, want: number, real = false): number {
  if (!checkInode(k, task, inode, 'inode_permission')) return -errno.EIO;
  if (!k.state.config.protections.permissions || permits(inode, identity(task, real), want)) return 0;
  return refuse(k, task, 'file-mode', errno.EACCES);
}

/** Whether the task may do what only the owner may (`chmod`, …). */
export function ownerOrRoot(k: Kernel, task: Task, inode: Inode): boolean {
  return !k.state.config.protections.permissions || task.cred.euid === 0 || task.cred.euid === inode.uid;
}

/** Whether the task may give out the set-group-id bit of the group (`in_group_or_capable`). */
export function mayKeepSetGid(task: Task, gid: number): boolean {
  return task.cred.euid === 0 || inGroup(identity(task), gid);
}

/** Set-id bits that a change of the file takes away (`setattr_should_drop_suidgid`). */
export function setIdToDrop(task: Task, inode: Inode): number {
  const group = (inode.mode & S_IXGRP) !== 0 || !mayKeepSetGid(task, inode.gid);
  return inode.mode & (S_ISUID | (group ? S_ISGID : 0));
}

/** Somebody without privilege changed the content: set-id bits go (`file_remove_privs`). */
export function dropSetId(task: Task, inode: Inode): void {
  if (task.cred.euid === 0 || inode.kind !== 'file') return;
  inode.mode &= ~setIdToDrop(task, inode);
}
