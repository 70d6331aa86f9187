import type { Kernel, Task } from '../types.ts';

/** The first thread of the task's process: it has the process's number, children and news for the parent. */
export function leaderOf(k: Kernel, task: Task): Task {
  return k.state.tasks.get(task.tgid) ?? task;
}

/** Every thread of the task's process that lives, the first one first. */
export function threadsOf(k: Kernel, task: Task): Task[] {
  const leader = leaderOf(k, task);
  return [leader.pid, ...leader.threads]
    .map((pid) => k.state.tasks.get(pid))
    .filter((thread): thread is Task => thread !== undefined && thread.state !== 'Z');
}

/** Whether a first thread has ended and every other one too: only then the process has (`delay_group_leader`). */
export function hasEnded(leader: Task): boolean {
  return leader.state === 'Z' && leader.threads.length === 0;
}

/** Processes of a group, by their first threads, in order of birth. */
export function groupOf(k: Kernel, pgid: number): Task[] {
  return [...k.state.tasks.values()].filter((task) => task.pid === task.tgid && task.pgid === pgid);
}

/** The tasks that have one working directory and one umask with the task (CLONE_FS), itself included. */
export function sharersOfFs(k: Kernel, task: Task): Task[] {
  if (task.fsGroup === 0) return [task];
  return [...k.state.tasks.values()].filter((other) => other.fsGroup === task.fsGroup && other.state !== 'Z');
}
