import { type Policy, removeAnywhere, type Schedulable, type Scope, takeFirst } from './policy.ts';

/** A full quantum and allotment at its level. */
function renew({ sched }: Scope, task: Schedulable): void {
  task.sched.used = 0;
  task.sched.allotment = sched.levels[task.sched.level]?.allotment ?? 1;
}

/** Everybody starts afresh at the top after a boost; who slept or ran through it finds out when next looked at. */
function catchUp(scope: Scope, task: Schedulable): void {
  const { sched } = scope;
  if (task.sched.boosts !== sched.boosts) {
    task.sched.boosts = sched.boosts;
    task.sched.level = 0;
    renew(scope, task);
  }
  task.sched.level = Math.min(task.sched.level, sched.levels.length - 1);
}

function listOf({ sched, queue }: Scope, level: number): number[] {
  while (queue.ready.length < sched.levels.length) queue.ready.push([]);
  return queue.ready[level] as number[];
}

/**
 * Multi-level feedback queue (OSTEP chapter 8). Level 0 is the highest. A process that uses up its allotment of quanta at a
 * level moves down one; every `boost` ticks everybody starts afresh at the top.
 */
export const mlfq: Policy = {
  enqueue(scope, task, why) {
    if (why === 'new') {
      task.sched.level = 0;
      task.sched.boosts = scope.sched.boosts;
      renew(scope, task);
    }
    catchUp(scope, task);
    if (task.sched.allotment <= 0) renew(scope, task);
    const list = listOf(scope, task.sched.level);
    // Who lost the core before its quantum was used up keeps its place at the head.
    if ((why === 'preempted' && task.sched.used > 0) || (why === 'woken' && scope.sched.ioToFront))
      list.unshift(task.pid);
    else list.push(task.pid);
  },
  pick(scope) {
    for (const list of scope.queue.ready) {
      const pid = takeFirst(scope, list);
      if (pid !== undefined) return pid;
    }
    return undefined;
  },
  remove: removeAnywhere,
  slice(scope, task) {
    catchUp(scope, task);
    return Math.max(1, (scope.sched.levels[task.sched.level]?.quantum ?? 1) - task.sched.used);
  },
  charge(scope, task, blocks) {
    catchUp(scope, task);
    const { sched } = task;
    const { levels, ioKeepsLevel } = scope.sched;
    sched.used += 1;
    const up = sched.used >= (levels[sched.level]?.quantum ?? 1);
    if (blocks && ioKeepsLevel) renew(scope, task);
    if (!up) return false;
    sched.allotment -= 1;
    sched.used = 0;
    if (sched.allotment > 0) return true;
    sched.level = Math.min(sched.level + 1, levels.length - 1);
    renew(scope, task);
    return true;
  },
  overtaken(scope, running) {
    catchUp(scope, running);
    return scope.queue.ready.some((list, level) => list.length > 0 && level < running.sched.level);
  },
  /** A boost: those who wait below go to the top, the lowest level first. */
  tick(scope, now) {
    const { boost } = scope.sched;
    if (boost <= 0 || now <= 0 || now % boost !== 0) return;
    scope.sched.boosts = now / boost;
    const top = listOf(scope, 0);
    for (let level = scope.queue.ready.length - 1; level > 0; level -= 1) {
      top.push(...(scope.queue.ready[level] as number[]).splice(0));
    }
  },
};
