import { errno } from '../../../shared/abi/errno.ts';
import { findByPid, groupBy, groupIn, noSuchProcess, pidFor } from '../proc/namespaces.ts';
import { groupOf, leaderOf } from '../proc/threads.ts';
import type { Handler, Kernel, Task } from '../types.ts';
import { numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** The process of that number, 0 for the caller's own; undefined: ESRCH. */
function processOf(k: Kernel, task: Task, pid: number): Task | undefined {
  if (pid === 0) return leaderOf(k, task);
  const found = findByPid(k, task, pid);
  return found?.tgid === found?.pid ? found : undefined;
}

function sessionHas(k: Kernel, sid: number, pgid: number): boolean {
  return groupOf(k, pgid).some((member) => member.sid === sid);
}

/** `man 2 setpgid`: of the caller or of a child of its session that has executed no program yet. */
const setpgid: Handler = (k, task, [which, group]) => {
  if (numberOf(group) < 0) return -errno.EINVAL;
  const target = processOf(k, task, numberOf(which));
  if (target === undefined) return noSuchProcess(k, task, numberOf(which));
  const pgid = numberOf(group) === 0 ? target.pid : groupBy(k, task, numberOf(group));
  const caller = leaderOf(k, task);
  if (target.ppid === caller.pid) {
    if (target.sid !== caller.sid) return -errno.EPERM;
    if (target.execs !== caller.execs) return -errno.EACCES;
  } else if (target !== caller) return -errno.ESRCH;
  if (target.sid === target.pid) return -errno.EPERM;
  if (pgid !== target.pid && !sessionHas(k, caller.sid, pgid)) return -errno.EPERM;
  target.pgid = pgid;
  return 0;
};

/** `man 2 setsid`: not for the leader of a group. The new session has no terminal to control it. */
const setsid: Handler = (k, task) => {
  const leader = leaderOf(k, task);
  if (groupOf(k, leader.pid).length > 0) return -errno.EPERM;
  leader.sid = leader.pid;
  leader.pgid = leader.pid;
  return pidFor(k, task, leader);
};

/** `getpgid(pid)` and `getsid(pid)`: the number as the caller counts; 0 where the group was made outside of its namespace. */
const numberOfGroup =
  (which: 'pgid' | 'sid'): Handler =>
  (k, task, [pid]) => {
    const target = processOf(k, task, numberOf(pid));
    if (target === undefined) return noSuchProcess(k, task, numberOf(pid));
    return groupIn(k, task.ns.pid, target[which]);
  };

export const groupCalls = {
  setpgid,
  setsid,
  getpgid: numberOfGroup('pgid'),
  getpgrp: (k, task) => groupIn(k, task.ns.pid, leaderOf(k, task).pgid),
  getsid: numberOfGroup('sid'),
} satisfies SyscallFamily;
