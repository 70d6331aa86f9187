import { SA, SI } from '../../../shared/abi/process-flags.ts';
import type { SigInfo } from '../../../shared/abi/process-layouts.ts';
import { defaultAction, signals } from '../../../shared/abi/signals.ts';
import { removeReady } from '../sched/queue.ts';
import type { Kernel, Task } from '../types.ts';
import { exitGroup } from './exit.ts';
import { shieldsInit } from './life.ts';
import { pidFor } from './namespaces.ts';
import { wakeTask } from './sleep.ts';
import { resumeProcess, STOPS, stopProcess } from './stop.ts';
import { threadsOf } from './threads.ts';
import { uidFor } from './userns.ts';

/** Whether the process has a handler for the signal. */
export function isCaught(task: Task, signal: number): boolean {
  return task.sigActions.has(signal);
}

/** Whether the signal would do nothing if it were delivered now. */
function ignores(task: Task, signal: number): boolean {
  if (signal === signals.SIGKILL || signal === signals.SIGSTOP || isCaught(task, signal)) return false;
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
  for (const signal of numbers) task.sigInfo.delete(signal);
}

/** Signals that would act at the next return to user mode: SIGKILL first, then the lowest number, as `next_signal` picks them. */
export function dueSignals(task: Task): number[] {
  if (task.sigPending.length === 0) return [];
  return task.sigPending
    .filter((signal) => !isBlocked(task, signal))
    .sort((a, b) => Number(b === signals.SIGKILL) - Number(a === signals.SIGKILL) || a - b);
}

/** The thread that takes a signal for the whole process: the first that doesn't block it (`complete_signal`). */
function receiverOf(k: Kernel, target: Task, signal: number): Task {
  const threads = threadsOf(k, target);
  return threads.find((thread) => !isBlocked(thread, signal)) ?? threads[0] ?? target;
}

/** Who sent it, as the receiver counts processes and users: from outside of its pid namespace it is number 0. */
function infoOf(k: Kernel, target: Task, signal: number, from: number): SigInfo {
  const sender = k.state.tasks.get(from);
  if (sender === undefined) return { signo: signal, code: SI.SI_KERNEL, pid: from, uid: 0, status: 0 };
  const pid = pidFor(k, target, sender);
  return { signo: signal, code: SI.SI_USER, pid, uid: uidFor(k, target, sender.cred.uid), status: 0 };
}

/**
 * Makes a signal pending for a process (`man 7 signal`). One that it ignores is dropped at once, unless it is blocked and may
 * be asked about later. `from` 0: the kernel itself. It takes effect at the receiver's next return to user mode; a receiver
 * that sleeps or waits for a core returns now.
 */
export function sendSignal(
  k: Kernel,
  target: Task,
  signal: number,
  from: number,
  info: SigInfo = infoOf(k, target, signal, from),
): void {
  if (signal === 0 || shieldsInit(k, target, signal, from)) return;
  const threads = threadsOf(k, target);
  if (threads.length === 0) return;
  if (signal === signals.SIGCONT) {
    for (const thread of threads) flushSignals(thread, STOPS);
    resumeProcess(k, target);
  } else if (STOPS.includes(signal)) for (const thread of threads) flushSignals(thread, [signals.SIGCONT]);
  signalThread(k, receiverOf(k, target, signal), signal, from, info);
}

/** The same for one thread (`tgkill`): what it does to the process it does in any case. */
export function signalThread(
  k: Kernel,
  thread: Task,
  signal: number,
  from: number,
  info: SigInfo = infoOf(k, thread, signal, from),
): void {
  if (thread.state === 'Z' || (ignores(thread, signal) && !isBlocked(thread, signal))) return;
  if (!thread.sigPending.includes(signal)) {
    thread.sigPending.push(signal);
    thread.sigInfo.set(signal, info);
  }
  k.events.push({ kind: 'signal', pid: thread.pid, signal, from });
  if (thread.pid !== k.current && thread.core < 0 && thread.state !== 'D') deliverSignals(k, thread);
}

/** Ends the process with a signal that it can neither block nor ignore: a fault of its own. */
export function forceSignal(k: Kernel, task: Task, signal: number): void {
  k.events.push({ kind: 'signal', pid: task.pid, signal, from: 0 });
  exitGroup(k, task, 0, signal);
}

/**
 * Lets pending signals act as far as they need no user mode: they end or stop the process. A caught one stays pending until
 * the way back to user mode (`handlers.ts`), and a sleeper wakes for it. False: the process has ended or stopped.
 */
export function deliverSignals(k: Kernel, task: Task): boolean {
  for (const signal of dueSignals(task)) {
    // What is stopped stays so: all but SIGKILL waits for SIGCONT.
    if (task.state === 'T' && signal !== signals.SIGKILL) return false;
    if (isCaught(task, signal)) {
      if (task.state === 'S' && task.pid !== k.current) wakeTask(k, task);
      continue;
    }
    flushSignals(task, [signal]);
    if (ignores(task, signal)) continue;
    if (defaultAction(signal) === 'stop') stopProcess(k, task, signal);
    else exitGroup(k, task, 0, signal);
    return false;
  }
  return task.state !== 'T';
}

/** Whether the process wants no SIGCHLD for a child that stops or goes on. */
export function hearsOfStops(parent: Task): boolean {
  return ((parent.sigActions.get(signals.SIGCHLD)?.flags ?? 0) & SA.SA_NOCLDSTOP) === 0;
}

/** Takes a stopped process's thread out of the run queue. */
export function leaveRunQueue(k: Kernel, task: Task): void {
  if (task.state === 'R' && task.core < 0) removeReady(k, task);
}
