import { errno } from '../../../shared/abi/errno.ts';
import { NAME_MAX, PATH_MAX } from '../../../shared/abi/flags.ts';
import { refuse } from '../audit.ts';
import { bytesOf, pathFromUser } from '../mm/usercopy.ts';
import { ROOT_NAMESPACES } from '../proc/namespace-ids.ts';
import type { Inode, Kernel, SyscallArg, Task } from '../types.ts';
import { above, enterMounts, pathFrom, ROOT_MOUNT } from './mounts.ts';
import { checkAccess, MAY, mayFollow } from './perms.ts';
import { type At, inodeOf, ROOT_INO, virtualFs } from './vnode.ts';

export { ROOT_INO };

const MAX_LINKS = 40;

/** Where a path ends: the directory, the last name and what stands there. */
export interface Place {
  dir: Inode;
  /** Mount through which the directory is seen, and what stands there; they differ where something is mounted at the name. */
  dirMount: number;
  mount: number;
  name: string;
  /** `normal`: a name in `dir`; the others are `.`, `..` and `/`, which no call can make or remove. */
  kind: 'normal' | 'dot' | 'dotdot' | 'root';
  /** The path ended in a slash: only a directory will do. */
  slash: boolean;
  inode: Inode | undefined;
  /** The last name is longer than a name may be. It is only looked at where the call looks it up. */
  tooLong: boolean;
  /** On the way `..` led no further up: the root of a mount namespace of its own held it. */
  held: boolean;
}

/** Why nothing stands at the place: −ENAMETOOLONG or −ENOENT. Where the way out was closed, that is what refused. */
export function absent(k: Kernel, task: Task, place: Pick<Place, 'tooLong' | 'held'>): number {
  if (place.tooLong) return -errno.ENAMETOOLONG;
  return place.held ? refuse(k, task, 'mount-namespace', errno.ENOENT) : -errno.ENOENT;
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
  held: boolean;
}

/** `..`. In a mount namespace with a file tree of its own it ends at the root. */
function up(walk: Walk, dir: At): At {
  const { k, task } = walk;
  const to = above(k, task, dir);
  if (to === dir && task.ns.mnt !== ROOT_NAMESPACES.mnt && task.root !== ROOT_INO) walk.held = true;
  return to;
}

/** The child of a directory by name, and what is mounted on it; `.` and `..` included. */
function child(walk: Walk, dir: At, name: string): At | undefined {
  const { k, task } = walk;
  if (name === '.') return dir;
  if (name === '..') return up(walk, dir);
  const fs = virtualFs(dir.inode.ino);
  const ino = fs === undefined ? dir.inode.entries.get(name) : fs.lookup(k, dir.inode, name, task);
  const inode = inodeOf(k, ino);
  return inode === undefined ? undefined : enterMounts(k, { mount: dir.mount, inode });
}

/** May the task search this directory, and is it one? */
function enter(walk: Walk, dir: Inode): number {
  if (dir.kind !== 'dir') return -errno.ENOTDIR;
  return checkAccess(walk.k, walk.task, dir, MAY.EXEC);
}

/** Where a link leads: to a path, or straight to something (`/proc/<pid>/fd/3`). */
function targetOf(walk: Walk, link: Inode): string | At | number {
  const fs = virtualFs(link.ino);
  if (fs === undefined) return link.target;
  const target = fs.link?.(walk.k, walk.task, link) ?? -errno.EINVAL;
  return typeof target === 'number' ? target : (target.to ?? target.text);
}

/** Follows a symbolic link that stands in `dir` to what it names. `last`: the path ends here. */
function follow(walk: Walk, dir: At, link: Inode, last: boolean, wanted: Wanted): Place | number {
  walk.links += 1;
  if (walk.links > MAX_LINKS) return -errno.ELOOP;
  if (last && !mayFollow(walk.k, walk.task, dir.inode, link)) {
    return refuse(walk.k, walk.task, 'protected-symlinks', errno.EACCES);
  }
  const target = targetOf(walk, link);
  if (typeof target === 'number') return target;
  return typeof target === 'string'
    ? resolvePath(walk, dir, target, true, wanted)
    : standing(target, walk.held);
}

/** A place that no name led to. */
function standing({ inode, mount }: At, held: boolean): Place {
  const nowhere = { name: '', slash: false, tooLong: false } as const;
  return { ...nowhere, dir: inode, dirMount: mount, mount, kind: 'root', inode, held };
}

function kindOf(name: string): Place['kind'] {
  if (name === '.') return 'dot';
  return name === '..' ? 'dotdot' : 'normal';
}

/** The task's root directory. */
export function rootOf(k: Kernel, task: Task): At {
  return { mount: task.rootMount, inode: (inodeOf(k, task.root) ?? inodeOf(k, ROOT_INO)) as Inode };
}

/** Walks a path component by component (`man 7 path_resolution`). */
function resolvePath(
  walk: Walk,
  from: At,
  path: string,
  followLast: boolean,
  wanted: Wanted,
): Place | number {
  if (path === '') return -errno.ENOENT;
  const { k, task } = walk;
  const names = path.split('/').filter((name) => name !== '');
  const slash = path.endsWith('/');
  let dir = path.startsWith('/') ? enterMounts(k, rootOf(k, task)) : from;
  const last = names.pop();
  if (last === undefined) return standing(dir, walk.held);
  for (const name of names) {
    const next = intoComponent(walk, dir, name);
    if (typeof next === 'number') return next;
    if (next.inode.kind !== 'dir') return -errno.ENOTDIR;
    dir = next;
  }
  const failure = enter(walk, dir.inode);
  if (failure < 0) return failure;
  step(k, task, 'path', last);
  return lastComponent(walk, dir, last, slash, followLast, wanted);
}

function intoComponent(walk: Walk, dir: At, name: string): At | number {
  const failure = enter(walk, dir.inode);
  if (failure < 0) return failure;
  step(walk.k, walk.task, 'path', name);
  const next = child(walk, dir, name);
  if (next === undefined)
    return absent(walk.k, walk.task, { tooLong: isTooLong(dir.inode, name), held: walk.held });
  if (next.inode.kind !== 'symlink') return next;
  const place = follow(walk, dir, next.inode, false, 'any');
  if (typeof place === 'number') return place;
  return place.inode === undefined
    ? absent(walk.k, walk.task, place)
    : { mount: place.mount, inode: place.inode };
}

function lastComponent(
  walk: Walk,
  dir: At,
  name: string,
  slash: boolean,
  followLast: boolean,
  wanted: Wanted,
): Place | number {
  const found = child(walk, dir, name);
  const inode = found?.inode;
  const place: Place = {
    dir: dir.inode,
    dirMount: dir.mount,
    mount: found?.mount ?? dir.mount,
    name,
    kind: kindOf(name),
    slash,
    inode,
    tooLong: isTooLong(dir.inode, name),
    held: walk.held,
  };
  if (wanted === 'file' && slash && place.kind === 'normal') return -errno.EISDIR;
  if (inode?.kind !== 'symlink' || !followLast) return place;
  const target = follow(walk, dir, inode, true, wanted);
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

/** The task's working directory. */
export function cwdOf(k: Kernel, task: Task): At {
  const inode = inodeOf(k, task.cwd);
  return inode === undefined ? rootOf(k, task) : { mount: task.cwdMount, inode };
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
  from?: At,
  wanted: Wanted = 'any',
): Place | number {
  return resolvePath({ k, task, links: 0, held: false }, from ?? cwdOf(k, task), path, followLast, wanted);
}

/** What stands at the path. −ENOENT where nothing is, −ENOTDIR where a slash asks for a directory. */
export function walkToEnd(k: Kernel, task: Task, path: string, followLast = true, from?: At): At | number {
  const place = walkTo(k, task, path, followLast || path.endsWith('/'), from);
  if (typeof place === 'number') return place;
  if (place.inode === undefined) return absent(k, task, place);
  if (place.slash && place.inode.kind !== 'dir') return -errno.ENOTDIR;
  step(k, task, 'inode', `inode ${place.inode.ino}`);
  return { mount: place.mount, inode: place.inode };
}

/** The same for calls to which it is all one through which mount they see the inode. */
export function walkToInode(
  k: Kernel,
  task: Task,
  path: string,
  followLast = true,
  from?: At,
): Inode | number {
  const end = walkToEnd(k, task, path, followLast, from);
  return typeof end === 'number' ? end : end.inode;
}

/** Number of the inode at an absolute path, as `by` sees the tree or the machine itself, without any check; symbolic links are not followed. */
export function lookup(k: Kernel, path: string, by?: Task): number | undefined {
  let at: At = by === undefined ? { mount: ROOT_MOUNT, inode: inodeOf(k, ROOT_INO) as Inode } : rootOf(k, by);
  for (const name of path.split('/').filter((part) => part !== '')) {
    const dir: Inode = at.inode;
    const ino = virtualFs(dir.ino)?.lookup(k, dir, name, undefined) ?? dir.entries.get(name);
    const inode = inodeOf(k, ino);
    if (inode === undefined) return undefined;
    at = enterMounts(k, { mount: at.mount, inode });
  }
  return at.inode.ino;
}

/** Absolute path of a directory in the machine's own tree, or undefined where it or a parent was removed. */
export function pathOf(k: Kernel, dir: Inode): string | undefined {
  return pathFrom(k, { mount: ROOT_MOUNT, inode: dir });
}
