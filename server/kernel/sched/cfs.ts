import type { SchedState } from '../types.ts';
import { type Find, onlyQueue, type Policy, type Schedulable } from './policy.ts';

/**
 * Weight of each nice value from −20 to 19 (`sched_prio_to_weight`, kernel/sched/core.c): one step of nice is about a
 * quarter more or less CPU.
 */
export const NICE_WEIGHTS = [
  88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904, 3906, 3121,
  2501, 1991, 1586, 1277, 1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23,
  18, 15,
] as const;

const NICE_0 = 1024;
/** Virtual runtime of one tick at nice 0; weights divide it, so it is large to stay exact in whole numbers. */
const TICK = 1 << 20;

export function weightOf(nice: number): number {
  return NICE_WEIGHTS[nice + 20] ?? NICE_0;
}

/** Virtual time that one tick costs a process of that nice value. */
export function virtualTick(nice: number): number {
  return Math.floor((NICE_0 * TICK) / weightOf(nice));
}

/** Queue in order of virtual runtime; equals in order of arrival. */
function insert(queue: number[], task: Schedulable, find: Find): void {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((find(queue[middle] as number)?.sched.vruntime ?? 0) <= task.sched.vruntime) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, task.pid);
}

/** Virtual time by which a waking sleeper may be ahead, and the least lead that preempts (half a quantum of nice 0). */
const bonus = (state: SchedState): number => Math.floor((state.quantum * TICK) / 2);

/**
 * Completely fair: the process with the least virtual runtime runs, weighted by its nice value
 * (Documentation/scheduler/sched-design-CFS.rst). A sleeper comes back near the front, and not with all the time it slept.
 */
export const cfs: Policy = {
  enqueue(state, task, why, find) {
    const { sched } = task;
    if (why === 'new') sched.vruntime = Math.max(sched.vruntime, state.minVruntime);
    else if (why === 'woken') sched.vruntime = Math.max(sched.vruntime, state.minVruntime - bonus(state));
    insert(onlyQueue(state), task, find);
  },
  pick(state, find) {
    const pid = onlyQueue(state).shift();
    const task = pid === undefined ? undefined : find(pid);
    if (task !== undefined) state.minVruntime = Math.max(state.minVruntime, task.sched.vruntime);
    return pid;
  },
  slice: (state) => state.quantum,
  charge(state, task) {
    task.sched.vruntime += virtualTick(task.nice);
    task.sched.used += 1;
    if (task.sched.used < state.quantum) return false;
    task.sched.used = 0;
    return true;
  },
  overtaken(state, running, find) {
    const first = onlyQueue(state)[0];
    const task = first === undefined ? undefined : find(first);
    return task !== undefined && task.sched.vruntime + bonus(state) < running.sched.vruntime;
  },
};
