import { niceOf } from './classes.ts';
import { insertByKey, LISTED, onlyList, type Policy, quantumTick } from './policy.ts';

/**
 * Static priorities (OSTEP chapter 8 before its first rule; the nice value is the priority, the lowest the highest): the
 * highest runs, equals take turns by quanta. Without aging, so that low ones can starve: that is the lesson.
 */
export const priority: Policy = {
  ...LISTED,
  enqueue(scope, task, why) {
    // Who was overtaken within its quantum goes on before its equals.
    insertByKey(scope, onlyList(scope), task, niceOf, why === 'preempted' && task.sched.used > 0);
  },
  slice: ({ sched }, task) => sched.quantum - task.sched.used,
  charge: ({ sched }, task, blocks) => quantumTick(sched, task, blocks),
  overtaken(scope, running) {
    const first = scope.find(onlyList(scope)[0] ?? 0);
    return first !== undefined && niceOf(first) < niceOf(running);
  },
};
