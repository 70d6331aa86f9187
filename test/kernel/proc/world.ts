import { DEFAULT_CONFIG } from '../../../server/kernel/boot.ts';
import { createMachine, type Machine } from '../../../server/kernel/machine.ts';
import type { FileSpec, Instruction, KernelEvent, SyscallArg } from '../../../server/kernel/types.ts';
import type { SyscallName } from '../../../shared/abi/syscalls.ts';
import { dir, file } from '../fs/machine.ts';

/** A program as a list of instructions. `handlers`: what runs for a caught signal, by the handler's address. */
export interface Script {
  todo: Instruction[];
  handlers: Record<number, Instruction[]>;
  /** Interrupted programs below the running handler. */
  below: Instruction[][];
  results: number[];
}

export const sys = (name: SyscallName, ...args: SyscallArg[]): Instruction => ({ op: 'syscall', name, args });

const FILES: FileSpec[] = [
  dir('/bin', 0o755),
  dir('/tmp', 0o1777),
  file('/bin/true', 0o755, 0, '\x7fELF true'),
  file('/bin/as-root', 0o4755, 0, '\x7fELF as-root'),
  file('/bin/secret', 0o700, 0, '\x7fELF secret'),
  file('/bin/text', 0o755, 0, 'no program'),
  file('/bin/script', 0o755, 0, '#!/bin/true -x\n'),
  file('/bin/loop', 0o755, 0, '#!/bin/loop\n'),
];

/** A machine with one core whose processes execute scripts, with handlers for caught signals. */
export function scripted(): Machine<Script> {
  return createMachine<Script>(
    {
      ...DEFAULT_CONFIG,
      frames: 256,
      costs: { modeSwitch: 0, contextSwitch: 0, pageFault: 0, disk: 0 },
      protections: { ...DEFAULT_CONFIG.protections, limits: false },
      files: FILES,
    },
    {
      fetch: (_, script) => script.todo[0] ?? { op: 'wait' },
      complete: (_, script, __, result) => {
        script.todo.shift();
        script.results.push(result);
        if (script.todo.length === 0) script.todo = script.below.pop() ?? [];
      },
      fork: (script) => structuredClone(script),
      exec: (_, script, { argv }) => ({
        ...script,
        todo: [sys('write', 1, argv.join(' '), 1), sys('pause')],
        below: [],
      }),
      signal: (_, script, { handler }) => {
        script.below.push(script.todo);
        script.todo = [...(script.handlers[handler] ?? []), sys('rt_sigreturn')];
      },
    },
  );
}

export function start(
  machine: Machine<Script>,
  todo: Instruction[],
  handlers: Record<number, Instruction[]> = {},
  uid = 1000,
): number {
  return machine.spawn({
    comm: 'test',
    uid,
    gid: uid,
    user: { todo, handlers, below: [], results: [] },
  });
}

export function run(machine: Machine<Script>, ticks: number): KernelEvent[] {
  return Array.from({ length: ticks }, () => machine.tick()).flat();
}

/** What strace would have printed for a process. */
export function trace(events: readonly KernelEvent[], pid: number): string[] {
  return events.flatMap((event) =>
    (event.kind === 'syscallExit' || event.kind === 'signalDelivered') && event.pid === pid
      ? [event.strace]
      : [],
  );
}

export function resultsOf(machine: Machine<Script>, pid: number): number[] {
  return (machine.task(pid)?.user as Script | undefined)?.results ?? [];
}
