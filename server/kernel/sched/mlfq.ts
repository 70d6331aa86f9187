import type { SchedState } from '../types.ts';
import type { Policy, Schedulable } from './policy.ts';

/** A full quantum and allotment at its level. */
function renew(state: SchedState, task: Schedulable): void {
  task.sched.used = 0;
  task.sched.allotment = state.levels[task.sched.level]?.allotment ?? 1;
}

function queueOf(state: SchedState, level: number): number[] {
  while (state.queues.length < state.levels.length) state.queues.push([]);
  return state.queues[level] as number[];
}

/**
 * Multi-level feedback queue (OSTEP chapter 8). Level 0 is the highest. A process that uses up its allotment of quanta at a
 * level moves down one; every `boost` ticks everybody starts afresh at the top.
 */
export const mlfq: Policy = {
  enqueue(state, task, why) {
    if (why === 'new') {
      task.sched.level = 0;
      renew(state, task);
    }
    task.sched.level = Math.min(task.sched.level, state.levels.length - 1);
    if (task.sched.allotment <= 0) renew(state, task);
    const queue = queueOf(state, task.sched.level);
    // Who lost the core before its quantum was used up keeps its place at the head.
    if ((why === 'preempted' && task.sched.used > 0) || (why === 'woken' && state.ioToFront))
      queue.unshift(task.pid);
    else queue.push(task.pid);
  },
  pick(state) {
    for (const queue of state.queues) if (queue.length > 0) return queue.shift();
    return undefined;
  },
  slice: (state, task) => Math.max(1, (state.levels[task.sched.level]?.quantum ?? 1) - task.sched.used),
  charge(state, task, blocks) {
    const { sched } = task;
    sched.used += 1;
    const up = sched.used >= (state.levels[sched.level]?.quantum ?? 1);
    if (blocks && state.ioKeepsLevel) renew(state, task);
    if (!up) return false;
    sched.allotment -= 1;
    sched.used = 0;
    if (sched.allotment > 0) return true;
    sched.level = Math.min(sched.level + 1, state.levels.length - 1);
    renew(state, task);
    return true;
  },
  overtaken: (state, running) =>
    state.queues.some((queue, level) => queue.length > 0 && level < running.sched.level),
  tick(state, now, all) {
    if (state.boost <= 0 || now <= 0 || now % state.boost !== 0) return;
    for (const task of all) {
      task.sched.level = 0;
      renew(state, task);
    }
    const top = queueOf(state, 0);
    for (let level = state.queues.length - 1; level > 0; level -= 1) {
      const queue = state.queues[level] as number[];
      top.push(...queue.splice(0));
    }
  },
};
