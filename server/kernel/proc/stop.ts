import { SI } from '../../../shared/abi/process-flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { makeReady } from '../sched/balance.ts';
import type { Kernel, Task } from '../types.ts';
import { asSeen } from './namespaces.ts';
import { deliverSignals, hearsOfStops, leaveRunQueue, sendSignal } from './signals.ts';
import { wakeup } from './sleep.ts';
import { leaderOf, threadsOf } from './threads.ts';

/** The signals that stop a process. */
export const STOPS: readonly number[] = [signals.SIGSTOP, signals.SIGTSTP, signals.SIGTTIN, signals.SIGTTOU];

/** Tells the parent that its child was stopped or goes on: SIGCHLD, and whoever waits looks again. */
function tellParent(k: Kernel, child: Task, code: number, status: number): void {
  const parent = k.state.tasks.get(child.ppid);
  if (parent === undefined) return;
  wakeup(k, `child:${parent.tgid}`);
  if (!hearsOfStops(parent)) return;
  const info = { signo: signals.SIGCHLD, code, ...asSeen(k, parent, child), status };
  sendSignal(k, parent, signals.SIGCHLD, child.pid, info);
}

/** Stops every thread. A sleeper keeps its place on its channel and sleeps on when it is continued. */
export function stopProcess(k: Kernel, task: Task, signal: number): void {
  for (const thread of threadsOf(k, task)) {
    leaveRunQueue(k, thread);
    thread.state = 'T';
  }
  const leader = leaderOf(k, task);
  leader.news = 'stopped';
  leader.stopSignal = signal;
  tellParent(k, leader, SI.CLD_STOPPED, signal);
}

/** SIGCONT: what was stopped goes on, also where the signal itself is ignored or blocked. */
export function resumeProcess(k: Kernel, task: Task): void {
  const stopped = threadsOf(k, task).filter((thread) => thread.state === 'T');
  if (stopped.length === 0) return;
  for (const thread of stopped) {
    thread.state = thread.channel === '' ? 'R' : 'S';
    if (thread.state === 'R' && thread.core < 0) makeReady(k, thread);
    deliverSignals(k, thread);
  }
  const leader = leaderOf(k, task);
  leader.news = 'continued';
  tellParent(k, leader, SI.CLD_CONTINUED, signals.SIGCONT);
}
