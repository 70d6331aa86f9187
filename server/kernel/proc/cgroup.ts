import { errno } from '../../../shared/abi/errno.ts';
import { type Cgroup, type Kernel, NO_LIMIT, type Task } from '../types.ts';

/** The group in which everybody starts. It has no limits. */
export const ROOT_CGROUP = 1;

/** Period of the CPU quota where none is named, in µs. */
export const CPU_PERIOD = 100_000;

export function newCgroup(id: number, name: string, parent: number, uid: number, gid: number): Cgroup {
  return {
    id,
    name,
    parent,
    children: new Map(),
    members: new Map(),
    control: [],
    maker: { uid, gid },
    owners: new Map([['', { uid, gid, mode: 0o755 }]]),
    pids: { max: NO_LIMIT, current: 0, peak: 0, failed: 0 },
    memory: { max: NO_LIMIT, current: 0, peak: 0, hit: 0, oom: 0, kills: 0 },
    cpu: {
      quota: NO_LIMIT,
      period: CPU_PERIOD,
      user: 0,
      system: 0,
      left: 0,
      ends: 0,
      throttled: false,
      throttledAt: 0,
      throttledTime: 0,
      periods: 0,
      throttles: 0,
    },
    freeze: false,
    parked: [],
  };
}

export function cgroupOf(k: Kernel, id: number): Cgroup {
  return k.state.cgroups.get(id) as Cgroup;
}

/** The group and those above it, without the root: whoever's limits hold for its processes. */
export function* lineage(k: Pick<Kernel, 'state'>, id: number): Generator<Cgroup> {
  for (let at = id; at !== ROOT_CGROUP; ) {
    const group = k.state.cgroups.get(at);
    if (group === undefined) return;
    yield group;
    at = group.parent;
  }
}

/** Path of a group as seen from `root` of a cgroup namespace; `/..` for each level that it lies outside. */
export function cgroupPath(k: Kernel, id: number, root: number): string {
  const up = [root, ...[...lineage(k, root)].map((group) => group.parent)];
  const names: string[] = [];
  let at = id;
  while (!up.includes(at)) {
    const group = cgroupOf(k, at);
    names.unshift(group.name);
    at = group.parent;
  }
  const outside = Array.from({ length: up.indexOf(at) }, () => '..');
  return `/${[...outside, ...names].join('/')}`;
}

/** The group and everything below it, parents first. */
export function* subtree(k: Kernel, id: number): Generator<Cgroup> {
  const group = k.state.cgroups.get(id);
  if (group === undefined) return;
  yield group;
  for (const child of group.children.values()) yield* subtree(k, child);
}

/** Living processes of the group itself, by number. */
export function processesOf(k: Kernel, id: number): Task[] {
  const alive = (task: Task | undefined): task is Task => task !== undefined && task.state !== 'Z';
  if (id !== ROOT_CGROUP) {
    return [...cgroupOf(k, id).members.keys()].map((pid) => k.state.tasks.get(pid)).filter(alive);
  }
  return [...k.state.tasks.values()].filter((task) => task.cgroup === id && alive(task));
}

/** Living processes of the whole subtree. */
export function processesBelow(k: Kernel, id: number): Task[] {
  return [...subtree(k, id)].flatMap((group) => processesOf(k, group.id));
}

/** Whether the group may have one process more: 0, or −EAGAIN and a count in `pids.events` of the group whose limit it is. */
export function mayFork(k: Kernel, id: number): number {
  if (!k.state.config.protections.limits) return 0;
  for (const group of lineage(k, id)) {
    if (group.pids.max === NO_LIMIT || group.pids.current < group.pids.max) continue;
    for (const counted of lineage(k, group.id)) counted.pids.failed += 1;
    return -errno.EAGAIN;
  }
  return 0;
}

/** A process joins a group: at its birth, or by a write to `cgroup.procs`. */
export function enterCgroup(k: Kernel, task: Task, id: number): void {
  task.cgroup = id;
  if (id === ROOT_CGROUP) return;
  cgroupOf(k, id).members.set(task.pid, true);
  for (const { pids } of lineage(k, id)) {
    pids.current += 1;
    pids.peak = Math.max(pids.peak, pids.current);
  }
}

/** A process is waited for, or goes to another group. */
export function leaveCgroup(k: Kernel, task: Task): void {
  for (const group of lineage(k, task.cgroup)) {
    group.members.delete(task.pid);
    group.pids.current -= 1;
    unlist(group, task.pid);
  }
}

function unlist(group: Cgroup, pid: number): boolean {
  const at = group.parked.indexOf(pid);
  if (at >= 0) group.parked.splice(at, 1);
  return at >= 0;
}

/** The task will never run again: no group keeps it parked. True: one did. */
export function unpark(k: Kernel, task: Task): boolean {
  let was = false;
  for (const group of lineage(k, task.cgroup)) was = unlist(group, task.pid) || was;
  return was;
}

/** The group that keeps the task from user mode now: its quota is used up, or it is frozen. */
export function stopper(k: Kernel, task: Task): Cgroup | undefined {
  if (task.cgroup === ROOT_CGROUP) return undefined;
  for (const group of lineage(k, task.cgroup)) if (group.freeze || group.cpu.throttled) return group;
  return undefined;
}

/** Keeps a task that would run out of the run queue while a group stops it. True: it does. */
export function park(k: Kernel, task: Task): boolean {
  const group = stopper(k, task);
  if (group === undefined) return false;
  if (!group.parked.includes(task.pid)) group.parked.push(task.pid);
  return true;
}
