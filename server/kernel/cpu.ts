import { checkTask } from './checks.ts';
import { runSoftIrqs, timerMayInterrupt, timerTick, topHalf } from './irq/lines.ts';
import { loadSpace } from './mm/tlb.ts';
import { watchCore } from './privileged.ts';
import { park, stopper } from './proc/cgroup.ts';
import { chargeCpu } from './proc/cgroup-stop.ts';
import { returnToUser } from './proc/handlers.ts';
import { dueSignals } from './proc/signals.ts';
import { sleepOn } from './proc/sleep.ts';
import { makeReady, pickNext } from './sched/balance.ts';
import { leaveCore } from './sched/cores.ts';
import { charge, hasNext, mayRunOn, overtaken, sliceOf } from './sched/queue.ts';
import { accessMemory, enterSyscall, privilegedInstruction, runSyscall } from './trap.ts';
import type { Core, Instruction, Kernel, Task } from './types.ts';

type Activity = Core['activity'];

function show(core: Core, mode: Core['mode'], activity: Activity): void {
  core.mode = mode;
  core.activity = activity;
}

/** Longest quantum that a core shows. */
const MOST_TICKS = 0xffff;

/** Takes the next process from the run queue; false: there is none. */
function dispatch(k: Kernel, core: Core): boolean {
  const task = pickNext(k, core);
  if (task === undefined) return false;
  const { sched, tick, config } = k.state;
  task.core = core.id;
  const waited = tick - task.sched.since;
  task.sched.waited += waited;
  if (task.firstRun < 0) task.firstRun = tick;
  core.pid = task.pid;
  core.preempt = '';
  core.halted = false;
  core.masked = false;
  core.lockedFor = 0;
  core.quantumLeft = Math.min(MOST_TICKS, sliceOf(k, core, task));
  core.phase = core.last === task.pid || config.costs.contextSwitch === 0 ? 'user' : 'switch';
  core.left = config.costs.contextSwitch;
  if (core.last !== task.pid) sched.switches += 1;
  loadSpace(k, core.id, task.mm);
  if (core.phase === 'user' && task.call !== null) core.phase = 'handle';
  k.events.push({ kind: 'dispatch', core: core.id, pid: task.pid, waited });
  return true;
}

/** The context switch: registers and address space of the next process are loaded. */
function contextSwitch(core: Core, task: Task): void {
  show(core, 'kernel', 'context switch');
  core.left -= 1;
  if (core.left <= 0) core.phase = task.call === null ? 'user' : 'handle';
}

/** The mode switch into the kernel. */
function modeSwitch(core: Core): void {
  show(core, 'kernel', 'mode switch');
  core.left -= 1;
  if (core.left <= 0) core.phase = 'handle';
}

/** One tick of a call's handler. */
function handle(k: Kernel, core: Core, task: Task): void {
  show(core, 'kernel', 'syscall');
  const call = task.call;
  const outcome = runSyscall(k, task);
  if (outcome.kind === 'blocked') leaveCore(core, task);
  if (outcome.kind === 'blocked' || outcome.kind === 'died' || call === null) return;
  core.phase = 'user';
  core.syscall = '';
  const instruction: Instruction = { op: 'syscall', name: call.name, args: call.args };
  if (outcome.kind === 'returned') k.runtime.complete(task, task.user, instruction, outcome.ret);
  // It stopped itself: its answer is taken, and it goes on from here when it is continued.
  if (task.state === 'T') leaveCore(core, task);
}

/** The kernel keeps the core for so many ticks more before the process goes on. */
function stall(core: Core, ticks: number): void {
  core.phase = ticks > 0 ? 'fault' : 'user';
  core.left = ticks;
}

function memoryAccess(
  k: Kernel,
  core: Core,
  task: Task,
  instruction: Instruction & { op: 'load' | 'store' | 'jump' },
): void {
  const done = accessMemory(k, task, instruction);
  if (done.kind === 'died') {
    show(core, 'kernel', 'fault');
    return;
  }
  if (done.kind === 'waits') {
    show(core, 'kernel', 'fault');
    task.retry = instruction;
    leaveCore(core, task);
    return;
  }
  const { costs } = k.state.config;
  const cost = done.fault === 'major' ? (costs.majorFault ?? costs.pageFault) : costs.pageFault;
  show(core, done.fault === undefined ? 'user' : 'kernel', done.fault === undefined ? 'user' : 'fault');
  if (done.fault !== undefined && cost > 0) {
    // The page is there when the handler returns; then the instruction executes again and finds it.
    task.retry = instruction;
    stall(core, cost - 1);
    return;
  }
  k.runtime.complete(task, task.user, instruction, done.value);
  // A miss in the buffer traps to a handler that walks the page table (OSTEP chapter 19.3).
  if (done.missed) stall(core, k.state.memory.tlb.missTicks);
}

/** What the second page table costs at each entry. */
const KPTI_TICKS = 1;

/** Executes one instruction of the process in user mode. */
function execute(k: Kernel, core: Core, task: Task): void {
  show(core, 'user', 'user');
  const instruction = task.retry ?? k.runtime.fetch(task, task.user);
  task.retry = null;
  switch (instruction.op) {
    case 'wait':
      return;
    case 'work':
      k.runtime.complete(task, task.user, instruction, 0);
      return;
    case 'privileged':
      if (privilegedInstruction(k, task, instruction.what).kind === 'done')
        k.runtime.complete(task, task.user, instruction, 0);
      return;
    case 'syscall': {
      enterSyscall(k, task, instruction.name, instruction.args);
      core.syscall = instruction.name;
      if (k.state.panic !== null) return;
      core.left = k.state.config.costs.modeSwitch + (k.state.config.protections.kpti ? KPTI_TICKS : 0);
      core.phase = 'enter';
      if (core.left === 0) handle(k, core, task);
      else modeSwitch(core);
      return;
    }
    default:
      memoryAccess(k, core, task, instruction);
  }
}

/** The phases that a core with a process can be in, a tick at a time. */
function advance(k: Kernel, core: Core, task: Task): void {
  switch (core.phase) {
    case 'switch':
      contextSwitch(core, task);
      return;
    case 'enter':
      modeSwitch(core);
      return;
    case 'handle':
      core.syscall = task.call?.name ?? '';
      handle(k, core, task);
      return;
    case 'fault':
      show(core, 'kernel', 'fault');
      core.left -= 1;
      if (core.left <= 0) core.phase = 'user';
      return;
    default:
      if (!returnToUser(k, task)) {
        if (core.pid === task.pid) leaveCore(core, task);
        show(core, 'kernel', 'interrupt');
        return;
      }
      execute(k, core, task);
  }
}

/**
 * At the border to user mode: is the quantum used up, does somebody want the core, does somebody better wait? Where nobody
 * would follow (a person has lined nobody up), the process runs on instead of leaving the core idle.
 */
function maybePreempt(k: Kernel, core: Core, task: Task, up: boolean): void {
  if (core.phase !== 'user' || core.pid !== task.pid) return;
  // A core that hears no interrupt hears neither the timer nor the scheduler's order from another core.
  if (core.masked) return;
  if (stopper(k, task) !== undefined) {
    leaveCore(core, task);
    park(k, task);
    return;
  }
  const asked = core.preempt;
  const banished = !mayRunOn(task, core.id);
  const must = asked === 'human' || banished;
  // A yield or a scheduler's order works always; the clock only while the timer may interrupt.
  const timer = timerMayInterrupt(k) && (up || overtaken(k, core, task));
  if (!must && asked === '' && !timer) return;
  if (!must && !hasNext(k, core)) {
    core.preempt = '';
    core.quantumLeft = Math.min(MOST_TICKS, sliceOf(k, core, task));
    return;
  }
  if (timer && asked === '') timerTick(k, core);
  if (k.state.panic !== null) return;
  k.events.push({ kind: 'preempt', core: core.id, pid: task.pid, why: asked === '' ? 'quantum' : asked });
  leaveCore(core, task);
  makeReady(k, task, up || asked !== '' ? 'yielded' : 'preempted');
}

/** A process stops being on this core in this tick: by sleep or death. */
function hasLeft(core: Core, task: Task): boolean {
  return core.pid !== task.pid;
}

/** Nothing to do for the process: it sleeps until its user acts, which costs the core nothing. */
function waitForUser(k: Kernel, core: Core, task: Task): void {
  sleepOn(k, task, 'user');
  leaveCore(core, task);
}

/** The next process that has something to do, put on the core; undefined: the core idles. */
function takeWork(k: Kernel, core: Core): Task | undefined {
  while (core.phase !== 'idle' || dispatch(k, core)) {
    const task = k.state.tasks.get(core.pid) as Task;
    if (core.phase !== 'user' || task.state === 'T' || dueSignals(task).length > 0) return task;
    task.retry ??= k.runtime.fetch(task, task.user);
    if (task.retry.op !== 'wait') return task;
    task.retry = null;
    waitForUser(k, core, task);
  }
  return undefined;
}

/** `hlt`: the core stands still with its process until an interrupt; the timer's comes when the quantum is over. */
function waitHalted(k: Kernel, core: Core): void {
  show(core, 'idle', 'idle');
  core.quantumLeft = Math.max(0, core.quantumLeft - 1);
  runSoftIrqs(k);
  if (core.masked || core.quantumLeft > 0 || !timerMayInterrupt(k)) return;
  core.halted = false;
  timerTick(k, core);
}

/** Counts the tick by what the core did in it, for `/proc/stat`. */
export function accountTick({ times, mode, activity }: Core): void {
  if (activity === 'interrupt') times.irq += 1;
  else if (mode === 'user') times.user += 1;
  else if (mode === 'kernel') times.system += 1;
  else times.idle += 1;
}

/** One tick of one core. */
export function stepCore(k: Kernel, core: Core): void {
  if (k.state.panic !== null) return;
  const held = k.state.tasks.get(core.pid);
  if (held !== undefined && !checkTask(k, held, core.pid)) return;
  watchCore(k, core, held);
  if (core.halted) {
    waitHalted(k, core);
    return;
  }
  if (core.interrupt !== '') {
    show(core, 'kernel', 'interrupt');
    topHalf(k, core);
    core.busy += 1;
    return;
  }
  if (core.phase === 'idle' || core.phase === 'user') runSoftIrqs(k);
  const task = takeWork(k, core);
  if (task === undefined) {
    show(core, 'idle', 'idle');
    return;
  }
  const switching = core.phase === 'switch';
  advance(k, core, task);
  core.busy += 1;
  if (task.state === 'Z' || switching) return;
  task.sched.cpu += 1;
  if (core.mode === 'user') task.times.user += 1;
  else task.times.system += 1;
  task.sched.burst += 1;
  core.quantumLeft = Math.max(0, core.quantumLeft - 1);
  chargeCpu(k, task, core.mode);
  const up = charge(k, core, task, hasLeft(core, task));
  maybePreempt(k, core, task, up);
}
