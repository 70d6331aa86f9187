import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invariantFaults } from '../../../server/kernel/invariants/all.ts';
import type { Machine } from '../../../server/kernel/machine.ts';
import { mayRunOn } from '../../../server/kernel/sched/queue.ts';
import { type Instruction, POLICIES } from '../../../server/kernel/types.ts';
import { boot, call, cpu, hog, type Program, run, start, WORK, work } from './machine.ts';

/** Ready processes that wait since before this tick while a core that could run them idles, where nobody schedules by hand. */
function idleInVain({ state }: Machine<Program>): number[] {
  const idle = state.cores.filter((core) => core.activity === 'idle');
  return [...state.tasks.values()]
    .filter((task) => task.state === 'R' && task.core < 0 && task.sched.since < state.tick)
    .filter((task) => idle.some((core) => mayRunOn(task, core.id)))
    .map((task) => task.pid);
}

const algorithms = POLICIES.filter((policy) => policy !== 'human');

const step: fc.Arbitrary<Instruction> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(WORK) },
  { weight: 2, arbitrary: fc.nat(9).map((ticks) => call('nanosleep', ticks)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(call('fork'), call('sched_yield'), call('exit', 0), call('getpid')),
  },
);
const program = fc.array(step, { maxLength: 25 });

describe('work stealing', () => {
  it('leaves no core idle while a process waits that it may run', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...algorithms),
        fc.integer({ min: 2, max: 5 }),
        fc.array(program, { minLength: 1, maxLength: 10 }),
        (policy, cores, programs) => {
          const machine = boot({ policy, cores });
          for (const todo of programs) start(machine, { todo });
          for (let tick = 0; tick < 120; tick += 1) {
            machine.tick();
            expect(idleInVain(machine)).toEqual([]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes from the longest queue', () => {
    const machine = boot({ policy: 'fcfs', cores: 3 });
    const pids = Array.from({ length: 7 }, () => start(machine, { todo: [...work(30), call('exit', 0)] }));
    const short = pids.find((pid) => machine.task(pid)?.sched.home === 2) as number;
    // Core 2 has two processes, core 0 three, core 1 two: kill those of core 2.
    run(machine, 1);
    for (const pid of pids) if (machine.task(pid)?.sched.home === 2) machine.kill(pid);
    const events = run(machine, 2);
    expect(short).toBeGreaterThan(0);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'migrate', from: 0, to: 2 }));
    expect(machine.state.sched.migrations).toBe(1);
  });

  it('gives four equal hogs on two cores equal shares', () => {
    const machine = boot({ policy: 'cfs', cores: 2 });
    const pids = [hog(machine), hog(machine), hog(machine), hog(machine)];
    run(machine, 4000);
    for (const pid of pids) expect(Math.abs(cpu(machine, pid) - 2000)).toBeLessThan(20);
  });
});

/** What people and processes can do to queues, drawn. */
const act = fc.oneof(
  fc.record({ do: fc.constant('affinity' as const), pid: fc.nat(7), value: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ do: fc.constant('nice' as const), pid: fc.nat(7), value: fc.integer({ min: -20, max: 19 }) }),
  fc.record({ do: fc.constant('dispatch' as const), pid: fc.nat(7), value: fc.nat(2) }),
  fc.record({ do: fc.constant('migrate' as const), pid: fc.nat(7), value: fc.nat(2) }),
  fc.record({ do: fc.constant('preempt' as const), pid: fc.nat(7), value: fc.nat(2) }),
  fc.record({ do: fc.constant('assign' as const), pid: fc.nat(7), value: fc.nat(7) }),
  fc.record({ do: fc.constant('policy' as const), pid: fc.nat(7), value: fc.nat(POLICIES.length - 1) }),
  fc.record({ do: fc.constant('class' as const), pid: fc.nat(7), value: fc.nat(3) }),
  fc.record({ do: fc.constant('kill' as const), pid: fc.nat(7), value: fc.constant(0) }),
  fc.record({ do: fc.constant('tick' as const), pid: fc.constant(0), value: fc.nat(6) }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const SCRATCH = 64;

/** Root's hand: one process that makes scheduling calls for the others, from outside of any core. */
function apply(
  machine: Machine<Program>,
  root: number,
  pids: readonly number[],
  { do: what, pid, value }: Act,
): void {
  const target = pids[pid % pids.length] as number;
  const base = machine.task(root)?.mm?.vmas.find((area) => area.name === 'data')?.start ?? 0;
  const put = (number: number): number => {
    machine.writeUser(root, base + SCRATCH, new Uint8Array(Int32Array.of(number, 0).buffer));
    return base + SCRATCH;
  };
  switch (what) {
    case 'affinity':
      machine.call(root, 'sched_setaffinity', [target, 8, put(value)]);
      return;
    case 'nice':
      machine.call(root, 'setpriority', [0, target, value]);
      return;
    case 'class':
      machine.call(root, 'sched_setscheduler', [
        target,
        [0, 1, 2, 5][value] as number,
        put(value % 3 === 0 ? 0 : value),
      ]);
      return;
    case 'dispatch':
      machine.dispatch(value, target);
      return;
    case 'migrate':
      machine.migrate(target, value);
      return;
    case 'preempt':
      machine.preempt(value);
      return;
    case 'assign':
      machine.assignCores([0, 1, 2].map((core) => ['', 'ada', 'bob'][(value >> core) % 3] as string));
      return;
    case 'policy':
      machine.setPolicy(POLICIES[value] as (typeof POLICIES)[number]);
      return;
    case 'kill':
      machine.kill(target);
      return;
    default:
      for (let tick = 0; tick < value; tick += 1) machine.tick();
  }
}

describe('any journal of acts', () => {
  it('leaves every process in one queue or on one core, and on none that its mask excludes', () => {
    fc.assert(
      fc.property(
        fc.array(program, { minLength: 2, maxLength: 8 }),
        fc.array(act, { maxLength: 60 }),
        (programs, acts) => {
          const machine = boot({ policy: 'human', fallback: 'eevdf', silence: 4, cores: 3 });
          const root = start(machine, { uid: 0 });
          machine.tick();
          const pids = programs.map((todo) =>
            start(machine, { todo, idle: [WORK, WORK, call('sched_yield')] }),
          );
          for (const one of acts) {
            apply(machine, root, pids, one);
            expect(invariantFaults(machine.state)).toEqual([]);
            machine.tick();
            expect(invariantFaults(machine.state)).toEqual([]);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('gives the same hashes again from a snapshot in its middle', () => {
    fc.assert(
      fc.property(
        fc.array(program, { minLength: 2, maxLength: 6 }),
        fc.array(act, { minLength: 4, maxLength: 30 }),
        (programs, acts) => {
          const machine = boot({ policy: 'human', fallback: 'lottery', silence: 4, cores: 3 });
          const root = start(machine, { uid: 0 });
          machine.tick();
          const pids = programs.map((todo) => start(machine, { todo, idle: [WORK] }));
          const play = (some: readonly Act[]): string[] =>
            some.map((one) => {
              apply(machine, root, pids, one);
              machine.tick();
              return machine.hash();
            });
          const half = acts.length >> 1;
          play(acts.slice(0, half));
          const kept = machine.snapshot();
          const hashes = play(acts.slice(half));
          machine.restore(kept);
          expect(play(acts.slice(half))).toEqual(hashes);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Counts how often processes are looked up, and how many are passed by in walks. */
class Counting<K, V> extends Map<K, V> {
  looked = 0;
  override get(key: K): V | undefined {
    this.looked += 1;
    return super.get(key);
  }
  override values(): MapIterator<V> {
    this.looked += this.size;
    return super.values();
  }
}

describe.each(algorithms)('the work of a tick under %s', (policy) => {
  it('does not depend on the number of sleepers', () => {
    const looks = (sleepers: number): number => {
      const machine = boot({ policy, cores: 4, frames: 64 });
      for (let count = 0; count < sleepers; count += 1) start(machine, {});
      run(machine, 3);
      for (let count = 0; count < 8; count += 1) {
        start(machine, { idle: [WORK, WORK, call('nanosleep', 3), call('sched_yield')] });
      }
      const tasks = new Counting(machine.state.tasks);
      machine.state.tasks = tasks;
      tasks.looked = 0;
      // Lottery has drawn for the sleepers too.
      machine.state.random = 1;
      // Past a boost of MLFQ.
      run(machine, 250);
      return tasks.looked;
    };
    expect(looks(1500)).toBe(looks(10));
  });
});
