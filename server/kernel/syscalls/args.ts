import { accessOk, copyFromUser, copyToUser } from '../mm/usercopy.ts';
import type { Kernel, SyscallArg, Task } from '../types.ts';

/** An argument as a number; absent ones and pointers to literals count as 0. */
export function numberOf(arg: SyscallArg | undefined): number {
  return typeof arg === 'number' ? arg : 0;
}

/** Writes a structure where the argument points; NULL takes none. False: the caller may not write there (EFAULT). */
export function writeOut(k: Kernel, task: Task, out: SyscallArg | undefined, bytes: Uint8Array): boolean {
  return numberOf(out) === 0 ? out === undefined || out === 0 : mustWrite(k, task, out, bytes);
}

/** The same where NULL is as wrong as any other bad address. */
export function mustWrite(k: Kernel, task: Task, out: SyscallArg | undefined, bytes: Uint8Array): boolean {
  const address = numberOf(out);
  return accessOk(k, address, bytes.length) && copyToUser(k, task, address, bytes) === bytes.length;
}

/** `count` bytes from where the argument points, or undefined where the caller may not read them (EFAULT). */
export function readIn(
  k: Kernel,
  task: Task,
  from: SyscallArg | undefined,
  count: number,
): Uint8Array | undefined {
  if (!accessOk(k, from ?? 0, count)) return undefined;
  const bytes = copyFromUser(k, task, from ?? 0, count);
  return bytes.length < count ? undefined : bytes;
}
