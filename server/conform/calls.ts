import { ACCESS, CONSTANTS, FCNTL, RLIMIT_NOFILE, S, SEEK, SIGMASK, WAIT } from '../../shared/abi/flags.ts';
import { decodeInt32s, decodeRlimit, decodeStat } from '../../shared/abi/layouts.ts';
import { signalName, signals } from '../../shared/abi/signals.ts';
import { decodeSignalSet, encodeSignalSet } from '../../shared/abi/sigset.ts';
import type { SyscallName } from '../../shared/abi/syscalls.ts';
import type { SyscallArg } from '../kernel/types.ts';
import type { ScriptCall } from './script.ts';

/** What a call's translation needs to know of its process. */
export interface CallContext {
  /** Address of the process's own buffer. */
  buffer: number;
  address(text: string): number;
  pidOf(label: string): number;
  labelOf(pid: number): string;
  readMemory(address: number, count: number): Uint8Array;
  writeMemory(address: number, bytes: Uint8Array): void;
}

export interface Translation {
  name: SyscallName;
  args: SyscallArg[];
  /** What stands beside `ret`, and `ret` itself where it is no plain number. */
  decode?: (ret: number, context: CallContext) => Record<string, unknown>;
}

type Args = ScriptCall['args'];
type Translate = (args: Args, context: CallContext) => Translation;

const text = new TextDecoder('latin1');
const number = (arg: Args[number] | undefined): number => (typeof arg === 'number' ? arg : 0);
const string = (arg: Args[number] | undefined): string => (typeof arg === 'string' ? arg : '');

/** Names that scripts use beside those of programs. */
const NAMES: Readonly<Record<string, number>> = { ...CONSTANTS, FD_CLOEXEC: 1 };
/** Bytes that a `write_n` really has: more than any file or pipe takes. */
const MOST_BYTES = 2 << 20;

/** The value of flags joined by `|`; numbers stand for themselves. */
export function flagsOf(arg: Args[number] | undefined): number {
  if (typeof arg === 'number') return arg;
  let value = 0;
  for (const name of string(arg).split('|')) {
    if (name === '') continue;
    const known = /^\d+$/.test(name) ? Number(name) : NAMES[name];
    if (known === undefined) throw new RangeError(`${name} is no flag that this machine knows`);
    value |= known;
  }
  return value;
}

export function signalOf(arg: Args[number] | undefined): number {
  if (typeof arg === 'number') return arg;
  const known = (signals as Record<string, number>)[string(arg)];
  if (known === undefined) throw new RangeError(`${string(arg)} is no signal`);
  return known;
}

const plain =
  (name: SyscallName): Translate =>
  (args) => ({ name, args: args.map((arg) => (Array.isArray(arg) ? 0 : arg)) });

/** A call that fills the buffer with as many bytes as it returns. */
const filling =
  (name: SyscallName, args: (given: Args, buffer: number) => SyscallArg[]): Translate =>
  (given, context) => ({
    name,
    args: args(given, context.buffer),
    decode: (ret) => ({ data: text.decode(context.readMemory(context.buffer, ret)) }),
  });

const octal = (mode: number): string => `0${mode.toString(8)}`;

function statFields(context: CallContext): Record<string, unknown> {
  const stat = decodeStat(context.readMemory(context.buffer, 144));
  const fields = { mode: octal(stat.mode), uid: stat.uid, gid: stat.gid, nlink: stat.nlink };
  return (stat.mode & 0o170000) === S.S_IFDIR ? fields : { ...fields, size: stat.size };
}

const statCall =
  (name: SyscallName): Translate =>
  ([what], context) => ({
    name,
    args: [what as string | number, context.buffer],
    decode: () => statFields(context),
  });

const withFlags =
  (name: SyscallName, index: number): Translate =>
  (args) => ({ name, args: args.map((arg, at) => (at === index ? flagsOf(arg) : (arg as string | number))) });

const pipeCall =
  (name: SyscallName): Translate =>
  ([flags], context) => ({
    name,
    args: name === 'pipe' ? [context.buffer] : [context.buffer, flagsOf(flags)],
    decode: () => ({ fds: decodeInt32s(context.readMemory(context.buffer, 8)) }),
  });

const maskCall =
  (how: number): Translate =>
  ([list], context) => {
    context.writeMemory(context.buffer, encodeSignalSet((list as string[]).map(signalOf)));
    return { name: 'rt_sigprocmask', args: [how, context.buffer] };
  };

function waitFields(ret: number, context: CallContext): Record<string, unknown> {
  if (ret === 0) return { ret: 0 };
  const status = decodeInt32s(context.readMemory(context.buffer, 4))[0] ?? 0;
  const signal = status & 0x7f;
  const label = { ret: context.labelOf(ret) };
  return signal === 0
    ? { exited: (status >> 8) & 0xff, ...label }
    : { signaled: signalName(signal), ...label };
}

const labelled =
  (name: SyscallName): Translate =>
  (_, context) => ({ name, args: [], decode: (ret) => ({ ret: context.labelOf(ret) }) });

/** Script call → system call, its arguments in the ABI's form, and how its answer is read. */
export const TRANSLATIONS: Record<string, Translate> = {
  open: withFlags('open', 1),
  close: plain('close'),
  dup: plain('dup'),
  fsync: plain('fsync'),
  fstat: statCall('fstat'),
  stat: statCall('stat'),
  lstat: statCall('lstat'),
  read: filling('read', ([fd, n], buffer) => [number(fd), buffer, number(n)]),
  pread64: filling('pread64', ([fd, n, offset], buffer) => [number(fd), buffer, number(n), number(offset)]),
  write: ([fd, data]) => ({
    name: 'write',
    args: [number(fd), string(data), Buffer.byteLength(string(data))],
  }),
  pwrite64: ([fd, data, offset]) => ({
    name: 'pwrite64',
    args: [number(fd), string(data), Buffer.byteLength(string(data)), number(offset)],
  }),
  write_n: ([fd, n]) => ({
    name: 'write',
    args: [number(fd), 'x'.repeat(Math.min(Math.max(0, number(n)), MOST_BYTES)), number(n)],
  }),
  read_to: ([fd, address, n], context) => ({
    name: 'read',
    args: [number(fd), context.address(string(address)), number(n)],
  }),
  write_from: ([fd, address, n], context) => ({
    name: 'write',
    args: [number(fd), context.address(string(address)), number(n)],
  }),
  lseek: ([fd, offset, whence]) => ({
    name: 'lseek',
    args: [
      number(fd),
      number(offset),
      typeof whence === 'number' ? whence : (SEEK[whence as keyof typeof SEEK] ?? -1),
    ],
  }),
  access: ([path, mode]) => ({
    name: 'access',
    args: [
      string(path),
      typeof mode === 'number'
        ? mode
        : string(mode)
            .split('|')
            .reduce((sum, name) => sum | (ACCESS[name as keyof typeof ACCESS] ?? 0), 0),
    ],
  }),
  mkdir: plain('mkdir'),
  chmod: plain('chmod'),
  truncate: plain('truncate'),
  fchmod: plain('fchmod'),
  ftruncate: plain('ftruncate'),
  rmdir: plain('rmdir'),
  unlink: plain('unlink'),
  chdir: plain('chdir'),
  rename: plain('rename'),
  link: plain('link'),
  symlink: plain('symlink'),
  chown: plain('chown'),
  umask: plain('umask'),
  dup2: plain('dup2'),
  readlink: filling('readlink', ([path], buffer) => [string(path), buffer, 4096]),
  getcwd: (_, context) => ({
    name: 'getcwd',
    args: [context.buffer, 4096],
    // The recorded answer is the library's, which counts nothing.
    decode: (ret) => ({ ret: 0, data: text.decode(context.readMemory(context.buffer, ret - 1)) }),
  }),
  dup3: withFlags('dup3', 2),
  fcntl: ([fd, command, arg]) => ({
    name: 'fcntl',
    args: [
      number(fd),
      typeof command === 'number' ? command : (FCNTL[command as keyof typeof FCNTL] ?? -1),
      flagsOf(arg),
    ],
  }),
  pipe: pipeCall('pipe'),
  pipe2: pipeCall('pipe2'),
  exit: plain('exit'),
  wait4: ([which, options], context) => ({
    name: 'wait4',
    args: [
      typeof which === 'number' ? which : context.pidOf(which as string),
      context.buffer,
      flagsOf(options) & (WAIT.WNOHANG | ~0),
    ],
    decode: waitFields,
  }),
  kill: ([which, signal], context) => ({
    name: 'kill',
    args: [typeof which === 'number' ? which : context.pidOf(which as string), signalOf(signal)],
  }),
  sigaction: ([signal, action]) => ({
    name: 'rt_sigaction',
    args: [signalOf(signal), action === 'SIG_IGN' ? 1 : 0],
  }),
  sigblock: maskCall(SIGMASK.SIG_BLOCK),
  sigunblock: maskCall(SIGMASK.SIG_UNBLOCK),
  sigpending: (_, context) => ({
    name: 'rt_sigpending',
    args: [context.buffer],
    decode: () => ({ names: decodeSignalSet(context.readMemory(context.buffer, 8)).map(signalName).sort() }),
  }),
  getpid: labelled('getpid'),
  getppid: labelled('getppid'),
  getuid: plain('getuid'),
  geteuid: plain('geteuid'),
  getgid: plain('getgid'),
  setuid: plain('setuid'),
  setgid: plain('setgid'),
  sched_yield: plain('sched_yield'),
  getpriority: () => ({ name: 'getpriority', args: [0, 0] }),
  setpriority: ([nice]) => ({ name: 'setpriority', args: [0, 0, number(nice)] }),
  setrlimit: ([, soft, hard]) => ({ name: 'setrlimit', args: [RLIMIT_NOFILE, number(soft), number(hard)] }),
  getrlimit: (_, context) => ({
    name: 'getrlimit',
    args: [RLIMIT_NOFILE, context.buffer],
    decode: () => ({ ...decodeRlimit(context.readMemory(context.buffer, 16)) }),
  }),
  munmap: ([address, length], context) => ({
    name: 'munmap',
    args: [context.address(string(address)), number(length)],
  }),
  mprotect: ([address, length, prot], context) => ({
    name: 'mprotect',
    args: [context.address(string(address)), number(length), flagsOf(prot)],
  }),
};
