import { errno } from '../../../shared/abi/errno.ts';
import { SIGMASK } from '../../../shared/abi/flags.ts';
import { ACTION } from '../../../shared/abi/process-flags.ts';
import { defaultAction, NSIG, signals } from '../../../shared/abi/signals.ts';
import { decodeSignalSet, encodeSignalSet } from '../../../shared/abi/sigset.ts';
import { refuse } from '../audit.ts';
import { badPointer } from '../mm/usercopy.ts';
import { maySignal } from '../proc/credentials.ts';
import { INIT } from '../proc/exit.ts';
import { popFrame } from '../proc/handlers.ts';
import { findByPid, groupBy, noSuchProcess, pidFor } from '../proc/namespaces.ts';
import { flushSignals, forceSignal, isBlocked, sendSignal, signalThread } from '../proc/signals.ts';
import { sleepOn } from '../proc/sleep.ts';
import { groupOf } from '../proc/threads.ts';
import { BLOCKED, type Handler, type Kernel, type SyscallArg, type Task } from '../types.ts';
import { mustWrite, numberOf, readIn, writeOut } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** Whether the caller may send the signal: SIGCONT may go to anybody of the session (`check_kill_permission`). */
function mayReach(k: Kernel, task: Task, target: Task, signal: number): boolean {
  return maySignal(k, task, target) || (signal === signals.SIGCONT && task.sid === target.sid);
}

/** One signal to many: it is enough that one may get it. −EPERM: none may; −ESRCH: there is none. */
function killMany(k: Kernel, task: Task, targets: readonly Task[], signal: number): number {
  if (targets.length === 0) return -errno.ESRCH;
  if (signal < 0 || signal > NSIG) return -errno.EINVAL;
  const reached = targets.filter((target) => mayReach(k, task, target, signal));
  if (reached.length === 0) return refuse(k, task, 'credentials', errno.EPERM);
  for (const target of reached) sendSignal(k, target, signal, task.tgid);
  return 0;
}

/** `kill(pid, signal)`; signal 0 asks only whether it may be sent. 0: one's own group, −1: all but init and oneself, −n: group n. */
const kill: Handler = (k, task, [pid, which]) => {
  const to = numberOf(pid);
  const signal = numberOf(which);
  if (to > 0) {
    const target = findByPid(k, task, to);
    return target === undefined ? noSuchProcess(k, task, to) : killMany(k, task, [target], signal);
  }
  if (to < -1 || to === 0)
    return killMany(k, task, groupOf(k, to === 0 ? task.pgid : groupBy(k, task, -to)), signal);
  const others = [...k.state.tasks.values()].filter(
    (other) => other.pid === other.tgid && pidFor(k, task, other) > INIT && other.tgid !== task.tgid,
  );
  return killMany(k, task, others, signal);
};

/** `tgkill(tgid, tid, signal)`: to one thread. `tgid` 0 (`tkill`) asks for no process. */
function killThread(k: Kernel, task: Task, tgid: number, tid: number, signal: number): number {
  if (tid <= 0) return -errno.EINVAL;
  const target = findByPid(k, task, tid);
  const wanted = tgid === 0 ? undefined : findByPid(k, task, tgid);
  if (target === undefined) return noSuchProcess(k, task, tid);
  if (tgid !== 0 && target.tgid !== wanted?.pid) return -errno.ESRCH;
  if (signal < 0 || signal > NSIG) return -errno.EINVAL;
  if (!mayReach(k, task, target, signal)) return refuse(k, task, 'credentials', errno.EPERM);
  const whole: readonly number[] = [signals.SIGKILL, signals.SIGSTOP, signals.SIGCONT];
  if (signal === 0) return 0;
  if (whole.includes(signal)) sendSignal(k, target, signal, task.tgid);
  else signalThread(k, target, signal, task.tgid);
  return 0;
}

/** Replaces a list or a map where it stands, since threads may share it. */
function forget(task: Task, signal: number): void {
  const at = task.sigIgnored.indexOf(signal);
  if (at >= 0) task.sigIgnored.splice(at, 1);
  task.sigActions.delete(signal);
}

/** `rt_sigaction(signal, action, flags, mask)`; a signal that is ignored from now on is no longer pending. */
const rt_sigaction: Handler = (k, task, [which, action, flags, set]) => {
  const signal = numberOf(which);
  const mask = numberOf(set) === 0 ? new Uint8Array(8) : readIn(k, task, set, 8);
  if (mask === undefined) return badPointer(k, task);
  if (signal < 1 || signal > NSIG || signal === signals.SIGKILL || signal === signals.SIGSTOP)
    return -errno.EINVAL;
  forget(task, signal);
  const handler = numberOf(action);
  if (handler === ACTION.SIG_IGN) task.sigIgnored.push(signal);
  else if (handler !== ACTION.SIG_DFL)
    task.sigActions.set(signal, { handler, flags: numberOf(flags), mask: decodeSignalSet(mask) });
  const harmless = handler === ACTION.SIG_DFL && ['ign', 'cont'].includes(defaultAction(signal));
  if (handler === ACTION.SIG_IGN || harmless) flushSignals(task, [signal]);
  return 0;
};

/** Puts back what was to be executed when the signal arrived. Outside a handler there is nothing to put back: SIGSEGV. */
const rt_sigreturn: Handler = (k, task) => {
  if (!popFrame(task)) forceSignal(k, task, signals.SIGSEGV);
  return 0;
};

const KEPT: readonly number[] = [signals.SIGKILL, signals.SIGSTOP];

function masked(blocked: readonly number[], how: number, chosen: readonly number[]): number[] | undefined {
  if (how === SIGMASK.SIG_BLOCK) return [...new Set([...blocked, ...chosen])];
  if (how === SIGMASK.SIG_UNBLOCK) return blocked.filter((signal) => !chosen.includes(signal));
  return how === SIGMASK.SIG_SETMASK ? [...chosen] : undefined;
}

const isNull = (arg: SyscallArg | undefined): boolean => arg === undefined || arg === 0;

/** `rt_sigprocmask(how, set, old)`; SIGKILL and SIGSTOP stay unblocked without a word. */
const rt_sigprocmask: Handler = (k, task, [how, set, old]) => {
  const before = encodeSignalSet(task.sigBlocked);
  if (!isNull(set)) {
    const bytes = readIn(k, task, set, 8);
    if (bytes === undefined) return badPointer(k, task);
    const chosen = decodeSignalSet(bytes).filter((signal) => !KEPT.includes(signal));
    const mask = masked(task.sigBlocked, numberOf(how), chosen);
    if (mask === undefined) return -errno.EINVAL;
    task.sigBlocked = mask;
  }
  return writeOut(k, task, old, before) ? 0 : badPointer(k, task);
};

/** `rt_sigpending(set)`: pending and blocked. */
const rt_sigpending: Handler = (k, task, [out]) => {
  const pending = task.sigPending.filter((signal) => isBlocked(task, signal));
  return mustWrite(k, task, out, encodeSignalSet(pending)) ? 0 : badPointer(k, task);
};

/** Sleeps until a signal ends it or a handler has run. */
const pause: Handler = (k, task) => {
  sleepOn(k, task, 'pause');
  return BLOCKED;
};

/** `rt_sigsuspend(set)`: a mask for the time of the sleep; the old one comes back with the handler's return. */
const rt_sigsuspend: Handler = (k, task, [set]) => {
  if (task.sigSaved === null) {
    const bytes = readIn(k, task, set, 8);
    if (bytes === undefined) return badPointer(k, task);
    task.sigSaved = task.sigBlocked;
    task.sigBlocked = decodeSignalSet(bytes).filter((signal) => !KEPT.includes(signal));
  }
  sleepOn(k, task, 'pause');
  return BLOCKED;
};

export const signalCalls = {
  kill,
  tkill: (k, task, [tid, signal]) => killThread(k, task, 0, numberOf(tid), numberOf(signal)),
  tgkill: (k, task, [tgid, tid, signal]) =>
    numberOf(tgid) <= 0
      ? -errno.EINVAL
      : killThread(k, task, numberOf(tgid), numberOf(tid), numberOf(signal)),
  rt_sigaction,
  rt_sigreturn,
  rt_sigprocmask,
  rt_sigpending,
  rt_sigsuspend,
  pause,
} satisfies SyscallFamily;
