import { signals } from '../../../shared/abi/signals.ts';
import { releaseInode } from '../fs/inodes.ts';
import { closeAll } from '../fs/openfiles.ts';
import { destroySpace } from '../mm/space.ts';
import { removeReady } from '../sched/queue.ts';
import type { Core, Kernel, Task } from '../types.ts';
import { sendSignal } from './signals.ts';
import { wakeup } from './sleep.ts';

/** Process that inherits orphans and waits for them at once. */
export const INIT = 1;

function leaveQueues(k: Kernel, task: Task): void {
  removeReady(k, task);
  const queue = k.state.waiters.get(task.channel);
  if (queue !== undefined) {
    const at = queue.indexOf(task.pid);
    if (at >= 0) queue.splice(at, 1);
    if (queue.length === 0) k.state.waiters.delete(task.channel);
  }
  task.channel = '';
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

/** Takes the last trace of a dead process away. */
export function reap(k: Kernel, task: Task): void {
  const parent = k.state.tasks.get(task.ppid);
  if (parent !== undefined) parent.children = parent.children.filter((child) => child !== task.pid);
  k.state.tasks.delete(task.pid);
}

/** A parent that ignores SIGCHLD wants to know nothing: its children leave no zombie (`man 2 wait4`, NOTES). */
function reapsItself(parent: Task | undefined): boolean {
  return parent === undefined || parent.sigIgnored.includes(signals.SIGCHLD);
}

/** Gives the children to init, the ended ones too. */
function orphanChildren(k: Kernel, task: Task): void {
  const init = k.state.tasks.get(INIT);
  for (const pid of task.children) {
    const child = k.state.tasks.get(pid);
    if (child === undefined) continue;
    child.ppid = INIT;
    init?.children.push(pid);
    if (child.state === 'Z' && reapsItself(init)) reap(k, child);
  }
  task.children = [];
}

/**
 * Ends a process (`man 2 _exit`): gives back descriptors, memory and its place in every queue, hands its children to init,
 * and stays a zombie until the parent waits, unless the parent ignores SIGCHLD. `signal` 0: it ended by itself with `code`.
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
  closeAll(k, task);
  const cwd = k.state.inodes.get(task.cwd);
  if (cwd !== undefined) {
    cwd.holds -= 1;
    releaseInode(k, task.cwd);
  }
  if (task.mm !== null) destroySpace(k, task.mm, (ino) => releaseInode(k, ino));
  task.mm = null;
  orphanChildren(k, task);
  const { cpu, waited } = task.sched;
  k.events.push({ kind: 'exit', pid: task.pid, code: task.exitCode, signal, cpu, waited });
  const parent = k.state.tasks.get(task.ppid);
  if (parent === undefined || reapsItself(parent)) reap(k, task);
  else sendSignal(k, parent, signals.SIGCHLD, task.pid);
  if (parent !== undefined) wakeup(k, `child:${parent.pid}`);
}
