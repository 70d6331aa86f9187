/**
 * System calls of x86-64 Linux that the simulated kernel knows (`arch/x86/entry/syscalls/syscall_64.tbl`),
 * with the kinds of their arguments, from which strace lines are printed.
 */
export type ArgKind =
  | 'fd'
  | 'dirfd'
  | 'path'
  | 'oflags'
  | 'mode'
  | 'buffer'
  | 'dirents'
  | 'text'
  | 'size'
  | 'offset'
  | 'whence'
  | 'address'
  | 'prot'
  | 'mapflags'
  | 'msync'
  | 'advice'
  | 'pid'
  | 'signal'
  | 'int'
  | 'out'
  | 'access'
  | 'atflags'
  | 'fcntl'
  | 'wait'
  | 'sigset'
  | 'argv'
  | 'action'
  | 'saflags'
  | 'clone'
  | 'nsflags'
  | 'mount'
  | 'umount'
  | 'waitid'
  | 'rlimit'
  | 'clock'
  | 'prctl'
  | 'seccomp'
  | 'ptrace'
  | 'futex'
  | 'pollfds'
  | 'random'
  | 'rusage'
  | 'mask'
  | 'sockaddr'
  | 'sockfamily'
  | 'socktype'
  | 'message'
  | 'shutdown'
  | 'socklevel'
  | 'sockopt';

const table = [
  [0, 'read', ['fd', 'buffer', 'size']],
  [1, 'write', ['fd', 'text', 'size']],
  [2, 'open', ['path', 'oflags', 'mode']],
  [3, 'close', ['fd']],
  [4, 'stat', ['path', 'out']],
  [5, 'fstat', ['fd', 'out']],
  [6, 'lstat', ['path', 'out']],
  [7, 'poll', ['pollfds', 'int', 'int']],
  [8, 'lseek', ['fd', 'offset', 'whence']],
  [9, 'mmap', ['address', 'size', 'prot', 'mapflags', 'fd', 'offset']],
  [10, 'mprotect', ['address', 'size', 'prot']],
  [11, 'munmap', ['address', 'size']],
  [12, 'brk', ['address']],
  [13, 'rt_sigaction', ['signal', 'action', 'saflags', 'sigset']],
  [14, 'rt_sigprocmask', ['mask', 'sigset', 'out']],
  [15, 'rt_sigreturn', []],
  [17, 'pread64', ['fd', 'buffer', 'size', 'offset']],
  [18, 'pwrite64', ['fd', 'text', 'size', 'offset']],
  [21, 'access', ['path', 'access']],
  [22, 'pipe', ['out']],
  [24, 'sched_yield', []],
  [26, 'msync', ['address', 'size', 'msync']],
  [27, 'mincore', ['address', 'size', 'out']],
  [28, 'madvise', ['address', 'size', 'advice']],
  [32, 'dup', ['fd']],
  [33, 'dup2', ['fd', 'fd']],
  [34, 'pause', []],
  [35, 'nanosleep', ['int', 'out']],
  [37, 'alarm', ['int']],
  [39, 'getpid', []],
  [41, 'socket', ['sockfamily', 'socktype', 'int']],
  [42, 'connect', ['fd', 'sockaddr', 'int']],
  [43, 'accept', ['fd', 'out', 'out']],
  [44, 'sendto', ['fd', 'text', 'size', 'message', 'sockaddr', 'int']],
  [45, 'recvfrom', ['fd', 'buffer', 'size', 'message', 'out', 'out']],
  [48, 'shutdown', ['fd', 'shutdown']],
  [49, 'bind', ['fd', 'sockaddr', 'int']],
  [50, 'listen', ['fd', 'int']],
  [51, 'getsockname', ['fd', 'out', 'out']],
  [52, 'getpeername', ['fd', 'out', 'out']],
  [53, 'socketpair', ['sockfamily', 'socktype', 'int', 'out']],
  [54, 'setsockopt', ['fd', 'socklevel', 'sockopt', 'address', 'int']],
  [55, 'getsockopt', ['fd', 'socklevel', 'sockopt', 'out', 'out']],
  [56, 'clone', ['clone', 'address', 'out']],
  [57, 'fork', []],
  [58, 'vfork', []],
  [59, 'execve', ['path', 'argv']],
  [60, 'exit', ['int']],
  [61, 'wait4', ['pid', 'out', 'wait', 'out']],
  [62, 'kill', ['pid', 'signal']],
  [63, 'uname', ['out']],
  [72, 'fcntl', ['fd', 'fcntl', 'int']],
  [74, 'fsync', ['fd']],
  [76, 'truncate', ['path', 'size']],
  [77, 'ftruncate', ['fd', 'size']],
  [79, 'getcwd', ['out']],
  [80, 'chdir', ['path']],
  [81, 'fchdir', ['fd']],
  [82, 'rename', ['path', 'path']],
  [83, 'mkdir', ['path', 'mode']],
  [84, 'rmdir', ['path']],
  [86, 'link', ['path', 'path']],
  [87, 'unlink', ['path']],
  [88, 'symlink', ['path', 'path']],
  [89, 'readlink', ['path', 'out']],
  [90, 'chmod', ['path', 'mode']],
  [91, 'fchmod', ['fd', 'mode']],
  [92, 'chown', ['path', 'int', 'int']],
  [93, 'fchown', ['fd', 'int', 'int']],
  [94, 'lchown', ['path', 'int', 'int']],
  [95, 'umask', ['mode']],
  [96, 'gettimeofday', ['out', 'out']],
  [97, 'getrlimit', ['rlimit', 'out']],
  [98, 'getrusage', ['rusage', 'out']],
  [99, 'sysinfo', ['out']],
  [100, 'times', ['out']],
  [101, 'ptrace', ['ptrace', 'pid', 'address', 'address']],
  [102, 'getuid', []],
  [104, 'getgid', []],
  [105, 'setuid', ['int']],
  [106, 'setgid', ['int']],
  [107, 'geteuid', []],
  [108, 'getegid', []],
  [109, 'setpgid', ['pid', 'pid']],
  [110, 'getppid', []],
  [111, 'getpgrp', []],
  [112, 'setsid', []],
  [121, 'getpgid', ['pid']],
  [124, 'getsid', ['pid']],
  [127, 'rt_sigpending', ['out']],
  [130, 'rt_sigsuspend', ['sigset']],
  [140, 'getpriority', ['int', 'int']],
  [141, 'setpriority', ['int', 'int', 'int']],
  [142, 'sched_setparam', ['pid', 'address']],
  [143, 'sched_getparam', ['pid', 'out']],
  [144, 'sched_setscheduler', ['pid', 'int', 'address']],
  [145, 'sched_getscheduler', ['pid']],
  [146, 'sched_get_priority_max', ['int']],
  [147, 'sched_get_priority_min', ['int']],
  [148, 'sched_rr_get_interval', ['pid', 'out']],
  [155, 'pivot_root', ['path', 'path']],
  [157, 'prctl', ['prctl', 'address', 'int']],
  [160, 'setrlimit', ['rlimit', 'int', 'int']],
  [161, 'chroot', ['path']],
  [165, 'mount', ['path', 'path', 'path', 'mount', 'address']],
  [166, 'umount2', ['path', 'umount']],
  [169, 'reboot', ['int', 'int', 'int']],
  [170, 'sethostname', ['path', 'size']],
  [171, 'setdomainname', ['path', 'size']],
  [186, 'gettid', []],
  [200, 'tkill', ['pid', 'signal']],
  [202, 'futex', ['address', 'futex', 'int', 'int']],
  [203, 'sched_setaffinity', ['pid', 'size', 'address']],
  [204, 'sched_getaffinity', ['pid', 'size', 'out']],
  [217, 'getdents64', ['fd', 'dirents', 'size']],
  [228, 'clock_gettime', ['clock', 'out']],
  [231, 'exit_group', ['int']],
  [234, 'tgkill', ['pid', 'pid', 'signal']],
  [247, 'waitid', ['waitid', 'pid', 'out', 'wait', 'out']],
  [257, 'openat', ['dirfd', 'path', 'oflags', 'mode']],
  [258, 'mkdirat', ['dirfd', 'path', 'mode']],
  [260, 'fchownat', ['dirfd', 'path', 'int', 'int', 'atflags']],
  [262, 'newfstatat', ['dirfd', 'path', 'out', 'atflags']],
  [263, 'unlinkat', ['dirfd', 'path', 'atflags']],
  [264, 'renameat', ['dirfd', 'path', 'dirfd', 'path']],
  [265, 'linkat', ['dirfd', 'path', 'dirfd', 'path', 'atflags']],
  [266, 'symlinkat', ['path', 'dirfd', 'path']],
  [267, 'readlinkat', ['dirfd', 'path', 'out']],
  [268, 'fchmodat', ['dirfd', 'path', 'mode']],
  [269, 'faccessat', ['dirfd', 'path', 'access']],
  [272, 'unshare', ['nsflags']],
  [288, 'accept4', ['fd', 'out', 'out', 'socktype']],
  [292, 'dup3', ['fd', 'fd', 'oflags']],
  [293, 'pipe2', ['out', 'oflags']],
  [302, 'prlimit64', ['pid', 'rlimit', 'address', 'out']],
  [308, 'setns', ['fd', 'nsflags']],
  [316, 'renameat2', ['dirfd', 'path', 'dirfd', 'path', 'int']],
  [317, 'seccomp', ['seccomp', 'int', 'text']],
  [318, 'getrandom', ['buffer', 'size', 'random']],
] as const satisfies readonly (readonly [number, string, readonly ArgKind[]])[];

export type SyscallName = (typeof table)[number][1];

export interface SyscallEntry {
  number: number;
  name: SyscallName;
  args: readonly ArgKind[];
}

export const SYSCALLS: readonly SyscallEntry[] = table.map(([number, name, args]) => ({
  number,
  name,
  args,
}));

const byName = new Map<string, SyscallEntry>(SYSCALLS.map((entry) => [entry.name, entry]));

/** The call of that name, or undefined: `ENOSYS`. */
export function syscall(name: string): SyscallEntry | undefined {
  return byName.get(name);
}
