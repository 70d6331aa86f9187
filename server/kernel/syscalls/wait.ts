import { errno } from '../../../shared/abi/errno.ts';
import { encodeInt32s } from '../../../shared/abi/layouts.ts';
import { WAIT, WAIT_ID } from '../../../shared/abi/process-flags.ts';
import { encodeSigInfo, encodeUsage } from '../../../shared/abi/process-layouts.ts';
import { badPointer } from '../mm/usercopy.ts';
import { childNumber, groupBy } from '../proc/namespaces.ts';
import { awaitChild } from '../proc/wait.ts';
import { BLOCKED, type Handler, type Kernel, type SyscallArg, type Task } from '../types.ts';
import { numberOf, writeOut } from './args.ts';
import type { SyscallFamily } from './table.ts';
import { usageOf } from './time.ts';

const FLAGS = WAIT.__WNOTHREAD | WAIT.__WCLONE | WAIT.__WALL;
const WAIT4 = WAIT.WNOHANG | WAIT.WUNTRACED | WAIT.WCONTINUED | FLAGS;
const NEWS = WAIT.WEXITED | WAIT.WSTOPPED | WAIT.WCONTINUED;
const WAITID = WAIT.WNOHANG | WAIT.WNOWAIT | NEWS | FLAGS;

/** Which children a `pid` of `wait4` means: one, all, or those of a process group. */
function chosen(k: Kernel, task: Task, pid: number): (child: Task) => boolean {
  if (pid === -1) return () => true;
  if (pid > 0) return (child) => childNumber(k, task, child) === pid;
  const group = pid === 0 ? task.pgid : groupBy(k, task, -pid);
  return (child) => child.pgid === group;
}

function writeUsage(k: Kernel, task: Task, child: Task, out: SyscallArg | undefined): boolean {
  return writeOut(k, task, out, encodeUsage(usageOf(child)));
}

/** `wait4(pid, status, options, usage)`: the status is written once the child is gone. */
const wait4: Handler = (k, task, [which, status, options, usage]) => {
  const flags = numberOf(options);
  if ((flags & ~WAIT4) !== 0) return -errno.EINVAL;
  const pid = which === undefined ? -1 : numberOf(which);
  const heard = awaitChild(k, task, chosen(k, task, pid), flags | WAIT.WEXITED);
  if (typeof heard === 'number' || heard === BLOCKED) return heard;
  if (!writeOut(k, task, status, encodeInt32s([heard.status]))) return badPointer(k, task);
  return writeUsage(k, task, heard.child, usage) ? childNumber(k, task, heard.child) : badPointer(k, task);
};

function chosenById(k: Kernel, task: Task, kind: number, id: number): ((child: Task) => boolean) | undefined {
  if (kind === WAIT_ID.P_ALL) return () => true;
  if (kind === WAIT_ID.P_PID) return id > 0 ? (child) => childNumber(k, task, child) === id : undefined;
  if (kind !== WAIT_ID.P_PGID || id < 0) return undefined;
  const group = id === 0 ? task.pgid : groupBy(k, task, id);
  return (child) => child.pgid === group;
}

/** `waitid(kind, id, info, options, usage)`; with WNOHANG and no news the record is zeros. */
const waitid: Handler = (k, task, [kind, id, out, options, usage]) => {
  const flags = numberOf(options);
  if ((flags & ~WAITID) !== 0 || (flags & NEWS) === 0) return -errno.EINVAL;
  const wanted = chosenById(k, task, numberOf(kind), numberOf(id));
  if (wanted === undefined) return -errno.EINVAL;
  const heard = awaitChild(k, task, wanted, flags);
  if (heard === BLOCKED || (typeof heard === 'number' && heard < 0)) return heard;
  const info = typeof heard === 'number' ? { signo: 0, code: 0, pid: 0, uid: 0, status: 0 } : heard.info;
  if (typeof heard !== 'number' && !writeUsage(k, task, heard.child, usage)) return badPointer(k, task);
  return writeOut(k, task, out, encodeSigInfo(info)) ? 0 : badPointer(k, task);
};

export const waitCalls = { wait4, waitid } satisfies SyscallFamily;
