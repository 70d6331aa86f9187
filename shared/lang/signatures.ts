import { type ArgKind, syscall } from '../abi/syscalls.ts';
import type { Expr } from './ast.ts';

/** Calls whose last arguments may be left out: how many are needed. Missing ones count as 0. */
const LEAST: Record<string, number> = {
  open: 2,
  openat: 3,
  fcntl: 2,
  pipe2: 1,
  rt_sigaction: 2,
  rt_sigprocmask: 2,
  nanosleep: 1,
  wait4: 1,
  waitid: 4,
  clone: 1,
  execve: 1,
  prctl: 2,
  seccomp: 2,
  ptrace: 2,
  reboot: 2,
  prlimit64: 3,
  getrandom: 2,
  gettimeofday: 1,
  futex: 3,
  socket: 2,
  connect: 2,
  bind: 2,
  accept: 1,
  accept4: 4,
  sendto: 3,
  recvfrom: 3,
};

/** How many arguments a call takes in a program. */
export function arity(name: string): { least: number; most: number } {
  const most = syscall(name)?.args.length ?? 0;
  return { least: LEAST[name] ?? most, most };
}

/** What a kind of argument is called, where it must be a number or a place in memory. */
const NAMES: Partial<Record<ArgKind, string>> = {
  fd: 'a descriptor',
  dirfd: 'a descriptor',
  oflags: 'flags',
  buffer: 'a buffer',
  out: 'a buffer',
  size: 'a number of bytes',
  pid: 'a process number',
  signal: 'a signal number',
};
const PLACES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;

/** Kinds of arguments besides paths that may be a text in quotes. */
const TEXTS: ReadonlySet<ArgKind> = new Set<ArgKind>(['text', 'sigset', 'argv', 'sockaddr']);

/** What is wrong with an argument that is a text (or none) where the call needs the contrary; '' where it may be right. */
export function misfit(name: string, index: number, form: Expr['kind']): string {
  const kind = syscall(name)?.args[index];
  const place = PLACES[index] ?? 'last';
  if (kind === undefined) return '';
  if (kind === 'path')
    return form === 'number' ? `${name} needs a path in quotes ${place}, for instance ${SAMPLES.path}` : '';
  if (form !== 'string' || TEXTS.has(kind)) return '';
  return `${name} needs ${NAMES[kind] ?? 'a number'} ${place}, for instance ${SAMPLES[kind]}`;
}

/** What stands for a kind of argument in an example. */
const SAMPLES: Record<ArgKind, string> = {
  fd: 'fd',
  dirfd: 'AT_FDCWD',
  path: '"/etc/motd"',
  oflags: 'O_RDONLY',
  mode: '0644',
  buffer: 'buf',
  dirents: 'buf',
  text: 'buf',
  size: '4096',
  offset: '0',
  whence: 'SEEK_SET',
  address: 'NULL',
  prot: 'PROT_READ|PROT_WRITE',
  mapflags: 'MAP_PRIVATE|MAP_ANONYMOUS',
  msync: 'MS_SYNC',
  advice: 'MADV_DONTNEED',
  pid: 'pid',
  signal: '15',
  int: '0',
  out: 'buf',
  access: 'R_OK',
  atflags: '0',
  fcntl: 'F_GETFL',
  wait: '0',
  sigset: 'buf',
  argv: '"ls /etc"',
  action: 'SIG_IGN',
  saflags: 'SA_RESTART',
  clone: 'CLONE_VM|SIGCHLD',
  nsflags: 'CLONE_NEWUTS',
  mount: 'MS_BIND',
  umount: '0',
  waitid: 'P_PID',
  rlimit: 'RLIMIT_NOFILE',
  clock: 'CLOCK_MONOTONIC',
  prctl: 'PR_SET_NO_NEW_PRIVS',
  seccomp: 'SECCOMP_SET_MODE_FILTER',
  ptrace: 'PTRACE_ATTACH',
  futex: 'FUTEX_WAIT',
  pollfds: 'fds',
  random: '0',
  rusage: 'RUSAGE_SELF',
  mask: 'SIG_BLOCK',
  sockaddr: '"127.0.0.1:8080"',
  sockfamily: 'AF_INET',
  socktype: 'SOCK_STREAM',
  message: '0',
  shutdown: 'SHUT_WR',
  socklevel: 'SOL_SOCKET',
  sockopt: 'SO_REUSEADDR',
};

/** The call with plausible arguments, as people would write it. */
export function example(name: string): string {
  const args = (syscall(name)?.args ?? []).slice(0, Math.max(LEAST[name] ?? 99, 0));
  return `${name}(${args.map((kind) => SAMPLES[kind]).join(', ')})`;
}
