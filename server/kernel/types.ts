import type { SigInfo } from '../../shared/abi/process-layouts.ts';
import type { SyscallName } from '../../shared/abi/syscalls.ts';
import type { MechanismId } from '../../shared/walls.ts';
import type { FileSpec, Inode, Mount, OpenFile, Pipe, Tty } from './fs/objects.ts';
import type { DiskState, IrqSettings, IrqState, LineName } from './irq/state.ts';
import type { Reference } from './mm/meter.ts';
import type { Frame, KernelMemory, PageSource, PageTarget } from './mm/objects.ts';
import type { ReplacementPolicy } from './mm/replace/table.ts';
import type { MemorySettings, MemoryState } from './mm/state.ts';
import type { NetState } from './net/state.ts';
import type { Cgroup, Namespace, PendingCall, Task } from './proc/objects.ts';
import type { PolicyName, SchedState } from './sched/objects.ts';

export * from './fs/objects.ts';
export * from './mm/objects.ts';
export * from './proc/objects.ts';
export * from './sched/objects.ts';

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

/** A record of the kernel's log (`man 4 kmsg`). */
export interface LogRecord {
  level: number;
  seq: number;
  tick: number;
  text: string;
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

export interface Protections {
  preemption: boolean;
  rings: boolean;
  isolation: boolean;
  permissions: boolean;
  limits: boolean;
  /** Kernel page table isolation and address space randomisation: a tick more at each entry; addresses from the next boot on. */
  kpti: boolean;
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
  /** A line or a request that waited for a person until its deadline: the controller or the disk's fallback took it. */
  | { kind: 'overdue'; of: 'line' | 'disk' }
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
