import { CLONE } from '../../../shared/abi/process-flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { setGid, setUid } from '../proc/credentials.ts';
import { exitGroup, exitTask } from '../proc/exit.ts';
import { cloneTask } from '../proc/fork.ts';
import { pidFor } from '../proc/namespaces.ts';
import { sleepOn } from '../proc/sleep.ts';
import { leaderOf } from '../proc/threads.ts';
import { gidFor, uidFor } from '../proc/userns.ts';
import { BLOCKED, type Handler, type Kernel, type PendingCall, type Task } from '../types.ts';
import { numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** Ends the calling thread. */
const exit: Handler = (k, task, [code]) => {
  exitTask(k, task, numberOf(code), 0);
  return 0;
};

const exit_group: Handler = (k, task, [code]) => {
  exitGroup(k, task, numberOf(code), 0);
  return 0;
};

/** Makes the child once; with CLONE_VFORK the caller then sleeps until the child executes a program or ends. */
function clone(
  k: Kernel,
  task: Task,
  call: PendingCall,
  flags: number,
  endSignal: number,
): number | typeof BLOCKED {
  if (call.progress === 0) {
    const pid = cloneTask(k, task, flags, endSignal);
    if (pid < 0) return pid;
    if ((flags & CLONE.CLONE_VFORK) === 0) return pidFor(k, task, k.state.tasks.get(pid));
    call.progress = pid;
  }
  const child = k.state.tasks.get(call.progress);
  // A killer may end the sleep, a handler waits until it is over (`wait_for_vfork_done`).
  if (child === undefined) return call.progress;
  if (child.state === 'Z' || child.mm !== task.mm) return pidFor(k, task, child);
  sleepOn(k, task, `vfork:${call.progress}`, 'D');
  return BLOCKED;
}

/** `clone(flags, stack)`: the low byte of the flags is the signal that tells the parent of the end. */
const rawClone: Handler = (k, task, [flags], call) =>
  clone(k, task, call, numberOf(flags) & ~0xff, numberOf(flags) & 0xff);

export const processCalls = {
  fork: (k, task, _, call) => clone(k, task, call, 0, signals.SIGCHLD),
  vfork: (k, task, _, call) => clone(k, task, call, CLONE.CLONE_VM | CLONE.CLONE_VFORK, signals.SIGCHLD),
  clone: rawClone,
  exit,
  exit_group,
  getpid: (k, task) => pidFor(k, task, leaderOf(k, task)),
  gettid: (k, task) => pidFor(k, task, task),
  getppid: (k, task) => pidFor(k, task, k.state.tasks.get(leaderOf(k, task).ppid)),
  getuid: (k, task) => uidFor(k, task, task.cred.uid),
  geteuid: (k, task) => uidFor(k, task, task.cred.euid),
  getgid: (k, task) => gidFor(k, task, task.cred.gid),
  getegid: (k, task) => gidFor(k, task, task.cred.egid),
  setuid: (k, task, [id]) => setUid(k, task, numberOf(id)),
  setgid: (k, task, [id]) => setGid(k, task, numberOf(id)),
} satisfies SyscallFamily;
