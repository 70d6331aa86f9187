import { errno } from '../../../shared/abi/errno.ts';
import { refuse } from '../audit.ts';
import { checkInode } from '../checks.ts';
import { overrides } from '../proc/userns.ts';
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

/**
 * Whether the mode bits give what is wanted (`man 7 path_resolution`): owner, else group, else others; root nearly always.
 * `real`: asked with the real ids.
 */
export function permits(k: Kernel, task: Task, inode: Inode, want: number, real = false): boolean {
  const who = identity(task, real);
  if (overrides(k, task, inode, who.uid)) {
    return (want & MAY.EXEC) === 0 || inode.kind === 'dir' || (inode.mode & 0o111) !== 0;
  }
  const shift = who.uid === inode.uid ? 6 : inGroup(who, inode.gid) ? 3 : 0;
  return ((inode.mode >> shift) & want) === want;
}

/** 0, or −EACCES with the wall's record. */
export function checkAccess(k: Kernel, task: Task, inode: Inode, want: number, real = false): number {
  if (!checkInode(k, task, inode, 'inode_permission')) return -errno.EIO;
  if (!k.state.config.protections.permissions || permits(k, task, inode, want, real)) return 0;
  return refuse(k, task, 'file-mode', errno.EACCES);
}

/** Whether the task may do what only the owner may (`chmod`, …). */
export function ownerOrRoot(k: Kernel, task: Task, inode: Inode): boolean {
  const free = !k.state.config.protections.permissions || task.cred.euid === inode.uid;
  return free || overrides(k, task, inode);
}

/** A directory where everybody may put names and nobody may take another's away. */
function isCommon(dir: Inode): boolean {
  return (dir.mode & S_ISVTX) !== 0 && (dir.mode & 0o002) !== 0;
}

/** Whether the task may be led by the link: in a directory like /tmp only by its own, or the directory's owner's (`fs.protected_symlinks`). */
export function mayFollow(k: Kernel, task: Task, dir: Inode, link: Inode): boolean {
  const { sysctl, config } = k.state;
  if (sysctl.protectedSymlinks === 0 || !config.protections.permissions || !isCommon(dir)) return true;
  return link.uid === task.cred.euid || link.uid === dir.uid;
}

/** Whether the task may give out the set-group-id bit of the group (`in_group_or_capable`). */
export function mayKeepSetGid(k: Kernel, task: Task, inode: Inode, gid: number): boolean {
  return inGroup(identity(task), gid) || overrides(k, task, inode);
}

/** Set-id bits that a change of the file takes away (`setattr_should_drop_suidgid`). */
export function setIdToDrop(k: Kernel, task: Task, inode: Inode): number {
  const group = (inode.mode & S_IXGRP) !== 0 || !mayKeepSetGid(k, task, inode, inode.gid);
  return inode.mode & (S_ISUID | (group ? S_ISGID : 0));
}

/** Somebody without privilege changed the content: set-id bits go (`file_remove_privs`). */
export function dropSetId(k: Kernel, task: Task, inode: Inode): void {
  if (inode.kind !== 'file' || overrides(k, task, inode)) return;
  inode.mode &= ~setIdToDrop(k, task, inode);
}
