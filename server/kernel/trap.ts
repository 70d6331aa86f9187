import { signals } from '../../shared/abi/signals.ts';
import type { SyscallName } from '../../shared/abi/syscalls.ts';
import type { MechanismId } from '../../shared/walls.ts';
import { denied } from './audit.ts';
import { type Access, type FaultReason, resolve } from './mm/fault.ts';
import { deliverSignals, forceSignal } from './proc/signals.ts';
import { straceLine } from './strace.ts';
import { handlerOf } from './syscalls/table.ts';
import { BLOCKED, type Instruction, type Kernel, type SyscallArg, type Task } from './types.ts';

/** How a call stands when the kernel lets go of it. `died`: it ended its own process. */
export type Outcome = { kind: 'returned'; ret: number } | { kind: 'blocked' } | { kind: 'died' };

/** Userspace executes `syscall`: the kernel takes the number and the arguments over. */
export function enterSyscall(k: Kernel, task: Task, name: SyscallName, args: SyscallArg[]): void {
  task.call = { name, args, progress: 0, ready: false };
  k.state.counts.syscalls += 1;
  k.events.push({
    kind: 'syscallEnter',
    pid: task.pid,
    core: task.core,
    name,
    strace: straceLine(k, task, name, args),
  });
}

/** Runs the pending call's handler, from its start also after a sleep, and returns to user mode where it has an answer. */
export function runSyscall(k: Kernel, task: Task): Outcome {
  const call = task.call;
  if (call === null) throw new Error(`process ${task.pid} has no call to run`);
  const core = task.core;
  k.current = task.pid;
  const ret = handlerOf(call.name)(k, task, call.args, call);
  k.current = 0;
  if (task.state === 'Z') return { kind: 'died' };
  if (ret === BLOCKED) return deliverSignals(k, task) ? { kind: 'blocked' } : { kind: 'died' };
  const strace = straceLine(k, task, call.name, call.args, ret);
  k.events.push({ kind: 'syscallExit', pid: task.pid, core, name: call.name, ret, strace });
  task.call = null;
  task.sleepSeq = 0;
  // The answer is there before a signal may end the process: strace shows both.
  return deliverSignals(k, task) ? { kind: 'returned', ret } : { kind: 'died' };
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

/** What a user-mode memory access or privileged instruction comes to. `faulted`: a page was brought in on the way. */
export type Execution = { kind: 'done'; value: number; faulted: boolean } | { kind: 'died' };

const ACCESSES = { load: 'read', store: 'write', jump: 'exec' } as const satisfies Record<string, Access>;

/** Executes a load, a store or a jump through the page table (OSTEP chapters 18 and 21). */
export function accessMemory(
  k: Kernel,
  task: Task,
  instruction: Instruction & { op: keyof typeof ACCESSES },
): Execution {
  const { address } = instruction;
  const page = resolve(k, task, address, ACCESSES[instruction.op]);
  if (typeof page === 'string') {
    fatalFault(k, task, address, page);
    return { kind: 'died' };
  }
  if (page.faulted) {
    task.faults += 1;
    k.state.counts.faults += 1;
    k.events.push({ kind: 'fault', pid: task.pid, address, resolved: true, reason: 'brought in' });
  }
  const offset = address % 4096;
  if (instruction.op === 'store') page.bytes[offset] = instruction.value & 0xff;
  return {
    kind: 'done',
    value: instruction.op === 'load' ? (page.bytes[offset] ?? 0) : 0,
    faulted: page.faulted,
  };
}

/** A privileged instruction in user mode: general protection fault, whoever the process's user is. */
export function privilegedInstruction(k: Kernel, task: Task): void {
  denied(k, task, 'privileged-instruction', 'SIGSEGV');
  forceSignal(k, task, signals.SIGSEGV);
}
