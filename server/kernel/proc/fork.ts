import { errno } from '../../../shared/abi/errno.ts';
import { refuse } from '../audit.ts';
import { shareFds } from '../fs/openfiles.ts';
import { mayCommit, promised } from '../mm/commit.ts';
import { copySpace, swappedPages } from '../mm/space.ts';
import { makeReady } from '../sched/balance.ts';
import { childEntity } from '../sched/classes.ts';
import type { Kernel, Task } from '../types.ts';

function processesOf(k: Kernel, uid: number): number {
  let count = 0;
  for (const task of k.state.tasks.values()) if (task.cred.uid === uid) count += 1;
  return count;
}

/** Processes that the kernel's own table has room for (`kernel.pid_max`). */
const MAX_TASKS = 128;

/** Whether the user may own one process more (`RLIMIT_NPROC`, `man 2 getrlimit`); root may. */
function withinLimit(k: Kernel, task: Task): boolean {
  const { protections, limits } = k.state.config;
  return !protections.limits || task.cred.uid === 0 || processesOf(k, task.cred.uid) < limits.nproc;
}

/**
 * A copy of the process: same memory (copy-on-write), same open file descriptions, same ignored and blocked signals; no
 * pending ones, no call (`man 2 fork`). EAGAIN: the user owns as many processes as allowed. ENOMEM: swapped pages find no room.
 */
export function forkTask(k: Kernel, parent: Task): number {
  if (k.state.tasks.size >= MAX_TASKS) return -errno.EAGAIN;
  if (!withinLimit(k, parent)) return refuse(k, parent, 'process-limit', errno.EAGAIN);
  const swapped = parent.mm === null ? 0 : swappedPages(parent.mm);
  if (swapped > 0 && k.state.swap.filter((slot) => slot === null).length < swapped) return -errno.ENOMEM;
  if (parent.mm !== null && !mayCommit(k, promised(parent.mm))) return -errno.ENOMEM;
  const pid = k.state.nextPid++;
  const child: Task = {
    ...parent,
    pid,
    ppid: parent.pid,
    state: 'R',
    core: -1,
    cred: { ...parent.cred, groups: [...parent.cred.groups] },
    nofile: { ...parent.nofile },
    fds: [],
    mm: parent.mm === null ? null : copySpace(k, parent),
    sigPending: [],
    sigBlocked: [...parent.sigBlocked],
    sigIgnored: [...parent.sigIgnored],
    call: null,
    channel: '',
    sleepSeq: 0,
    retry: null,
    sched: childEntity(parent.sched),
    started: k.state.tick,
    firstRun: -1,
    children: [],
    faults: 0,
    cr3: 0,
    majorFaults: 0,
    user: k.runtime.fork(parent.user, pid),
  };
  shareFds(k, parent, child);
  const cwd = k.state.inodes.get(child.cwd);
  if (cwd !== undefined) cwd.holds += 1;
  k.state.tasks.set(pid, child);
  parent.children.push(pid);
  k.events.push({ kind: 'fork', pid: parent.pid, child: pid });
  makeReady(k, child, 'new');
  return pid;
}
