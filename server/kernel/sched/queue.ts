import { checkRunQueue } from '../checks.ts';
import type { KernelSymbol } from '../symbols.ts';
import type { Core, Kernel, PolicyName, SchedState, Task } from '../types.ts';
import { cfs } from './cfs.ts';
import { fcfs } from './fcfs.ts';
import { mlfq } from './mlfq.ts';
import type { Arrival, Find, Policy } from './policy.ts';
import { rr } from './rr.ts';
import { sjf, stcf } from './sjf.ts';

/** Every algorithm by name. `human` is none: it lines processes up and leans on the fallback's queue. */
export const ALGORITHMS: Record<Exclude<PolicyName, 'human'>, Policy> = { fcfs, sjf, stcf, rr, mlfq, cfs };

/** Whether a person, and not an algorithm, chooses who runs next. */
export function chosenByHand(state: SchedState): boolean {
  return state.policy === 'human' && !state.humanSilent;
}

/** The algorithm that keeps the run queue. People's queue is round robin's, in order of arrival and with one quantum. */
export function algorithm(state: SchedState): Policy {
  const name = state.policy === 'human' ? state.fallback : state.policy;
  return ALGORITHMS[name === 'human' || chosenByHand(state) ? 'rr' : name];
}

export function finder(k: Kernel): Find {
  return (pid) => k.state.tasks.get(pid);
}

/** Ready processes, in the order in which the algorithm looks at them. */
export function readyPids(state: SchedState): number[] {
  return state.queues.flat();
}

export function readyCount(state: SchedState): number {
  let count = 0;
  for (const queue of state.queues) count += queue.length;
  return count;
}

/** Who puts a process into the run queue, as a call trace names it. */
const ENQUEUED_BY = {
  new: 'wake_up_new_task',
  woken: 'try_to_wake_up',
  preempted: '__schedule',
  yielded: '__schedule',
} as const satisfies Record<Arrival, KernelSymbol>;

/** Puts a runnable process into the run queue. */
export function makeReady(k: Kernel, task: Task, why: Arrival = 'woken'): void {
  if (!checkRunQueue(k, ['enqueue_task', ENQUEUED_BY[why]], task)) return;
  task.sched.since = k.state.tick;
  if (why === 'woken') {
    task.sched.lastBurst = task.sched.burst;
    task.sched.burst = 0;
  }
  algorithm(k.state.sched).enqueue(k.state.sched, task, why, finder(k));
}

/** Takes a process out of the run queue and off every core's line. False: it was not there. */
export function removeReady(k: Kernel, pid: number): boolean {
  for (const core of k.state.cores) core.lined = core.lined.filter((lined) => lined !== pid);
  for (const queue of k.state.sched.queues) {
    const at = queue.indexOf(pid);
    if (at < 0) continue;
    queue.splice(at, 1);
    return true;
  }
  return false;
}

/** The process that the core runs next, taken off the run queue; undefined: it idles. */
export function pickNext(k: Kernel, core: Core): Task | undefined {
  if (!checkRunQueue(k, ['pick_next_task', '__schedule'], undefined)) return undefined;
  const { sched, tasks } = k.state;
  const lined = core.lined.shift();
  if (lined !== undefined) {
    removeReady(k, lined);
    return tasks.get(lined);
  }
  if (chosenByHand(sched)) return undefined;
  const pid = algorithm(sched).pick(sched, finder(k));
  if (pid === undefined) return undefined;
  for (const other of k.state.cores) other.lined = other.lined.filter((waiting) => waiting !== pid);
  return tasks.get(pid);
}

/** Whoever is ready moves, in the old order, to the queues of the algorithm that holds after `change`. */
function requeue(k: Kernel, change: () => void): void {
  const { sched } = k.state;
  const ready = readyPids(sched);
  change();
  sched.queues = [[]];
  for (const pid of ready) {
    const task = k.state.tasks.get(pid);
    if (task !== undefined) algorithm(sched).enqueue(sched, task, 'new', finder(k));
  }
}

/** Changes the policy. */
export function setPolicy(k: Kernel, policy: PolicyName): void {
  requeue(k, () => {
    k.state.sched.policy = policy;
    k.state.sched.humanSilent = false;
    k.state.sched.humanAt = k.state.tick;
  });
}

/** A person acted: they have the cores back. */
export function humanActed(k: Kernel): void {
  const { sched } = k.state;
  sched.humanAt = k.state.tick;
  if (!sched.humanSilent) return;
  requeue(k, () => {
    sched.humanSilent = false;
  });
}

/** After a silence in which somebody waited for a core that stood idle, the fallback policy picks until the next act. */
export function watchSilence(k: Kernel): void {
  const { sched, cores, tick } = k.state;
  if (sched.policy !== 'human' || sched.humanSilent) return;
  const needed = readyCount(sched) > 0 && cores.some((core) => core.phase === 'idle');
  if (!needed) sched.humanAt = tick;
  if (tick - sched.humanAt <= sched.silence) return;
  requeue(k, () => {
    sched.humanSilent = true;
  });
}
