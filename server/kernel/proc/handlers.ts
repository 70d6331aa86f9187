import { SA, SI } from '../../../shared/abi/process-flags.ts';
import type { SigInfo } from '../../../shared/abi/process-layouts.ts';
import { signalName, signals } from '../../../shared/abi/signals.ts';
import type { Kernel, SigAction, Task } from '../types.ts';
import { deliverSignals, dueSignals, flushSignals, isCaught } from './signals.ts';

const CODES: Record<number, string> = Object.fromEntries(
  Object.entries(SI).map(([name, code]) => [code, name]),
);

/** `--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=5, si_uid=1000, si_status=0} ---`. */
export function signalLine({ signo, code, pid, uid, status }: SigInfo): string {
  const name = signalName(signo);
  const codes = signo === signals.SIGCHLD ? CODES : { [SI.SI_USER]: 'SI_USER', [SI.SI_KERNEL]: 'SI_KERNEL' };
  const sender = code === SI.SI_KERNEL ? '' : `, si_pid=${pid}, si_uid=${uid}`;
  const ended = signo === signals.SIGCHLD && code !== SI.SI_USER ? `, si_status=${status}` : '';
  return `--- ${name} {si_signo=${name}, si_code=${codes[code] ?? code}${sender}${ended}} ---`;
}

/** A signal frame: the mask while the handler runs, and what is put back by `rt_sigreturn`. */
function pushFrame(k: Kernel, task: Task, signal: number, action: SigAction): void {
  const info = task.sigInfo.get(signal) ?? { signo: signal, code: SI.SI_USER, pid: 0, uid: 0, status: 0 };
  flushSignals(task, [signal]);
  k.events.push({ kind: 'signalDelivered', pid: task.pid, signal, strace: signalLine(info) });
  task.sigFrames.push({ signal, mask: task.sigSaved ?? [...task.sigBlocked], retry: task.retry });
  task.sigSaved = null;
  task.retry = null;
  const own = (action.flags & SA.SA_NODEFER) === 0 ? [signal] : [];
  task.sigBlocked = [...new Set([...task.sigBlocked, ...action.mask, ...own])];
  if ((action.flags & SA.SA_RESETHAND) !== 0) task.sigActions.delete(signal);
  if (k.runtime.signal === undefined) popFrame(task);
  else k.runtime.signal(task, task.user, { signal, handler: action.handler, info });
}

/** `rt_sigreturn`'s work: the mask and the interrupted instruction are put back. False: no handler runs. */
export function popFrame(task: Task): boolean {
  const frame = task.sigFrames.pop();
  if (frame === undefined) return false;
  task.sigBlocked = frame.mask;
  task.retry = frame.retry;
  return true;
}

/**
 * The way back to user mode: pending signals end or stop the process, or get their handlers, each on top of the one before, so
 * that the last one runs first. False: the process has ended or stopped.
 */
export function returnToUser(k: Kernel, task: Task): boolean {
  if (!deliverSignals(k, task)) return false;
  for (const signal of dueSignals(task)) {
    const action = task.sigActions.get(signal);
    // Each handler that starts may block the next signal.
    if (action !== undefined && dueSignals(task).includes(signal)) pushFrame(k, task, signal, action);
  }
  return true;
}

/** Calls that a handler always ends with EINTR, also with SA_RESTART (`man 7 signal`). */
const NEVER_RESTARTED: ReadonlySet<string> = new Set(['pause', 'rt_sigsuspend', 'nanosleep', 'poll']);

/** Whether a caught signal waits for the task, which ends its sleep. */
export function isInterrupted(task: Task): boolean {
  return dueSignals(task).some((signal) => isCaught(task, signal));
}

/** Whether the interrupted call starts again after the handler: the first handler to run decides. */
export function restartsAfter(task: Task, name: string): boolean {
  const first = dueSignals(task).find((signal) => isCaught(task, signal));
  const flags = first === undefined ? 0 : (task.sigActions.get(first)?.flags ?? 0);
  return !NEVER_RESTARTED.has(name) && (flags & SA.SA_RESTART) !== 0;
}
