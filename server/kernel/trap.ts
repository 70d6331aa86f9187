import { errno, errnoName } from '../../shared/abi/errno.ts';
import { signalName, signals } from '../../shared/abi/signals.ts';
import type { SyscallName } from '../../shared/abi/syscalls.ts';
import type { MechanismId } from '../../shared/walls.ts';
import { denied } from './audit.ts';
import { checkGate } from './checks.ts';
import { cancelWake } from './clock.ts';
import { readKernel, writeKernel } from './kmem.ts';
import { type Access, type FaultKind, type FaultReason, resolve } from './mm/fault.ts';
import { pageChannel } from './mm/io.ts';
import { waitForFrame } from './mm/manager.ts';
import { type Privileged, runKernelText, runPrivileged } from './privileged.ts';
import { isInterrupted, restartsAfter } from './proc/handlers.ts';
import { KILLED, strictly, verdictOn } from './proc/seccomp.ts';
import { deliverSignals, forceSignal } from './proc/signals.ts';
import { leaveChannel, sleepOn } from './proc/sleep.ts';
import { leaveRest } from './proc/timers.ts';
import { straceLine } from './strace.ts';
import { handlerOf } from './syscalls/table.ts';
import {
  BLOCKED,
  type Instruction,
  KERNEL_BASE,
  type Kernel,
  type PendingCall,
  type SyscallArg,
  type Task,
  type TaskState,
} from './types.ts';

/**
 * How a call stands when the kernel lets go of it. `died`: it ended its own process. `restarts`: a signal interrupted it, and
 * it starts again after the handler. `replaced`: `execve` put another program in the caller's place, to which nothing returns.
 */
export type Outcome =
  | { kind: 'returned'; ret: number }
  | { kind: 'blocked' }
  | { kind: 'restarts' }
  | { kind: 'replaced' }
  | { kind: 'died' };

/** Userspace executes `syscall`: the kernel takes the number and the arguments over. */
export function enterSyscall(k: Kernel, task: Task, name: SyscallName, args: SyscallArg[]): void {
  if (!checkGate(k, 'syscall', task)) return;
  task.call = { name, args, progress: 0, ready: false, until: 0 };
  k.state.counts.syscalls += 1;
  k.events.push({
    kind: 'syscallEnter',
    pid: task.pid,
    core: task.core,
    name,
    strace: straceLine(k, task, name, args),
  });
}

/** Calls that a signal cuts short after a part: what they did so far is their answer. */
const PARTIAL: ReadonlySet<string> = new Set(['write', 'pwrite64', 'sendto']);

/** A signal ends the sleep that the call has just begun: it is cut short, starts again after the handler, or fails with EINTR. */
function interrupt(k: Kernel, task: Task, call: PendingCall): Outcome {
  leaveChannel(k, task);
  task.state = 'R';
  if (PARTIAL.has(call.name) && call.progress > 0) return answer(k, task, call, call.progress);
  if (call.until > 0) leaveRest(k, task, call);
  cancelWake(k, task.pid);
  if (!restartsAfter(task, call.name)) return answer(k, task, call, -errno.EINTR);
  const { name, args } = call;
  const strace = `${straceLine(k, task, name, args)} = ? ERESTARTSYS (To be restarted if SA_RESTART is set)`;
  k.events.push({ kind: 'syscallExit', pid: task.pid, core: task.core, name, ret: -errno.EINTR, strace });
  endCall(task);
  task.retry = { op: 'syscall', name, args };
  return { kind: 'restarts' };
}

function endCall(task: Task): void {
  task.call = null;
  task.sleepSeq = 0;
}

function answer(k: Kernel, task: Task, call: PendingCall, ret: number): Outcome {
  const { name, args } = call;
  const strace = straceLine(k, task, name, args, ret);
  k.events.push({ kind: 'syscallExit', pid: task.pid, core: task.core, name, ret, strace });
  endCall(task);
  // The answer is there before a signal may end the process: strace shows both.
  deliverSignals(k, task);
  return (task.state as TaskState) === 'Z' ? { kind: 'died' } : { kind: 'returned', ret };
}

/** Runs the pending call's handler, from its start also after a sleep, and returns to user mode where it has an answer. */
export function runSyscall(k: Kernel, task: Task): Outcome {
  const call = task.call;
  if (k.state.panic !== null) return { kind: 'blocked' };
  if (call === null) throw new Error(`process ${task.pid} has no call to run`);
  const program = task.execs;
  k.current = task.pid;
  const verdict = verdictOn(task, call.name);
  const ret = verdict ?? handlerOf(call.name)(k, task, call.args, call);
  k.current = 0;
  // A kernel that stopped on the way gives no answer.
  if (k.state.panic !== null) return { kind: 'blocked' };
  if (task.state === 'Z') return { kind: 'died' };
  if (ret === KILLED) {
    const signal = strictly(task) ? signals.SIGKILL : signals.SIGSYS;
    denied(k, task, 'seccomp', signalName(signal));
    forceSignal(k, task, signal);
    return { kind: 'died' };
  }
  if (typeof verdict === 'number') denied(k, task, 'seccomp', errnoName(verdict));
  if (ret === BLOCKED) {
    // A disk's work is not interrupted.
    if (task.state === 'S' && isInterrupted(task)) return interrupt(k, task, call);
    deliverSignals(k, task);
    return (task.state as TaskState) === 'Z' ? { kind: 'died' } : { kind: 'blocked' };
  }
  const outcome = answer(k, task, call, ret);
  return outcome.kind === 'returned' && task.execs !== program ? { kind: 'replaced' } : outcome;
}

const FAULT_WALLS: Partial<Record<FaultReason, MechanismId>> = {
  kernel: 'supervisor-bit',
  unmapped: 'page-table',
  protection: 'page-protection',
};

/** A fault that can't be resolved ends the process: SIGBUS beyond a file's end, SIGKILL without memory, else SIGSEGV. */
function fatalFault(k: Kernel, task: Task, address: number, reason: FaultReason): void {
  const signal = reason === 'bus' ? signals.SIGBUS : reason === 'memory' ? signals.SIGKILL : signals.SIGSEGV;
  k.events.push({ kind: 'fault', pid: task.pid, address, resolved: false, reason });
  const mechanism = FAULT_WALLS[reason];
  if (mechanism !== undefined) denied(k, task, mechanism, signal === signals.SIGSEGV ? 'SIGSEGV' : 'SIGBUS');
  forceSignal(k, task, signal);
}

/**
 * What a user-mode memory access or privileged instruction comes to. `fault`: what it took to bring a page in on the way;
 * `missed`: the page table had to be walked. `waits`: the task sleeps, and has to execute the instruction again.
 */
export type Execution =
  | { kind: 'done'; value: number; fault: FaultKind | undefined; missed: boolean }
  | { kind: 'waits' }
  | { kind: 'died' };

const done = (value: number): Execution => ({ kind: 'done', value, fault: undefined, missed: false });

/** An access to the kernel's half that nothing forbids: to whatever lies there. */
function accessKernel(
  k: Kernel,
  task: Task,
  instruction: Instruction & { op: keyof typeof ACCESSES },
): Execution | undefined {
  const { rings, isolation } = k.state.config.protections;
  const { address } = instruction;
  if (instruction.op === 'jump') {
    if (rings) return undefined;
    return runKernelText(k, task, address) ? done(0) : { kind: 'died' };
  }
  if (isolation) return undefined;
  if (instruction.op === 'store')
    return writeKernel(k, task, address, instruction.value) ? done(0) : unmapped(k, task, address);
  const value = readKernel(k, address);
  return value === undefined ? unmapped(k, task, address) : done(value);
}

function unmapped(k: Kernel, task: Task, address: number): Execution {
  fatalFault(k, task, address, 'unmapped');
  return { kind: 'died' };
}

/** Opcodes that a jump into data may find: `hlt` and `cli` (Intel SDM, volume 2). */
const OPCODES: Record<number, Privileged> = { 244: 'hlt', 250: 'cli' };

const ACCESSES = { load: 'read', store: 'write', jump: 'exec' } as const satisfies Record<string, Access>;

/** Executes a load, a store or a jump through the page table (OSTEP chapters 18 and 21). */
export function accessMemory(
  k: Kernel,
  task: Task,
  instruction: Instruction & { op: keyof typeof ACCESSES },
): Execution {
  const { address } = instruction;
  const inKernel = address >= KERNEL_BASE ? accessKernel(k, task, instruction) : undefined;
  if (inKernel !== undefined) return inKernel;
  const access = ACCESSES[instruction.op];
  // Without a core there is no user mode to sleep in.
  const page = resolve(k, task, address, access, task.core >= 0 ? 'manager' : 'none');
  if (page === 'later') {
    waitForFrame(k, task, address, access);
    return { kind: 'waits' };
  }
  if (page === 'panic') return { kind: 'died' };
  if (typeof page === 'string') {
    fatalFault(k, task, address, page);
    return { kind: 'died' };
  }
  if (page.fault !== undefined) {
    task.faults += 1;
    k.state.counts.faults += 1;
    k.events.push({ kind: 'fault', pid: task.pid, address, resolved: true, reason: 'brought in' });
  }
  if (page.reading) {
    sleepOn(k, task, pageChannel(page.frame), 'D');
    return { kind: 'waits' };
  }
  const offset = address % 4096;
  if (instruction.op === 'store') page.bytes[offset] = instruction.value & 0xff;
  const opcode = instruction.op === 'jump' ? OPCODES[page.bytes[offset] ?? 0] : undefined;
  if (opcode !== undefined) return privilegedInstruction(k, task, opcode);
  return {
    kind: 'done',
    value: instruction.op === 'load' ? (page.bytes[offset] ?? 0) : 0,
    fault: page.fault,
    missed: page.missed,
  };
}

/**
 * A privileged instruction in user mode: general protection fault, whoever the process's user is. Without rings every program runs
 * as privileged as the kernel, and the instruction does what it says.
 */
export function privilegedInstruction(k: Kernel, task: Task, what: Privileged): Execution {
  if (!k.state.config.protections.rings) {
    runPrivileged(k, task, what);
    return done(0);
  }
  if (!checkGate(k, 'protection', task)) return { kind: 'died' };
  denied(k, task, 'privileged-instruction', 'SIGSEGV');
  forceSignal(k, task, signals.SIGSEGV);
  return { kind: 'died' };
}
