import {
  AF,
  decodeSocketName,
  encodeSocketName,
  inetAddress,
  parseSocketName,
  SOCKADDR_IN,
} from '../../../shared/abi/socket.ts';
import { peek } from '../mm/peek.ts';
import type { Kernel, SyscallArg, Task } from '../types.ts';

/** A socket's address as strace prints it; undefined where there is none to read. */
export function socketName(k: Kernel, task: Task, arg: SyscallArg, length: number): string | undefined {
  const bytes =
    typeof arg === 'string' ? literal(arg) : peek(k, task, arg, Math.max(0, Math.min(length, 128)));
  if (bytes === undefined || bytes.length < 2) return undefined;
  const name = decodeWhole(bytes);
  if (name === undefined) return undefined;
  if (name.family === AF.AF_INET)
    return `{sa_family=AF_INET, sin_port=htons(${name.port}), sin_addr=inet_addr("${inetAddress(name.address)}")}`;
  const path = name.path.startsWith('\0') ? `@"${name.path.slice(1)}"` : `"${name.path}"`;
  return `{sa_family=AF_UNIX, sun_path=${path}}`;
}

function literal(text: string): Uint8Array | undefined {
  const name = parseSocketName(text);
  return name === undefined ? undefined : encodeSocketName(name);
}

function decodeWhole(bytes: Uint8Array): ReturnType<typeof decodeSocketName> | undefined {
  const family = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  if (family === AF.AF_INET) return bytes.length < SOCKADDR_IN ? undefined : decodeSocketName(bytes);
  return family === AF.AF_UNIX ? decodeSocketName(bytes) : undefined;
}
