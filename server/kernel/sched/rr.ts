import { onlyQueue, type Policy } from './policy.ts';

/** Round robin: one queue, a quantum each in turn (OSTEP chapter 7). */
export const rr: Policy = {
  enqueue: (state, task) => void onlyQueue(state).push(task.pid),
  pick: (state) => onlyQueue(state).shift(),
  slice: (state) => state.quantum,
  charge(state, task, blocks) {
    task.sched.used += 1;
    const up = task.sched.used >= state.quantum;
    if (up || blocks) task.sched.used = 0;
    return up;
  },
  overtaken: () => false,
};
