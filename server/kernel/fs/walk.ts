import { errno } from '../../../shared/abi/errno.ts';
import { NAME_MAX, PATH_MAX } from '../../../shared/abi/flags.ts';
import { bytesOf, pathFromUser } from '../mm/usercopy.ts';
import type { Inode, Kernel, SyscallArg, Task } from '../types.ts';
import { checkAccess, MAY } from './perms.ts';

const MAX_LINKS = 40;
export const ROOT_INO = 1;

/** Where a path ends: the directory, the last name and what stands there. */
export interface Place {
  dir: Inode;
  name: string;
  /** `normal`: a name in `dir`; the others are `.`, `..` and `/`, which no call can make or remove. */
  kind: 'normal' | 'dot' | 'dotdot' | 'root';
  /** The path ended in a slash: only a directory will do. */
  slash: boolean;
  inode: Inode | undefined;
  /** The last name is longer than a name may be. It is only looked at where the call looks it up. */
  tooLong: boolean;
}

/** Why nothing stands at the place: −ENAMETOOLONG or −ENOENT. */
export function absent(place: Place): number {
  return place.tooLong ? -errno.ENAMETOOLONG : -errno.ENOENT;
}

/** One step of the kernel's work, for whoever watches the call. */
export function step(
  k: Kernel,
  task: Task,
  what: 'path' | 'inode' | 'permission' | 'cache' | 'copy',
  detail: string,
): void {
  k.events.push({ kind: 'syscallStep', pid: task.pid, step: what, detail });
}

function inodeOf(k: Kernel, ino: number | undefined): Inode | undefined {
  return ino === undefined ? undefined : k.state.inodes.get(ino);
}

/** `file`: a file will be made where nothing is, so that a final slash is wrong whatever stands there (EISDIR). */
type Wanted = 'any' | 'file';

/** Whether the name is longer than the directory may hold. A removed directory is not even asked. */
function isTooLong(dir: Inode, name: string): boolean {
  return dir.nlink > 0 && bytesOf(name).length > NAME_MAX;
}

interface Walk {
  k: Kernel;
  task: Task;
  links: number;
}

/** The child of a directory by name; `.` and `..` included. */
function child(k: Kernel, dir: Inode, name: string): Inode | undefined {
  if (name === '.') return dir;
  if (name === '..') return inodeOf(k, dir.ino === ROOT_INO ? ROOT_INO : dir.parent);
  return inodeOf(k, dir.entries.get(name));
}

/** May the task search this directory, and is it one? */
function enter(walk: Walk, dir: Inode): number {
  if (dir.kind !== 'dir') return -errno.ENOTDIR;
  return checkAccess(walk.k, walk.task, dir, MAY.EXEC);
}

/** Follows a symbolic link that stands in `dir` to what it names; −ENOENT where nothing is there. */
function follow(walk: Walk, dir: Inode, link: Inode): Inode | number {
  walk.links += 1;
  if (walk.links > MAX_LINKS) return -errno.ELOOP;
  const place = resolvePath(walk, dir, link.target, true, 'any');
  if (typeof place === 'number') return place;
  return place.inode ?? absent(place);
}

function kindOf(name: string): Place['kind'] {
  if (name === '.') return 'dot';
  return name === '..' ? 'dotdot' : 'normal';
}

/** Walks a path component by component (`man 7 path_resolution`). */
function resolvePath(
  walk: Walk,
  from: Inode,
  path: string,
  followLast: boolean,
  wanted: Wanted,
): Place | number {
  if (path === '') return -errno.ENOENT;
  const { k } = walk;
  const names = path.split('/').filter((name) => name !== '');
  const slash = path.endsWith('/');
  let dir = path.startsWith('/') ? (inodeOf(k, ROOT_INO) as Inode) : from;
  const last = names.pop();
  if (last === undefined) return { dir, name: '', kind: 'root', slash: false, inode: dir, tooLong: false };
  for (const name of names) {
    const next = intoComponent(walk, dir, name);
    if (typeof next === 'number') return next;
    if (next.kind !== 'dir') return -errno.ENOTDIR;
    dir = next;
  }
  const failure = enter(walk, dir);
  if (failure < 0) return failure;
  step(k, walk.task, 'path', last);
  return lastComponent(walk, dir, last, slash, followLast, wanted);
}

function intoComponent(walk: Walk, dir: Inode, name: string): Inode | number {
  const failure = enter(walk, dir);
  if (failure < 0) return failure;
  step(walk.k, walk.task, 'path', name);
  const next = child(walk.k, dir, name);
  if (next === undefined) return isTooLong(dir, name) ? -errno.ENAMETOOLONG : -errno.ENOENT;
  return next.kind === 'symlink' ? follow(walk, dir, next) : next;
}

function lastComponent(
  walk: Walk,
  dir: Inode,
  name: string,
  slash: boolean,
  followLast: boolean,
  wanted: Wanted,
): Place | number {
  const inode = child(walk.k, dir, name);
  const place: Place = { dir, name, kind: kindOf(name), slash, inode, tooLong: isTooLong(dir, name) };
  if (wanted === 'file' && slash && place.kind === 'normal') return -errno.EISDIR;
  if (inode?.kind !== 'symlink' || !followLast) return place;
  walk.links += 1;
  if (walk.links > MAX_LINKS) return -errno.ELOOP;
  const target = resolvePath(walk, dir, inode.target, true, wanted);
  if (typeof target === 'number') return target;
  return { ...target, slash: slash || target.slash };
}

/** The path argument of a call, checked for length. */
export function pathArg(k: Kernel, task: Task, arg: SyscallArg | undefined): string | number {
  const path = pathFromUser(k, task, arg);
  if (typeof path === 'number') return path;
  if (path === '') return -errno.ENOENT;
  return bytesOf(path).length >= PATH_MAX ? -errno.ENAMETOOLONG : path;
}

function cwdOf(k: Kernel, task: Task): Inode {
  return (inodeOf(k, task.cwd) ?? inodeOf(k, ROOT_INO)) as Inode;
}

/**
 * Where the path leads, for calls that make, remove or open. `followLast`: a symbolic link at the end is followed; calls that
 * make or remove a name never do, not even for a final slash.
 */
export function walkTo(
  k: Kernel,
  task: Task,
  path: string,
  followLast: boolean,
  from?: Inode,
  wanted: Wanted = 'any',
): Place | number {
  return resolvePath({ k, task, links: 0 }, from ?? cwdOf(k, task), path, followLast, wanted);
}

/** The inode at the path. −ENOENT where nothing is, −ENOTDIR where a slash asks for a directory. */
export function walkToInode(
  k: Kernel,
  task: Task,
  path: string,
  followLast = true,
  from?: Inode,
): Inode | number {
  const place = walkTo(k, task, path, followLast || path.endsWith('/'), from);
  if (typeof place === 'number') return place;
  if (place.inode === undefined) return absent(place);
  if (place.slash && place.inode.kind !== 'dir') return -errno.ENOTDIR;
  step(k, task, 'inode', `inode ${place.inode.ino}`);
  return place.inode;
}

/** Number of the inode at an absolute path, seen from outside without any check; symbolic links are not followed. */
export function lookup(k: Kernel, path: string): number | undefined {
  let inode = inodeOf(k, ROOT_INO);
  for (const name of path.split('/').filter((part) => part !== '')) {
    inode = inode === undefined ? undefined : child(k, inode, name);
  }
  return inode?.ino;
}

/** Absolute path of a directory, or undefined where it or a parent was removed. */
export function pathOf(k: Kernel, dir: Inode): string | undefined {
  const names: string[] = [];
  let at: Inode | undefined = dir;
  while (at !== undefined && at.ino !== ROOT_INO) {
    const parent: Inode | undefined = inodeOf(k, at.parent);
    const self: number = at.ino;
    const name = [...(parent?.entries ?? [])].find(([, ino]) => ino === self)?.[0];
    if (name === undefined) return undefined;
    names.unshift(name);
    at = parent;
  }
  return `/${names.join('/')}`;
}
