import { errno } from '../../../shared/abi/errno.ts';
import { WAIT } from '../../../shared/abi/flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { refuse } from '../audit.ts';
import { addTimer } from '../clock.ts';
import { accessOk, badPointer, copyToUser } from '../mm/usercopy.ts';
import { mayEverything, setGid, setUid } from '../proc/credentials.ts';
import { exitTask, reap } from '../proc/exit.ts';
import { forkTask } from '../proc/fork.ts';
import { sendSignal } from '../proc/signals.ts';
import { sleepOn } from '../proc/sleep.ts';
import { BLOCKED, type Handler, type Kernel, type Task } from '../types.ts';
import { numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

const exit: Handler = (k, task, [code]) => {
  exitTask(k, task, numberOf(code), 0);
  return 0;
};

/** Status word of a dead child, as `man 2 wait4` takes it apart. */
function statusOf(child: Task): number {
  return child.exitSignal > 0 ? child.exitSignal : child.exitCode << 8;
}

function writeStatus(k: Kernel, task: Task, address: number, status: number): boolean {
  if (address === 0) return true;
  if (!accessOk(k, address, 4)) return false;
  return copyToUser(k, task, address, new Uint8Array(Uint32Array.of(status).buffer)) === 4;
}

/** `wait4(pid, status, options)`: the first dead child in order of birth; sleeps while none has ended. */
const wait4: Handler = (k, task, [which, status, options]) => {
  const pid = which === undefined ? -1 : numberOf(which);
  const flags = numberOf(options);
  if ((flags & ~WAIT.WNOHANG) !== 0) return -errno.EINVAL;
  const children = task.children
    .map((child) => k.state.tasks.get(child))
    .filter((child): child is Task => child !== undefined && (pid < 0 || child.pid === pid));
  if (children.length === 0) return -errno.ECHILD;
  const dead = children.find((child) => child.state === 'Z');
  if (dead !== undefined) {
    reap(k, dead);
    return writeStatus(k, task, numberOf(status), statusOf(dead)) ? dead.pid : badPointer(k, task);
  }
  if ((flags & WAIT.WNOHANG) !== 0) return 0;
  sleepOn(k, task, `child:${task.pid}`);
  return BLOCKED;
};

/** Sleeps that many ticks (the simulated machine's clock counts ticks, not nanoseconds). */
const nanosleep: Handler = (k, task, [ticks], call) => {
  if (call.ready) return 0;
  if (numberOf(ticks) < 0) return -errno.EINVAL;
  if (numberOf(ticks) === 0) return 0;
  if (call.progress === 0) {
    call.progress = 1;
    addTimer(k, { at: k.state.tick + numberOf(ticks), kind: 'wake', pid: task.pid, tty: '', text: '' });
  }
  sleepOn(k, task, 'timer');
  return BLOCKED;
};

/** Sleeps until a signal ends it. */
const pause: Handler = (k, task) => {
  sleepOn(k, task, 'pause');
  return BLOCKED;
};

const PTRACE_ATTACH = 16;

/** `ptrace(PTRACE_ATTACH, pid)`: needs root's rights here; attaching to one's own process is not simulated and is refused too. */
const ptrace: Handler = (k, task, [request, pid]) => {
  const target = k.state.tasks.get(numberOf(pid));
  if (target === undefined || target.state === 'Z') return -errno.ESRCH;
  if (!mayEverything(k, task) || numberOf(request) !== PTRACE_ATTACH)
    return refuse(k, task, 'credentials', errno.EPERM);
  // Who is traced stops, and goes on only when it is let go: here, by SIGCONT.
  sendSignal(k, target, signals.SIGSTOP, task.pid);
  return 0;
};

export const processCalls = {
  fork: (k, task) => forkTask(k, task),
  exit,
  exit_group: exit,
  wait4,
  getpid: (_, task) => task.pid,
  getppid: (_, task) => task.ppid,
  getuid: (_, task) => task.cred.uid,
  geteuid: (_, task) => task.cred.euid,
  getgid: (_, task) => task.cred.gid,
  setuid: (k, task, [id]) => setUid(k, task, numberOf(id)),
  setgid: (k, task, [id]) => setGid(k, task, numberOf(id)),
  nanosleep,
  pause,
  ptrace,
} satisfies SyscallFamily;
