import type { Core, Kernel, PolicyName, RunQueue, Task } from '../types.ts';
import { moveReady } from './balance.ts';
import { readyCount, readyIn } from './lists.ts';
import { type AlgorithmName, chosenByHand, enqueue, mayRunOn, queueOf } from './queue.ts';
import { newRunQueue } from './state.ts';

/** How many processes a core may have lined up. */
export const LINE_LENGTH = 3;
/** Owner of every core where a person schedules and nobody has said who. */
export const SOMEBODY = 'somebody';

/** Whoever is ready joins the queue again as the order that holds after `change` wants it. */
function requeue(k: Kernel, queue: RunQueue, change: () => void): void {
  const ready = readyIn(queue);
  change();
  queue.realtime = [];
  queue.ready = [[]];
  queue.weight = 0;
  queue.key = 0;
  for (const pid of ready) {
    const task = k.state.tasks.get(pid);
    if (task !== undefined) enqueue(k, queue, task, 'new');
  }
}

/** One queue for each core without a scheduler, and one for all the cores of each scheduler. */
export function buildQueues(cores: readonly Core[], now: number, old: readonly RunQueue[]): RunQueue[] {
  const queues: RunQueue[] = [];
  for (const core of cores) {
    let at = core.owner === '' ? -1 : queues.findIndex((queue) => queue.owner === core.owner);
    if (at < 0) {
      at = queues.length;
      const known = core.owner === '' ? undefined : old.find((queue) => queue.owner === core.owner);
      const fresh = newRunQueue([], core.owner, known?.humanAt ?? now);
      queues.push({ ...fresh, silent: known?.silent ?? false });
    }
    core.queue = at;
    queues[at]?.cores.push(core.id);
  }
  if (queues.length === 0) queues.push(newRunQueue([]));
  // Nobody starts before the time that anybody has had.
  const time = old.reduce((most, queue) => Math.max(most, queue.minVruntime), 0);
  for (const queue of queues) queue.minVruntime = time;
  return queues;
}

/** Gives each core, by its number, to a scheduler, or with '' to the algorithm. Who is ready stays with the core it waited for. */
export function assignCores(k: Kernel, owners: readonly string[]): void {
  const { cores, sched, tasks } = k.state;
  if (cores.every((core) => core.owner === (owners[core.id] ?? ''))) return;
  const ready = sched.queues.flatMap((queue) =>
    readyIn(queue).map((pid, index) => ({ pid, index, size: queue.cores.length, cores: queue.cores })),
  );
  for (const core of cores) {
    core.owner = owners[core.id] ?? '';
    for (const pid of core.lined) {
      const task = tasks.get(pid);
      if (task !== undefined) task.sched.home = core.id;
    }
  }
  const lined = new Set(cores.flatMap((core) => core.lined));
  sched.queues = buildQueues(cores, k.state.tick, sched.queues);
  for (const { pid, index, size, cores: shared } of ready) {
    const task = tasks.get(pid);
    if (task === undefined) continue;
    // Who waited in a queue of several cores is dealt out to them in turn.
    const core = shared[index % Math.max(1, size)] ?? -1;
    if (!lined.has(pid) && core >= 0 && mayRunOn(task, core)) task.sched.home = core;
    enqueue(k, queueOf(k, task.sched.home), task, 'new');
  }
}

/** Changes the policy. `human` gives every core to whoever acts; anything else takes them from people. */
export function setPolicy(k: Kernel, policy: PolicyName): void {
  const { sched, cores } = k.state;
  const owner = policy === 'human' ? SOMEBODY : '';
  for (const queue of sched.queues) {
    requeue(k, queue, () => {
      sched.policy = policy;
      queue.silent = false;
      queue.humanAt = k.state.tick;
    });
  }
  if (policy !== 'human' || cores.every((core) => core.owner === '')) {
    assignCores(
      k,
      cores.map(() => owner),
    );
  }
}

/** Changes the algorithm that picks wherever no person does: on cores without a scheduler, and in the stead of silent ones. */
export function setAlgorithm(k: Kernel, name: AlgorithmName): void {
  const { sched } = k.state;
  for (const queue of sched.queues) {
    const change = () => {
      sched.fallback = name;
      if (sched.policy !== 'human') sched.policy = name;
    };
    if (chosenByHand(queue)) change();
    else requeue(k, queue, change);
  }
}

/** A person acted: they have their cores back. */
export function humanActed(k: Kernel, queue: RunQueue): void {
  queue.humanAt = k.state.tick;
  if (!queue.silent) return;
  requeue(k, queue, () => {
    queue.silent = false;
  });
}

/** After a silence in which somebody waited for a core that stood idle, the fallback policy picks until the next act. */
export function watchSilence(k: Kernel): void {
  const { sched, cores, tick } = k.state;
  for (const queue of sched.queues) {
    if (!chosenByHand(queue)) continue;
    const needed = readyCount(queue) > 0 && queue.cores.some((core) => cores[core]?.phase === 'idle');
    if (!needed) queue.humanAt = tick;
    if (tick - queue.humanAt <= sched.silence) continue;
    requeue(k, queue, () => {
      queue.silent = true;
    });
  }
}

/** Whether the core is that scheduler's; without a name, anybody's. */
function isTheirs(core: Core, by: string | undefined): boolean {
  return by === undefined || core.owner === by;
}

/** Lines a ready process of the core's queue up for it. False: not ready there, not allowed, or the line is full. */
export function lineUp(k: Kernel, core: Core, task: Task, by?: string): boolean {
  if (!isTheirs(core, by) || !mayRunOn(task, core.id) || core.lined.length >= LINE_LENGTH) return false;
  const queue = queueOf(k, core.id);
  if (!readyIn(queue).includes(task.pid)) return false;
  if (k.state.cores.some((other) => other.lined.includes(task.pid))) return false;
  humanActed(k, queue);
  core.lined.push(task.pid);
  return true;
}

/** Takes a core back at its next return to user mode. False: nobody runs there. */
export function takeBack(k: Kernel, core: Core, by?: string): boolean {
  if (!isTheirs(core, by) || core.pid === 0) return false;
  humanActed(k, queueOf(k, core.id));
  core.preempt = 'human';
  return true;
}

/**
 * Moves a ready process into the run queue of another core: from one's own queue to anybody's, or from anybody's to one's
 * own. False: not ready, not allowed there, or neither queue is theirs.
 */
export function migrate(k: Kernel, task: Task, core: Core, by?: string): boolean {
  const from = queueOf(k, task.sched.home);
  const to = queueOf(k, core.id);
  if (by !== undefined && from.owner !== by && to.owner !== by) return false;
  if (from === to || !mayRunOn(task, core.id) || !readyIn(from).includes(task.pid)) return false;
  for (const queue of [from, to]) if (by === undefined || queue.owner === by) humanActed(k, queue);
  moveReady(k, task, to);
  return true;
}

/** Lets a process run only on the cores of the mask; it leaves the core that it must no longer be on. */
export function setAffinity(k: Kernel, task: Task, mask: number): void {
  const queue = queueOf(k, task.sched.home);
  task.sched.affinity = mask;
  if (task.state !== 'R' || task.core >= 0) return;
  for (const core of k.state.cores) {
    if (!mayRunOn(task, core.id)) core.lined = core.lined.filter((pid) => pid !== task.pid);
  }
  if (queue.cores.some((core) => mayRunOn(task, core))) return;
  const open = k.state.sched.queues.find((other) => other.cores.some((core) => mayRunOn(task, core)));
  if (open !== undefined) moveReady(k, task, open);
}
