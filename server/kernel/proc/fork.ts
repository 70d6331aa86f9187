import { errno } from '../../../shared/abi/errno.ts';
import { CLONE, CLONE_NEW } from '../../../shared/abi/process-flags.ts';
import { refuse } from '../audit.ts';
import { shareFds } from '../fs/openfiles.ts';
import { mayCommit, promised } from '../mm/commit.ts';
import { copySpace, swappedPages } from '../mm/space.ts';
import { makeReady } from '../sched/balance.ts';
import { childEntity } from '../sched/classes.ts';
import type { AddressSpace, Kernel, Task } from '../types.ts';
import { mayFork } from './cgroup.ts';
import { isOver, takePlace } from './life.ts';
import { processLimit } from './limits.ts';
import { holdAll } from './namespaces.ts';
import { leaderOf } from './threads.ts';
import { unshareNamespaces } from './unshare.ts';

function processesOf(k: Kernel, uid: number): number {
  let count = 0;
  for (const task of k.state.tasks.values()) if (task.cred.uid === uid) count += 1;
  return count;
}

/** Processes that the kernel's own table has room for (`kernel.pid_max`). */
export const MAX_TASKS = 128;

/** Whether the user may own one process more (`RLIMIT_NPROC`, `man 2 getrlimit`); root may. */
export function withinLimit(k: Kernel, task: Task): boolean {
  const limit = task.cred.uid === 0 ? -1 : processLimit(k, task);
  return limit < 0 || processesOf(k, task.cred.uid) < limit;
}

const has = (flags: number, flag: number): boolean => (flags & flag) !== 0;

/** Flags that contradict each other (`copy_process`). */
function contradict(parent: Task, flags: number): boolean {
  const { CLONE_FS, CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID, CLONE_PARENT } = CLONE;
  const { CLONE_SIGHAND, CLONE_THREAD, CLONE_VM } = CLONE;
  return (
    (has(flags, CLONE_FS) && has(flags, CLONE_NEWNS | CLONE_NEWUSER)) ||
    (has(flags, CLONE_THREAD) && !has(flags, CLONE_SIGHAND)) ||
    (has(flags, CLONE_SIGHAND) && !has(flags, CLONE_VM)) ||
    (has(flags, CLONE_PARENT) && parent.tgid === 1) ||
    (has(flags, CLONE_THREAD) && has(flags, CLONE_NEWUSER | CLONE_NEWPID)) ||
    // A thread is in the process's own pid namespace, its children may be destined for another.
    (has(flags, CLONE_THREAD) && parent.childPidNs !== parent.ns.pid)
  );
}

/** A number for those who share descriptors or a directory: the parent's, or a new one that the parent gets too. */
function sharedGroup(k: Kernel, parent: Task, of: 'filesGroup' | 'fsGroup', shared: boolean): number {
  if (!shared) return 0;
  if (parent[of] === 0) parent[of] = ++k.state.seq;
  return parent[of];
}

/** What the child has for itself of what the parent has; memory and descriptors come after. */
function newChild(k: Kernel, parent: Task, flags: number, endSignal: number): Task {
  const pid = k.state.nextPid++;
  const thread = has(flags, CLONE.CLONE_THREAD);
  const sighand = has(flags, CLONE.CLONE_SIGHAND);
  return {
    ...parent,
    pid,
    tgid: thread ? parent.tgid : pid,
    threads: [],
    ppid: thread || has(flags, CLONE.CLONE_PARENT) ? parent.ppid : parent.tgid,
    cmdline: [...parent.cmdline],
    state: 'R',
    core: -1,
    cred: { ...parent.cred, groups: [...parent.cred.groups] },
    ns: { ...parent.ns },
    nofile: { ...parent.nofile },
    limits: new Map(parent.limits),
    fds: [],
    mm: null,
    sigPending: [],
    sigInfo: new Map(),
    sigBlocked: [...parent.sigBlocked],
    sigIgnored: sighand ? parent.sigIgnored : [...parent.sigIgnored],
    sigActions: sighand ? parent.sigActions : new Map(parent.sigActions),
    sigFrames: structuredClone(parent.sigFrames),
    sigSaved: null,
    news: '',
    traced: false,
    stopSignal: 0,
    endSignal: thread ? 0 : endSignal,
    filesGroup: sharedGroup(k, parent, 'filesGroup', has(flags, CLONE.CLONE_FILES)),
    fsGroup: sharedGroup(k, parent, 'fsGroup', has(flags, CLONE.CLONE_FS)),
    call: null,
    channel: '',
    sleepSeq: 0,
    retry: null,
    sched: childEntity(parent.sched),
    times: { user: 0, system: 0, childUser: 0, childSystem: 0 },
    started: k.state.tick,
    firstRun: -1,
    children: [],
    faults: 0,
    cr3: 0,
    majorFaults: 0,
  };
}

function giveMemory(k: Kernel, parent: Task, child: Task, flags: number): void {
  if (parent.mm === null) return;
  if (!has(flags, CLONE.CLONE_VM)) {
    child.mm = copySpace(k, parent);
    return;
  }
  child.mm = parent.mm;
  child.mm.users += 1;
}

function giveFiles(k: Kernel, parent: Task, child: Task, flags: number): void {
  if (has(flags, CLONE.CLONE_FILES)) child.fds = parent.fds;
  else shareFds(k, parent, child);
}

/** ENOMEM: the copies of swapped pages find no room, or more would be promised than there is. */
function hasRoom(k: Kernel, space: AddressSpace): boolean {
  const swapped = swappedPages(space);
  const fits = swapped === 0 || k.state.swap.filter((slot) => slot === null).length >= swapped;
  return fits && mayCommit(k, promised(space));
}

/**
 * A new process or thread (`man 2 clone`): with no flags a copy of the caller, whose memory is copied on write, with the same
 * open file descriptions and the same ignored, caught and blocked signals; no pending ones, no call. EAGAIN: the user owns as
 * many processes as allowed. `endSignal` tells the parent of the end. Returns the machine's number of the child.
 */
export function cloneTask(k: Kernel, parent: Task, flags: number, endSignal: number): number {
  if (contradict(parent, flags)) return -errno.EINVAL;
  if (k.state.tasks.size >= MAX_TASKS) return -errno.EAGAIN;
  if (!withinLimit(k, parent)) return refuse(k, parent, 'process-limit', errno.EAGAIN);
  if (mayFork(k, parent.cgroup) < 0) return refuse(k, parent, 'process-limit', errno.EAGAIN);
  if (parent.mm !== null && !has(flags, CLONE.CLONE_VM) && !hasRoom(k, parent.mm)) return -errno.ENOMEM;
  if (isOver(k, parent.childPidNs)) return -errno.ENOMEM;
  const child = newChild(k, parent, flags, endSignal);
  holdAll(k, child, 1);
  const failure = has(flags, CLONE_NEW) ? unshareNamespaces(k, child, flags & CLONE_NEW) : 0;
  if (failure < 0) {
    holdAll(k, child, -1);
    return failure;
  }
  giveMemory(k, parent, child, flags);
  giveFiles(k, parent, child, flags);
  child.user = k.runtime.fork(parent.user, child.pid);
  k.state.tasks.set(child.pid, child);
  takePlace(k, child);
  if (child.tgid === child.pid) k.state.tasks.get(child.ppid)?.children.push(child.pid);
  else leaderOf(k, child).threads.push(child.pid);
  k.events.push({ kind: 'fork', pid: parent.pid, child: child.pid });
  makeReady(k, child, 'new');
  const call = parent.call;
  // The child returns from the same call, with 0.
  if (call !== null)
    k.runtime.complete(child, child.user, { op: 'syscall', name: call.name, args: call.args }, 0);
  return child.pid;
}
