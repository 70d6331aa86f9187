import type { SchedState } from '../types.ts';
import { type Find, onlyQueue, type Policy, type Schedulable } from './policy.ts';

/** Takes the process with the smallest key off the queue; the longest-waiting one among equals. */
function takeLeast(state: SchedState, find: Find, key: (task: Schedulable) => number): number | undefined {
  const queue = onlyQueue(state);
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, pid] of queue.entries()) {
    const task = find(pid);
    if (task === undefined || key(task) >= least) continue;
    best = index;
    least = key(task);
  }
  return best < 0 ? queue.shift() : queue.splice(best, 1)[0];
}

/** The next burst is taken to be as long as the last one (OSTEP chapter 7: the future is not known). */
const burst = (task: Schedulable): number => task.sched.lastBurst;
const remaining = (task: Schedulable): number => Math.max(0, task.sched.lastBurst - task.sched.burst);

/** Shortest job first, without preemption. */
export const sjf: Policy = {
  enqueue: (state, task) => void onlyQueue(state).push(task.pid),
  pick: (state, find) => takeLeast(state, find, burst),
  slice: () => Number.POSITIVE_INFINITY,
  charge: () => false,
  overtaken: () => false,
};

/** Shortest time to completion first: SJF that preempts for a shorter remainder. */
export const stcf: Policy = {
  ...sjf,
  pick: (state, find) => takeLeast(state, find, remaining),
  overtaken(state, running, find) {
    const mine = remaining(running);
    return onlyQueue(state).some((pid) => {
      const task = find(pid);
      return task !== undefined && remaining(task) < mine;
    });
  },
};
