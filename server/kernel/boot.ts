import { signals } from '../../shared/abi/signals.ts';
import { DEFAULT_PROTECTIONS } from '../../shared/protections.ts';
import { createRoot } from './fs/inodes.ts';
import { printk } from './fs/kmsg.ts';
import { mountAtBoot, ROOT_MOUNT } from './fs/mounts.ts';
import { ROOT_INO } from './fs/vnode.ts';
import { DEFAULT_IRQ, newDiskState, newIrqState } from './irq/state.ts';
import { newKernelMemory, STACK_END_MAGIC } from './kmem.ts';
import { KERNEL_FRAMES, VERSION } from './machine-facts.ts';
import { DEFAULT_MEMORY, newMemoryState } from './mm/state.ts';
import { newNetState } from './net/state.ts';
import { randomBelow } from './prng.ts';
import { newCgroup, ROOT_CGROUP } from './proc/cgroup.ts';
import { newCredentials } from './proc/credentials.ts';
import { INIT } from './proc/exit.ts';
import { FIRST_NAMESPACE, ROOT_NAMESPACES } from './proc/namespace-ids.ts';
import { rootNamespaces } from './proc/namespaces.ts';
import { buildQueues, SOMEBODY } from './sched/human.ts';
import { newEntity, newSchedState } from './sched/state.ts';
import {
  type Core,
  type Frame,
  KERNEL_BASE,
  type MachineConfig,
  type MachineState,
  type Task,
} from './types.ts';

/** A machine of the size of a small class, with every protection on. Costs are ticks. */
export const DEFAULT_CONFIG: MachineConfig = {
  seed: 1,
  cores: 1,
  frames: 64,
  swapSlots: 64,
  policy: 'rr',
  fallback: 'rr',
  quantum: 4,
  silence: 20,
  replacement: 'clock',
  memory: DEFAULT_MEMORY,
  irq: DEFAULT_IRQ,
  costs: { modeSwitch: 1, contextSwitch: 1, pageFault: 1, disk: 3 },
  protections: DEFAULT_PROTECTIONS,
  limits: { nproc: 6, nofile: 16, memoryPages: 32 },
  files: [],
};

export { KERNEL_FRAMES };

function newCore(id: number, owner: string): Core {
  return {
    id,
    pid: 0,
    phase: 'idle',
    left: 0,
    quantumLeft: 0,
    mode: 'idle',
    activity: 'idle',
    syscall: '',
    busy: 0,
    times: { user: 0, system: 0, idle: 0, irq: 0 },
    lined: [],
    last: 0,
    interrupt: '',
    preempt: '',
    halted: false,
    masked: false,
    lockedFor: 0,
    queue: 0,
    owner,
  };
}

function newFrame(number: number): Frame {
  const kind = number < KERNEL_FRAMES ? 'kernel' : 'free';
  return {
    kind,
    refs: 0,
    owner: 0,
    page: 0,
    loadedAt: 0,
    usedAt: 0,
    inode: -1,
    index: 0,
    dirty: false,
    locked: 0,
    charged: 0,
    data: new Uint8Array(0),
    version: 0,
  };
}

/** A process before it has memory, descriptors or a place in any queue. */
export function newTask(pid: number, comm: string, uid: number, gid: number, cwd: number): Task {
  return {
    pid,
    tgid: pid,
    threads: [],
    ppid: INIT,
    pgid: pid,
    sid: pid,
    comm,
    exe: '',
    execs: 0,
    cmdline: [comm],
    state: 'S',
    core: -1,
    cred: newCredentials(uid, gid),
    cwd,
    cwdMount: ROOT_MOUNT,
    root: ROOT_INO,
    rootMount: ROOT_MOUNT,
    ns: { ...ROOT_NAMESPACES },
    childPidNs: ROOT_NAMESPACES.pid,
    pids: [pid],
    cgroup: ROOT_CGROUP,
    umask: 0o022,
    fds: [],
    nofile: { soft: 1024, hard: 1024 },
    mm: null,
    sigPending: [],
    sigInfo: new Map(),
    sigBlocked: [],
    sigIgnored: [],
    sigActions: new Map(),
    sigFrames: [],
    sigSaved: null,
    news: '',
    stopSignal: 0,
    endSignal: signals.SIGCHLD,
    filesGroup: 0,
    fsGroup: 0,
    noNewPrivs: false,
    traced: false,
    seccomp: null,
    limits: new Map(),
    times: { user: 0, system: 0, childUser: 0, childSystem: 0 },
    call: null,
    channel: '',
    sleepSeq: 0,
    retry: null,
    nice: 0,
    sched: newEntity(),
    started: 0,
    firstRun: -1,
    exitCode: 0,
    exitSignal: 0,
    children: [],
    tty: '',
    faults: 0,
    magic: STACK_END_MAGIC,
    cr3: 0,
    majorFaults: 0,
    oomScoreAdj: 0,
    user: null,
  };
}

/** Address space layout randomisation of the kernel: where its half begins in this boot. */
function randomBase(state: MachineState): number {
  return KERNEL_BASE + (1 + randomBelow(state, 0x1000)) * 0x1_0000_0000;
}

/** What the kernel says when it starts. */
function bootLog(config: MachineConfig): string[] {
  const pages = config.frames * 4;
  return [
    VERSION,
    `Memory: ${pages - KERNEL_FRAMES * 4}K/${pages}K available`,
    `smp: Brought up 1 node, ${config.cores} CPU${config.cores === 1 ? '' : 's'}`,
    'Run /sbin/init as init process',
  ];
}

/** The machine as it stands after power-on: files in place, memory free, init waiting for orphans. */
export function boot(config: MachineConfig, random: number = config.seed >>> 0): MachineState {
  const owner = config.policy === 'human' ? SOMEBODY : '';
  const cores = Array.from({ length: config.cores }, (_, id) => newCore(id, owner));
  const state: MachineState = {
    config: { ...config, protections: { ...config.protections } },
    tick: 0,
    random,
    nextPid: INIT + 1,
    nextFile: 1,
    nextInode: 1,
    nextPipe: 1,
    nextShm: 1,
    seq: 0,
    tasks: new Map(),
    cores,
    frames: Array.from({ length: config.frames }, (_, number) => newFrame(number)),
    freeFrames: Array.from(
      { length: Math.max(0, config.frames - KERNEL_FRAMES) },
      (_, index) => config.frames - 1 - index,
    ),
    clockHand: 0,
    swap: Array.from({ length: config.swapSlots }, () => null),
    shm: new Map(),
    inodes: new Map(),
    openFiles: new Map(),
    pipes: new Map(),
    net: newNetState(),
    ttys: new Map(),
    mounts: new Map(),
    mountPoints: new Map(),
    nextMount: ROOT_MOUNT,
    namespaces: rootNamespaces(),
    nextNamespace: FIRST_NAMESPACE,
    sysctl: { protectedSymlinks: 1 },
    cgroups: new Map([[ROOT_CGROUP, newCgroup(ROOT_CGROUP, '', 0, 0, 0)]]),
    nextCgroup: ROOT_CGROUP + 1,
    load: [0, 0, 0],
    kmsg: { next: 0, records: [] },
    waiters: new Map(),
    timers: [],
    sched: {
      ...newSchedState(),
      policy: config.policy,
      fallback: config.fallback,
      quantum: config.quantum,
      silence: config.silence,
      queues: buildQueues(cores, 0, []),
    },
    kmem: newKernelMemory(),
    panic: null,
    boots: 1,
    log: [],
    disk: newDiskState(config.irq.disk),
    memory: newMemoryState(config.memory, config.replacement, config.cores),
    irq: newIrqState(config.irq),
    counts: { timer: 0, disk: 0, keyboard: 0, network: 0, faults: 0, syscalls: 0, evictions: 0 },
  };
  if (config.protections.kpti) state.kmem = newKernelMemory(randomBase(state));
  const root = createRoot(state, config.files);
  mountAtBoot(state);
  for (const line of bootLog(config)) printk(state, 6, line);
  // Init waits for nobody: by ignoring SIGCHLD it lets orphans vanish when they end.
  state.tasks.set(INIT, { ...newTask(INIT, 'init', 0, 0, root), sigIgnored: [signals.SIGCHLD] });
  return state;
}
