/** Flag values of x86-64 Linux for processes, signals and time (`include/uapi/linux/{sched,wait,prctl,seccomp,futex,resource}.h`). */
export const WAIT = {
  WNOHANG: 1,
  WUNTRACED: 2,
  WSTOPPED: 2,
  WEXITED: 4,
  WCONTINUED: 8,
  WNOWAIT: 0x0100_0000,
  __WNOTHREAD: 0x2000_0000,
  __WALL: 0x4000_0000,
  __WCLONE: 0x8000_0000,
} as const;

/** `waitid`'s kind of id. */
export const WAIT_ID = { P_ALL: 0, P_PID: 1, P_PGID: 2 } as const;

export const CLONE = {
  CLONE_NEWTIME: 0x80,
  CLONE_VM: 0x100,
  CLONE_FS: 0x200,
  CLONE_FILES: 0x400,
  CLONE_SIGHAND: 0x800,
  CLONE_VFORK: 0x4000,
  CLONE_PARENT: 0x8000,
  CLONE_THREAD: 0x10000,
  CLONE_NEWNS: 0x20000,
  CLONE_NEWCGROUP: 0x200_0000,
  CLONE_NEWUTS: 0x400_0000,
  CLONE_NEWIPC: 0x800_0000,
  CLONE_NEWUSER: 0x1000_0000,
  CLONE_NEWPID: 0x2000_0000,
  CLONE_NEWNET: 0x4000_0000,
} as const;

/** The flags that ask for a namespace of one's own. */
export const CLONE_NEW =
  CLONE.CLONE_NEWTIME |
  CLONE.CLONE_NEWNS |
  CLONE.CLONE_NEWCGROUP |
  CLONE.CLONE_NEWUTS |
  CLONE.CLONE_NEWIPC |
  CLONE.CLONE_NEWUSER |
  CLONE.CLONE_NEWPID |
  CLONE.CLONE_NEWNET;

/** What a signal's action may be instead of a handler's address. */
export const ACTION = { SIG_DFL: 0, SIG_IGN: 1 } as const;

export const SA = {
  SA_NOCLDSTOP: 1,
  SA_NOCLDWAIT: 2,
  SA_SIGINFO: 4,
  SA_RESTART: 0x1000_0000,
  SA_NODEFER: 0x4000_0000,
  SA_RESETHAND: 0x8000_0000,
} as const;

/** Where a signal comes from: `si_code` of `siginfo_t`. */
export const SI = {
  SI_USER: 0,
  SI_KERNEL: 0x80,
  CLD_EXITED: 1,
  CLD_KILLED: 2,
  CLD_DUMPED: 3,
  CLD_STOPPED: 5,
  CLD_CONTINUED: 6,
} as const;

export const RLIMIT = {
  RLIMIT_CPU: 0,
  RLIMIT_FSIZE: 1,
  RLIMIT_DATA: 2,
  RLIMIT_STACK: 3,
  RLIMIT_CORE: 4,
  RLIMIT_RSS: 5,
  RLIMIT_NPROC: 6,
  RLIMIT_NOFILE: 7,
  RLIMIT_MEMLOCK: 8,
  RLIMIT_AS: 9,
  RLIMIT_LOCKS: 10,
  RLIMIT_SIGPENDING: 11,
  RLIMIT_MSGQUEUE: 12,
  RLIMIT_NICE: 13,
  RLIMIT_RTPRIO: 14,
  RLIMIT_RTTIME: 15,
} as const;

/** No limit: all bits of the 64, which a program writes as −1. */
export const RLIM_INFINITY = -1;

export const PRCTL = {
  PR_GET_SECCOMP: 21,
  PR_SET_SECCOMP: 22,
  PR_SET_NAME: 15,
  PR_GET_NAME: 16,
  PR_SET_NO_NEW_PRIVS: 38,
  PR_GET_NO_NEW_PRIVS: 39,
} as const;

export const SECCOMP = { SECCOMP_SET_MODE_STRICT: 0, SECCOMP_SET_MODE_FILTER: 1 } as const;

/** What `PR_GET_SECCOMP` answers. */
export const SECCOMP_MODE = { SECCOMP_MODE_STRICT: 1, SECCOMP_MODE_FILTER: 2 } as const;

export const PTRACE = { PTRACE_TRACEME: 0, PTRACE_ATTACH: 16, PTRACE_SEIZE: 0x4206 } as const;

export const CLOCK = {
  CLOCK_REALTIME: 0,
  CLOCK_MONOTONIC: 1,
  CLOCK_PROCESS_CPUTIME_ID: 2,
  CLOCK_THREAD_CPUTIME_ID: 3,
  CLOCK_BOOTTIME: 7,
} as const;

export const RUSAGE = { RUSAGE_SELF: 0, RUSAGE_CHILDREN: -1, RUSAGE_THREAD: 1 } as const;

export const GRND = { GRND_NONBLOCK: 1, GRND_RANDOM: 2, GRND_INSECURE: 4 } as const;

export const FUTEX = { FUTEX_WAIT: 0, FUTEX_WAKE: 1, FUTEX_PRIVATE_FLAG: 128 } as const;

/** First magic number of `reboot`, without which nobody means it. */
export const REBOOT = { LINUX_REBOOT_MAGIC1: 0xfee1_dead, LINUX_REBOOT_MAGIC2: 672_274_793 } as const;
