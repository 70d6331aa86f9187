import { errnoName, errnoText } from '../../shared/abi/errno.ts';
import {
  ACCESS,
  AT,
  AT_FDCWD,
  FCNTL,
  MADV,
  MAP,
  MNT,
  MOUNT,
  MS,
  O,
  PROT,
  SEEK,
  SIGMASK,
} from '../../shared/abi/flags.ts';
import { decodeDirents } from '../../shared/abi/layouts.ts';
import {
  ACTION,
  CLOCK,
  CLONE,
  FUTEX,
  GRND,
  PRCTL,
  PTRACE,
  RLIMIT,
  RUSAGE,
  SA,
  SECCOMP,
  WAIT,
  WAIT_ID,
} from '../../shared/abi/process-flags.ts';
import { signalName } from '../../shared/abi/signals.ts';
import { AF, MSG, SHUT, SO, SOCK, SOL_SOCKET } from '../../shared/abi/socket.ts';
import { type ArgKind, type SyscallName, syscall } from '../../shared/abi/syscalls.ts';
import { peek } from './mm/peek.ts';
import { socketName } from './net/strace.ts';
import { KERNEL_BASE, type Kernel, type SyscallArg, type Task } from './types.ts';

/** Bytes of a buffer that are printed, as strace does by default. */
const SHOWN = 32;

function quote(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes.subarray(0, SHOWN)) {
    if (byte === 10) text += '\\n';
    else if (byte === 9) text += '\\t';
    else if (byte === 34 || byte === 92) text += `\\${String.fromCharCode(byte)}`;
    else text += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\${byte.toString(8)}`;
  }
  return `"${text}"${bytes.length > SHOWN ? '...' : ''}`;
}

/** An address: the kernel's half sign-extended to 64 bits as x86-64 writes it. */
export function hex(address: number): string {
  if (address === 0) return 'NULL';
  return address >= KERNEL_BASE ? `0xffff${address.toString(16)}` : `0x${address.toString(16)}`;
}

function flags(value: number, names: Readonly<Record<string, number>>, zero: string): string {
  const parts = Object.entries(names).filter(([, bit]) => bit !== 0 && (value & bit) === bit);
  return parts.length === 0 ? zero : parts.map(([name]) => name).join('|');
}

function openFlags(value: number): string {
  const mode = ['O_RDONLY', 'O_WRONLY', 'O_RDWR', 'O_RDWR'][value & O.O_ACCMODE] as string;
  const rest = flags(value & ~O.O_ACCMODE, { ...O, O_WRONLY: 0, O_RDWR: 0, O_ACCMODE: 0 }, '');
  return rest === '' ? mode : `${mode}|${rest}`;
}

function named(value: number, names: Readonly<Record<string, number>>): string {
  return Object.entries(names).find(([, number]) => number === value)?.[0] ?? String(value);
}

const octal = (value: number): string => `0${value.toString(8)}`;

/** The flags, and the signal in the low byte. */
function cloneFlags(value: number): string {
  const signal = value & 0xff;
  const rest = flags(value & ~0xff, CLONE, '');
  return [rest, signal === 0 ? '' : signalName(signal)].filter((part) => part !== '').join('|') || '0';
}

/** A family or a command with flags above it, as `SOCK_STREAM|SOCK_NONBLOCK`. */
function withFlags(value: number, names: Readonly<Record<string, number>>, mask: number): string {
  const rest = flags(value & ~mask, names, '');
  const base = named(value & mask, names);
  return rest === '' ? base : `${base}|${rest}`;
}

const PRINTERS: Partial<Record<ArgKind, (value: number) => string>> = {
  dirfd: (value) => (value === AT_FDCWD ? 'AT_FDCWD' : String(value)),
  oflags: openFlags,
  mode: octal,
  address: hex,
  out: hex,
  buffer: hex,
  dirents: hex,
  text: hex,
  path: hex,
  sigset: hex,
  prot: (value) => flags(value, PROT, 'PROT_NONE'),
  mapflags: (value) => flags(value, MAP, '0'),
  msync: (value) => flags(value, MS, '0'),
  advice: (value) => named(value, MADV),
  whence: (value) => named(value, SEEK),
  atflags: (value) => flags(value, AT, '0'),
  access: (value) => flags(value, ACCESS, 'F_OK'),
  fcntl: (value) => named(value, FCNTL),
  wait: (value) => flags(value, { ...WAIT, WSTOPPED: 0 }, '0'),
  signal: (value) => (value === 0 ? '0' : signalName(value)),
  action: (value) => (value <= ACTION.SIG_IGN ? named(value, ACTION) : hex(value)),
  saflags: (value) => flags(value, SA, '0'),
  clone: cloneFlags,
  nsflags: (value) => flags(value, CLONE, '0'),
  mount: (value) => flags(value, MOUNT, '0'),
  umount: (value) => flags(value, MNT, '0'),
  waitid: (value) => named(value, WAIT_ID),
  rlimit: (value) => named(value, RLIMIT),
  clock: (value) => named(value, CLOCK),
  rusage: (value) => named(value, RUSAGE),
  prctl: (value) => named(value, PRCTL),
  seccomp: (value) => named(value, SECCOMP),
  ptrace: (value) => named(value, PTRACE),
  futex: (value) => withFlags(value, FUTEX, 0x7f),
  mask: (value) => named(value, SIGMASK),
  random: (value) => flags(value, GRND, '0'),
  argv: hex,
  pollfds: hex,
  sockaddr: hex,
  sockfamily: (value) => named(value, AF),
  socktype: (value) => withFlags(value, SOCK, 0xf),
  message: (value) => flags(value, MSG, '0'),
  shutdown: (value) => named(value, SHUT),
  socklevel: (value) => named(value, { SOL_SOCKET }),
  sockopt: (value) => named(value, SO),
};

/** A buffer's bytes where the call read or wrote them, else its address. */
function printBuffer(k: Kernel, task: Task, address: number, length: number): string {
  const bytes = length > 0 ? peek(k, task, address, Math.min(length, SHOWN + 1)) : undefined;
  return bytes === undefined ? hex(address) : quote(bytes);
}

/** Directory records: their address and how many came, as strace abbreviates them. */
function printRecords(k: Kernel, task: Task, address: number, ret: number | undefined): string {
  const bytes = ret === undefined || ret < 0 ? undefined : peek(k, task, address, ret);
  if (bytes === undefined) return hex(address);
  const count = decodeDirents(bytes).length;
  return `${hex(address)} /* ${count} ${count === 1 ? 'entry' : 'entries'} */`;
}

function printArg(
  k: Kernel,
  task: Task,
  kind: ArgKind,
  arg: SyscallArg,
  all: readonly SyscallArg[],
  ret: number | undefined,
): string {
  if (typeof arg === 'string' && kind === 'argv') {
    const words = arg.split(/\s+/).filter((word) => word !== '');
    return `[${words.map((word) => quote(new TextEncoder().encode(word))).join(', ')}]`;
  }
  if (kind === 'sockaddr' && arg !== 0)
    return socketName(k, task, arg, Number(all[all.length - 1])) ?? hex(Number(arg) || 0);
  if (typeof arg === 'string') return quote(new TextEncoder().encode(arg));
  if (kind === 'dirents') return printRecords(k, task, arg, ret);
  if (kind === 'buffer' && ret !== undefined && ret > 0) return printBuffer(k, task, arg, ret);
  if (kind === 'text') return printBuffer(k, task, arg, Number(all[2] ?? 0));
  return PRINTERS[kind]?.(arg) ?? String(arg);
}

/**
 * The call as strace prints it: `read(3, "hello\n", 4096) = 6`, `open("/etc/shadow", O_RDONLY) = -1 EACCES (Permission denied)`.
 * Without `ret` the call is still on its way.
 */
export function straceLine(
  k: Kernel,
  task: Task,
  name: SyscallName,
  args: readonly SyscallArg[],
  ret?: number,
): string {
  const kinds = syscall(name)?.args ?? [];
  const printed = args.map((arg, index) => printArg(k, task, kinds[index] ?? 'int', arg, args, ret));
  const call = `${name}(${printed.join(', ')})`;
  if (ret === undefined) return call;
  if (ret < 0) return `${call} = -1 ${errnoName(ret)} (${errnoText(ret)})`;
  return `${call} = ${name === 'mmap' || name === 'brk' ? hex(ret) : ret}`;
}
