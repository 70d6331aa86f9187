import type { SigInfo } from '../../shared/abi/process-layouts.ts';
import type { SyscallName } from '../../shared/abi/syscalls.ts';
import type { MechanismId } from '../../shared/walls.ts';
import type { DiskState, IrqSettings, IrqState, LineName } from './irq/state.ts';
import type { Reference } from './mm/meter.ts';
import type { ReplacementPolicy } from './mm/replace/table.ts';
import type { MemorySettings, MemoryState } from './mm/state.ts';
import type { NetState } from './net/state.ts';

/**
 * Everything the simulated kernel knows, as plain data: objects, arrays, Maps and bytes that refer to each other by
 * number. No closures and no cycles, so that a snapshot is a copy and a hash is a walk. Times are ticks.
 */

/** First address of the kernel's half. Printed sign-extended (0xffff8…), kept as a 48-bit number so that arithmetic stays exact. */
export const KERNEL_BASE = 0x8000_0000_0000;

/** What user-mode text asks the core to do in one tick. A string argument stands for a literal in the program's rodata. */
export type SyscallArg = number | string;
export type Instruction =
  | { op: 'work' }
  | { op: 'syscall'; name: SyscallName; args: SyscallArg[] }
  | { op: 'load'; address: number }
  | { op: 'store'; address: number; value: number }
  | { op: 'jump'; address: number }
  | { op: 'privileged'; what: 'hlt' | 'cli' | 'out' | 'lcr3' }
  /** Nothing to do: sleeps until its user acts (`Machine.poke`). */
  | { op: 'wait' };

/** The userspace side of a process: what it executes next, and what it does with results. `U` is plain data in the state. */
export interface UserRuntime<U> {
  fetch(task: Task, user: U): Instruction;
  /** `result`: the call's return value or −errno, the byte of a load, 0 otherwise. */
  complete(task: Task, user: U, instruction: Instruction, result: number): void;
  /** The child's copy of the parent's user state, before either has seen fork's result. */
  fork(user: U, child: number): U;
  /**
   * The program that replaces the caller's: `image` is the file's content, `at` the address of the array of arguments. Without
   * the hook nothing can be executed.
   */
  exec?(
    task: Task,
    user: U,
    program: { path: string; argv: readonly string[]; at: number; image: Uint8Array },
  ): U;
  /**
   * A caught signal arrives: what is fetched next is the handler's, until it calls `rt_sigreturn`. Without the hook a handler
   * returns at once.
   */
  signal?(task: Task, user: U, arrived: { signal: number; handler: number; info: SigInfo }): void;
}

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

/** A mounted file system in a mount namespace. `parent` 0: the namespace's root. */
export interface Mount {
  id: number;
  ns: number;
  parent: number;
  /** Inode of the mount point in the parent's file system, and of what stands there instead. */
  point: number;
  root: number;
  type: string;
  source: string;
  /** Got from a more privileged namespace: it can't be taken away from what it covers. */
  locked: boolean;
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

/** A record of the kernel's log (`man 4 kmsg`). */
export interface LogRecord {
  level: number;
  seq: number;
  tick: number;
  text: string;
}

/** A descriptor: an open file description and the close-on-exec flag (`man 2 open`). */
export interface FdEntry {
  file: number;
  cloexec: boolean;
}

/** A virtual memory area: `start` inclusive, `end` exclusive, page-aligned. */
export interface Vma {
  start: number;
  end: number;
  prot: number;
  shared: boolean;
  /** Backing inode, or −1 for anonymous memory. */
  inode: number;
  /** Byte offset of `start` in the file. */
  offset: number;
  /** The open description was writable: a shared mapping may become PROT_WRITE. */
  mayWrite: boolean;
  /** Shared anonymous memory: id of its object in `shm`. */
  shm: number;
  name: string;
}

/** A page table entry. `frame` −1: not present. `swap` ≥ 0 says where in swap it lies, or where a good copy of it does. */
export interface Pte {
  frame: number;
  swap: number;
  writable: boolean;
  cow: boolean;
  accessed: boolean;
  dirty: boolean;
  /** Tick of its last access, for working sets. */
  usedTick: number;
}

export interface AddressSpace {
  /** Number by which translation buffers know it; never used twice. */
  asid: number;
  /** Threads that run in it. */
  users: number;
  vmas: Vma[];
  pages: Map<number, Pte>;
  brk: number;
  brkStart: number;
  /** Where the next mapping goes; mappings lie apart. */
  mmapNext: number;
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

export interface SchedEntity {
  /** Tick at which it became ready. */
  since: number;
  /** Ticks of the running burst so far, and of the last whole burst. */
  burst: number;
  lastBurst: number;
  /** Virtual time: vruntime of CFS and EEVDF, pass of stride; what a division of it left over is in `remainder`. */
  vruntime: number;
  remainder: number;
  /** EEVDF: virtual deadline of its slice, and the service it was owed when it went to sleep. */
  deadline: number;
  lag: number;
  /** MLFQ: level, allotment of quanta there, and the boost after which they hold. */
  level: number;
  allotment: number;
  boosts: number;
  /** Ticks of the quantum that are used up. */
  used: number;
  /** Scheduling class, by Linux's number (`SCHED`), and its priority where it is real-time (1 to 99, else 0). */
  class: number;
  rtPriority: number;
  /** Children start in the normal class (SCHED_RESET_ON_FORK). */
  resetOnFork: boolean;
  /** Cores it may run on, a bit each. */
  affinity: number;
  /** Core by which its run queue is found, −1 before it had one. */
  home: number;
  /** Total CPU and ready-queue ticks. */
  cpu: number;
  waited: number;
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

export type InodeKind = 'file' | 'dir' | 'symlink' | 'chr' | 'fifo' | 'socket';

export interface Inode {
  ino: number;
  kind: InodeKind;
  /** Permission bits with set-id and sticky. */
  mode: number;
  uid: number;
  gid: number;
  nlink: number;
  /** Bytes of a file; capacity is a multiple of a page, `size` says how many count. */
  data: Uint8Array;
  size: number;
  version: number;
  /** Of a directory: name → inode, without `.` and `..`. */
  entries: Map<string, number>;
  /** Of a directory: name → position of its record, which stays as long as the name does; and the next free one. */
  positions: Map<string, number>;
  nextPosition: number;
  parent: number;
  /** Of a symbolic link. */
  target: string;
  /** Of a device: 'null', 'tty:NAME'. */
  device: string;
  /** Open descriptions and mappings that keep it alive. */
  holds: number;
  /** In the page cache: a first read waits for the disk. */
  cached: boolean;
  /** Written since the last fsync. */
  dirty: boolean;
}

export interface OpenFile {
  id: number;
  inode: number;
  flags: number;
  offset: number;
  refs: number;
  /** Mount through which it was opened. */
  mount: number;
  /** Pipe and which end, or −1. */
  pipe: number;
  end: 'read' | 'write' | '';
  /** Socket, or −1. */
  socket: number;
}

/** A pipe of up to 16 buffers, each a page at most (`man 7 pipe`, fs/pipe.c). */
export interface Pipe {
  id: number;
  buffers: { bytes: Uint8Array; start: number }[];
  readers: number;
  writers: number;
}

/** `anon`: a process's own; `shm`: shared anonymous memory; `file`: of the page cache. */
export type FrameKind = 'free' | 'kernel' | 'anon' | 'shm' | 'file';

export interface Frame {
  kind: FrameKind;
  /** Page table entries, shared objects and the page cache that hold it. */
  refs: number;
  /** First owner's pid, for the picture. */
  owner: number;
  /** Page of the first owner. */
  page: number;
  /** Numbers of the load and of the last access, for replacement; greater is later. */
  loadedAt: number;
  usedAt: number;
  /** Of the page cache: file, page of the file, and whether it was written since it was last on the disk. */
  inode: number;
  index: number;
  dirty: boolean;
  /** Disk request that fills it; 0: none. */
  locked: number;
  /** Control group to which it is charged; 0: none. */
  charged: number;
  data: Uint8Array;
  version: number;
}

export interface Tty {
  name: string;
  /** Bytes typed and not yet read. */
  input: number[];
}

export type CorePhase = 'idle' | 'switch' | 'user' | 'enter' | 'handle' | 'fault' | 'interrupt';

export interface Core {
  id: number;
  pid: number;
  phase: CorePhase;
  left: number;
  quantumLeft: number;
  /** What it did in the last tick. */
  mode: 'user' | 'kernel' | 'idle';
  activity: 'user' | 'mode switch' | 'syscall' | 'context switch' | 'fault' | 'interrupt' | 'idle';
  syscall: string;
  busy: number;
  /** Ticks by what it did in them, for `/proc/stat`. */
  times: { user: number; system: number; idle: number; irq: number };
  /** Lined up by a human scheduler. */
  lined: number[];
  /** Last process that ran here: switching back to it needs no switch of address space. */
  last: number;
  /** A device's interrupt takes this core's next tick; '' for none. */
  interrupt: '' | LineName;
  /** Who wants the core back at the next return to user mode: its scheduler, or the process itself. */
  preempt: '' | 'human' | 'yield';
  /** Stopped by `hlt` until the next interrupt; deaf to interrupts by `cli`, and for how many ticks already. */
  halted: boolean;
  masked: boolean;
  lockedFor: number;
  /** Index of its run queue; cores of one scheduler share theirs. */
  queue: number;
  /** Id of the scheduler who has the core, '' where the algorithm has. */
  owner: string;
}

/** Something due at a tick: wake-ups, disk completions, keys. Ordered by tick, then by number. */
export interface TimerEvent {
  at: number;
  seq: number;
  kind: 'wake' | 'disk' | 'keys' | 'alarm' | 'cgroup';
  pid: number;
  tty: string;
  text: string;
}

export const POLICIES = [
  'fcfs',
  'sjf',
  'stcf',
  'rr',
  'priority',
  'lottery',
  'stride',
  'mlfq',
  'cfs',
  'eevdf',
  'human',
] as const;
export type PolicyName = (typeof POLICIES)[number];

/** A run queue: one core's, or of the cores that one scheduler has. */
export interface RunQueue {
  cores: number[];
  /** Id of its scheduler, '' for the algorithm alone. */
  owner: string;
  /** Last tick of its scheduler's acts; after a silence the algorithm stands in. */
  humanAt: number;
  silent: boolean;
  /** Ready real-time processes, the highest priority first. */
  realtime: number[];
  /** Ready pids in the algorithm's order; MLFQ keeps one list a level, the others use the first. */
  ready: number[][];
  /** Virtual time that has passed here: no newcomer starts before it. */
  minVruntime: number;
  /** EEVDF: weights of the ready processes, and the sum of weight × (vruntime − minVruntime). */
  weight: number;
  key: number;
}

export interface SchedState {
  policy: PolicyName;
  fallback: PolicyName;
  quantum: number;
  queues: RunQueue[];
  /** How long a scheduler's silence may last, in ticks. */
  silence: number;
  /** MLFQ: ticks between boosts, how many there were, quantum and allotment a level. */
  boost: number;
  boosts: number;
  levels: { quantum: number; allotment: number }[];
  /** MLFQ: an I/O that ends goes to the front of its queue; an I/O renews quantum and allotment. */
  ioToFront: boolean;
  ioKeepsLevel: boolean;
  switches: number;
  /** Processes that went from one run queue to another. */
  migrations: number;
  idleWhileReady: number;
}

export interface Protections {
  preemption: boolean;
  rings: boolean;
  isolation: boolean;
  permissions: boolean;
  limits: boolean;
  /** Kernel page table isolation and address space randomisation: a tick more at each entry; addresses from the next boot on. */
  kpti: boolean;
}

/** What the kernel keeps of its own memory beside the structures that are mapped there (`kmem.ts`). */
export interface KernelMemory {
  /** Where the kernel's half begins in this boot: KERNEL_BASE, or higher with randomisation. */
  base: number;
  /** The interrupt vector: address of each gate's handler. */
  vector: number[];
  /** Bytes of the run queue's head and of its free slots that are no longer what the kernel wrote there. */
  runQueue: Map<number, number>;
  /** Inodes as the disk has them, of those whose copy in memory was overwritten. */
  onDisk: Map<number, { mode: number; uid: number; gid: number; size: number }>;
  /** The last stray write of this boot. */
  culprit: { pid: number; comm: string; address: number; value: number } | null;
}

/** A machine that has stopped: what stands on its console. */
export interface Panic {
  tick: number;
  /** The process that the console names as the cause, 0: none. */
  pid: number;
  comm: string;
  reason: string;
  lines: string[];
}

export interface MachineConfig {
  seed: number;
  cores: number;
  frames: number;
  swapSlots: number;
  policy: PolicyName;
  fallback: PolicyName;
  quantum: number;
  silence: number;
  replacement: ReplacementPolicy;
  memory: MemorySettings;
  irq: IrqSettings;
  /**
   * Ticks: entering the kernel, changing process, resolving a page fault, one that reads swap or the disk (as any other where
   * absent), one disk request beside its seek (0: no disk waits).
   */
  costs: { modeSwitch: number; contextSwitch: number; pageFault: number; majorFault?: number; disk: number };
  protections: Protections;
  limits: { nproc: number; nofile: number; memoryPages: number };
  files: FileSpec[];
  /** Addresses beyond the network card to which there is a way; none where absent. */
  routes?: readonly number[];
}

export interface FileSpec {
  path: string;
  kind: 'dir' | 'file' | 'chr';
  mode: number;
  uid: number;
  gid: number;
  text?: string;
  device?: string;
  cached?: boolean;
}

export interface MachineState {
  config: MachineConfig;
  tick: number;
  random: number;
  nextPid: number;
  nextFile: number;
  nextInode: number;
  nextPipe: number;
  nextShm: number;
  seq: number;
  tasks: Map<number, Task>;
  cores: Core[];
  frames: Frame[];
  freeFrames: number[];
  /** Frame at which the clock's hand stands. */
  clockHand: number;
  swap: (Uint8Array | null)[];
  /** Pages of shared anonymous memory: object → page index → frame. */
  shm: Map<number, { refs: number; pages: Map<number, number> }>;
  inodes: Map<number, Inode>;
  openFiles: Map<number, OpenFile>;
  pipes: Map<number, Pipe>;
  net: NetState;
  ttys: Map<string, Tty>;
  mounts: Map<number, Mount>;
  /** `parent mount:inode` → the mount on top of it. */
  mountPoints: Map<string, number>;
  nextMount: number;
  namespaces: Map<number, Namespace>;
  nextNamespace: number;
  /** Settings under `/proc/sys` that root may change. */
  sysctl: { protectedSymlinks: number };
  cgroups: Map<number, Cgroup>;
  nextCgroup: number;
  /** Load averages over 1, 5 and 15 minutes, in 2048ths (`calc_load`). */
  load: number[];
  /** The log's newest records as `/dev/kmsg` gives them, and the number of the next one. */
  kmsg: { next: number; records: LogRecord[] };
  /** channel → pids asleep on it, in order. */
  waiters: Map<string, number[]>;
  timers: TimerEvent[];
  sched: SchedState;
  kmem: KernelMemory;
  panic: Panic | null;
  /** Times the machine has booted, and what the kernel logged since the last one (`dmesg`). */
  boots: number;
  log: string[];
  disk: DiskState;
  memory: MemoryState;
  irq: IrqState;
  counts: {
    timer: number;
    disk: number;
    keyboard: number;
    network: number;
    faults: number;
    syscalls: number;
    evictions: number;
  };
}

/** Where a page's bytes come from when it enters a frame; `memory`: they were there already, or are zeros. */
export type PageSource = 'memory' | 'disk';
/** Where they go when it leaves; `nowhere`: the frame held nothing that the disk, or zero-filling, can't give back. */
export type PageTarget = 'swap' | 'file' | 'nowhere';

export type KernelEvent =
  | { kind: 'syscallEnter'; pid: number; core: number; name: SyscallName; strace: string }
  | {
      kind: 'syscallStep';
      pid: number;
      step: 'path' | 'inode' | 'permission' | 'cache' | 'copy';
      detail: string;
    }
  | { kind: 'syscallExit'; pid: number; core: number; name: SyscallName; ret: number; strace: string }
  | { kind: 'block'; pid: number; on: string }
  | { kind: 'wakeup'; pid: number }
  | { kind: 'dispatch'; core: number; pid: number; waited: number }
  | { kind: 'preempt'; core: number; pid: number; why: 'quantum' | 'human' | 'yield' }
  | { kind: 'migrate'; pid: number; from: number; to: number }
  | { kind: 'fault'; pid: number; address: number; resolved: boolean; reason: string }
  | { kind: 'signal'; pid: number; signal: number; from: number }
  /** A caught signal reaches its handler, as strace prints it. */
  | { kind: 'signalDelivered'; pid: number; signal: number; strace: string }
  | { kind: 'exit'; pid: number; code: number; signal: number; cpu: number; waited: number }
  | { kind: 'fork'; pid: number; child: number }
  | { kind: 'interrupt'; line: LineName; core: number }
  /** A page came into a frame: from the disk, zero-filled, from the file cache, or as a private copy (OSTEP chapter 21). */
  | { kind: 'pageIn'; pid: number; frame: number; from: PageSource }
  /** `pid` 0: a page of the file cache. `by`: the process that needed the frame, 0 where a person chose or nobody in particular. */
  | { kind: 'evict'; frame: number; pid: number; by: number; to: PageTarget }
  /** The OOM killer took a process; `log` as the kernel prints it. */
  | { kind: 'oom'; pid: number; uid: number; points: number; by: 'badness' | 'human'; log: string }
  /** A device had no room for what came: bytes for a terminal, or a packet. */
  | { kind: 'overrun'; device: 'keyboard' | 'network'; tty: string; lost: number }
  | { kind: 'tty'; tty: string; pid: number; text: string }
  | { kind: 'panic'; pid: number; comm: string; reason: string }
  | { kind: 'damage'; pid: number; ino: number }
  /** An access went to another process's memory, which nothing kept apart. */
  | { kind: 'trespass'; pid: number; owner: number; access: 'read' | 'write' | 'exec' }
  | { kind: 'denied'; pid: number; mechanism: MechanismId; answer: string };

/** The kernel at work: its state, its userspace and what happened since the last look. */
export interface Kernel {
  state: MachineState;
  runtime: UserRuntime<unknown>;
  events: KernelEvent[];
  /** Pages in the order in which they were accessed, where somebody keeps a record; null: nobody does. No part of the state. */
  references: Reference[] | null;
  /** Process on whose behalf the kernel works at this moment, 0 for none: it can't be ended before its call is. */
  current: number;
}

/** A handler's answer that is none yet: the task sleeps on a channel and the call starts again when it wakes. */
export const BLOCKED = 'blocked';

/** A system call: checks in Linux's order of errors, acts, returns a value or −errno. */
export type Handler = (
  k: Kernel,
  task: Task,
  args: readonly SyscallArg[],
  call: PendingCall,
) => number | typeof BLOCKED;
