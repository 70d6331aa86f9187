import { errno } from '../../../shared/abi/errno.ts';
import { denied, refuse } from '../audit.ts';
import type { Inode, InodeKind, Kernel, Task } from '../types.ts';
import { addEntry, createInode, removeEntry } from './inodes.ts';
import { checkAccess, MAY, mayKeepSetGid, ownerOrRoot, S_ISGID, S_ISVTX, S_IXGRP } from './perms.ts';
import { inodeOf, type VirtualFs, virtualFs } from './vnode.ts';
import { absent, type Place } from './walk.ts';

/** Most files, directories and pipes that the file system has room for. */
const MAX_INODES = 4096;

/** Whether a name may be added to the directory (`may_create`). */
export function mayCreate(k: Kernel, task: Task, dir: Inode): number {
  if (dir.nlink === 0) return -errno.ENOENT;
  // No name can be made up in procfs; its lookup fails before (`proc_root_lookup`).
  if (virtualFs(dir.ino) !== undefined && virtualFs(dir.ino)?.mkdir === undefined) return -errno.ENOENT;
  return checkAccess(k, task, dir, MAY.WRITE | MAY.EXEC);
}

/** Whether the name may be removed or replaced (`may_delete`): write to the directory, and the sticky bit's rule. */
export function mayDelete(k: Kernel, task: Task, dir: Inode, victim: Inode, wantDir: boolean): number {
  const failure = checkAccess(k, task, dir, MAY.WRITE | MAY.EXEC);
  if (failure < 0) return failure;
  const sticky = (dir.mode & S_ISVTX) !== 0 && k.state.config.protections.permissions;
  if (sticky && !ownerOrRoot(k, task, victim) && task.cred.euid !== dir.uid) {
    return refuse(k, task, 'sticky-bit', errno.EPERM);
  }
  if (wantDir && victim.kind !== 'dir') return -errno.ENOTDIR;
  if (!wantDir && victim.kind === 'dir') return -errno.EISDIR;
  return dir.nlink === 0 ? -errno.ENOENT : 0;
}

/** A place where something new may get a name: not `.`, `..` or `/`, and nothing there yet (`filename_create`). */
export function checkNew(k: Kernel, task: Task, place: Place, isDir: boolean): number {
  if (place.kind !== 'normal' || place.inode !== undefined) return -errno.EEXIST;
  if (place.tooLong) return absent(k, task, place);
  if (place.slash && !isDir) return -errno.ENOENT;
  return mayCreate(k, task, place.dir);
}

/**
 * Makes an inode with a name. A set-group-id directory gives its group (`inode_init_owner`), and keeps others from making
 * set-group-id programs of it, judged before the umask cuts the mode (`vfs_prepare_mode`). −ENOSPC: there is no inode left.
 */
export function makeInode(
  k: Kernel,
  task: Task,
  place: Place,
  spec: { kind: InodeKind; mode: number; target?: string },
): Inode | number {
  const fs = virtualFs(place.dir.ino);
  if (fs !== undefined) return makeInFs(k, task, fs, place, spec);
  if (k.state.inodes.size >= MAX_INODES) return -errno.ENOSPC;
  const inherits = (place.dir.mode & S_ISGID) !== 0;
  const gid = inherits ? place.dir.gid : task.cred.egid;
  const program = spec.kind === 'file' && (spec.mode & (S_ISGID | S_IXGRP)) === (S_ISGID | S_IXGRP);
  let mode = spec.kind === 'symlink' ? 0o777 : spec.mode & ~task.umask;
  if (inherits && spec.kind === 'dir') mode |= S_ISGID;
  else if (inherits && program && !mayKeepSetGid(k, task, place.dir, gid)) mode &= ~S_ISGID;
  const inode = createInode(k.state, { ...spec, mode, uid: task.cred.euid, gid });
  if (spec.target !== undefined) inode.size = new TextEncoder().encode(spec.target).length;
  inode.dirty = true;
  addEntry(place.dir, place.name, inode);
  return inode;
}

/** In a file system of the kernel only directories can be made, and only where they mean something. */
function makeInFs(
  k: Kernel,
  task: Task,
  fs: VirtualFs,
  place: Place,
  spec: { kind: InodeKind; mode: number },
): Inode | number {
  if (spec.kind !== 'dir') return spec.kind === 'file' ? -errno.EACCES : -errno.EPERM;
  const failure = fs.mkdir?.(k, task, place.dir, place.name, spec.mode & ~task.umask) ?? -errno.EPERM;
  const ino = failure < 0 ? undefined : fs.lookup(k, place.dir, place.name, task);
  return inodeOf(k, ino) ?? failure;
}

/** Takes a name away; file systems of the kernel have their own rules (EPERM where they have none). */
export function removeName(k: Kernel, place: Place, inode: Inode): number {
  const fs = virtualFs(place.dir.ino);
  if (fs !== undefined) return inode.kind === 'dir' ? (fs.rmdir?.(k, inode) ?? -errno.EPERM) : -errno.EPERM;
  if (inode.kind === 'dir' && inode.entries.size > 0) return -errno.ENOTEMPTY;
  removeEntry(k, place.dir, place.name, inode);
  return 0;
}

/** Refused because the file is another's: EPERM with its record. */
export function notOwner(k: Kernel, task: Task): number {
  denied(k, task, 'credentials', 'EPERM');
  return -errno.EPERM;
}
