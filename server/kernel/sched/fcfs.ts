import { onlyQueue, type Policy } from './policy.ts';

/** First come, first served: who has the core keeps it until it blocks or ends (OSTEP chapter 7). */
export const fcfs: Policy = {
  enqueue: (state, task) => void onlyQueue(state).push(task.pid),
  pick: (state) => onlyQueue(state).shift(),
  slice: () => Number.POSITIVE_INFINITY,
  charge: () => false,
  overtaken: () => false,
};
