import type { SchedState } from '../types.ts';
import { SCHED } from './classes.ts';
import { insertByKey, LISTED, onlyList, type Policy, quantumTick, type Schedulable } from './policy.ts';
import { advanceVirtual, TICK } from './weights.ts';

const vruntime = (task: Schedulable): number => task.sched.vruntime;

/** Virtual time by which a waking sleeper may be ahead, and the least lead that preempts (half a quantum of nice 0). */
const bonus = (sched: SchedState): number => (sched.quantum * TICK) / 2;

/**
 * Completely fair: the process with the least virtual runtime runs, weighted by its nice value
 * (Documentation/scheduler/sched-design-CFS.rst). A sleeper comes back near the front, and not with all the time it slept.
 */
export const cfs: Policy = {
  ...LISTED,
  enqueue(scope, task, why) {
    const { sched } = task;
    const now = scope.queue.minVruntime;
    if (why === 'new') sched.vruntime = Math.max(sched.vruntime, now);
    else if (why === 'woken') sched.vruntime = Math.max(sched.vruntime, now - bonus(scope.sched));
    insertByKey(scope, onlyList(scope), task, vruntime);
  },
  slice: ({ sched }, task) => sched.quantum - task.sched.used,
  charge(scope, task, blocks) {
    advanceVirtual(task);
    // The clock never stands still while somebody runs, also alone: who comes later starts at the same time as others are.
    const first = scope.find(onlyList(scope)[0] ?? 0);
    const least = first === undefined ? vruntime(task) : Math.min(vruntime(task), vruntime(first));
    scope.queue.minVruntime = Math.max(scope.queue.minVruntime, least);
    return quantumTick(scope.sched, task, blocks);
  },
  overtaken(scope, running) {
    const first = scope.find(onlyList(scope)[0] ?? 0);
    if (first === undefined || first.sched.class === SCHED.BATCH) return false;
    return vruntime(first) + bonus(scope.sched) < vruntime(running);
  },
  clock: ({ queue }) => queue.minVruntime,
};
