import { signals } from '../../../shared/abi/signals.ts';
import { dropHold } from '../fs/inodes.ts';
import { hold } from '../fs/vnode.ts';
import type { Kernel, Task } from '../types.ts';
import { enterCgroup, leaveCgroup, unpark } from './cgroup.ts';
import { ROOT_NAMESPACES } from './namespace-ids.ts';
import { forgetNumbers, holdAll, namespaceOf, numberTask, taskIn } from './namespaces.ts';
import { sendSignal } from './signals.ts';
import { hasEnded } from './threads.ts';

/**
 * A new task takes its place in the tree of files, in its pid namespaces and its control group. It has its machine-wide number
 * and holds its namespaces already.
 */
export function takePlace(k: Kernel, task: Task): void {
  numberTask(k, task, task.childPidNs);
  hold(k, task.cwd);
  hold(k, task.root);
  const group = task.cgroup;
  enterCgroup(k, task, group);
}

/** A task ends: it stands nowhere any more. */
export function leavePlace(k: Kernel, task: Task): void {
  dropHold(k, task.cwd);
  dropHold(k, task.root);
  unpark(k, task);
}

/** A process has ended. With the init of a pid namespace everybody in it dies (`man 7 pid_namespaces`). */
export function endNamespace(k: Kernel, task: Task): void {
  const space = namespaceOf(k, task.ns.pid).pid;
  if (task.ns.pid === ROOT_NAMESPACES.pid || space?.init !== task.pid) return;
  for (const pid of [...space.tasks.values()]) {
    const member = k.state.tasks.get(pid);
    if (member !== undefined && member !== task) sendSignal(k, member, signals.SIGKILL, 0);
  }
}

/** Whether the pid namespace has had its init: nobody is born there any more. */
export function isOver(k: Kernel, id: number): boolean {
  const init = k.state.namespaces.get(id)?.pid?.init ?? 0;
  const task = k.state.tasks.get(init);
  return init !== 0 && id !== ROOT_NAMESPACES.pid && (task === undefined || hasEnded(task));
}

/** The last trace of a process goes. */
export function forgetTask(k: Kernel, task: Task): void {
  forgetNumbers(k, task);
  leaveCgroup(k, task);
  holdAll(k, task, -1);
}

/**
 * Whether a namespace's init is safe from the signal: from inside from every one that it does not catch, from outside from all
 * but SIGKILL and SIGSTOP. The machine's own init is safe from all.
 */
export function shieldsInit(k: Kernel, target: Task, signal: number, from: number): boolean {
  if (target.tgid === 1) return true;
  const space = k.state.namespaces.get(target.ns.pid)?.pid;
  if (target.ns.pid === ROOT_NAMESPACES.pid || space?.init !== target.tgid) return false;
  const inside = from !== 0 && [...space.tasks.values()].includes(from);
  return inside || (signal !== signals.SIGKILL && signal !== signals.SIGSTOP);
}

/** Who inherits the children of a dying process: the init of its pid namespace, or of the one above if it is that init. */
export function heirOf(k: Kernel, task: Task): Task | undefined {
  for (let id = task.ns.pid; id !== 0; ) {
    const space = k.state.namespaces.get(id)?.pid;
    if (space === undefined || space === null) break;
    const init = k.state.tasks.get(space.init);
    if (init !== undefined && init !== task && init.state !== 'Z') return init;
    id = space.parent;
  }
  return taskIn(k, ROOT_NAMESPACES.pid, 1);
}
