import type { SyscallArg } from '../types.ts';

/** An argument as a number; absent ones and pointers to literals count as 0. */
export function numberOf(arg: SyscallArg | undefined): number {
  return typeof arg === 'number' ? arg : 0;
}
