import { SCHED } from './classes.ts';
import { insertByKey, onlyList, type Policy, type Schedulable, type Scope, takeOut } from './policy.ts';
import { advanceVirtual, floorDiv, virtualTicks, weightOf } from './weights.ts';

const deadline = (task: Schedulable): number => task.sched.deadline;

/**
 * Virtual time of the queue: the average of everybody's vruntime, weighted, of those who run and those who wait
 * (`avg_vruntime`, kernel/sched/fair.c). Kept as sums relative to `minVruntime`, so that the products stay exact.
 */
function average(scope: Scope, also?: Schedulable): number {
  const { queue } = scope;
  let { weight, key } = queue;
  const add = (task: Schedulable): void => {
    weight += weightOf(task);
    key += weightOf(task) * (task.sched.vruntime - queue.minVruntime);
  };
  let counted = also === undefined;
  for (const task of scope.running()) {
    add(task);
    counted ||= task === also;
  }
  if (!counted && also !== undefined) add(also);
  return queue.minVruntime + (weight === 0 ? 0 : floorDiv(key, weight));
}

/** Moves the zero of the sums to the queue's present, which keeps them small. */
function rebase(scope: Scope, now: number): void {
  scope.queue.key -= scope.queue.weight * (now - scope.queue.minVruntime);
  scope.queue.minVruntime = now;
}

/** Counts the process among the waiting ones, or with −1 no longer. */
function count({ queue }: Scope, task: Schedulable, sign: 1 | -1): void {
  const weight = weightOf(task);
  queue.weight += sign * weight;
  queue.key += sign * weight * (task.sched.vruntime - queue.minVruntime);
}

/** Weight of everybody who runs or waits. */
function load(scope: Scope): number {
  return scope.running().reduce((sum, task) => sum + weightOf(task), scope.queue.weight);
}

/** Starts a slice: its virtual deadline is when it would be served at its share. */
function newSlice(scope: Scope, task: Schedulable): void {
  task.sched.deadline = task.sched.vruntime + virtualTicks(task, scope.sched.quantum);
}

/**
 * Where a process stands that comes or comes back. What it was owed when it went is still owed, and scaled so that its own
 * arrival does not eat it up (`place_entity`); what it owed is forgiven as the others' time passes.
 */
function place(scope: Scope, task: Schedulable, why: 'new' | 'woken'): void {
  const now = average(scope);
  const all = load(scope);
  const most = virtualTicks(task, scope.sched.quantum + 1);
  const owed = why === 'new' ? 0 : Math.min(task.sched.lag, most);
  const lag = all === 0 ? 0 : owed + floorDiv(owed * weightOf(task), all);
  const behind = why === 'new' ? now : Math.max(task.sched.vruntime, now);
  task.sched.vruntime = owed > 0 ? now - lag : behind;
  task.sched.lag = 0;
  newSlice(scope, task);
}

/** What the process is owed as it goes to sleep. Nothing is kept of a debt but its vruntime, which stands ahead. */
function leave(scope: Scope, task: Schedulable): void {
  task.sched.lag = Math.max(0, average(scope, task) - task.sched.vruntime);
}

/** The eligible process (it has had no more than its share) with the earliest virtual deadline. */
function first(scope: Scope): Schedulable | undefined {
  const now = average(scope);
  let next: Schedulable | undefined;
  for (const pid of onlyList(scope)) {
    const task = scope.find(pid);
    if (task === undefined || !scope.allows(task)) continue;
    if (task.sched.vruntime <= now) return task;
    // Where those who may run here have all had their share, the one with the least is next: no core stands idle.
    if (next === undefined || task.sched.vruntime < next.sched.vruntime) next = task;
  }
  return next;
}

/**
 * Earliest eligible virtual deadline first (Documentation/scheduler/sched-eevdf.rst; Stoica and Abdel-Wahab 1995). The
 * list is in order of deadlines. A process keeps its core for its slice unless an eligible one has an earlier deadline.
 */
export const eevdf: Policy = {
  enqueue(scope, task, why) {
    if (why === 'new' || why === 'woken') place(scope, task, why);
    count(scope, task, 1);
    insertByKey(scope, onlyList(scope), task, deadline);
  },
  pick(scope) {
    const task = first(scope);
    if (task === undefined) return undefined;
    takeOut(onlyList(scope), task.pid);
    count(scope, task, -1);
    return task.pid;
  },
  remove(scope, task) {
    if (!takeOut(onlyList(scope), task.pid)) return false;
    count(scope, task, -1);
    leave(scope, task);
    return true;
  },
  slice: ({ sched }) => sched.quantum,
  charge(scope, task, blocks) {
    advanceVirtual(task);
    rebase(scope, average(scope, task));
    if (blocks) leave(scope, task);
    if (task.sched.vruntime < task.sched.deadline) return false;
    newSlice(scope, task);
    return true;
  },
  overtaken(scope, running) {
    const next = scope.find(onlyList(scope)[0] ?? 0);
    if (next === undefined || next.sched.class === SCHED.BATCH) return false;
    return next.sched.deadline < running.sched.deadline && next.sched.vruntime <= average(scope);
  },
  clock: (scope) => average(scope),
};
