import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { RLIM_INFINITY, RLIMIT } from '../../../shared/abi/process-flags.ts';
import { STACK_PAGES } from '../mm/space.ts';
import type { Kernel, Task } from '../types.ts';

export interface Rlimit {
  soft: number;
  hard: number;
}

const both = (value: number): Rlimit => ({ soft: value, hard: value });

/** What a process has that has set nothing: the machine's own limits, if it has any. */
function inherited(k: Kernel, resource: number): Rlimit {
  const { protections, limits } = k.state.config;
  if (resource === RLIMIT.RLIMIT_STACK) return both(STACK_PAGES * PAGE_SIZE);
  if (resource === RLIMIT.RLIMIT_CORE) return { soft: 0, hard: RLIM_INFINITY };
  if (resource === RLIMIT.RLIMIT_NICE || resource === RLIMIT.RLIMIT_RTPRIO) return both(0);
  if (protections.limits && resource === RLIMIT.RLIMIT_NPROC) return both(limits.nproc);
  if (protections.limits && resource === RLIMIT.RLIMIT_AS) return both(limits.memoryPages * PAGE_SIZE);
  return both(RLIM_INFINITY);
}

/** A limit of the process (`man 2 getrlimit`); −1 stands for none. */
export function limitOf(k: Kernel, task: Task, resource: number): Rlimit {
  if (resource === RLIMIT.RLIMIT_NOFILE) return { ...task.nofile };
  return { ...(task.limits.get(resource) ?? inherited(k, resource)) };
}

export function setLimit(task: Task, resource: number, limit: Rlimit): void {
  if (resource === RLIMIT.RLIMIT_NOFILE) task.nofile = limit;
  else task.limits.set(resource, limit);
}

/** How many processes the task's user may own, −1 for any number. */
export function processLimit(k: Kernel, task: Task): number {
  return limitOf(k, task, RLIMIT.RLIMIT_NPROC).soft;
}

/** Whether one limit allows more than the other. */
export function exceeds(limit: number, other: number): boolean {
  return other !== RLIM_INFINITY && (limit === RLIM_INFINITY || limit > other);
}
