import { LISTED, onlyList, type Policy } from './policy.ts';

/** First come, first served: who has the core keeps it until it blocks or ends (OSTEP chapter 7). */
export const fcfs: Policy = {
  ...LISTED,
  enqueue: (scope, task) => void onlyList(scope).push(task.pid),
  slice: () => Number.POSITIVE_INFINITY,
  charge: () => false,
  overtaken: () => false,
};
