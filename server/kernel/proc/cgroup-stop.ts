import { signals } from '../../../shared/abi/signals.ts';
import { addTimer } from '../clock.ts';
import { makeReady } from '../sched/balance.ts';
import { removeReady } from '../sched/queue.ts';
import { TICK_USEC } from '../time.ts';
import { type Cgroup, type Kernel, NO_LIMIT, type Task } from '../types.ts';
import { cgroupOf, enterCgroup, leaveCgroup, lineage, park, processesBelow, unpark } from './cgroup.ts';
import { sendSignal } from './signals.ts';

/** Whoever waits for a core leaves the run queue; who is on a core leaves it at the border to user mode. */
function stopAll(k: Kernel, group: Cgroup): void {
  for (const task of processesBelow(k, group.id)) {
    if (task.state === 'R' && task.core < 0 && removeReady(k, task)) park(k, task);
  }
}

/** Whoever is parked may run, unless a group above says otherwise. */
function letRun(k: Kernel, group: Cgroup): void {
  for (const pid of group.parked.splice(0)) {
    const task = k.state.tasks.get(pid);
    if (task?.state === 'R' && task.core < 0) makeReady(k, task, 'preempted');
  }
}

/** Ticks of a period: at least one, the machine knows no shorter time. */
const periodTicks = (group: Cgroup): number => Math.max(1, Math.round(group.cpu.period / TICK_USEC));

/** Quota of a period of whole ticks, in µs. */
function share(group: Cgroup): number {
  return Math.floor((group.cpu.quota * periodTicks(group) * TICK_USEC) / group.cpu.period);
}

function startPeriod(k: Kernel, group: Cgroup): void {
  group.cpu.ends = k.state.tick + periodTicks(group);
  addTimer(k, { at: group.cpu.ends, kind: 'cgroup', pid: -group.id, tty: '', text: '' });
}

function throttle(k: Kernel, group: Cgroup): void {
  const { cpu } = group;
  cpu.throttled = true;
  cpu.throttledAt = k.state.tick;
  cpu.throttles += 1;
  stopAll(k, group);
}

function unthrottle(k: Kernel, group: Cgroup): void {
  const { cpu } = group;
  cpu.throttled = false;
  cpu.throttledTime += (k.state.tick - cpu.throttledAt) * TICK_USEC;
  letRun(k, group);
}

/** Sets the quota of a period in µs (`cpu.max`); NO_LIMIT: none. */
export function setCpuMax(k: Kernel, group: Cgroup, quota: number, period: number): void {
  group.cpu.quota = quota;
  group.cpu.period = period;
  group.cpu.left = quota === NO_LIMIT ? 0 : share(group);
  if (group.cpu.throttled) unthrottle(k, group);
}

/**
 * A task of the group has had a tick of a core. With the quota used up, the group is throttled until the period ends
 * (Documentation/scheduler/sched-bwc.rst).
 */
export function chargeCpu(k: Kernel, task: Task, mode: 'user' | 'kernel' | 'idle'): void {
  for (const group of lineage(k, task.cgroup)) {
    const { cpu } = group;
    if (mode === 'user') cpu.user += TICK_USEC;
    else cpu.system += TICK_USEC;
    if (cpu.quota === NO_LIMIT || !k.state.config.protections.limits) continue;
    if (cpu.ends === 0) {
      cpu.left = share(group);
      startPeriod(k, group);
    }
    cpu.left -= TICK_USEC;
    if (cpu.left <= 0 && !cpu.throttled) throttle(k, group);
  }
}

/** The quota's period ends: a new quota, less what was overdrawn. A group that used none sleeps without a timer. */
export function periodEnds(k: Kernel, id: number): void {
  const group = k.state.cgroups.get(id);
  if (group === undefined || group.cpu.ends !== k.state.tick) return;
  const { cpu } = group;
  const full = share(group);
  cpu.periods += 1;
  cpu.ends = 0;
  if (cpu.quota === NO_LIMIT || cpu.left === full) return;
  cpu.left = Math.min(full, cpu.left + full);
  startPeriod(k, group);
  if (!cpu.throttled) return;
  if (cpu.left > 0) unthrottle(k, group);
  else cpu.throttles += 1;
}

/** `cgroup.freeze`: the processes of the subtree stop at the border to user mode, or go on. */
export function setFrozen(k: Kernel, group: Cgroup, frozen: boolean): void {
  if (group.freeze === frozen) return;
  group.freeze = frozen;
  if (frozen) stopAll(k, group);
  else letRun(k, group);
}

/** Whether everybody in the subtree has come to rest: on no core, and in no wait that can't be broken off. */
export function isFrozen(k: Kernel, group: Cgroup): boolean {
  const told = [...lineage(k, group.id)].some((each) => each.freeze);
  return told && processesBelow(k, group.id).every((task) => task.core < 0 && task.state !== 'D');
}

/** `cgroup.kill`: SIGKILL to the whole subtree, frozen or not. */
export function killAll(k: Kernel, group: Cgroup): void {
  for (const task of processesBelow(k, group.id)) sendSignal(k, task, signals.SIGKILL, 0);
}

/** Moves a process to another group. What it has charged stays where it was (`cgroup-v2.rst`, "Memory Ownership"). */
export function moveTask(k: Kernel, task: Task, id: number): void {
  if (task.cgroup === id) return;
  const parked = unpark(k, task);
  const ready = removeReady(k, task);
  leaveCgroup(k, task);
  enterCgroup(k, task, cgroupOf(k, id).id);
  if ((parked || ready) && task.state === 'R' && task.core < 0) makeReady(k, task, 'preempted');
}
