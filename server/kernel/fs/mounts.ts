import { ROOT_NAMESPACES } from '../proc/namespace-ids.ts';
import type { Inode, Kernel, MachineState, Mount, Task } from '../types.ts';
import { CGROUP_ROOT } from './cgroup-numbers.ts';
import { createInode, releaseInode, removeEntry } from './inodes.ts';
import { PROC_ROOT } from './proc/layout.ts';
import { type At, hold, inodeOf, ROOT_INO, virtualFs } from './vnode.ts';

/** The mount of the machine's own root file system. */
export const ROOT_MOUNT = 1;

const keyOf = (parent: number, point: number): string => `${parent}:${point}`;

/** What init mounts at boot, where the machine has the directory for it. */
const AT_BOOT: readonly { path: string; root: number; type: string; source: string }[] = [
  { path: '/proc', root: PROC_ROOT, type: 'proc', source: 'proc' },
  { path: '/sys/fs/cgroup', root: CGROUP_ROOT, type: 'cgroup2', source: 'cgroup2' },
];

/** The machine's first mounts. */
export function mountAtBoot(state: MachineState): void {
  const ns = ROOT_NAMESPACES.mnt;
  state.mounts = new Map();
  state.mountPoints = new Map();
  state.nextMount = ROOT_MOUNT;
  addMount(state, {
    ns,
    parent: 0,
    point: 0,
    root: ROOT_INO,
    type: 'rootfs',
    source: 'rootfs',
    locked: false,
  });
  for (const { path, ...fs } of AT_BOOT) {
    let point: number | undefined = ROOT_INO;
    for (const name of path.split('/').slice(1)) point = state.inodes.get(point ?? 0)?.entries.get(name);
    if (point !== undefined) addMount(state, { ns, parent: ROOT_MOUNT, point, ...fs, locked: false });
  }
}

/** Puts a file system onto a mount point. `parent` 0: it is the namespace's root. */
export function addMount(state: MachineState, spec: Omit<Mount, 'id'>): Mount {
  const mount: Mount = { id: state.nextMount++, ...spec };
  state.mounts.set(mount.id, mount);
  if (mount.parent !== 0) state.mountPoints.set(keyOf(mount.parent, mount.point), mount.id);
  return mount;
}

/** Takes a mount off its place in the tree; it stays mounted nowhere. */
export function detach(state: MachineState, mount: Mount): void {
  if (mount.parent !== 0) state.mountPoints.delete(keyOf(mount.parent, mount.point));
  mount.parent = 0;
}

/** The mount at the top of a namespace's tree. */
export function rootMountOf(k: Kernel, ns: number): Mount | undefined {
  return [...k.state.mounts.values()].find((mount) => mount.ns === ns && mount.parent === 0);
}

/** Puts a detached mount somewhere. */
export function attach(state: MachineState, mount: Mount, to: At): void {
  mount.parent = to.mount;
  mount.point = to.inode.ino;
  state.mountPoints.set(keyOf(mount.parent, mount.point), mount.id);
}

/** What is mounted on the place, the topmost of a stack; the place itself where nothing is. */
export function enterMounts(k: Kernel, at: At): At {
  const { mounts, mountPoints } = k.state;
  let here = at;
  for (;;) {
    const mount = mounts.get(mountPoints.get(keyOf(here.mount, here.inode.ino)) ?? 0);
    const root = inodeOf(k, mount?.root);
    if (mount === undefined || root === undefined) return here;
    here = { mount: mount.id, inode: root };
  }
}

/** Whether something is mounted on the name itself. */
export function isMountPoint(k: Kernel, mount: number, ino: number): boolean {
  return k.state.mountPoints.has(keyOf(mount, ino));
}

/** From a mounted root down to the place that it covers; undefined: it stands on nothing. */
function covered(k: Kernel, at: At): At | undefined {
  const mount = k.state.mounts.get(at.mount);
  if (mount === undefined || at.inode.ino !== mount.root) return at;
  const point = mount.parent === 0 ? undefined : inodeOf(k, mount.point);
  return point === undefined ? undefined : covered(k, { mount: mount.parent, inode: point });
}

const isRootOf = (task: Task, at: At): boolean => at.mount === task.rootMount && at.inode.ino === task.root;

/** `..`: out of mounts, but never out of the process's root (`man 2 chroot`). */
export function above(k: Kernel, task: Task, at: At): At {
  if (isRootOf(task, at)) return at;
  const place = covered(k, at);
  if (place === undefined || isRootOf(task, place)) return at;
  const parent = place.inode.ino === ROOT_INO ? place.inode : inodeOf(k, place.inode.parent);
  return enterMounts(k, { mount: place.mount, inode: parent ?? place.inode });
}

function nameIn(k: Kernel, parent: Inode, ino: number): string | undefined {
  const fs = virtualFs(parent.ino);
  if (fs !== undefined) return fs.entries(k, parent, undefined).find((entry) => entry.ino === ino)?.name;
  for (const [name, child] of parent.entries) if (child === ino) return name;
  return undefined;
}

/** Path of a directory as it looks from `root` (absent: from the top of its tree), undefined where it or a parent is gone or lies outside. */
export function pathFrom(k: Kernel, at: At, root?: At): string | undefined {
  const names: string[] = [];
  let here = at;
  for (;;) {
    if (root !== undefined && here.mount === root.mount && here.inode.ino === root.inode.ino) break;
    const place = covered(k, here);
    if (place === undefined) {
      if (root === undefined) break;
      return undefined;
    }
    if (place !== here) {
      here = place;
      continue;
    }
    if (here.inode.ino === ROOT_INO) break;
    const parent = inodeOf(k, here.inode.parent);
    const name = parent === undefined ? undefined : nameIn(k, parent, here.inode.ino);
    if (parent === undefined || name === undefined) return undefined;
    names.unshift(name);
    here = { mount: here.mount, inode: parent };
  }
  return `/${names.join('/')}`;
}

/** The mounts of a namespace that the task's root can see, with their paths, in the order of mounting. */
export function visibleMounts(k: Kernel, task: Task): { mount: Mount; path: string }[] {
  const root = { mount: task.rootMount, inode: inodeOf(k, task.root) as Inode };
  const seen: { mount: Mount; path: string }[] = [];
  for (const mount of k.state.mounts.values()) {
    const inode = inodeOf(k, mount.root);
    if (mount.ns !== task.ns.mnt || inode === undefined) continue;
    const path = pathFrom(k, { mount: mount.id, inode }, root);
    if (path !== undefined) seen.push({ mount, path });
  }
  return seen;
}

/** A fresh, empty tmpfs. */
export function newTmpfs(k: Kernel, task: Task, mode: number): Inode {
  const root = createInode(k.state, { kind: 'dir', mode, uid: task.cred.euid, gid: task.cred.egid });
  root.nlink = 2;
  root.parent = root.ino;
  return root;
}

/** Empties a directory; what is still open stays without a name. */
function removeTree(k: Kernel, dir: Inode): void {
  for (const [name, ino] of [...dir.entries]) {
    const inode = k.state.inodes.get(ino);
    if (inode === undefined) continue;
    if (inode.kind === 'dir') removeTree(k, inode);
    removeEntry(k, dir, name, inode);
  }
}

/** Ends a mount. The last mount of a tmpfs takes its files with it. */
export function dropMount(k: Kernel, mount: Mount): void {
  detach(k.state, mount);
  k.state.mounts.delete(mount.id);
  const root = k.state.inodes.get(mount.root);
  if (root === undefined) {
    virtualFs(mount.root)?.hold?.(k, mount.root, -1);
    return;
  }
  root.holds -= 1;
  const elsewhere = [...k.state.mounts.values()].some((other) => other.root === mount.root);
  if (mount.type === 'tmpfs' && !elsewhere && root.parent === root.ino) {
    removeTree(k, root);
    root.nlink = 0;
    root.parent = 0;
  }
  releaseInode(k, root.ino);
}

/** A mount of an inode, which it holds. */
export function mountOn(
  k: Kernel,
  ns: number,
  to: At,
  fs: { root: number; type: string; source: string },
): Mount {
  hold(k, fs.root);
  return addMount(k.state, { ns, parent: to.mount, point: to.inode.ino, ...fs, locked: false });
}

/** Whether anybody stands in the mount or has a file of it open. */
export function isUsed(k: Kernel, id: number): boolean {
  for (const task of k.state.tasks.values()) {
    if (task.state !== 'Z' && (task.cwdMount === id || task.rootMount === id)) return true;
  }
  for (const file of k.state.openFiles.values()) if (file.mount === id) return true;
  return false;
}

/** The mount and everything that is mounted in it, the innermost first. */
export function mountsBelow(k: Kernel, mount: Mount): Mount[] {
  const inside = [...k.state.mounts.values()].filter(({ parent }) => parent === mount.id);
  return [...inside.flatMap((child) => mountsBelow(k, child)), mount];
}

/** Puts another mount at the top of a namespace's tree, and the old one somewhere in it (`man 2 pivot_root`). Its lock stays at the top. */
export function swapRoot(k: Kernel, top: Mount, next: Mount, putOld: At): void {
  detach(k.state, next);
  attach(k.state, top, putOld);
  next.locked = top.locked;
  top.locked = false;
}

/**
 * The same tree of mounts for another namespace; returns old number → new. `locked`: it belongs to a less privileged user
 * namespace, which may not take apart what it got (`man 7 mount_namespaces`).
 */
export function copyMounts(k: Kernel, from: number, to: number, locked: boolean): Map<number, number> {
  const copies = new Map<number, number>();
  for (const mount of [...k.state.mounts.values()]) {
    if (mount.ns !== from) continue;
    hold(k, mount.root);
    const { point, root, type, source } = mount;
    const isLocked = locked || mount.locked;
    const copy = addMount(k.state, { ns: to, parent: 0, point, root, type, source, locked: isLocked });
    copies.set(mount.id, copy.id);
  }
  for (const [old, id] of copies) {
    const { parent, point } = k.state.mounts.get(old) as Mount;
    const copy = k.state.mounts.get(id) as Mount;
    const above = copies.get(parent);
    if (above === undefined) continue;
    copy.parent = above;
    k.state.mountPoints.set(keyOf(above, point), id);
  }
  return copies;
}

/** A mount namespace is gone, and with it what is mounted in it. */
export function dropMounts(k: Kernel, ns: number): void {
  for (const mount of [...k.state.mounts.values()].reverse()) if (mount.ns === ns) dropMount(k, mount);
}
