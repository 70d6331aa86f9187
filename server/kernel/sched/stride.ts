import { insertByKey, LISTED, onlyList, type Policy, quantumTick, type Schedulable } from './policy.ts';
import { advanceVirtual } from './weights.ts';

const pass = (task: Schedulable): number => task.sched.vruntime;

/**
 * Stride scheduling (OSTEP chapter 9; Waldspurger 1995): the process with the least pass runs a quantum, and its pass moves
 * on by what it used, divided by its tickets. What lottery gives on average, exactly. Who comes starts at the queue's pass,
 * so that nobody makes up for time in which they were not there.
 */
export const stride: Policy = {
  ...LISTED,
  enqueue(scope, task, why) {
    if (why === 'new' || why === 'woken')
      task.sched.vruntime = Math.max(task.sched.vruntime, scope.queue.minVruntime);
    insertByKey(scope, onlyList(scope), task, pass);
  },
  slice: ({ sched }, task) => sched.quantum - task.sched.used,
  charge(scope, task, blocks) {
    const first = scope.find(onlyList(scope)[0] ?? 0);
    advanceVirtual(task);
    const least = first === undefined ? task.sched.vruntime : Math.min(task.sched.vruntime, pass(first));
    scope.queue.minVruntime = Math.max(scope.queue.minVruntime, least);
    return quantumTick(scope.sched, task, blocks);
  },
  overtaken: () => false,
  clock: ({ queue }) => queue.minVruntime,
};
