import { DEFAULT_CONFIG } from '../../../server/kernel/boot.ts';
import { createMachine, type Machine } from '../../../server/kernel/machine.ts';
import type { Instruction, KernelEvent, MachineConfig, UserRuntime } from '../../../server/kernel/types.ts';

/** A program: instructions to execute once, then `idle` for ever. */
export interface Program {
  todo: Instruction[];
  idle: Instruction[];
  at: number;
  results: number[];
}

const runtime: UserRuntime<Program> = {
  fetch: (_, { todo, idle, at }) => todo[0] ?? idle[at % Math.max(1, idle.length)] ?? { op: 'wait' },
  complete(_, program, __, result) {
    if (program.todo.length === 0) program.at += 1;
    else {
      program.todo.shift();
      program.results.push(result);
    }
  },
  fork: (program) => structuredClone(program),
};

const FREE = { modeSwitch: 0, contextSwitch: 0, pageFault: 0, disk: 0 };

/** A machine whose switches cost nothing, so that schedules can be computed by hand. */
export function boot(config: Partial<MachineConfig> = {}): Machine<Program> {
  return createMachine({ ...DEFAULT_CONFIG, costs: FREE, frames: 256, ...config }, runtime);
}

export const WORK: Instruction = { op: 'work' };

export const call = (
  name: Extract<Instruction, { op: 'syscall' }>['name'],
  ...args: (string | number)[]
): Instruction => ({ op: 'syscall', name, args });

export const work = (ticks: number): Instruction[] => Array.from({ length: ticks }, () => WORK);

interface Start {
  todo?: Instruction[];
  /** What it does when that is done, over and over; nothing where absent. */
  idle?: Instruction[];
  nice?: number;
  uid?: number;
}

export function start(
  machine: Machine<Program>,
  { todo = [], idle = [], nice = 0, uid = 1000 }: Start,
): number {
  const user = { todo: [...todo], idle, at: 0, results: [] };
  return machine.spawn({ comm: 'test', uid, gid: uid, nice, dataPages: 1, user });
}

/** A process that computes for ever. */
export const hog = (machine: Machine<Program>, nice = 0): number => start(machine, { idle: [WORK], nice });

export function run(machine: Machine<Program>, ticks: number): KernelEvent[] {
  const events: KernelEvent[] = [];
  for (let tick = 0; tick < ticks; tick += 1) events.push(...machine.tick());
  return events;
}

/** Who was on core 0 in each tick, 0 where it idled. */
export function trace(machine: Machine<Program>, ticks: number): number[] {
  return Array.from({ length: ticks }, () => {
    const before = new Map([...machine.state.tasks].map(([pid, task]) => [pid, task.sched.cpu]));
    const last = machine.tick().find((event) => event.kind === 'exit')?.pid ?? 0;
    const ran = [...machine.state.tasks.values()].find(
      (task) => task.sched.cpu > (before.get(task.pid) ?? 0),
    );
    return ran?.pid ?? last;
  });
}

export function cpu(machine: Machine<Program>, pid: number): number {
  return machine.task(pid)?.sched.cpu ?? 0;
}

export function results(machine: Machine<Program>, pid: number): number[] {
  return (machine.task(pid)?.user as Program | undefined)?.results ?? [];
}
