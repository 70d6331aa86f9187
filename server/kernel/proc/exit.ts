import { SA, SI } from '../../../shared/abi/process-flags.ts';
import type { SigInfo } from '../../../shared/abi/process-layouts.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { releaseInode } from '../fs/inodes.ts';
import { closeAll } from '../fs/openfiles.ts';
import { destroySpace } from '../mm/space.ts';
import { removeReady } from '../sched/queue.ts';
import type { Core, Kernel, Task } from '../types.ts';
import { endNamespace, forgetTask, heirOf, leavePlace } from './life.ts';
import { asSeen } from './namespaces.ts';
import { sendSignal } from './signals.ts';
import { leaveChannel, wakeup } from './sleep.ts';
import { hasEnded, leaderOf, threadsOf } from './threads.ts';

/** Process that inherits orphans and waits for them at once. */
export const INIT = 1;

function leaveQueues(k: Kernel, task: Task): void {
  removeReady(k, task);
  leaveChannel(k, task);
  k.state.timers = k.state.timers.filter((timer) => timer.pid !== task.pid || timer.kind === 'disk');
  const core: Core | undefined = k.state.cores[task.core];
  if (core !== undefined) {
    core.pid = 0;
    core.phase = 'idle';
    core.syscall = '';
    core.halted = false;
    core.masked = false;
    core.preempt = '';
  }
  task.core = -1;
}

/** Takes the last trace of a dead process away; the parent's account of its children grows. */
export function reap(k: Kernel, task: Task): void {
  const parent = k.state.tasks.get(task.ppid);
  if (parent !== undefined) {
    parent.children = parent.children.filter((child) => child !== task.pid);
    parent.times.childUser += task.times.user + task.times.childUser;
    parent.times.childSystem += task.times.system + task.times.childSystem;
  }
  forgetTask(k, task);
  k.state.tasks.delete(task.pid);
}

/** A parent that ignores SIGCHLD wants to know nothing: its children leave no zombie (`man 2 wait4`, NOTES). */
function reapsItself(parent: Task | undefined): boolean {
  if (parent === undefined || parent.sigIgnored.includes(signals.SIGCHLD)) return true;
  return ((parent.sigActions.get(signals.SIGCHLD)?.flags ?? 0) & SA.SA_NOCLDWAIT) !== 0;
}

/** Gives the children to init, the ended ones too. */
function orphanChildren(k: Kernel, task: Task): void {
  const init = heirOf(k, task);
  for (const pid of task.children) {
    const child = k.state.tasks.get(pid);
    if (child === undefined) continue;
    child.ppid = init?.pid ?? INIT;
    init?.children.push(pid);
    if (hasEnded(child) && reapsItself(init)) reap(k, child);
  }
  task.children = [];
}

/** One user less of the task's memory; the last one gives it back. */
export function releaseMemory(k: Kernel, task: Task): void {
  const space = task.mm;
  task.mm = null;
  if (space === null) return;
  space.users -= 1;
  if (space.users === 0) destroySpace(k, space, (ino) => releaseInode(k, ino));
}

/** Closes the descriptors, unless another task has the same table. */
function releaseFiles(k: Kernel, task: Task): void {
  const shared =
    task.filesGroup !== 0 &&
    [...k.state.tasks.values()].some((other) => other !== task && other.fds === task.fds);
  if (shared) task.fds = [];
  else closeAll(k, task);
  task.filesGroup = 0;
}

/** How a dead child ended, as SIGCHLD and `waitid` tell its parent. Nobody dumps core on this machine. */
export function endInfo(k: Kernel, parent: Task, child: Task): SigInfo {
  const { exitSignal, exitCode } = child;
  const code = exitSignal === 0 ? SI.CLD_EXITED : SI.CLD_KILLED;
  return {
    signo: signals.SIGCHLD,
    code,
    ...asSeen(k, parent, child),
    status: exitSignal || exitCode,
  };
}

/** The whole process has ended: the parent hears of it, or it is gone at once. */
function tellParent(k: Kernel, leader: Task): void {
  const parent = k.state.tasks.get(leader.ppid);
  if (parent === undefined || reapsItself(parent)) reap(k, leader);
  if (parent === undefined) return;
  if (
    leader.endSignal !== 0 &&
    !(leader.endSignal === signals.SIGCHLD && parent.sigIgnored.includes(signals.SIGCHLD))
  ) {
    sendSignal(k, parent, leader.endSignal, leader.pid, {
      ...endInfo(k, parent, leader),
      signo: leader.endSignal,
    });
  }
  wakeup(k, `child:${parent.tgid}`);
}

/**
 * Ends a thread: gives back descriptors, memory and its place in every queue. The last thread of a process hands its children
 * to init, and the process stays a zombie until the parent waits, unless the parent ignores SIGCHLD. `signal` 0: it ended by
 * itself with `code`.
 */
export function exitTask(k: Kernel, task: Task, code: number, signal: number): void {
  if (task.state === 'Z') return;
  leaveQueues(k, task);
  task.state = 'Z';
  task.exitCode = code & 0xff;
  task.exitSignal = signal;
  task.call = null;
  task.retry = null;
  task.sigPending = [];
  task.sigInfo = new Map();
  task.sigFrames = [];
  releaseFiles(k, task);
  leavePlace(k, task);
  releaseMemory(k, task);
  const { cpu, waited } = task.sched;
  k.events.push({ kind: 'exit', pid: task.pid, code: task.exitCode, signal, cpu, waited });
  wakeup(k, `vfork:${task.pid}`);
  const leader = leaderOf(k, task);
  if (task !== leader) {
    leader.threads = leader.threads.filter((thread) => thread !== task.pid);
    leader.times.user += task.times.user;
    leader.times.system += task.times.system;
    forgetTask(k, task);
    k.state.tasks.delete(task.pid);
  }
  if (!hasEnded(leader)) return;
  endNamespace(k, leader);
  orphanChildren(k, leader);
  tellParent(k, leader);
}

/** Ends every thread of the process (`man 2 exit_group`). */
export function exitGroup(k: Kernel, task: Task, code: number, signal: number): void {
  const leader = leaderOf(k, task);
  if (leader.state === 'Z') {
    leader.exitCode = code & 0xff;
    leader.exitSignal = signal;
  }
  for (const thread of threadsOf(k, task).reverse()) exitTask(k, thread, code, signal);
}
