import { errno } from '../../../shared/abi/errno.ts';
import { PRCTL, PTRACE, REBOOT, SECCOMP, SECCOMP_MODE } from '../../../shared/abi/process-flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { refuse } from '../audit.ts';
import { badPointer, bytesOf, copyFromUser, pathFromUser, textOf } from '../mm/usercopy.ts';
import { isRoot, mayEverything } from '../proc/credentials.ts';
import { findByPid, noSuchProcess } from '../proc/namespaces.ts';
import { addFilter, parseFilter } from '../proc/seccomp.ts';
import { sendSignal } from '../proc/signals.ts';
import { capableIn } from '../proc/userns.ts';
import type { Handler, Kernel, SyscallArg, Task } from '../types.ts';
import { mustWrite, numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** Bytes of a thread's name, its NUL included (`TASK_COMM_LEN`). */
const COMM_BYTES = 16;

function setName(k: Kernel, task: Task, source: SyscallArg | undefined): number {
  const bytes = copyFromUser(k, task, source ?? 0, COMM_BYTES - 1);
  const end = bytes.indexOf(0);
  if (end < 0 && bytes.length < COMM_BYTES - 1 && typeof source !== 'string') return badPointer(k, task);
  task.comm = textOf(end < 0 ? bytes : bytes.subarray(0, end));
  return 0;
}

function getName(k: Kernel, task: Task, out: SyscallArg | undefined): number {
  const bytes = new Uint8Array(COMM_BYTES);
  bytes.set(bytesOf(task.comm).subarray(0, COMM_BYTES - 1));
  return mustWrite(k, task, out, bytes) ? 0 : badPointer(k, task);
}

/** Nothing but read, write, exit and rt_sigreturn from now on; who has filters keeps them (EINVAL). */
function setStrict(task: Task): number {
  if (task.seccomp !== null && !task.seccomp.strict) return -errno.EINVAL;
  task.seccomp = { strict: true, filters: [] };
  return 0;
}

/** One filter more. Only who can gain no privilege by a program any more, or root of its user namespace, may bind a process so (EACCES). */
function setFilter(k: Kernel, task: Task, source: SyscallArg | undefined): number {
  const text = pathFromUser(k, task, source);
  if (typeof text === 'number') return text;
  const free = mayEverything(k, task) || capableIn(k, task, task.ns.user);
  if (!task.noNewPrivs && !free) return refuse(k, task, 'credentials', errno.EACCES);
  const rules = parseFilter(text);
  if (rules === undefined || task.seccomp?.strict === true) return -errno.EINVAL;
  addFilter(task, rules);
  return 0;
}

const seccomp: Handler = (k, task, [operation, flags, args]) => {
  switch (numberOf(operation)) {
    case SECCOMP.SECCOMP_SET_MODE_STRICT:
      return numberOf(flags) !== 0 || (args !== undefined && args !== 0) ? -errno.EINVAL : setStrict(task);
    case SECCOMP.SECCOMP_SET_MODE_FILTER:
      return numberOf(flags) !== 0 ? -errno.EINVAL : setFilter(k, task, args);
    default:
      return -errno.EINVAL;
  }
};

/** `prctl(PR_SET_SECCOMP, mode, filter)`: its modes count from 1. */
function prctlSeccomp(k: Kernel, task: Task, mode: number, filter: SyscallArg | undefined): number {
  if (mode === SECCOMP_MODE.SECCOMP_MODE_STRICT) return setStrict(task);
  return mode === SECCOMP_MODE.SECCOMP_MODE_FILTER ? setFilter(k, task, filter) : -errno.EINVAL;
}

const prctl: Handler = (k, task, [option, second, third]) => {
  switch (numberOf(option)) {
    case PRCTL.PR_SET_NAME:
      return setName(k, task, second);
    case PRCTL.PR_GET_NAME:
      return getName(k, task, second);
    case PRCTL.PR_SET_NO_NEW_PRIVS:
      if (numberOf(second) !== 1 || numberOf(third) !== 0) return -errno.EINVAL;
      task.noNewPrivs = true;
      return 0;
    case PRCTL.PR_GET_NO_NEW_PRIVS:
      if (numberOf(second) !== 0 || numberOf(third) !== 0) return -errno.EINVAL;
      return task.noNewPrivs ? 1 : 0;
    case PRCTL.PR_GET_SECCOMP:
      return task.seccomp === null ? 0 : SECCOMP_MODE.SECCOMP_MODE_FILTER;
    case PRCTL.PR_SET_SECCOMP:
      return prctlSeccomp(k, task, numberOf(second), third);
    default:
      return -errno.EINVAL;
  }
};

/** Whether the caller's real ids are all of the target's (`__ptrace_may_access`); root may trace anybody. */
function mayTrace(k: Kernel, task: Task, target: Task): boolean {
  const { uid, gid } = task.cred;
  const { cred } = target;
  const ids = [cred.uid, cred.euid, cred.suid].every((id) => id === uid);
  return mayEverything(k, task) || (ids && [cred.gid, cred.egid, cred.sgid].every((id) => id === gid));
}

/** An attach stops its target and nothing more: nobody is traced. Another operation on who isn't traced: ESRCH. */
const ptrace: Handler = (k, task, [operation, pid]) => {
  const which = numberOf(operation);
  if (which === PTRACE.PTRACE_TRACEME) {
    if (task.traced) return -errno.EPERM;
    task.traced = true;
    return 0;
  }
  const target = findByPid(k, task, numberOf(pid));
  if (target === undefined) return noSuchProcess(k, task, numberOf(pid));
  if (which !== PTRACE.PTRACE_ATTACH && which !== PTRACE.PTRACE_SEIZE) return -errno.ESRCH;
  const own = target.tgid === task.tgid || target.pid === 1;
  if (own || !mayTrace(k, task, target) || target.traced || target.state === 'Z')
    return refuse(k, task, 'credentials', errno.EPERM);
  // Who is attached to stops, and goes on only when it is let go: here, by SIGCONT.
  if (which === PTRACE.PTRACE_ATTACH) sendSignal(k, target, signals.SIGSTOP, task.tgid);
  return 0;
};

/** `reboot(magic, magic2, command)`: without root EPERM, with wrong magic EINVAL, and else refused as in a container. */
const reboot: Handler = (k, task, [magic, magic2]) => {
  if (!isRoot(task)) return refuse(k, task, 'credentials', errno.EPERM);
  if (numberOf(magic) !== REBOOT.LINUX_REBOOT_MAGIC1 || numberOf(magic2) !== REBOOT.LINUX_REBOOT_MAGIC2)
    return -errno.EINVAL;
  return refuse(k, task, 'credentials', errno.EPERM);
};

export const restrictCalls = { prctl, seccomp, ptrace, reboot } satisfies SyscallFamily;
