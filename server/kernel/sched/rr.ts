import { LISTED, onlyList, type Policy, quantumTick } from './policy.ts';

/** Round robin: one queue, a quantum each in turn (OSTEP chapter 7). */
export const rr: Policy = {
  ...LISTED,
  enqueue: (scope, task) => void onlyList(scope).push(task.pid),
  slice: ({ sched }, task) => sched.quantum - task.sched.used,
  charge: ({ sched }, task, blocks) => quantumTick(sched, task, blocks),
  overtaken: () => false,
};
