import type { SigInfo } from '../../../shared/abi/process-layouts.ts';
import type { SyscallName } from '../../../shared/abi/syscalls.ts';
import type { FdEntry } from '../fs/objects.ts';
import type { AddressSpace } from '../mm/objects.ts';
import type { SchedEntity } from '../sched/objects.ts';
import type { Instruction, SyscallArg } from '../types.ts';

export type TaskState = 'R' | 'S' | 'D' | 'T' | 'Z';

export interface Credentials {
  uid: number;
  euid: number;
  suid: number;
  gid: number;
  egid: number;
  sgid: number;
  groups: number[];
  /** It entered a user namespace: every capability there, whatever its ids, until it changes them (`man 7 user_namespaces`). */
  nsCaps: boolean;
}

export type NamespaceKind = 'mnt' | 'pid' | 'uts' | 'user' | 'cgroup';

/** A line of a user namespace's map: `count` ids from `inside` on are the machine's ids from `outside` on. */
export interface IdRange {
  inside: number;
  outside: number;
  count: number;
}

/** A namespace. Its number is the inode that `/proc/<pid>/ns` shows. */
export interface Namespace {
  id: number;
  kind: NamespaceKind;
  /** The user namespace that owns it; of a user namespace, its parent (0: none). */
  owner: number;
  /** Processes in it, descriptors of it, mounts that show it, and namespaces below it. */
  refs: number;
  /** Of a pid namespace: parent (0: none), depth, next number, its processes by their numbers in it, its init's number outside. */
  pid: { parent: number; level: number; next: number; tasks: Map<number, number>; init: number } | null;
  uts: { nodename: string; domainname: string } | null;
  user: {
    ownerUid: number;
    level: number;
    uidMap: IdRange[];
    gidMap: IdRange[];
    setgroups: 'allow' | 'deny';
  } | null;
  cgroup: { root: number } | null;
}

/** The number that `max` in a limit's file stands for. */
export const NO_LIMIT = -1;

/** A control group (`Documentation/admin-guide/cgroup-v2.rst`). Times are µs, memory is pages. */
export interface Cgroup {
  id: number;
  name: string;
  /** 0: the root group. */
  parent: number;
  children: Map<string, number>;
  /** Processes in it by number, dead ones until they are waited for; the root's are all others and aren't listed. */
  members: Map<number, true>;
  /** Controllers that its children have (`cgroup.subtree_control`). */
  control: string[];
  /** Who made it, and with it its files; owner and mode of its directory and, where they were changed, of files. */
  maker: { uid: number; gid: number };
  owners: Map<string, { uid: number; gid: number; mode: number }>;
  pids: { max: number; current: number; peak: number; failed: number };
  memory: { max: number; current: number; peak: number; hit: number; oom: number; kills: number };
  cpu: {
    quota: number;
    period: number;
    user: number;
    system: number;
    /** What is left of the period's quota; below zero, a debt. The period ends at `ends` (a tick; 0: none runs). */
    left: number;
    ends: number;
    throttled: boolean;
    throttledAt: number;
    throttledTime: number;
    periods: number;
    throttles: number;
  };
  /** `cgroup.freeze` says so here. */
  freeze: boolean;
  /** Processes that would run but may not: throttled or frozen. */
  parked: number[];
}

export interface PendingCall {
  name: SyscallName;
  args: SyscallArg[];
  /** What the handler has got done before it slept (bytes written), kept for its restart. */
  progress: number;
  /** Set where a wake-up by time or device has made the call complete. */
  ready: boolean;
  /** Tick at which its time is over, 0: it has none. */
  until: number;
}

/** What a process does with a signal that it catches (`man 2 sigaction`). */
export interface SigAction {
  handler: number;
  flags: number;
  /** Signals blocked while the handler runs. */
  mask: number[];
}

/** What `rt_sigreturn` puts back: the mask, and what was to be executed when the signal arrived. */
export interface SigFrame {
  signal: number;
  mask: number[];
  retry: Instruction | null;
}

/** Which calls a process may still make (`man 2 seccomp`). `filters`: for each, by name, 0 to kill, else the error. */
export interface Seccomp {
  strict: boolean;
  filters: Map<string, number>[];
}

export interface Task {
  /** Number of the thread. A process is called by that of its first thread, `tgid`. */
  pid: number;
  tgid: number;
  /** Of a process's first thread: the others that live. */
  threads: number[];
  ppid: number;
  /** Process group and session. */
  pgid: number;
  sid: number;
  comm: string;
  /** Path of its program and the arguments that it was started with. */
  exe: string;
  /** How many programs it has executed: a change tells a call that its caller is another one now. */
  execs: number;
  cmdline: string[];
  state: TaskState;
  /** Core it is on, or −1. */
  core: number;
  cred: Credentials;
  /** Working directory and root: an inode and the mount through which it is seen (`struct path`). */
  cwd: number;
  cwdMount: number;
  root: number;
  rootMount: number;
  /** Its namespaces, one of each kind, and the pid namespace of its children (`man 7 namespaces`). */
  ns: Record<NamespaceKind, number>;
  childPidNs: number;
  /** Its number in every pid namespace, from the machine's own down to the one it lives in. */
  pids: number[];
  /** Control group. */
  cgroup: number;
  umask: number;
  fds: (FdEntry | null)[];
  nofile: { soft: number; hard: number };
  mm: AddressSpace | null;
  sigPending: number[];
  /** Who sent the pending ones, as far as it is known. */
  sigInfo: Map<number, SigInfo>;
  sigBlocked: number[];
  /** Signals set to SIG_IGN, and those that have a handler. */
  sigIgnored: number[];
  sigActions: Map<number, SigAction>;
  /** Handlers that run, the innermost last. */
  sigFrames: SigFrame[];
  /** The mask that `rt_sigsuspend` puts back, or null. */
  sigSaved: number[] | null;
  /** What the parent has not waited for yet: that it was stopped, by which signal, or that it goes on. */
  news: '' | 'stopped' | 'continued';
  stopSignal: number;
  /** Signal that tells the parent of its end; 0: none. */
  endSignal: number;
  /** Threads of one number share descriptors, or working directory and umask; 0: its own. */
  filesGroup: number;
  fsGroup: number;
  noNewPrivs: boolean;
  /** It has asked to be traced by its parent. */
  traced: boolean;
  seccomp: Seccomp | null;
  /** Limits other than RLIMIT_NOFILE that it has set, by number; −1: none. */
  limits: Map<number, { soft: number; hard: number }>;
  /** Ticks in user and in kernel mode, its own and those of the children it waited for. */
  times: { user: number; system: number; childUser: number; childSystem: number };
  call: PendingCall | null;
  /** What a sleeper sleeps on, '' for none. */
  channel: string;
  /** Place among the sleepers of a channel, kept while the call lasts; 0: none. */
  sleepSeq: number;
  /** An instruction to execute again after its fault was resolved. */
  retry: Instruction | null;
  nice: number;
  sched: SchedEntity;
  started: number;
  firstRun: number;
  exitCode: number;
  exitSignal: number;
  children: number[];
  /** Its terminal. */
  tty: string;
  faults: number;
  /** Word at the far end of its kernel stack; the scheduler looks whether it still is what it was. */
  magic: number;
  /** Process whose page table the core uses for it; 0: its own. Only a privileged instruction can set it. */
  cr3: number;
  /** Those of its faults that had to read swap or the disk. */
  majorFaults: number;
  /** `/proc/<pid>/oom_score_adj`, −1000 to 1000; −1000: the OOM killer leaves it alone. */
  oomScoreAdj: number;
  user: unknown;
}
