import { errno } from '../../../shared/abi/errno.ts';
import { SIGMASK } from '../../../shared/abi/flags.ts';
import { defaultAction, NSIG, signals } from '../../../shared/abi/signals.ts';
import { decodeSignalSet, encodeSignalSet } from '../../../shared/abi/sigset.ts';
import { refuse } from '../audit.ts';
import { accessOk, badPointer, copyFromUser, copyToUser } from '../mm/usercopy.ts';
import { maySignal } from '../proc/credentials.ts';
import { flushSignals, isBlocked, sendSignal } from '../proc/signals.ts';
import type { Handler } from '../types.ts';
import { numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** `kill(pid, signal)`; signal 0 asks only whether it may be sent. SIGCONT may go to anybody of the session. */
const kill: Handler = (k, task, [pid, which]) => {
  const signal = numberOf(which);
  const target = k.state.tasks.get(numberOf(pid));
  if (target === undefined) return -errno.ESRCH;
  if (signal < 0 || signal > NSIG) return -errno.EINVAL;
  if (!maySignal(k, task, target) && signal !== signals.SIGCONT)
    return refuse(k, task, 'credentials', errno.EPERM);
  sendSignal(k, target, signal, task.pid);
  return 0;
};

/** Actions that the simulated kernel knows: 0 SIG_DFL, 1 SIG_IGN. */
const SIG_IGN = 1;

/** `rt_sigaction(signal, action)` with SIG_DFL or SIG_IGN; a signal now ignored is no longer pending. */
const rt_sigaction: Handler = (_, task, [which, action]) => {
  const signal = numberOf(which);
  if (signal < 1 || signal > NSIG || signal === signals.SIGKILL || signal === signals.SIGSTOP)
    return -errno.EINVAL;
  task.sigIgnored = task.sigIgnored.filter((ignored) => ignored !== signal);
  const ignore = numberOf(action) === SIG_IGN;
  if (ignore) task.sigIgnored.push(signal);
  if (ignore || ['ign', 'cont'].includes(defaultAction(signal))) flushSignals(task, [signal]);
  return 0;
};

/** `rt_sigprocmask(how, set)`; SIGKILL and SIGSTOP stay unblocked without a word. */
const rt_sigprocmask: Handler = (k, task, [how, set]) => {
  if (!accessOk(k, set ?? 0, 8)) return badPointer(k, task);
  const bytes = copyFromUser(k, task, set ?? 0, 8);
  if (bytes.length < 8) return badPointer(k, task);
  const chosen = decodeSignalSet(bytes);
  switch (numberOf(how)) {
    case SIGMASK.SIG_BLOCK:
      task.sigBlocked = [...new Set([...task.sigBlocked, ...chosen])];
      return 0;
    case SIGMASK.SIG_UNBLOCK:
      task.sigBlocked = task.sigBlocked.filter((signal) => !chosen.includes(signal));
      return 0;
    case SIGMASK.SIG_SETMASK:
      task.sigBlocked = chosen;
      return 0;
    default:
      return -errno.EINVAL;
  }
};

/** `rt_sigpending(set)`: pending and blocked. */
const rt_sigpending: Handler = (k, task, [out]) => {
  const pending = task.sigPending.filter((signal) => isBlocked(task, signal));
  if (!accessOk(k, out ?? 0, 8)) return badPointer(k, task);
  return copyToUser(k, task, numberOf(out), encodeSignalSet(pending)) === 8 ? 0 : badPointer(k, task);
};

export const signalCalls = { kill, rt_sigaction, rt_sigprocmask, rt_sigpending } satisfies SyscallFamily;
