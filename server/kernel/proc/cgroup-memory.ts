import { errno } from '../../../shared/abi/errno.ts';
import { badness, oomKillTask } from '../mm/oom.ts';
import { reclaim } from '../mm/reclaim.ts';
import { type Cgroup, type Frame, type Kernel, NO_LIMIT, type Task } from '../types.ts';
import { lineage, processesBelow, subtree } from './cgroup.ts';

/** Whether a frame counts against the group: charged to it or to one below. */
function ownedBy(k: Kernel, group: Cgroup): (frame: Frame) => boolean {
  const ids = new Set([...subtree(k, group.id)].map((each) => each.id));
  return (frame) => ids.has(frame.charged);
}

/** The process of the group that goes when nothing else of it can: the worst by badness, the youngest of equals. */
function victimOf(k: Kernel, group: Cgroup): Task | undefined {
  let found: Task | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const task of processesBelow(k, group.id)) {
    const points = badness(k, task);
    if (points === Number.NEGATIVE_INFINITY || points < most) continue;
    found = task;
    most = points;
  }
  return found;
}

/** Counts an event of a group in it and in all above it: `memory.events` tells of the whole subtree. */
function count(k: Kernel, group: Cgroup, what: 'hit' | 'oom' | 'kills'): void {
  for (const { memory } of lineage(k, group.id)) memory[what] += 1;
}

/** Out of memory in the group alone: somebody in it is killed. False: nobody is left to kill, or it is `cause` itself. */
function killInside(k: Kernel, group: Cgroup, cause: Task | undefined): boolean {
  count(k, group, 'oom');
  const victim = victimOf(k, group);
  if (victim === undefined) return false;
  count(k, group, 'kills');
  if (victim.pid === cause?.pid) return false;
  oomKillTask(k, victim, cause, 'badness');
  return true;
}

/** Frees a page of the group, by eviction and else by the OOM killer. False: neither helps. */
function makeRoom(k: Kernel, group: Cgroup, cause: Task | undefined): boolean {
  return reclaim(k, cause?.pid ?? 0, ownedBy(k, group)) || killInside(k, group, cause);
}

/**
 * Charges a page to the group and all above it (`memory.max`, cgroup-v2.rst). A group at its limit gives up a page of its own, or
 * a process. 0, or −ENOMEM: the task itself is the one that has to go.
 */
export function chargePage(k: Kernel, task: Task): number {
  for (const group of lineage(k, task.cgroup)) {
    const { memory } = group;
    const limited = (): boolean => memory.max !== NO_LIMIT && k.state.config.protections.limits;
    if (limited() && memory.current >= memory.max) count(k, group, 'hit');
    while (limited() && memory.current >= memory.max) {
      if (!makeRoom(k, group, task)) return -errno.ENOMEM;
    }
  }
  for (const { memory } of lineage(k, task.cgroup)) {
    memory.current += 1;
    memory.peak = Math.max(memory.peak, memory.current);
  }
  return 0;
}

/** A page charged to the group is free again. */
export function unchargePage(k: Kernel, id: number): void {
  for (const { memory } of lineage(k, id)) memory.current -= 1;
}

/** The limit was lowered: the group shrinks to it, at whatever price. */
export function shrinkTo(k: Kernel, group: Cgroup): void {
  const { memory } = group;
  while (memory.max !== NO_LIMIT && memory.current > memory.max) if (!makeRoom(k, group, undefined)) return;
}
