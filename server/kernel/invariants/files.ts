import { ROOT_MOUNT } from '../fs/mounts.ts';
import { INIT } from '../proc/exit.ts';
import type { AddressSpace, Inode, MachineState } from '../types.ts';

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function openFileFaults(state: MachineState): string[] {
  const faults: string[] = [];
  const descriptors = new Map<number, number>();
  for (const task of state.tasks.values()) {
    for (const [fd, entry] of task.fds.entries()) {
      if (entry === null) continue;
      count(descriptors, entry.file);
      if (!state.openFiles.has(entry.file))
        faults.push(`descriptor ${fd} of process ${task.pid} refers to no open file`);
    }
  }
  for (const { id, refs, inode } of state.openFiles.values()) {
    const held = descriptors.get(id) ?? 0;
    if (refs !== held || held === 0)
      faults.push(`open file ${id} counts ${refs} descriptors and has ${held}`);
    if (!state.inodes.has(inode)) faults.push(`open file ${id} has no inode`);
  }
  return faults;
}

function pipeFaults(state: MachineState): string[] {
  const ends = new Map<string, number>();
  for (const file of state.openFiles.values()) if (file.pipe >= 0) count(ends, `${file.pipe} ${file.end}`);
  return [...state.pipes.values()].flatMap(({ id, readers, writers }) => {
    const read = ends.get(`${id} read`) ?? 0;
    const write = ends.get(`${id} write`) ?? 0;
    return readers === read && writers === write && read + write > 0
      ? []
      : [`pipe ${id} counts ${readers} readers and ${writers} writers, and has ${read} and ${write}`];
  });
}

/** Who keeps an inode alive beside its names. */
function holdersOf(state: MachineState): Map<number, number> {
  const holders = new Map<number, number>();
  const seen = new Set<AddressSpace>();
  for (const { inode } of state.openFiles.values()) count(holders, inode);
  for (const task of state.tasks.values()) {
    // Init was never started; a zombie stands nowhere.
    if (task.pid !== INIT && task.state !== 'Z') {
      count(holders, task.cwd);
      count(holders, task.root);
    }
    if (task.mm === null || seen.has(task.mm)) continue;
    seen.add(task.mm);
    for (const area of task.mm.vmas) if (area.inode >= 0) count(holders, area.inode);
  }
  for (const { bound } of state.net.sockets.values()) if (bound > 0) count(holders, bound);
  // The machine's own root is there without a mount's doing.
  for (const { id, root } of state.mounts.values()) if (id !== ROOT_MOUNT) count(holders, root);
  // A removed directory still holds the one that its `..` leads to.
  for (const inode of state.inodes.values())
    if (inode.kind === 'dir' && inode.nlink === 0) count(holders, inode.parent);
  return holders;
}

function namesOf(state: MachineState): Map<number, number> {
  const names = new Map<number, number>();
  for (const dir of state.inodes.values()) for (const child of dir.entries.values()) count(names, child);
  return names;
}

/** Links that an inode must count: its names; of a directory its own `.` and its children's `..` too. */
function linksOf(state: MachineState, inode: Inode, names: Map<number, number>): number {
  const named = names.get(inode.ino) ?? 0;
  if (inode.kind !== 'dir') return named;
  const isRoot = inode.parent === inode.ino;
  if (named === 0 && !isRoot) return 0;
  const below = [...inode.entries.values()].filter((child) => state.inodes.get(child)?.kind === 'dir');
  return 2 + below.length;
}

function inodeFaults(state: MachineState): string[] {
  const faults: string[] = [];
  const names = namesOf(state);
  const holders = holdersOf(state);
  for (const ino of names.keys())
    if (!state.inodes.has(ino)) faults.push(`a name refers to inode ${ino}, which is none`);
  for (const inode of state.inodes.values()) {
    const { ino, nlink, holds } = inode;
    const links = linksOf(state, inode, names);
    // A pipe has no name, nor has an open socket; it counts one link as long as it lives.
    const wanted = (inode.kind === 'fifo' || inode.kind === 'socket') && links === 0 ? nlink : links;
    const held = holders.get(ino) ?? 0;
    if (nlink !== wanted) faults.push(`inode ${ino} counts ${nlink} links and has ${wanted}`);
    if (holds !== held) faults.push(`inode ${ino} counts ${holds} holders and has ${held}`);
    if (nlink === 0 && holds === 0) faults.push(`inode ${ino} has neither a name nor a holder`);
  }
  return faults;
}

/** What is wrong with open files, pipes and inodes: counts that don't add up, references to nothing. */
export function fileFaults(state: MachineState): string[] {
  return [...openFileFaults(state), ...pipeFaults(state), ...inodeFaults(state)];
}
