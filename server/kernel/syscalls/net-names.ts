import { errno } from '../../../shared/abi/errno.ts';
import { decodeInt32s, encodeInt32s } from '../../../shared/abi/layouts.ts';
import {
  AF,
  decodeSocketName,
  encodeSocketName,
  parseSocketName,
  SOCKADDR_IN,
  SOCKADDR_UN,
  type SocketName,
} from '../../../shared/abi/socket.ts';
import { fileAt } from '../fs/openfiles.ts';
import { badPointer } from '../mm/usercopy.ts';
import type { Socket } from '../net/state.ts';
import type { Kernel, OpenFile, SyscallArg, Task } from '../types.ts';
import { mustWrite, numberOf, readIn } from './args.ts';

/** Most bytes of any address (`struct sockaddr_storage`). */
const STORAGE = 128;

/** The socket behind a descriptor, or −EBADF, −ENOTSOCK. */
export function socketAt(
  k: Kernel,
  task: Task,
  fd: SyscallArg | undefined,
): { socket: Socket; file: OpenFile } | number {
  const file = fileAt(k, task, numberOf(fd));
  if (file === undefined) return -errno.EBADF;
  const socket = k.state.net.sockets.get(file.socket);
  return socket === undefined ? -errno.ENOTSOCK : { socket, file };
}

/**
 * The bytes of an address that a program passes (`move_addr_to_kernel`). A literal such as "127.0.0.1:80" stands for the structure
 * in the program's read-only data.
 */
export function nameFromUser(
  k: Kernel,
  task: Task,
  address: SyscallArg | undefined,
  length: SyscallArg | undefined,
): Uint8Array | number {
  const size = numberOf(length);
  if (size < 0 || size > STORAGE) return -errno.EINVAL;
  if (typeof address === 'string') {
    const name = parseSocketName(address);
    return name === undefined ? -errno.EINVAL : encodeSocketName(name).subarray(0, size);
  }
  if (size === 0) return new Uint8Array(0);
  return readIn(k, task, address, size)?.slice() ?? badPointer(k, task);
}

/** `struct sockaddr_in`: its length before its family. */
export function inetName(bytes: Uint8Array): (SocketName & { family: typeof AF.AF_INET }) | number {
  if (bytes.length < SOCKADDR_IN) return -errno.EINVAL;
  const family = familyOf(bytes);
  const name = family === AF.AF_INET ? decodeSocketName(bytes) : undefined;
  return name?.family === AF.AF_INET ? name : -errno.EAFNOSUPPORT;
}

/** The path in a `struct sockaddr_un` (`unix_validate_addr`). */
export function unixPath(bytes: Uint8Array): string | number {
  if (bytes.length <= 2 || bytes.length > SOCKADDR_UN || familyOf(bytes) !== AF.AF_UNIX) return -errno.EINVAL;
  const name = decodeSocketName(bytes);
  return name.family === AF.AF_UNIX ? name.path : -errno.EINVAL;
}

export const familyOf = (bytes: Uint8Array): number => (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);

/** A name as the kernel gives it: a nameless socket's too. */
function bytesOfName(name: SocketName | null, family: Socket['family']): Uint8Array {
  if (name !== null) return encodeSocketName(name);
  return encodeSocketName(
    family === AF.AF_UNIX ? { family: AF.AF_UNIX, path: '' } : { family: AF.AF_INET, address: 0, port: 0 },
  );
}

/** Writes as much of a name as the caller has room for, and how long it is (`move_addr_to_user`). */
export function nameToUser(
  k: Kernel,
  task: Task,
  name: SocketName | null,
  family: Socket['family'],
  address: SyscallArg | undefined,
  length: SyscallArg | undefined,
): number {
  const given = readIn(k, task, length, 4);
  if (given === undefined) return badPointer(k, task);
  const [room = 0] = decodeInt32s(given);
  if (room < 0) return -errno.EINVAL;
  const bytes = bytesOfName(name, family);
  const part = bytes.subarray(0, room);
  if (part.length > 0 && !mustWrite(k, task, address, part)) return badPointer(k, task);
  return mustWrite(k, task, length, encodeInt32s([bytes.length])) ? 0 : badPointer(k, task);
}
