import type { RunQueue, SchedState } from '../types.ts';

/** Ready processes of a run queue, in the order in which they are looked at. */
export function readyIn(queue: RunQueue): number[] {
  return [...queue.realtime, ...queue.ready.flat()];
}

/** Ready processes of the machine, queue after queue. */
export function readyPids(state: SchedState): number[] {
  return state.queues.flatMap(readyIn);
}

export function readyCount(queue: RunQueue): number {
  let count = queue.realtime.length;
  for (const list of queue.ready) count += list.length;
  return count;
}
