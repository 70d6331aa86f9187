import { randomBelow } from '../prng.ts';
import type { Core, Kernel, PolicyName, RunQueue, SchedState, Task } from '../types.ts';
import { cfs } from './cfs.ts';
import { isRealtime } from './classes.ts';
import { eevdf } from './eevdf.ts';
import { fcfs } from './fcfs.ts';
import { readyCount } from './lists.ts';
import { lottery } from './lottery.ts';
import { mlfq } from './mlfq.ts';
import { type Arrival, type Policy, type Schedulable, type Scope, takeFirst, takeOut } from './policy.ts';
import { priority } from './priority.ts';
import { chargeRealtime, enqueueRealtime, overtakenByRealtime } from './realtime.ts';
import { rr } from './rr.ts';
import { sjf, stcf } from './sjf.ts';
import { stride } from './stride.ts';

export type AlgorithmName = Exclude<PolicyName, 'human'>;

/** Every algorithm by name. `human` is none: it lines processes up and leans on the fallback's queue. */
export const ALGORITHMS: Record<AlgorithmName, Policy> = {
  fcfs,
  sjf,
  stcf,
  rr,
  priority,
  lottery,
  stride,
  mlfq,
  cfs,
  eevdf,
};

/** Whether a person, and not an algorithm, chooses who runs next. */
export function chosenByHand(queue: RunQueue): boolean {
  return queue.owner !== '' && !queue.silent;
}

/** Name of the algorithm that runs where nobody chooses by hand. */
export function algorithmName(sched: SchedState): AlgorithmName {
  if (sched.policy !== 'human') return sched.policy;
  return sched.fallback === 'human' ? 'rr' : sched.fallback;
}

/** The algorithm that keeps the run queue. People's queue is round robin's, in order of arrival and with one quantum. */
function algorithm(sched: SchedState, queue: RunQueue): Policy {
  return ALGORITHMS[chosenByHand(queue) ? 'rr' : algorithmName(sched)];
}

/** Whether the process may run on the core (`sched_setaffinity`). */
export function mayRunOn(task: Schedulable, core: number): boolean {
  return (task.sched.affinity & (1 << core)) !== 0;
}

/** A machine's run queue as a policy sees it, for one core or for none in particular. */
export class QueueScope implements Scope {
  readonly #k: Kernel;
  readonly #core: number;
  readonly queue: RunQueue;

  constructor(k: Kernel, queue: RunQueue, core = -1) {
    this.#k = k;
    this.queue = queue;
    this.#core = core;
  }

  get sched(): SchedState {
    return this.#k.state.sched;
  }

  get policy(): Policy {
    return algorithm(this.sched, this.queue);
  }

  find(pid: number): Task | undefined {
    return this.#k.state.tasks.get(pid);
  }

  allows(task: Schedulable): boolean {
    return this.#core < 0 || mayRunOn(task, this.#core);
  }

  running(): Task[] {
    const { cores, tasks } = this.#k.state;
    return this.queue.cores.flatMap((id) => {
      const task = tasks.get(cores[id]?.pid ?? 0);
      return task === undefined || isRealtime(task) ? [] : [task];
    });
  }

  draw(n: number): number {
    return randomBelow(this.#k.state, n);
  }
}

/** The run queue of a core; the first one where there is no such core. */
export function queueOf(k: Kernel, core: number): RunQueue {
  const { cores, sched } = k.state;
  return sched.queues[cores[core]?.queue ?? 0] as RunQueue;
}

function scopeOf(k: Kernel, core: Core): QueueScope {
  return new QueueScope(k, queueOf(k, core.id), core.id);
}

/** Puts a runnable process into a run queue. */
export function enqueue(k: Kernel, queue: RunQueue, task: Task, why: Arrival): void {
  const scope = new QueueScope(k, queue);
  if (!queue.cores.includes(task.sched.home)) {
    task.sched.home = queue.cores.find((core) => mayRunOn(task, core)) ?? -1;
  }
  if (isRealtime(task)) enqueueRealtime(scope, task, why);
  else scope.policy.enqueue(scope, task, why);
}

/** Takes a process off every core's line. */
export function unline(k: Kernel, pid: number): void {
  for (const core of k.state.cores) {
    if (core.lined.includes(pid)) core.lined = core.lined.filter((lined) => lined !== pid);
  }
}

/** Takes a process out of the run queue and off every core's line. False: it was not there. */
export function removeReady(k: Kernel, task: Task): boolean {
  unline(k, task.pid);
  if (task.state !== 'R' || task.core >= 0) return false;
  const scope = new QueueScope(k, queueOf(k, task.sched.home));
  return isRealtime(task) ? takeOut(scope.queue.realtime, task.pid) : scope.policy.remove(scope, task);
}

/** Takes the next process that the core may run off a queue, as its algorithm orders them. */
export function takeNext(k: Kernel, queue: RunQueue, core: number): Task | undefined {
  const scope = new QueueScope(k, queue, core);
  return scope.find(takeFirst(scope, queue.realtime) ?? scope.policy.pick(scope) ?? 0);
}

/** Ticks for which the process may keep the core; Infinity where nothing takes it away. */
export function sliceOf(k: Kernel, core: Core, task: Task): number {
  const scope = scopeOf(k, core);
  if (!isRealtime(task)) return Math.max(1, scope.policy.slice(scope, task));
  return scope.sched.quantum;
}

/** Accounts the tick that the core spent on the process. True: its time is up. */
export function charge(k: Kernel, core: Core, task: Task, blocks: boolean): boolean {
  const scope = scopeOf(k, core);
  return isRealtime(task) ? chargeRealtime(scope, task, blocks) : scope.policy.charge(scope, task, blocks);
}

/** Whether somebody in the core's queue comes before the process that runs there. */
export function overtaken(k: Kernel, core: Core, task: Task): boolean {
  const scope = scopeOf(k, core);
  return overtakenByRealtime(scope, task) || (!isRealtime(task) && scope.policy.overtaken(scope, task));
}

/** Whether anybody would follow on the core if its process left. Where a person chooses: whom they have lined up. */
export function hasNext(k: Kernel, core: Core): boolean {
  const queue = queueOf(k, core.id);
  if (chosenByHand(queue)) return core.lined.length > 0 || queue.realtime.length > 0;
  return readyCount(queue) > 0;
}

/** What the algorithms do by the clock. */
export function tickPolicies(k: Kernel): void {
  for (const queue of k.state.sched.queues) {
    const scope = new QueueScope(k, queue);
    scope.policy.tick?.(scope, k.state.tick);
  }
}

/** Changes what orders a process in its queue: it leaves, changes, and joins again. */
export function reorder(k: Kernel, task: Task, change: () => void): void {
  const ready = removeReady(k, task);
  change();
  if (ready) enqueue(k, queueOf(k, task.sched.home), task, 'preempted');
}

/** Brings a process that is about to leave a real-time class to its queue's present: the time it ran there is nobody's debt. */
export function joinPresent(k: Kernel, task: Task): void {
  const scope = new QueueScope(k, queueOf(k, task.sched.home));
  task.sched.vruntime = Math.max(task.sched.vruntime, scope.policy.clock?.(scope) ?? 0);
  task.sched.deadline = task.sched.vruntime;
}
