import { makeReady } from '../sched/balance.ts';
import type { Kernel, Task } from '../types.ts';

/**
 * Channels on which every sleeper is woken alone, by its number: by its user, the clock, a signal or the disk. Nobody keeps a
 * list of them, so that ten thousand sleepers cost no more than one.
 */
const ALONE: ReadonlySet<string> = new Set(['user', 'timer', 'pause', 'disk']);

/** Whether who sleeps on the channel stands in its list of waiters. */
export function isListed(channel: string): boolean {
  return !ALONE.has(channel);
}

/** Puts the sleeper into the channel's list: after those who fell asleep before it. */
function enlist(k: Kernel, task: Task): void {
  const queue = k.state.waiters.get(task.channel);
  if (queue === undefined) {
    k.state.waiters.set(task.channel, [task.pid]);
    return;
  }
  let at = queue.length;
  while (at > 0 && (k.state.tasks.get(queue[at - 1] as number)?.sleepSeq ?? 0) > task.sleepSeq) at -= 1;
  queue.splice(at, 0, task.pid);
}

/**
 * Puts the task to sleep on a channel; its call starts again at wake-up. Who slept first wakes first, also when an
 * earlier wake-up was in vain: places are kept by the number the call got when it first slept.
 */
export function sleepOn(k: Kernel, task: Task, channel: string, state: 'S' | 'D' = 'S'): void {
  task.state = state;
  task.channel = channel;
  if (task.sleepSeq === 0) task.sleepSeq = ++k.state.seq;
  if (isListed(channel)) enlist(k, task);
  k.events.push({ kind: 'block', pid: task.pid, on: channel });
}

/** Where a sleeper stands on its channel: by its number, as thousands may sleep on the same one. */
function placeOf(k: Kernel, queue: readonly number[], task: Task): number {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((k.state.tasks.get(queue[middle] as number)?.sleepSeq ?? 0) < task.sleepSeq) low = middle + 1;
    else high = middle;
  }
  return queue[low] === task.pid ? low : queue.indexOf(task.pid);
}

/** Takes a task off the channel on which it sleeps. */
export function leaveChannel(k: Kernel, task: Task): void {
  if (task.channel === '') return;
  const queue = k.state.waiters.get(task.channel);
  const at = queue === undefined ? -1 : placeOf(k, queue, task);
  if (queue !== undefined && at >= 0) queue.splice(at, 1);
  if (queue?.length === 0) k.state.waiters.delete(task.channel);
  task.channel = '';
}

/** Takes one sleeper off its channel and makes it ready. */
export function wakeTask(k: Kernel, task: Task): void {
  leaveChannel(k, task);
  if (task.state !== 'S' && task.state !== 'D') return;
  task.state = 'R';
  k.events.push({ kind: 'wakeup', pid: task.pid });
  makeReady(k, task);
}

/** Whoever sleeps in `poll` looks again: something has come for a pipe or a terminal. */
export function wakePollers(k: Kernel): void {
  for (const pid of [...(k.state.waiters.get('poll') ?? [])]) {
    const task = k.state.tasks.get(pid);
    if (task !== undefined) wakeTask(k, task);
  }
}

/** Wakes everybody who sleeps on the channel, in the order in which they fell asleep. */
export function wakeup(k: Kernel, channel: string): void {
  if (['pipe:', 'tty:', 'socket:'].some((kind) => channel.startsWith(kind))) wakePollers(k);
  const queue = k.state.waiters.get(channel);
  if (queue === undefined) return;
  for (const pid of [...queue]) {
    const task = k.state.tasks.get(pid);
    if (task !== undefined) wakeTask(k, task);
  }
}
