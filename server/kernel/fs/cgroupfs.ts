import { errno } from '../../../shared/abi/errno.ts';
import { cgroupOf, newCgroup, processesOf, ROOT_CGROUP } from '../proc/cgroup.ts';
import type { Cgroup, Inode, Kernel, Task } from '../types.ts';
import { CGROUP_FILES, type CgroupFile, hasFile } from './cgroup-files.ts';
import { CGROUP_FIRST, CGROUP_STRIDE, cgroupIno, groupOf } from './cgroup-numbers.ts';
import { gone, madeUp, type VirtualEntry, type VirtualFs } from './vnode.ts';

const fileOf = (ino: number): CgroupFile | undefined =>
  CGROUP_FILES[((ino - CGROUP_FIRST) % CGROUP_STRIDE) - 1];

function parentIno(group: Cgroup): number {
  return cgroupIno(group.parent === 0 ? group.id : group.parent);
}

/** Owner and mode: as changed, else who made the group and what such files have. */
function withOwner(group: Cgroup, inode: Inode, file: CgroupFile | undefined): Inode {
  const own = group.owners.get(file?.name ?? '');
  inode.uid = own?.uid ?? group.maker.uid;
  inode.gid = own?.gid ?? group.maker.gid;
  inode.mode = own?.mode ?? inode.mode;
  return inode;
}

function inode(k: Kernel, ino: number): Inode {
  const group = k.state.cgroups.get(groupOf(ino));
  const file = fileOf(ino);
  const kind = file === undefined ? 'dir' : 'file';
  if (group === undefined || (file !== undefined && !hasFile(k, group, file))) return gone(ino, kind);
  if (file !== undefined) return withOwner(group, madeUp(ino, 'file', file.mode, cgroupIno(group.id)), file);
  const dir = madeUp(ino, 'dir', 0o755, parentIno(group));
  dir.nlink = 2 + group.children.size;
  return withOwner(group, dir, undefined);
}

function entries(k: Kernel, dir: Inode): VirtualEntry[] {
  const group = cgroupOf(k, groupOf(dir.ino));
  const files = CGROUP_FILES.map((file, index) => ({
    file,
    ino: cgroupIno(group.id, index + 1),
    position: index + 2,
  }));
  const groups = [...group.children].map(
    ([name, id]): VirtualEntry => ({
      name,
      ino: cgroupIno(id),
      kind: 'dir',
      position: CGROUP_STRIDE + id,
    }),
  );
  return [
    ...files
      .filter(({ file }) => hasFile(k, group, file))
      .map(({ file, ino, position }): VirtualEntry => ({ name: file.name, ino, kind: 'file', position })),
    ...groups,
  ];
}

/** Most groups below the root, and depth of them (`cgroup.max.descendants`, `cgroup.max.depth`). */
const MAX_GROUPS = 512;

/** `mkdir` makes a group, which belongs to who made it (`cgroup_mkdir`). */
function mkdir(k: Kernel, task: Task, dir: Inode, name: string, mode: number): number {
  // A line break in a name would break the lines of /proc/<pid>/cgroup.
  if (name.includes('\n')) return -errno.EINVAL;
  if (k.state.cgroups.size >= MAX_GROUPS) return -errno.EAGAIN;
  const parent = cgroupOf(k, groupOf(dir.ino));
  const group = newCgroup(k.state.nextCgroup++, name, parent.id, task.cred.euid, task.cred.egid);
  group.owners.set('', { uid: task.cred.euid, gid: task.cred.egid, mode });
  k.state.cgroups.set(group.id, group);
  parent.children.set(name, group.id);
  return 0;
}

/** A group goes when it has neither processes nor children; dead ones not yet waited for don't keep it. */
function rmdir(k: Kernel, dir: Inode): number {
  const group = cgroupOf(k, groupOf(dir.ino));
  if (group.id === ROOT_CGROUP || group.children.size > 0 || processesOf(k, group.id).length > 0) {
    return -errno.EBUSY;
  }
  // Zombies and pages that are still in use are counted on above it.
  for (const frame of k.state.frames) if (frame.charged === group.id) frame.charged = group.parent;
  for (const pid of group.members.keys()) {
    const task = k.state.tasks.get(pid);
    if (task === undefined) continue;
    task.cgroup = group.parent;
    if (group.parent !== ROOT_CGROUP) cgroupOf(k, group.parent).members.set(pid, true);
  }
  cgroupOf(k, group.parent).children.delete(group.name);
  k.state.cgroups.delete(group.id);
  return 0;
}

/** The cgroup v2 hierarchy (`Documentation/admin-guide/cgroup-v2.rst`). */
export const cgroupFs: VirtualFs = {
  first: CGROUP_FIRST,
  end: 2 ** 41,
  inode,
  entries,
  lookup: (k, dir, name) => entries(k, dir).find((entry) => entry.name === name)?.ino,
  read(k, task, { ino }) {
    const group = k.state.cgroups.get(groupOf(ino));
    const file = fileOf(ino);
    if (group === undefined || file === undefined) return -errno.ENODEV;
    return file.read?.(k, group, task) ?? -errno.EINVAL;
  },
  write(k, task, { ino }, text) {
    const group = k.state.cgroups.get(groupOf(ino));
    const file = fileOf(ino);
    if (group === undefined || file === undefined) return -errno.ENODEV;
    return file.write?.(k, group, text.trim(), task) ?? -errno.EINVAL;
  },
  mkdir,
  rmdir,
  setAttributes(k, { ino }, change) {
    cgroupOf(k, groupOf(ino)).owners.set(fileOf(ino)?.name ?? '', change);
  },
};
