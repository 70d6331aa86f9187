import { errno } from '../../../shared/abi/errno.ts';
import { refuse } from '../audit.ts';
import { badPointer, copyFromUser, copyToUser } from '../mm/usercopy.ts';
import { mayEverything } from '../proc/credentials.ts';
import { findByPid, groupBy, noSuchProcess, pidFor } from '../proc/namespaces.ts';
import { kuid } from '../proc/userns.ts';
import { isRealtime, LEAST_RT, MOST_RT, SCHED } from '../sched/classes.ts';
import { moveAway } from '../sched/cores.ts';
import { setAffinity } from '../sched/human.ts';
import { joinPresent, mayRunOn, reorder } from '../sched/queue.ts';
import type { Handler, Kernel, SyscallArg, Task } from '../types.ts';
import { numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** Or-ed to a class: children go back to the normal one. */
const RESET_ON_FORK = 0x4000_0000;
/** `sched_param` is one int; a mask of cores comes in words of 8 bytes (`man 2 sched_setaffinity`). */
const PARAM_BYTES = 4;
const MASK_BYTES = 8;
const DEADLINE = 6;
const EXT = 7;

/** The process of that id, 0 for the caller. */
function target(k: Kernel, task: Task, pid: number): Task | undefined {
  const found = pid === 0 ? task : findByPid(k, task, pid);
  return found?.state === 'Z' ? undefined : found;
}

/** Whether the caller's effective user owns the process (`check_same_owner`, kernel/sched/syscalls.c). */
function owns(task: Task, other: Task): boolean {
  return task.cred.euid === other.cred.euid || task.cred.euid === other.cred.uid;
}

const isRtClass = (number: number): boolean => number === SCHED.FIFO || number === SCHED.RR;

function readParam(k: Kernel, task: Task, address: SyscallArg | undefined): number | undefined {
  const bytes = copyFromUser(k, task, numberOf(address), PARAM_BYTES);
  if (bytes.length < PARAM_BYTES) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true);
}

/**
 * What an unprivileged user may not: start a real-time class or raise its priority (RLIMIT_RTPRIO is 0), leave SCHED_IDLE
 * (RLIMIT_NICE is 0), take SCHED_RESET_ON_FORK back, or touch another user's process (`user_check_sched_setscheduler`).
 */
function mayNot(k: Kernel, task: Task, other: Task, number: number, level: number, reset: boolean): boolean {
  if (mayEverything(k, task)) return false;
  const { sched } = other;
  if (isRtClass(number) && (number !== sched.class || level > sched.rtPriority)) return true;
  if (sched.class === SCHED.IDLE && number !== SCHED.IDLE) return true;
  return !owns(task, other) || (sched.resetOnFork && !reset);
}

/** Changes class and real-time priority. `number` −1: the class stays (`sched_setparam`). */
function setScheduler(
  k: Kernel,
  task: Task,
  pid: number,
  number: number,
  param: SyscallArg | undefined,
): number {
  if (numberOf(param) === 0 || pid < 0) return -errno.EINVAL;
  const level = readParam(k, task, param);
  if (level === undefined) return badPointer(k, task);
  const other = target(k, task, pid);
  if (other === undefined) return noSuchProcess(k, task, pid);
  const keeps = number < 0;
  const reset = keeps ? other.sched.resetOnFork : (number & RESET_ON_FORK) !== 0;
  const wanted = keeps ? other.sched.class : number & ~RESET_ON_FORK;
  if (!(Object.values(SCHED) as number[]).includes(wanted)) return -errno.EINVAL;
  if (level < 0 || level > MOST_RT || isRtClass(wanted) !== level > 0) return -errno.EINVAL;
  if (mayNot(k, task, other, wanted, level, reset)) return refuse(k, task, 'credentials', errno.EPERM);
  reorder(k, other, () => {
    if (isRealtime(other) && !isRtClass(wanted)) joinPresent(k, other);
    other.sched.class = wanted;
    other.sched.rtPriority = level;
    other.sched.resetOnFork = reset;
  });
  return 0;
}

const getScheduler: Handler = (k, task, [pid]) => {
  if (numberOf(pid) < 0) return -errno.EINVAL;
  const other = target(k, task, numberOf(pid));
  if (other === undefined) return noSuchProcess(k, task, numberOf(pid));
  return other.sched.class | (other.sched.resetOnFork ? RESET_ON_FORK : 0);
};

const getParam: Handler = (k, task, [pid, param]) => {
  if (numberOf(param) === 0 || numberOf(pid) < 0) return -errno.EINVAL;
  const other = target(k, task, numberOf(pid));
  if (other === undefined) return noSuchProcess(k, task, numberOf(pid));
  const bytes = new Uint8Array(Int32Array.of(other.sched.rtPriority).buffer);
  return copyToUser(k, task, numberOf(param), bytes) === PARAM_BYTES ? 0 : badPointer(k, task);
};

/** Least and greatest static priority of a class. */
function priorityRange(number: number): { least: number; most: number } | undefined {
  if (isRtClass(number)) return { least: LEAST_RT, most: MOST_RT };
  const known = [SCHED.OTHER, SCHED.BATCH, SCHED.IDLE, DEADLINE, EXT] as number[];
  return known.includes(number) ? { least: 0, most: 0 } : undefined;
}

/** A mask of the cores that the machine has. */
function possible(k: Kernel): number {
  return 2 ** Math.max(1, k.state.cores.length) - 1;
}

const setAffinityCall: Handler = (k, task, [pid, size, mask]) => {
  const length = Math.min(MASK_BYTES, Math.max(0, numberOf(size)));
  const bytes = copyFromUser(k, task, numberOf(mask), length);
  if (bytes.length < length) return badPointer(k, task);
  const other = target(k, task, numberOf(pid));
  if (other === undefined) return noSuchProcess(k, task, numberOf(pid));
  if (!owns(task, other) && !mayEverything(k, task)) return refuse(k, task, 'credentials', errno.EPERM);
  const wanted = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  const allowed = wanted & possible(k);
  if (allowed === 0) return -errno.EINVAL;
  setAffinity(k, other, allowed);
  const core = k.state.cores[other.core];
  // Who makes the call leaves its core with its return; anybody else at once.
  if (core !== undefined && other !== task && !mayRunOn(other, core.id)) moveAway(k, core, other);
  return 0;
};

const getAffinity: Handler = (k, task, [pid, size, mask]) => {
  const length = numberOf(size);
  if (length * 8 < k.state.cores.length || length < MASK_BYTES || length % MASK_BYTES !== 0)
    return -errno.EINVAL;
  const other = target(k, task, numberOf(pid));
  if (other === undefined) return noSuchProcess(k, task, numberOf(pid));
  const bytes = new Uint8Array(MASK_BYTES);
  new DataView(bytes.buffer).setUint32(0, other.sched.affinity & possible(k), true);
  return copyToUser(k, task, numberOf(mask), bytes) === MASK_BYTES ? MASK_BYTES : badPointer(k, task);
};

const PRIO_PROCESS = 0;
const PRIO_PGRP = 1;
const PRIO_USER = 2;

/** Whom `getpriority` and `setpriority` are about: a process, a group, or all of a user's that the caller can see. */
function subjects(k: Kernel, task: Task, which: number, who: number): Task[] {
  if (which === PRIO_PROCESS) return [target(k, task, who)].filter((other) => other !== undefined);
  const living = [...k.state.tasks.values()].filter(({ state }) => state !== 'Z');
  if (which === PRIO_PGRP) {
    const group = who === 0 ? task.pgid : groupBy(k, task, who);
    return living.filter((other) => other.pgid === group);
  }
  const uid = who === 0 ? task.cred.uid : kuid(k, task, who);
  return living.filter((other) => other.cred.uid === uid && pidFor(k, task, other) > 0);
}

const nobody = (k: Kernel, task: Task, which: SyscallArg | undefined, who: SyscallArg | undefined): number =>
  numberOf(which) === PRIO_PROCESS ? noSuchProcess(k, task, numberOf(who)) : -errno.ESRCH;

/** As the raw call answers: 20 − nice, of several processes the best. */
const getpriority: Handler = (k, task, [which, who]) => {
  if (numberOf(which) < 0 || numberOf(which) > PRIO_USER) return -errno.EINVAL;
  const found = subjects(k, task, numberOf(which), numberOf(who));
  return found.length === 0
    ? nobody(k, task, which, who)
    : Math.max(...found.map((other) => 20 - other.nice));
};

/** Clamped to −20…19. Another user's process: EPERM; a lower value without root: EACCES. */
const setpriority: Handler = (k, task, [which, who, value]) => {
  if (numberOf(which) < 0 || numberOf(which) > PRIO_USER) return -errno.EINVAL;
  const nice = Math.max(-20, Math.min(19, numberOf(value)));
  const found = subjects(k, task, numberOf(which), numberOf(who));
  let answer = found.length === 0 ? nobody(k, task, which, who) : 0;
  for (const other of found) {
    if (!owns(task, other) && !mayEverything(k, task)) answer = refuse(k, task, 'credentials', errno.EPERM);
    else if (nice < other.nice && !mayEverything(k, task))
      answer = refuse(k, task, 'credentials', errno.EACCES);
    else
      reorder(k, other, () => {
        other.nice = nice;
      });
  }
  return answer;
};

/** The quantum in the machine's ticks (SCHED_FIFO has none: 0), as the tick is its only unit of time. */
const getInterval: Handler = (k, task, [pid, interval]) => {
  if (numberOf(pid) < 0) return -errno.EINVAL;
  const other = target(k, task, numberOf(pid));
  if (other === undefined) return noSuchProcess(k, task, numberOf(pid));
  const ticks = isRealtime(other) && other.sched.class === SCHED.FIFO ? 0 : k.state.sched.quantum;
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, ticks, true);
  return copyToUser(k, task, numberOf(interval), bytes) === bytes.length ? 0 : badPointer(k, task);
};

export const schedCalls = {
  sched_yield: (k, task) => {
    const core = k.state.cores[task.core];
    if (core !== undefined) core.preempt = 'yield';
    return 0;
  },
  getpriority,
  setpriority,
  sched_setscheduler: (k, task, [pid, number, param]) =>
    numberOf(number) < 0 ? -errno.EINVAL : setScheduler(k, task, numberOf(pid), numberOf(number), param),
  sched_setparam: (k, task, [pid, param]) => setScheduler(k, task, numberOf(pid), -1, param),
  sched_getscheduler: getScheduler,
  sched_getparam: getParam,
  sched_get_priority_max: (_, __, [number]) => priorityRange(numberOf(number))?.most ?? -errno.EINVAL,
  sched_get_priority_min: (_, __, [number]) => priorityRange(numberOf(number))?.least ?? -errno.EINVAL,
  sched_rr_get_interval: getInterval,
  sched_setaffinity: setAffinityCall,
  sched_getaffinity: getAffinity,
} satisfies SyscallFamily;
