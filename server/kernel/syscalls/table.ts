import { errno } from '../../../shared/abi/errno.ts';
import type { SyscallName } from '../../../shared/abi/syscalls.ts';
import type { Handler } from '../types.ts';
import { descriptorCalls } from './descriptors.ts';
import { directoryCalls } from './directories.ts';
import { execCalls } from './exec.ts';
import { fileCalls } from './files.ts';
import { futexCalls } from './futex.ts';
import { groupCalls } from './groups.ts';
import { infoCalls } from './info.ts';
import { limitCalls } from './limits.ts';
import { memoryCalls } from './memory.ts';
import { metadataCalls } from './metadata.ts';
import { mountCalls } from './mount.ts';
import { nameCalls } from './names.ts';
import { namespaceCalls } from './namespaces.ts';
import { netCalls } from './net.ts';
import { pagingCalls } from './paging.ts';
import { pollCalls } from './poll.ts';
import { processCalls } from './process.ts';
import { restrictCalls } from './restrict.ts';
import { schedCalls } from './sched.ts';
import { signalCalls } from './signals.ts';
import { timeCalls } from './time.ts';
import { waitCalls } from './wait.ts';

/** Handlers of one family of calls. */
export type SyscallFamily = Partial<Record<SyscallName, Handler>>;

/** Every call of the machine: name → handler. Numbers and argument kinds stand in `shared/abi/syscalls.ts`. */
const HANDLERS: SyscallFamily = {
  ...fileCalls,
  ...descriptorCalls,
  ...mountCalls,
  ...nameCalls,
  ...namespaceCalls,
  ...directoryCalls,
  ...metadataCalls,
  ...memoryCalls,
  ...pagingCalls,
  ...processCalls,
  ...schedCalls,
  ...waitCalls,
  ...execCalls,
  ...pollCalls,
  ...futexCalls,
  ...groupCalls,
  ...netCalls,
  ...limitCalls,
  ...restrictCalls,
  ...timeCalls,
  ...infoCalls,
  ...signalCalls,
};

/** The call's handler; unknown calls answer ENOSYS. */
export function handlerOf(name: SyscallName): Handler {
  return HANDLERS[name] ?? (() => -errno.ENOSYS);
}

/** Whether the kernel has the call at all. */
export function hasHandler(name: SyscallName): boolean {
  return HANDLERS[name] !== undefined;
}
