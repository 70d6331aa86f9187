import { type ErrnoName, errno } from '../../../shared/abi/errno.ts';
import { type SyscallName, syscall } from '../../../shared/abi/syscalls.ts';
import type { Task } from '../types.ts';

/** A verdict that is no answer: the call ends its process. */
export const KILLED = 'killed';

/** What strict mode leaves (`man 2 seccomp`). */
const STRICT: ReadonlySet<SyscallName> = new Set<SyscallName>(['read', 'write', 'exit', 'rt_sigreturn']);

/** Whether strict mode, and not a filter, judges the task's calls. */
export function strictly(task: Task): boolean {
  return task.seccomp?.strict === true;
}

/**
 * What the task's filters say to a call: undefined lets it pass, a number is its answer. Of several filters the strictest
 * counts; to kill is stricter than any error.
 */
export function verdictOn(task: Task, name: SyscallName): number | typeof KILLED | undefined {
  const { seccomp } = task;
  if (seccomp === null) return undefined;
  if (seccomp.strict) return STRICT.has(name) ? undefined : KILLED;
  let verdict: number | undefined;
  for (const filter of seccomp.filters) {
    const action = filter.get(name);
    if (action === 0) return KILLED;
    // The newest filter is asked first, and among equals its answer counts.
    if (action !== undefined) verdict = -action;
  }
  return verdict;
}

/**
 * A filter written as a text: `fork=kill open=EACCES`, a rule a word; what has no rule may pass. Undefined: a word names no
 * call, or neither `kill` nor an error.
 */
export function parseFilter(text: string): Map<string, number> | undefined {
  const rules = new Map<string, number>();
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const [name = '', action = ''] = word.split('=');
    const error = action === 'kill' ? 0 : errno[action as ErrnoName];
    if (syscall(name) === undefined || error === undefined) return undefined;
    rules.set(name, error);
  }
  return rules.size > 0 ? rules : undefined;
}

/** One filter more, on top of those that hold already. */
export function addFilter(task: Task, rules: Map<string, number>): void {
  task.seccomp = { strict: false, filters: [...(task.seccomp?.filters ?? []), rules] };
}
