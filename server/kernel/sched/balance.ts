import { checkRunQueue } from '../checks.ts';
import { park } from '../proc/cgroup.ts';
import type { KernelSymbol } from '../symbols.ts';
import type { Core, Kernel, RunQueue, Task } from '../types.ts';
import { isRealtime } from './classes.ts';
import { readyCount, readyIn } from './lists.ts';
import { type Arrival, takeFirst } from './policy.ts';
import {
  chosenByHand,
  enqueue,
  mayRunOn,
  QueueScope,
  queueOf,
  removeReady,
  takeNext,
  unline,
} from './queue.ts';

/** Ticks between two looks at how the load is spread. */
const BALANCE = 16;

/** Processes that wait for or run on the queue's cores. */
function loadOf(k: Kernel, queue: RunQueue): number {
  let load = readyCount(queue);
  for (const core of queue.cores) if ((k.state.cores[core]?.pid ?? 0) !== 0) load += 1;
  return load;
}

/** Whether `a` has less to do per core than `b`. */
function lighter(k: Kernel, a: RunQueue, b: RunQueue): boolean {
  return loadOf(k, a) * b.cores.length < loadOf(k, b) * a.cores.length;
}

function reachable(task: Task, queue: RunQueue): boolean {
  return queue.cores.length === 0 || queue.cores.some((core) => mayRunOn(task, core));
}

/** What the most yielding of the queue's cores does: −1 idles, 0 a normal process, else a real-time priority. */
function yields(k: Kernel, task: Task, queue: RunQueue): number {
  let least = Number.POSITIVE_INFINITY;
  for (const id of queue.cores) {
    const running = k.state.tasks.get(k.state.cores[id]?.pid ?? 0);
    if (mayRunOn(task, id)) least = Math.min(least, running?.sched.rtPriority ?? -1);
  }
  return least;
}

/** A process that goes to another queue keeps its distance from the virtual time there. */
function keepDistance(k: Kernel, task: Task, from: RunQueue, to: RunQueue): void {
  const source = new QueueScope(k, from);
  const target = new QueueScope(k, to);
  const shift = (target.policy.clock?.(target) ?? 0) - (source.policy.clock?.(source) ?? 0);
  task.sched.vruntime += shift;
  task.sched.deadline += shift;
}

function moved(k: Kernel, task: Task, to: RunQueue, core?: number): void {
  const from = task.sched.home;
  keepDistance(k, task, queueOf(k, from), to);
  task.sched.home = core ?? to.cores.find((id) => mayRunOn(task, id)) ?? -1;
  k.state.sched.migrations += 1;
  k.events.push({ kind: 'migrate', pid: task.pid, from, to: task.sched.home });
}

/** The run queue that a process joins: its old one where it may, for what its core still has in the caches; else the lightest. */
function queueFor(k: Kernel, task: Task, why: Arrival): RunQueue {
  const { queues } = k.state.sched;
  const open = queues.filter((queue) => reachable(task, queue));
  const home = queueOf(k, task.sched.home);
  const first = task.sched.home >= 0 && why !== 'new' && open.includes(home) ? home : open[0];
  if (first === undefined) return home;
  if (isRealtime(task)) {
    return open.reduce(
      (best, queue) => (yields(k, task, queue) < yields(k, task, best) ? queue : best),
      first,
    );
  }
  if (first === home && why !== 'new') return home;
  return open.reduce((best, queue) => (lighter(k, queue, best) ? queue : best), first);
}

/** Who puts a process into the run queue, as a call trace names it. */
const ENQUEUED_BY = {
  new: 'wake_up_new_task',
  woken: 'try_to_wake_up',
  preempted: '__schedule',
  yielded: '__schedule',
} as const satisfies Record<Arrival, KernelSymbol>;

/** Puts a runnable process into the run queue of a core that it may run on. */
export function makeReady(k: Kernel, task: Task, why: Arrival = 'woken'): void {
  if (!checkRunQueue(k, ['enqueue_task', ENQUEUED_BY[why]], task)) return;
  task.sched.since = k.state.tick;
  if (why === 'woken') {
    task.sched.lastBurst = task.sched.burst;
    task.sched.burst = 0;
  }
  if (park(k, task)) return;
  const queue = queueFor(k, task, why);
  const had = task.sched.home >= 0 && why !== 'new';
  if (had && queueOf(k, task.sched.home) !== queue) moved(k, task, queue);
  enqueue(k, queue, task, why);
}

/** Moves a ready process to another queue. */
export function moveReady(k: Kernel, task: Task, to: RunQueue): void {
  if (!removeReady(k, task)) return;
  moved(k, task, to);
  enqueue(k, to, task, 'preempted');
}

/**
 * An idle core takes work from the longest queue that has some for it (work stealing; OSTEP chapter 10). Queues that
 * people keep are theirs: nothing is stolen from them, and migration is by hand.
 */
function steal(k: Kernel, core: Core): Task | undefined {
  const own = queueOf(k, core.id);
  const victims = k.state.sched.queues.filter(
    (queue) => queue !== own && !chosenByHand(queue) && readyCount(queue) > 0,
  );
  victims.sort((a, b) => readyCount(b) - readyCount(a));
  for (const victim of victims) {
    const task = takeNext(k, victim, core.id);
    if (task === undefined) continue;
    moved(k, task, own, core.id);
    return task;
  }
  return undefined;
}

/** Whoever the person has lined up next and who may run here. */
function takeLined(k: Kernel, core: Core): Task | undefined {
  for (;;) {
    const pid = core.lined.shift();
    const task = pid === undefined ? undefined : k.state.tasks.get(pid);
    if (pid === undefined) return undefined;
    if (task !== undefined && mayRunOn(task, core.id) && removeReady(k, task)) return task;
  }
}

/** A real-time process that waits for the core: it comes before whoever a person or an algorithm would choose. */
function takeRealtime(k: Kernel, queue: RunQueue, core: Core): Task | undefined {
  const scope = new QueueScope(k, queue, core.id);
  return scope.find(takeFirst(scope, queue.realtime) ?? 0);
}

/** The process that the core runs next, taken off its run queue or stolen from another; undefined: it idles. */
export function pickNext(k: Kernel, core: Core): Task | undefined {
  if (!checkRunQueue(k, ['pick_next_task', '__schedule'], undefined)) return undefined;
  const queue = queueOf(k, core.id);
  let task = takeRealtime(k, queue, core) ?? takeLined(k, core);
  if (!chosenByHand(queue)) task ??= takeNext(k, queue, core.id) ?? steal(k, core);
  if (task === undefined) return undefined;
  task.sched.home = core.id;
  unline(k, task.pid);
  return task;
}

/** Now and then the busiest queue gives its last process to the least busy one, where the difference is worth a move. */
export function balance(k: Kernel): void {
  if (k.state.tick % BALANCE !== 0) return;
  const queues = k.state.sched.queues.filter((queue) => !chosenByHand(queue) && queue.cores.length > 0);
  const [first] = queues;
  if (first === undefined || queues.length < 2) return;
  const busiest = queues.reduce((most, queue) => (lighter(k, most, queue) ? queue : most), first);
  const least = queues.reduce((best, queue) => (lighter(k, queue, best) ? queue : best), first);
  if (loadOf(k, busiest) / busiest.cores.length < loadOf(k, least) / least.cores.length + 2) return;
  for (const pid of readyIn(busiest).reverse()) {
    const task = k.state.tasks.get(pid);
    if (task === undefined || !reachable(task, least)) continue;
    moveReady(k, task, least);
    return;
  }
}
