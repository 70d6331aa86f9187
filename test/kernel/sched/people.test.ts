import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../server/kernel/machine.ts';
import { readyIn } from '../../../server/kernel/sched/lists.ts';
import { boot, call, cpu, hog, type Program, run, start, WORK } from './machine.ts';

const human = { policy: 'human', fallback: 'rr', silence: 5 } as const;

/** Ada has cores 0 and 1, Bob core 2; four processes wait. */
function shared(config: Parameters<typeof boot>[0] = {}): { machine: Machine<Program>; pids: number[] } {
  const machine = boot({ ...human, cores: 3, ...config });
  machine.assignCores(['ada', 'ada', 'bob']);
  return {
    machine,
    pids: [hog(machine), hog(machine), hog(machine), hog(machine), hog(machine), hog(machine)],
  };
}

const queueOf = (machine: Machine<Program>, owner: string): number[] =>
  machine.state.sched.queues.flatMap((queue) => (queue.owner === owner ? readyIn(queue) : []));

describe('several people who schedule', () => {
  it('have a run queue each, into which processes come by how many cores it feeds', () => {
    const { machine } = shared();
    expect(queueOf(machine, 'ada')).toHaveLength(4);
    expect(queueOf(machine, 'bob')).toHaveLength(2);
  });

  it('run processes of their own queue on their own cores, and nothing else', () => {
    const { machine } = shared();
    const [mine = 0] = queueOf(machine, 'ada');
    const [theirs = 0] = queueOf(machine, 'bob');
    const before = machine.hash();
    expect(machine.dispatch(2, mine, 'ada')).toBe(false);
    expect(machine.dispatch(0, theirs, 'ada')).toBe(false);
    expect(machine.preempt(2, 'ada')).toBe(false);
    expect(machine.hash()).toBe(before);
    expect(machine.dispatch(1, mine, 'ada')).toBe(true);
    machine.tick();
    expect(machine.state.cores.map((core) => core.pid)).toEqual([0, mine, 0]);
  });

  it('move processes out of their queue and into it, but not between others', () => {
    const { machine } = shared();
    const [mine = 0] = queueOf(machine, 'ada');
    const [theirs = 0] = queueOf(machine, 'bob');
    expect(machine.migrate(mine, 2, 'eve')).toBe(false);
    expect(machine.migrate(mine, 2, 'ada')).toBe(true);
    expect(machine.migrate(theirs, 0, 'ada')).toBe(true);
    expect(queueOf(machine, 'bob')).toContain(mine);
    expect(queueOf(machine, 'ada')).toContain(theirs);
    expect(machine.state.sched.migrations).toBe(2);
    expect(machine.takeEvents()).toContainEqual({ kind: 'migrate', pid: mine, from: 0, to: 2 });
  });

  it('fall silent one by one: the algorithm takes only the cores of who is', () => {
    const { machine } = shared();
    for (let tick = 0; tick < 12; tick += 1) {
      const [mine = 0] = queueOf(machine, 'ada');
      if (tick % 4 === 0) machine.preempt(0, 'ada');
      machine.dispatch(0, mine, 'ada');
      machine.tick();
    }
    const silent = machine.state.sched.queues.map(({ owner, silent }) => [owner, silent]);
    expect(silent).toEqual([
      ['ada', false],
      ['bob', true],
    ]);
    expect(machine.state.cores[2]?.pid).toBeGreaterThan(0);
    expect(machine.state.cores[1]?.pid).toBe(0);
  });

  it('keep their silence and their work when somebody else comes or goes', () => {
    const { machine } = shared();
    run(machine, 10);
    const running = machine.state.cores[2]?.pid;
    machine.assignCores(['ada', 'eve', 'bob']);
    expect(machine.state.sched.queues.map(({ owner, silent }) => [owner, silent])).toEqual([
      ['ada', true],
      ['eve', false],
      ['bob', true],
    ]);
    expect(machine.state.cores[2]?.pid).toBe(running);
    expect(queueOf(machine, 'eve').length).toBeGreaterThan(0);
    machine.assignCores(['ada', '', 'ada']);
    run(machine, 2);
    expect(machine.state.cores.every((core) => core.pid > 0)).toBe(true);
  });

  it('lose nothing to work stealing while they act', () => {
    const machine = boot({ ...human, silence: 1000, cores: 2 });
    machine.assignCores(['ada', '']);
    const pid = hog(machine);
    expect(queueOf(machine, 'ada')).toEqual([pid]);
    run(machine, 20);
    expect(machine.state.cores.map((core) => core.pid)).toEqual([0, 0]);
  });
});

describe('a core that a person runs', () => {
  it('goes on with its process after the quantum while nobody is lined up', () => {
    const machine = boot({ ...human, silence: 1000, quantum: 3 });
    const first = hog(machine);
    const second = hog(machine);
    machine.dispatch(0, first);
    const events = run(machine, 50);
    expect(cpu(machine, first)).toBe(50);
    expect(events.filter((event) => event.kind === 'preempt')).toEqual([]);
    machine.dispatch(0, second);
    run(machine, 6);
    expect(cpu(machine, second)).toBeGreaterThan(0);
    expect(machine.preempt(0)).toBe(true);
    run(machine, 2);
    expect(machine.state.cores[0]?.pid).toBe(0);
  });

  it('keeps who yields while nobody is lined up', () => {
    const machine = boot({ ...human, silence: 1000 });
    const polite = start(machine, { idle: [WORK, call('sched_yield')] });
    const other = hog(machine);
    machine.dispatch(0, polite);
    run(machine, 10);
    expect(machine.state.cores[0]?.pid).toBe(polite);
    machine.dispatch(0, other);
    expect(run(machine, 3)).toContainEqual({ kind: 'preempt', core: 0, pid: polite, why: 'yield' });
  });
});
