import { describe, expect, it } from 'vitest';
import { invariantFaults } from '../../../server/kernel/invariants/all.ts';
import type { Machine } from '../../../server/kernel/machine.ts';
import { errno } from '../../../shared/abi/errno.ts';
import { boot, call, cpu, hog, type Program, run, start, trace, WORK } from './machine.ts';

const OTHER = 0;
const FIFO = 1;
const RR = 2;
const BATCH = 3;
const IDLE = 5;
const RESET_ON_FORK = 0x4000_0000;

/** A process that sleeps, from which calls can be made, and a word of its memory. */
function caller(
  machine: Machine<Program>,
  uid: number,
): { pid: number; put(value: number): number; at: number } {
  const pid = start(machine, { uid });
  machine.tick();
  const at = machine.task(pid)?.mm?.vmas.find((area) => area.name === 'data')?.start ?? 0;
  const put = (value: number): number => {
    machine.writeUser(pid, at, new Uint8Array(Int32Array.of(value, 0).buffer));
    return at;
  };
  return { pid, put, at };
}

function answer(machine: Machine<Program>, pid: number, ...made: Parameters<typeof call>): number {
  const instruction = call(...made);
  if (instruction.op !== 'syscall') throw new Error('no call');
  const outcome = machine.call(pid, instruction.name, instruction.args);
  return outcome.kind === 'returned' ? outcome.ret : Number.NaN;
}

describe('sched_setscheduler', () => {
  it('gives real-time classes to root alone', () => {
    const machine = boot();
    const root = caller(machine, 0);
    const user = caller(machine, 1000);
    expect(answer(machine, user.pid, 'sched_setscheduler', 0, FIFO, user.put(5))).toBe(-errno.EPERM);
    expect(answer(machine, root.pid, 'sched_setscheduler', user.pid, FIFO, root.put(5))).toBe(0);
    expect(answer(machine, user.pid, 'sched_getscheduler', 0)).toBe(FIFO);
    expect(answer(machine, user.pid, 'sched_getparam', 0, user.at)).toBe(0);
    expect(machine.readUser(user.pid, user.at, 4)).toEqual(Uint8Array.of(5, 0, 0, 0));
    // Less is allowed, more is not.
    expect(answer(machine, user.pid, 'sched_setparam', 0, user.put(4))).toBe(0);
    expect(answer(machine, user.pid, 'sched_setparam', 0, user.put(6))).toBe(-errno.EPERM);
    expect(answer(machine, user.pid, 'sched_setscheduler', 0, OTHER, user.put(0))).toBe(0);
  });

  it('lets a user step down to BATCH and IDLE, and not up from IDLE', () => {
    const machine = boot();
    const { pid, put } = caller(machine, 1000);
    expect(answer(machine, pid, 'sched_setscheduler', 0, BATCH, put(0))).toBe(0);
    expect(answer(machine, pid, 'sched_setscheduler', 0, IDLE, put(0))).toBe(0);
    expect(answer(machine, pid, 'sched_setscheduler', 0, OTHER, put(0))).toBe(-errno.EPERM);
  });

  it('refuses what makes no sense', () => {
    const machine = boot();
    const { pid, put } = caller(machine, 0);
    expect(answer(machine, pid, 'sched_setscheduler', 0, FIFO, put(0))).toBe(-errno.EINVAL);
    expect(answer(machine, pid, 'sched_setscheduler', 0, FIFO, put(100))).toBe(-errno.EINVAL);
    expect(answer(machine, pid, 'sched_setscheduler', 0, OTHER, put(1))).toBe(-errno.EINVAL);
    expect(answer(machine, pid, 'sched_setscheduler', 0, 4, put(0))).toBe(-errno.EINVAL);
    expect(answer(machine, pid, 'sched_setscheduler', -1, OTHER, put(0))).toBe(-errno.EINVAL);
    expect(answer(machine, pid, 'sched_setscheduler', 0, OTHER, 0)).toBe(-errno.EINVAL);
    expect(answer(machine, pid, 'sched_setscheduler', 0, OTHER, 64)).toBe(-errno.EFAULT);
    expect(answer(machine, pid, 'sched_setscheduler', 4711, OTHER, put(0))).toBe(-errno.ESRCH);
  });

  it('with SCHED_RESET_ON_FORK has children begin in the normal class', () => {
    const machine = boot();
    const root = caller(machine, 0);
    expect(answer(machine, root.pid, 'sched_setscheduler', 0, RR | RESET_ON_FORK, root.put(3))).toBe(0);
    expect(answer(machine, root.pid, 'sched_getscheduler', 0)).toBe(RR | RESET_ON_FORK);
    const child = answer(machine, root.pid, 'fork');
    expect(machine.task(child)?.sched).toMatchObject({ class: OTHER, rtPriority: 0, resetOnFork: false });
  });

  it('knows the ranges of priorities', () => {
    const machine = boot();
    const { pid } = caller(machine, 1000);
    expect([FIFO, RR, OTHER].map((is) => answer(machine, pid, 'sched_get_priority_max', is))).toEqual([
      99, 99, 0,
    ]);
    expect([FIFO, RR, OTHER].map((is) => answer(machine, pid, 'sched_get_priority_min', is))).toEqual([
      1, 1, 0,
    ]);
    expect(answer(machine, pid, 'sched_get_priority_max', 4)).toBe(-errno.EINVAL);
  });
});

describe('real-time classes', () => {
  /** Makes processes real-time as root would. */
  function realtime(machine: Machine<Program>, pid: number, as: number, priority: number): void {
    const root = caller(machine, 0);
    expect(answer(machine, root.pid, 'sched_setscheduler', pid, as, root.put(priority))).toBe(0);
  }

  it('run before everybody of the policy, the highest priority first', () => {
    const machine = boot({ policy: 'cfs' });
    const root = caller(machine, 0);
    const normal = hog(machine, -20);
    const low = hog(machine);
    const high = start(machine, { todo: [WORK, WORK, call('pause')] });
    for (const [pid, priority] of [
      [low, 10],
      [high, 20],
    ] as const) {
      expect(answer(machine, root.pid, 'sched_setscheduler', pid, FIFO, root.put(priority))).toBe(0);
    }
    expect(trace(machine, 8)).toEqual([high, high, high, low, low, low, low, low]);
    expect(cpu(machine, normal)).toBe(0);
  });

  it('FIFO keeps the core from its equals, RR takes turns with them', () => {
    for (const [as, shares] of [
      [FIFO, [40, 0]],
      [RR, [20, 20]],
    ] as const) {
      const machine = boot({ quantum: 4 });
      const one = hog(machine);
      const two = hog(machine);
      const root = caller(machine, 0);
      const before = cpu(machine, one);
      for (const pid of [one, two]) {
        expect(answer(machine, root.pid, 'sched_setscheduler', pid, as, root.put(7))).toBe(0);
      }
      run(machine, 40);
      const given = [cpu(machine, one) - before, cpu(machine, two)];
      expect(given[0]).toBeGreaterThanOrEqual(shares[0] - 4);
      expect(Math.abs((given[1] as number) - shares[1])).toBeLessThanOrEqual(4);
    }
  });

  it.each(['cfs', 'eevdf', 'stride'] as const)(
    'give no claim to past time when they end, under %s',
    (policy) => {
      const machine = boot({ policy });
      const root = caller(machine, 0);
      const normal = hog(machine);
      const urgent = start(machine, { todo: [call('nanosleep', 1000)], idle: [WORK] });
      expect(answer(machine, root.pid, 'sched_setscheduler', urgent, FIFO, root.put(1))).toBe(0);
      run(machine, 1010);
      expect(machine.state.cores[0]?.pid).toBe(urgent);
      expect(answer(machine, root.pid, 'sched_setscheduler', urgent, OTHER, root.put(0))).toBe(0);
      const before = cpu(machine, normal);
      run(machine, 400);
      expect(Math.abs(cpu(machine, normal) - before - 200)).toBeLessThanOrEqual(8);
    },
  );

  it('take the core even where a person schedules', () => {
    const machine = boot({ policy: 'human', silence: 1000 });
    const normal = hog(machine);
    machine.dispatch(0, normal);
    run(machine, 3);
    const urgent = start(machine, { idle: [WORK] });
    realtime(machine, urgent, FIFO, 1);
    run(machine, 3);
    expect(machine.state.cores[0]?.pid).toBe(urgent);
  });
});

describe('sched_setaffinity', () => {
  it('keeps a process on the cores of its mask, also while it runs elsewhere', () => {
    const machine = boot({ cores: 3 });
    const root = caller(machine, 0);
    const pids = [hog(machine), hog(machine), hog(machine), hog(machine)];
    run(machine, 5);
    for (const pid of pids)
      expect(answer(machine, root.pid, 'sched_setaffinity', pid, 8, root.put(0b100))).toBe(0);
    for (let tick = 0; tick < 60; tick += 1) {
      machine.tick();
      expect(machine.state.cores.map((core) => core.activity)).toEqual(['idle', 'idle', 'user']);
    }
    expect(answer(machine, root.pid, 'sched_getaffinity', pids[0] as number, 8, root.at)).toBe(8);
    expect(machine.readUser(root.pid, root.at, 8)).toEqual(Uint8Array.of(0b100, 0, 0, 0, 0, 0, 0, 0));
  });

  it('holds for children, who wait where they may run', () => {
    const machine = boot({ cores: 3, policy: 'eevdf' });
    const root = caller(machine, 0);
    hog(machine);
    hog(machine);
    const parent = hog(machine);
    expect(answer(machine, root.pid, 'sched_setaffinity', parent, 8, root.put(0b010))).toBe(0);
    const children = [1, 2, 3].map(() => answer(machine, parent, 'fork'));
    for (const child of children)
      expect(machine.task(child)?.sched).toMatchObject({ affinity: 0b010, home: 1 });
    run(machine, 200);
    for (const child of children) expect(cpu(machine, child)).toBeGreaterThan(20);
    expect(invariantFaults(machine.state)).toEqual([]);
  });

  it('answers as Linux does where it can’t', () => {
    const machine = boot({ cores: 2 });
    const user = caller(machine, 1000);
    const other = start(machine, { uid: 1001 });
    expect(answer(machine, user.pid, 'sched_setaffinity', 0, 8, user.put(0b100))).toBe(-errno.EINVAL);
    expect(answer(machine, user.pid, 'sched_setaffinity', 0, 8, 64)).toBe(-errno.EFAULT);
    expect(answer(machine, user.pid, 'sched_setaffinity', 4711, 8, user.put(1))).toBe(-errno.ESRCH);
    expect(answer(machine, user.pid, 'sched_setaffinity', other, 8, user.put(1))).toBe(-errno.EPERM);
    expect(answer(machine, user.pid, 'sched_getaffinity', 0, 4, user.at)).toBe(-errno.EINVAL);
    expect(answer(machine, user.pid, 'sched_getaffinity', 0, 8, 64)).toBe(-errno.EFAULT);
  });
});

describe('setpriority', () => {
  it('reaches other processes of the user, and nobody else’s', () => {
    const machine = boot();
    const user = caller(machine, 1000);
    const own = hog(machine);
    const other = start(machine, { uid: 1001 });
    expect(answer(machine, user.pid, 'setpriority', 0, own, 7)).toBe(0);
    expect(answer(machine, user.pid, 'getpriority', 0, own)).toBe(13);
    expect(answer(machine, user.pid, 'setpriority', 0, own, 3)).toBe(-errno.EACCES);
    expect(answer(machine, user.pid, 'setpriority', 0, other, 7)).toBe(-errno.EPERM);
    expect(answer(machine, user.pid, 'setpriority', 2, 0, 9)).toBe(0);
    expect(machine.task(own)?.nice).toBe(9);
    expect(answer(machine, user.pid, 'getpriority', 0, 4711)).toBe(-errno.ESRCH);
    expect(answer(machine, user.pid, 'getpriority', 5, 0)).toBe(-errno.EINVAL);
  });

  it('puts a ready process where its new weight belongs', () => {
    const machine = boot({ policy: 'eevdf' });
    const user = caller(machine, 1000);
    const pids = [hog(machine), hog(machine)];
    run(machine, 7);
    for (const pid of pids) answer(machine, user.pid, 'setpriority', 0, pid, 10);
    const before = pids.map((pid) => cpu(machine, pid));
    run(machine, 400);
    for (const [index, pid] of pids.entries()) {
      expect(Math.abs(cpu(machine, pid) - (before[index] as number) - 200)).toBeLessThanOrEqual(8);
    }
  });
});
