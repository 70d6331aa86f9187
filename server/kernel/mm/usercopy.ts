import { errno } from '../../../shared/abi/errno.ts';
import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { denied } from '../audit.ts';
import { readKernel, writeKernel } from '../kmem.ts';
import type { Kernel, SyscallArg, Task } from '../types.ts';
import { KERNEL_BASE } from '../types.ts';
import { resolve } from './fault.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Bytes of a string as the program holds them. */
export const bytesOf = (text: string): Uint8Array => encoder.encode(text);
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Emits the wall that a bad pointer ran into. */
export function badPointer(k: Kernel, task: Task): number {
  denied(k, task, 'user-copy', 'EFAULT');
  return -errno.EFAULT;
}

/**
 * Copies byte for byte from the first on, as `rep movsb` does: where the target overlaps the source from above (a file is read
 * into or written from a mapping of itself), bytes that were just written are copied again.
 */
function copyForward(target: Uint8Array, at: number, source: Uint8Array): void {
  const start = target.byteOffset + at;
  const ahead = start > source.byteOffset && start < source.byteOffset + source.length;
  if (target.buffer !== source.buffer || !ahead) target.set(source, at);
  else for (let index = 0; index < source.length; index += 1) target[at + index] = source[index] as number;
}

/**
 * Copies bytes to user memory, page by page, up to the first address that is not the process's to write.
 * Returns how many were copied (`copy_to_user` tells how many were not).
 */
export function copyToUser(k: Kernel, task: Task, address: number, bytes: Uint8Array): number {
  if (reachesKernel(k, address)) return copyToKernel(k, task, address, bytes);
  let done = 0;
  while (done < bytes.length) {
    const page = resolve(k, task, address + done, 'write');
    if (typeof page === 'string') break;
    const offset = (address + done) % PAGE_SIZE;
    const count = Math.min(PAGE_SIZE - offset, bytes.length - done);
    copyForward(page.bytes, offset, bytes.subarray(done, done + count));
    done += count;
  }
  return done;
}

/** Copies at most `count` bytes from user memory; fewer where an address is not the process's to read. */
export function copyFromUser(k: Kernel, task: Task, source: SyscallArg, count: number): Uint8Array {
  if (typeof source === 'string') return bytesOf(source).subarray(0, count);
  if (reachesKernel(k, source)) return copyFromKernel(k, source, count);
  // `count` is whatever the program says; only what it has memory for is ever allocated.
  let out = new Uint8Array(Math.min(count, PAGE_SIZE));
  let done = 0;
  while (done < count) {
    const page = resolve(k, task, source + done, 'read');
    if (typeof page === 'string') break;
    const offset = (source + done) % PAGE_SIZE;
    const part = page.bytes.subarray(offset, Math.min(PAGE_SIZE, offset + count - done));
    out = withRoom(out, done + part.length);
    out.set(part, done);
    done += part.length;
  }
  return out.subarray(0, done);
}

/**
 * Copies at most `count` bytes, `from` bytes behind the source's start, straight to `target[at]` on. Returns how many; fewer
 * where an address is not the process's to read.
 */
export function copyUserInto(
  k: Kernel,
  task: Task,
  source: SyscallArg,
  from: number,
  count: number,
  target: Uint8Array,
  at: number,
): number {
  if (typeof source === 'string' || reachesKernel(k, source)) {
    const bytes = copyFromUser(k, task, source, from + count).subarray(from);
    target.set(bytes, at);
    return bytes.length;
  }
  let done = 0;
  while (done < count) {
    const address = source + from + done;
    const page = resolve(k, task, address, 'read');
    if (typeof page === 'string') break;
    const offset = address % PAGE_SIZE;
    const part = page.bytes.subarray(offset, Math.min(PAGE_SIZE, offset + count - done));
    copyForward(target, at + done, part);
    done += part.length;
  }
  return done;
}

function withRoom(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  if (size <= bytes.length) return bytes;
  const grown = new Uint8Array(Math.max(size, bytes.length * 2));
  grown.set(bytes);
  return grown;
}

/** Whether the whole range lies in the user half: checked before a call touches anything (`access_ok`). */
export function accessOk(k: Kernel, address: SyscallArg, count: number): boolean {
  if (typeof address === 'string' || !k.state.config.protections.isolation) return true;
  return address >= 0 && address < KERNEL_BASE && address + count <= KERNEL_BASE;
}

/** Whether a pointer leads into the kernel's half and nothing forbids to follow it. */
function reachesKernel(k: Kernel, address: number): boolean {
  return address >= KERNEL_BASE && !k.state.config.protections.isolation;
}

function copyToKernel(k: Kernel, task: Task, address: number, bytes: Uint8Array): number {
  const hole = bytes.findIndex((byte, index) => !writeKernel(k, task, address + index, byte));
  return hole < 0 ? bytes.length : hole;
}

function copyFromKernel(k: Kernel, address: number, count: number): Uint8Array {
  const out: number[] = [];
  for (let byte = readKernel(k, address); byte !== undefined && out.length < count; ) {
    out.push(byte);
    byte = readKernel(k, address + out.length);
  }
  return Uint8Array.from(out);
}

/** A path argument: a literal, or a NUL-terminated string in user memory. −EFAULT where it can't be read. */
export function pathFromUser(k: Kernel, task: Task, source: SyscallArg | undefined): string | number {
  if (typeof source === 'string') return source;
  if (source === undefined) return -errno.EFAULT;
  const bytes = copyFromUser(k, task, source, PAGE_SIZE);
  const end = bytes.indexOf(0);
  if (end < 0) return bytes.length === PAGE_SIZE ? -errno.ENAMETOOLONG : badPointer(k, task);
  return textOf(bytes.subarray(0, end));
}
