import { O } from '../../shared/abi/flags.ts';
import { signals } from '../../shared/abi/signals.ts';
import type { SyscallName } from '../../shared/abi/syscalls.ts';
import type { ProtectionName } from '../../shared/protections.ts';
import { boot, newTask } from './boot.ts';
import { takeDue, wakeSleeper } from './clock.ts';
import { accountTick, stepCore } from './cpu.ts';
import { installFd } from './fs/openfiles.ts';
import { pathOfFile } from './fs/proc/names.ts';
import { inodeOf, virtualFs } from './fs/vnode.ts';
import { lookup, pathOf } from './fs/walk.ts';
import type { DiskAlgorithm, DiskPolicyName } from './irq/disk/table.ts';
import { diskDone } from './irq/disk.ts';
import { pressKeys } from './irq/keyboard.ts';
import { drainInterrupts, takeInterrupts } from './irq/lines.ts';
import { receive } from './irq/nic.ts';
import type { IrqSettings, LineAlgorithm, LineName, Packet } from './irq/state.ts';
import {
  type DiskView,
  diskView,
  type LineRow,
  lineRows,
  maskLine,
  serveDisk,
  serveLine,
  setDiskAlgorithm,
  setDiskPolicy,
  setLineAlgorithm,
  setLinePolicy,
  watchIo,
} from './irq/station.ts';
import { userFrames } from './mm/frames.ts';
import {
  chooseOomVictim,
  evictByHand,
  type FaultRow,
  type FrameRow,
  faultRows,
  frameRows,
  setReplacement,
  setReplacementAlgorithm,
  watchFaults,
} from './mm/manager.ts';
import { type MemoryPressure, pressure, type Reference, workingSet } from './mm/meter.ts';
import { peek } from './mm/peek.ts';
import { outOfMemory } from './mm/reclaim.ts';
import type { LiveReplacement, ReplacementPolicy } from './mm/replace/table.ts';
import { createSpace, swappedPages } from './mm/space.ts';
import { copyToUser } from './mm/usercopy.ts';
import { Outside } from './net/outside.ts';
import { periodEnds } from './proc/cgroup-stop.ts';
import { INIT } from './proc/exit.ts';
import { returnToUser } from './proc/handlers.ts';
import { takePlace } from './proc/life.ts';
import { findByPid, holdAll, pidFor } from './proc/namespaces.ts';
import { sendSignal } from './proc/signals.ts';
import { wakeTask } from './proc/sleep.ts';
import { alarmRings } from './proc/timers.ts';
import { setProtection } from './protect.ts';
import { reboot } from './reboot.ts';
import { balance, makeReady } from './sched/balance.ts';
import {
  assignCores,
  humanActed,
  lineUp,
  migrate,
  setAlgorithm,
  setPolicy,
  takeBack,
  watchSilence,
} from './sched/human.ts';
import { readyCount } from './sched/lists.ts';
import { updateLoad } from './sched/load.ts';
import { type AlgorithmName, takeNext, tickPolicies } from './sched/queue.ts';
import { hashState, snapshot } from './snapshot.ts';
import {
  accessMemory,
  type Execution,
  enterSyscall,
  type Outcome,
  privilegedInstruction,
  runSyscall,
} from './trap.ts';
import type {
  Instruction,
  Kernel,
  KernelEvent,
  MachineConfig,
  MachineState,
  OpenFile,
  PolicyName,
  SyscallArg,
  Task,
  UserRuntime,
} from './types.ts';

export interface ProcessSpec<U> {
  comm: string;
  uid: number;
  gid: number;
  nice?: number;
  /** Working directory; `/` where absent. */
  cwd?: string;
  /** Files for descriptors 0, 1, 2, each opened read-write. */
  stdio?: readonly string[];
  /** Name of its terminal. */
  tty?: string;
  /** Pages of its data area, 4 where absent. */
  dataPages?: number;
  user: U;
}

/**
 * The simulated computer. It does nothing by itself: `tick` lets every core do one tick's work. Deterministic: the same
 * configuration, seed and acts give the same state, tick by tick.
 */
export class Machine<U> {
  readonly #kernel: Kernel;
  /** The other end of the network cable. */
  readonly outside: Outside;

  constructor(config: MachineConfig, runtime: UserRuntime<U>) {
    this.#kernel = {
      state: boot(config),
      runtime: runtime as UserRuntime<unknown>,
      events: [],
      references: null,
      current: 0,
    };
    this.outside = new Outside(this.#kernel);
  }

  get state(): MachineState {
    return this.#kernel.state;
  }

  /** Lets one tick pass and tells what happened in it. */
  tick(): KernelEvent[] {
    const k = this.#kernel;
    if (k.state.panic !== null) return this.takeEvents();
    k.state.tick += 1;
    for (const timer of takeDue(k)) {
      if (timer.kind === 'disk') diskDone(k);
      else if (timer.kind === 'keys') this.typeKeys(timer.tty, timer.text);
      else if (timer.kind === 'alarm') alarmRings(k, timer.pid);
      else if (timer.kind === 'cgroup') periodEnds(k, -timer.pid);
      else wakeSleeper(k, timer.pid);
    }
    tickPolicies(k);
    watchSilence(k);
    balance(k);
    watchFaults(k);
    watchIo(k);
    takeInterrupts(k);
    for (const core of k.state.cores) {
      stepCore(k, core);
      accountTick(core);
    }
    updateLoad(k);
    const idle = k.state.cores.filter((core) => core.activity === 'idle').length;
    const ready = k.state.sched.queues.reduce((sum, queue) => sum + readyCount(queue), 0);
    k.state.sched.idleWhileReady += Math.min(idle, ready);
    return this.takeEvents();
  }

  /** Puts a protection of the simulated hardware or kernel on or off. */
  setProtection(name: ProtectionName, on: boolean): void {
    setProtection(this.#kernel, name, on);
  }

  /** Presses the reset button: the machine boots from what is on its disk. */
  reboot(): void {
    this.#kernel.state = reboot(this.state);
    this.#kernel.current = 0;
  }

  /** What happened since the last look. */
  takeEvents(): KernelEvent[] {
    return this.#kernel.events.splice(0);
  }

  hash(): string {
    return hashState(this.state);
  }

  snapshot(): MachineState {
    return snapshot(this.state);
  }

  restore(state: MachineState): void {
    this.#kernel.state = snapshot(state);
    this.#kernel.events = [];
  }

  task(pid: number): Task | undefined {
    return this.state.tasks.get(pid);
  }

  /** Does something of which nobody is told: its events are forgotten, those before it stay. */
  quietly<T>(act: () => T): T {
    const { events } = this.#kernel;
    const before = events.length;
    const result = act();
    events.splice(before);
    return result;
  }

  /** Number of a process as another counts, 0 where it can't be seen from there. */
  numberSeenBy(pid: number, other: number): number {
    return pidFor(this.#kernel, this.#mustBe(pid), this.task(other));
  }

  /** The process that another calls by a number, by the machine's own; 0: there is none. */
  calledBy(pid: number, number: number): number {
    return findByPid(this.#kernel, this.#mustBe(pid), number)?.pid ?? 0;
  }

  /** Path of an open file in the tree through which it was opened, as `/proc/<pid>/fd` shows it. */
  pathOfFile({ mount, inode }: OpenFile): string {
    const found = inodeOf(this.#kernel, inode);
    return (found && pathOfFile(this.#kernel, { mount, inode: found })) ?? '(deleted)';
  }

  /** Starts a process, as init would: memory, descriptors, a place in the run queue. */
  spawn(spec: ProcessSpec<U>): number {
    const k = this.#kernel;
    const root = this.#inode('/');
    const cwd = spec.cwd === undefined ? root : this.#inode(spec.cwd);
    const task = newTask(k.state.nextPid++, spec.comm, spec.uid, spec.gid, cwd);
    task.mm = createSpace(k, spec.dataPages ?? 4);
    task.nice = spec.nice ?? 0;
    task.tty = spec.tty ?? '';
    task.user = spec.user;
    task.started = k.state.tick;
    task.state = 'R';
    if (k.state.config.protections.limits) {
      task.nofile = { soft: k.state.config.limits.nofile, hard: k.state.config.limits.nofile };
    }
    if (task.tty !== '' && !k.state.ttys.has(task.tty))
      k.state.ttys.set(task.tty, { name: task.tty, input: [] });
    k.state.tasks.set(task.pid, task);
    holdAll(k, task, 1);
    takePlace(k, task);
    k.state.tasks.get(1)?.children.push(task.pid);
    for (const path of spec.stdio ?? []) installFd(k, task, this.#inode(path), O.O_RDWR);
    makeReady(k, task, 'new');
    return task.pid;
  }

  #inode(path: string): number {
    const ino = lookup(this.#kernel, path);
    if (ino === undefined) throw new RangeError(`the machine has no file ${path}`);
    return ino;
  }

  /** Its user has acted: a process that had nothing to do looks again. */
  poke(pid: number): void {
    const task = this.task(pid);
    if (task?.channel === 'user') wakeTask(this.#kernel, task);
  }

  /** Ends a process from outside, as root's `kill -9` would. */
  kill(pid: number, signal: number = signals.SIGKILL): void {
    const task = this.task(pid);
    if (task !== undefined) sendSignal(this.#kernel, task, signal, 1);
  }

  /** Makes a call at once, through the same trap path but without a core and without a tick. */
  call(pid: number, name: SyscallName, args: SyscallArg[]): Outcome {
    const task = this.#mustBe(pid);
    enterSyscall(this.#kernel, task, name, args);
    return this.#run(task);
  }

  /** Runs a call without a core; the process is back in user mode at once, and what a signal interrupted starts again. */
  #run(task: Task): Outcome {
    const k = this.#kernel;
    for (;;) {
      const outcome = runSyscall(k, task);
      if (outcome.kind === 'blocked' || outcome.kind === 'died') return outcome;
      if (!returnToUser(k, task) && this.task(task.pid)?.state !== 'T') return { kind: 'died' };
      const again = task.retry;
      if (outcome.kind !== 'restarts' || again?.op !== 'syscall') return outcome;
      task.retry = null;
      enterSyscall(k, task, again.name, again.args);
    }
  }

  /** Executes a memory access or a privileged instruction at once. */
  execute(pid: number, instruction: Instruction): Execution {
    const task = this.#mustBe(pid);
    if (instruction.op === 'load' || instruction.op === 'store' || instruction.op === 'jump') {
      return accessMemory(this.#kernel, task, instruction);
    }
    if (instruction.op === 'privileged') {
      return privilegedInstruction(this.#kernel, task, instruction.what);
    }
    throw new RangeError(`${instruction.op} needs a core`);
  }

  /** Goes on with the calls of processes that were woken, in the order of their waking, until nobody has one left. */
  settle(): { pid: number; outcome: Outcome }[] {
    const k = this.#kernel;
    drainInterrupts(k);
    const settled: { pid: number; outcome: Outcome }[] = [];
    for (;;) {
      const queue = k.state.sched.queues.find((candidate) => readyCount(candidate) > 0);
      const task = queue === undefined ? undefined : takeNext(k, queue, -1);
      if (task === undefined) return settled;
      if (task.call === null) continue;
      const outcome = this.#run(task);
      if (outcome.kind !== 'blocked') settled.push({ pid: task.pid, outcome });
    }
  }

  #mustBe(pid: number): Task {
    const task = this.task(pid);
    if (task === undefined) throw new RangeError(`the machine has no process ${pid}`);
    return task;
  }

  /** Gives each core, by its number, to a scheduler by id, or with '' to the algorithm. */
  assignCores(owners: readonly string[]): void {
    assignCores(this.#kernel, owners);
  }

  /**
   * A person lines a ready process up for a core; `by`: the scheduler, where the cores have some. False: it isn't ready in
   * the core's queue, the line is full, or the core is another's.
   */
  dispatch(core: number, pid: number, by?: string): boolean {
    const held = this.state.cores[core];
    const task = this.task(pid);
    return held !== undefined && task !== undefined && lineUp(this.#kernel, held, task, by);
  }

  /** A person takes a core back at its next return to user mode. False: nobody runs there, or the core is another's. */
  preempt(core: number, by?: string): boolean {
    const held = this.state.cores[core];
    return held !== undefined && takeBack(this.#kernel, held, by);
  }

  /** A person moves a ready process into the run queue of a core. False: not ready, not allowed there, or not theirs to move. */
  migrate(pid: number, core: number, by?: string): boolean {
    const target = this.state.cores[core];
    const task = this.task(pid);
    return target !== undefined && task !== undefined && migrate(this.#kernel, task, target, by);
  }

  /** Length of round robin's and people's quantum, in ticks. */
  setQuantum(ticks: number, by?: string): void {
    for (const queue of this.state.sched.queues) {
      if (queue.owner !== '' && (by === undefined || queue.owner === by)) humanActed(this.#kernel, queue);
    }
    this.state.sched.quantum = ticks;
  }

  setPolicy(policy: PolicyName): void {
    setPolicy(this.#kernel, policy);
  }

  /** The algorithm that schedules wherever no person does. */
  setAlgorithm(name: AlgorithmName): void {
    setAlgorithm(this.#kernel, name);
  }

  /** The algorithm that evicts wherever no person does. */
  setReplacementAlgorithm(name: LiveReplacement): void {
    setReplacementAlgorithm(this.#kernel, name);
  }

  /** The algorithms of the disk and of the interrupt controller wherever no person chooses. */
  setDiskAlgorithm(name: DiskAlgorithm): void {
    setDiskAlgorithm(this.#kernel, name);
  }

  setLineAlgorithm(name: LineAlgorithm): void {
    setLineAlgorithm(this.#kernel, name);
  }

  /** Keys are typed for a terminal: the keyboard interrupts, and who sleeps in a read of it wakes when it was served. */
  typeKeys(tty: string, text: string): void {
    const k = this.#kernel;
    if (k.state.ttys.has(tty)) pressKeys(k, tty, new TextEncoder().encode(text));
  }

  /** A packet arrives at the machine's network card, from outside. A full ring loses it. */
  packetArrives(packet: Packet): void {
    receive(this.#kernel, packet);
  }

  /** The memory manager evicts the page in a frame; the oldest waiting fault gets it. False: nothing there can leave. */
  evict(frame: number): boolean {
    return evictByHand(this.#kernel, frame);
  }

  /** The memory manager says whom the OOM killer takes. False: memory is not at an end, or that process may not be killed. */
  oomVictim(pid: number): boolean {
    return chooseOomVictim(this.#kernel, pid);
  }

  /** Whether no page can leave memory any more. */
  memoryExhausted(): boolean {
    return outOfMemory(this.#kernel);
  }

  /** Pages in swap of every process that has some there, by pid. */
  swappedByPid(): [pid: number, pages: number][] {
    return [...this.#kernel.state.tasks.values()].flatMap(({ pid, mm }): [number, number][] => {
      const pages = mm === null ? 0 : swappedPages(mm);
      return pages === 0 ? [] : [[pid, pages]];
    });
  }

  /** Who or what evicts pages from now on: an algorithm, or a person. */
  setReplacement(policy: ReplacementPolicy): void {
    setReplacement(this.#kernel, policy);
  }

  /** Every frame of memory, as its manager sees it. */
  frames(): FrameRow[] {
    return frameRows(this.#kernel);
  }

  /** Faults that wait for a frame, oldest first. */
  waitingFaults(): FaultRow[] {
    return faultRows(this.#kernel);
  }

  /** Working sets against frames. Looks at every page: for views, not for every tick. */
  memoryPressure(): MemoryPressure {
    return pressure(this.#kernel);
  }

  /** Pages that the process touched in the last `window` ticks; 0 for one that has no memory. */
  workingSet(pid: number): number {
    const space = this.task(pid)?.mm;
    return space ? workingSet(this.#kernel, space) : 0;
  }

  /** Begins or ends a record of the pages that are accessed, for a comparison of algorithms; it is no part of the state. */
  recordReferences(on: boolean): void {
    this.#kernel.references = on ? [] : null;
  }

  /** What happened to pages since the record began, in order; nothing where there is none. */
  get references(): readonly Reference[] {
    return this.#kernel.references ?? [];
  }

  /** Frames beside the kernel's own. */
  get userFrames(): number {
    return userFrames(this.#kernel);
  }

  /** A person serves a pending interrupt line. False: it isn't pending, is masked, or no core can take it. */
  serveLine(line: LineName): boolean {
    return serveLine(this.#kernel, line);
  }

  /** A person chooses the disk's next request. False: the disk is at work, or there is no such request. */
  serveDisk(request: number): boolean {
    return serveDisk(this.#kernel, request);
  }

  maskLine(line: LineName, masked: boolean): void {
    maskLine(this.#kernel, line, masked);
  }

  /** Who serves interrupt lines from now on, by priority or by hand. */
  setLinePolicy(policy: IrqSettings['policy']): void {
    setLinePolicy(this.#kernel, policy);
  }

  /** Who or what chooses the disk's next request from now on. */
  setDiskPolicy(policy: DiskPolicyName): void {
    setDiskPolicy(this.#kernel, policy);
  }

  /** Interrupt lines, the most urgent first, and the disk with its queue. */
  io(): { lines: LineRow[]; disk: DiskView } {
    return { lines: lineRows(this.#kernel), disk: diskView(this.#kernel) };
  }

  /** What stands at a path, as the machine's own tree has it, or as the process of that number sees it from its root. */
  #find(path: string, pid: number | undefined): number | undefined {
    const by = pid === undefined ? undefined : this.task(pid);
    return pid !== undefined && by === undefined ? undefined : lookup(this.#kernel, path, by);
  }

  /** A file's content as it stands, or null where there is none. `pid`: seen by that process, which may live in a tree of its own. */
  readFile(path: string, pid?: number): Uint8Array | null {
    const ino = this.#find(path, pid);
    const inode = inodeOf(this.#kernel, ino);
    const fs = virtualFs(ino ?? 0);
    const init = this.task(INIT);
    if (inode !== undefined && fs !== undefined && init !== undefined) {
      const text = fs.read(this.#kernel, init, inode);
      return typeof text === 'number' ? null : new TextEncoder().encode(text);
    }
    return inode?.kind === 'file' ? inode.data.slice(0, inode.size) : null;
  }

  /** Where the inode stands, as `/proc/<pid>/fd` shows it. */
  pathOfInode(ino: number): string {
    const k = this.#kernel;
    const inode = k.state.inodes.get(ino);
    if (inode === undefined) return '(deleted)';
    if (inode.kind === 'dir') return pathOf(k, inode) ?? '(deleted)';
    for (const dir of k.state.inodes.values()) {
      for (const [name, child] of dir.entries)
        if (child === ino) return `${pathOf(k, dir) ?? ''}/${name}`.replace('//', '/');
    }
    return '(deleted)';
  }

  /** Names in a directory, or none where it isn't one. */
  namesIn(path: string, pid?: number): string[] {
    const ino = this.#find(path, pid);
    return [...(this.state.inodes.get(ino ?? 0)?.entries.keys() ?? [])];
  }

  /** Whether the file's content has reached the disk. */
  isSynced(path: string, pid?: number): boolean {
    const ino = this.#find(path, pid);
    return this.state.inodes.get(ino ?? 0)?.dirty === false;
  }

  /** Userspace's own stores, many at once; false where an address is not the process's to write. */
  writeUser(pid: number, address: number, bytes: Uint8Array): boolean {
    return copyToUser(this.#kernel, this.#mustBe(pid), address, bytes) === bytes.length;
  }

  /** Bytes of a process's memory, or null where a part is not mapped. */
  readUser(pid: number, address: number, count: number): Uint8Array | null {
    const task = this.task(pid);
    return (task === undefined ? undefined : peek(this.#kernel, task, address, count)) ?? null;
  }
}

export function createMachine<U>(config: MachineConfig, runtime: UserRuntime<U>): Machine<U> {
  return new Machine(config, runtime);
}
