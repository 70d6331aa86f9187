import { insertByKey, LISTED, onlyList, type Policy, type Schedulable } from './policy.ts';

/** The next burst is taken to be as long as the last one (OSTEP chapter 7: the future is not known). */
const burst = (task: Schedulable): number => task.sched.lastBurst;
const remaining = (task: Schedulable): number => Math.max(0, task.sched.lastBurst - task.sched.burst);

/** Shortest job first, without preemption; the longest-waiting one among equals. */
export const sjf: Policy = {
  ...LISTED,
  enqueue: (scope, task) => insertByKey(scope, onlyList(scope), task, burst),
  slice: () => Number.POSITIVE_INFINITY,
  charge: () => false,
  overtaken: () => false,
};

/** Shortest time to completion first: SJF that preempts for a shorter remainder. */
export const stcf: Policy = {
  ...sjf,
  enqueue: (scope, task) => insertByKey(scope, onlyList(scope), task, remaining),
  overtaken(scope, running) {
    const first = scope.find(onlyList(scope)[0] ?? 0);
    return first !== undefined && remaining(first) < remaining(running);
  },
};
