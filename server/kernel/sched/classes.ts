import type { SchedEntity } from '../types.ts';
import type { Schedulable } from './policy.ts';

/** Scheduling classes by Linux's numbers (`man 7 sched`). */
export const SCHED = { OTHER: 0, FIFO: 1, RR: 2, BATCH: 3, IDLE: 5 } as const;

export const LEAST_RT = 1;
export const MOST_RT = 99;

export function isRealtime(task: Schedulable): boolean {
  return task.sched.class === SCHED.FIFO || task.sched.class === SCHED.RR;
}

/** Nice value for policies that know no weights: SCHED_IDLE comes behind everybody. */
export function niceOf(task: Schedulable): number {
  return task.sched.class === SCHED.IDLE ? 20 : task.nice;
}

/** What a child gets of its parent (`man 7 sched`): class, priority and affinity, but no figures; with SCHED_RESET_ON_FORK no real-time class. */
export function childEntity(parent: SchedEntity): SchedEntity {
  const child = {
    ...parent,
    cpu: 0,
    waited: 0,
    burst: 0,
    lastBurst: 0,
    used: 0,
    vruntime: 0,
    remainder: 0,
    lag: 0,
  };
  if (!parent.resetOnFork) return child;
  const realtime = parent.rtPriority > 0;
  return { ...child, resetOnFork: false, ...(realtime ? { class: SCHED.OTHER, rtPriority: 0 } : {}) };
}
