import { defaultAction, signals } from '../../../shared/abi/signals.ts';
import { makeReady } from '../sched/balance.ts';
import { removeReady } from '../sched/queue.ts';
import type { Kernel, Task } from '../types.ts';
import { exitTask } from './exit.ts';

/** Whether the signal would do nothing if it were delivered now. */
function ignores(task: Task, signal: number): boolean {
  if (signal === signals.SIGKILL || signal === signals.SIGSTOP) return false;
  const action = defaultAction(signal);
  return task.sigIgnored.includes(signal) || action === 'ign' || action === 'cont';
}

export function isBlocked(task: Task, signal: number): boolean {
  if (signal === signals.SIGKILL || signal === signals.SIGSTOP) return false;
  return task.sigBlocked.includes(signal);
}

/** Takes pending instances of the signals away. */
export function flushSignals(task: Task, numbers: readonly number[]): void {
  task.sigPending = task.sigPending.filter((pending) => !numbers.includes(pending));
}

const STOPS = [signals.SIGSTOP, signals.SIGTSTP, signals.SIGTTIN, signals.SIGTTOU];

/** A stopped process goes on (SIGCONT, or SIGKILL that ends it). */
function resume(k: Kernel, task: Task): void {
  if (task.state !== 'T') return;
  task.state = task.channel === '' ? 'R' : 'S';
  if (task.state === 'R') makeReady(k, task);
}

/**
 * Makes a signal pending (`man 7 signal`). One that the process ignores is dropped at once, unless it is blocked and may be
 * asked about later. `from` 0: the kernel itself. It takes effect at the target's next return to user mode; a target that
 * sleeps or waits for a core returns now.
 */
export function sendSignal(k: Kernel, target: Task, signal: number, from: number): void {
  if (target.state === 'Z' || signal === 0 || target.pid === 1) return;
  if (signal === signals.SIGCONT) {
    flushSignals(target, STOPS);
    resume(k, target);
  } else if (STOPS.includes(signal)) flushSignals(target, [signals.SIGCONT]);
  if (ignores(target, signal) && !isBlocked(target, signal)) return;
  if (!target.sigPending.includes(signal)) target.sigPending.push(signal);
  k.events.push({ kind: 'signal', pid: target.pid, signal, from });
  if (target.pid !== k.current && target.core < 0 && target.state !== 'D') deliverSignals(k, target);
}

/** Ends the process with a signal that it can neither block nor ignore: a fault of its own. */
export function forceSignal(k: Kernel, task: Task, signal: number): void {
  k.events.push({ kind: 'signal', pid: task.pid, signal, from: 0 });
  exitTask(k, task, 0, signal);
}

/** Lets pending signals act, on the way back to user mode. False: the process has ended or stopped. */
export function deliverSignals(k: Kernel, task: Task): boolean {
  // SIGKILL goes first, then the lowest number, as `next_signal` picks them.
  const due = [...task.sigPending].sort(
    (a, b) => Number(b === signals.SIGKILL) - Number(a === signals.SIGKILL) || a - b,
  );
  for (const signal of due) {
    if (isBlocked(task, signal)) continue;
    flushSignals(task, [signal]);
    if (ignores(task, signal)) continue;
    if (defaultAction(signal) === 'stop') {
      stop(k, task);
      return false;
    }
    exitTask(k, task, 0, signal);
    return false;
  }
  return true;
}

/** A stopped sleeper keeps its place on its channel and sleeps on when it is continued. */
function stop(k: Kernel, task: Task): void {
  removeReady(k, task);
  task.state = 'T';
}
