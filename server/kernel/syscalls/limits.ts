import { errno } from '../../../shared/abi/errno.ts';
import { decodeRlimit, encodeRlimit } from '../../../shared/abi/layouts.ts';
import { RLIM_INFINITY, RLIMIT } from '../../../shared/abi/process-flags.ts';
import { refuse } from '../audit.ts';
import { badPointer } from '../mm/usercopy.ts';
import { mayEverything } from '../proc/credentials.ts';
import { exceeds, limitOf, type Rlimit, setLimit } from '../proc/limits.ts';
import { findByPid, noSuchProcess } from '../proc/namespaces.ts';
import type { Handler, Kernel, Task } from '../types.ts';
import { mustWrite, numberOf, readIn, writeOut } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** Highest hard limit of descriptors (`fs.nr_open`). */
const MOST_FILES = 1_048_576;

function isResource(resource: number): boolean {
  return (Object.values(RLIMIT) as readonly number[]).includes(resource);
}

/** What `do_prlimit` checks and sets, for `task` on behalf of `by`. */
function change(k: Kernel, by: Task, task: Task, resource: number, limit: Rlimit): number {
  if (exceeds(limit.soft, limit.hard)) return -errno.EINVAL;
  if (resource === RLIMIT.RLIMIT_NOFILE && exceeds(limit.hard, MOST_FILES)) return -errno.EPERM;
  if (exceeds(limit.hard, limitOf(k, task, resource).hard) && !mayEverything(k, by))
    return refuse(k, by, 'credentials', errno.EPERM);
  setLimit(task, resource, limit);
  return 0;
}

/** `setrlimit(resource, soft, hard)`. The limits stand in the call itself instead of behind a pointer. */
const setrlimit: Handler = (k, task, [which, soft, hard]) => {
  const resource = numberOf(which);
  if (!isResource(resource)) return -errno.EINVAL;
  return change(k, task, task, resource, { soft: numberOf(soft), hard: numberOf(hard) });
};

const getrlimit: Handler = (k, task, [which, out]) => {
  const resource = numberOf(which);
  if (!isResource(resource)) return -errno.EINVAL;
  return mustWrite(k, task, out, encodeRlimit(limitOf(k, task, resource))) ? 0 : badPointer(k, task);
};

/** Whether `task` may see and set the limits of `target`: itself, root, or one whose ids are all the caller's. */
function mayLimit(k: Kernel, task: Task, target: Task): boolean {
  const { uid, gid } = task.cred;
  const { cred } = target;
  const same =
    [cred.uid, cred.euid, cred.suid].every((id) => id === uid) &&
    [cred.gid, cred.egid, cred.sgid].every((id) => id === gid);
  return task.tgid === target.tgid || mayEverything(k, task) || same;
}

/** All 64 bits set is no limit at all; a number so large means the same here. */
function decoded(bytes: Uint8Array): Rlimit {
  const { soft, hard } = decodeRlimit(bytes);
  const limit = (value: number): number => (value > Number.MAX_SAFE_INTEGER ? RLIM_INFINITY : value);
  return { soft: limit(soft), hard: limit(hard) };
}

/** `prlimit64(pid, resource, new, old)`, either pointer NULL where it is not wanted; pid 0 is the caller. */
const prlimit64: Handler = (k, task, [pid, which, wanted, old]) => {
  const resource = numberOf(which);
  const bytes = numberOf(wanted) === 0 ? undefined : readIn(k, task, wanted, 16);
  if (numberOf(wanted) !== 0 && bytes === undefined) return badPointer(k, task);
  const target = numberOf(pid) === 0 ? task : findByPid(k, task, numberOf(pid));
  if (target === undefined) return noSuchProcess(k, task, numberOf(pid));
  if (!mayLimit(k, task, target)) return refuse(k, task, 'credentials', errno.EPERM);
  if (!isResource(resource)) return -errno.EINVAL;
  const before = encodeRlimit(limitOf(k, target, resource));
  const failure = bytes === undefined ? 0 : change(k, task, target, resource, decoded(bytes));
  if (failure < 0) return failure;
  return writeOut(k, task, old, before) ? 0 : badPointer(k, task);
};

export const limitCalls = { setrlimit, getrlimit, prlimit64 } satisfies SyscallFamily;
