import { describe, expect, it } from 'vitest';
import { createRound, type Round } from '../../server/game/round.ts';
import type { RoundSeat } from '../../server/game/types.ts';
import { firstBoot } from '../../shared/scenarios/first-boot.ts';
import { people, program, run, scenarioOf, selfOf, send } from './play.ts';

const ROLES = ['scheduler', 'scheduler', ...Array.from({ length: 8 }, () => 'process' as const)] as const;

/** Two schedulers (s0 and s1) over eight compilers that all compute. */
function start(): Round {
  const round = people(scenarioOf(['cc']), ROLES);
  for (let seat = 2; seat < 10; seat += 1) program(round, `s${seat}`, 'work 200', 'work 200');
  return round;
}

const mine = (round: Round, seat: string): number[] => round.kernelView(seat)?.mine ?? [];
const queue = (round: Round, seat: string): number[] =>
  (round.kernelView(seat)?.queue ?? []).map((entry) => entry.pid);

describe('schedulers of one machine', () => {
  it('share out its cores, and each sees the run queue of theirs', () => {
    const round = start();
    const cores = round.cores().map(({ id }) => id);
    expect([...mine(round, 's0'), ...mine(round, 's1')]).toEqual(cores);
    expect(mine(round, 's0').length).toBeGreaterThan(0);
    expect(mine(round, 's1').length).toBeGreaterThan(0);
    const [one, two] = [queue(round, 's0'), queue(round, 's1')];
    expect(one.filter((pid) => two.includes(pid))).toEqual([]);
    expect(one.length + two.length).toBe(8);
    expect(round.kernelView('host')?.mine).toEqual(cores);
  });

  it('are told when a core or a process is another’s, and nothing happens', () => {
    const round = start();
    const [core = 0] = mine(round, 's1');
    const [pid = 0] = queue(round, 's0');
    const before = round.hash();
    expect(send(round, 's0', { type: 'dispatch', core, pid })).toMatchObject({
      ok: false,
      code: 'not-yours',
    });
    expect(send(round, 's0', { type: 'preempt', core })).toMatchObject({ ok: false, code: 'not-yours' });
    expect(send(round, 's1', { type: 'dispatch', core, pid })).toMatchObject({
      ok: false,
      code: 'not-ready',
    });
    expect(send(round, 's0', { type: 'migrate', core: 99, pid })).toMatchObject({
      ok: false,
      code: 'no-core',
    });
    expect(send(round, 's0', { type: 'migrate', core, pid: 4711 })).toMatchObject({
      ok: false,
      code: 'not-moved',
    });
    expect(round.hash()).toBe(before);
  });

  it('move processes to each other', () => {
    const round = start();
    const [core = 0] = mine(round, 's1');
    const [pid = 0] = queue(round, 's0');
    expect(send(round, 's0', { type: 'migrate', core, pid })).toEqual({ ok: true });
    expect(queue(round, 's1')).toContain(pid);
    expect(queue(round, 's0')).not.toContain(pid);
  });

  it('are relieved alone: who acts keeps their cores, and the machine is no autopilot’s', () => {
    const round = start();
    const [core = 0] = mine(round, 's0');
    for (let tick = 0; tick < 60; tick += 1) {
      const [pid = 0] = queue(round, 's0');
      send(round, 's0', { type: 'dispatch', core, pid });
      round.tick();
      if (tick % 8 === 0) send(round, 's0', { type: 'preempt', core });
    }
    expect(round.kernelView('s0')?.silentFor).toBe(0);
    expect(round.kernelView('s1')?.silentFor).toBeGreaterThan(0);
    expect(round.kernelView('s1')?.fallback).toBe(firstBoot.machine.policy);
    expect(round.world()).toMatchObject({ autopilot: false, policy: 'human' });
    for (const other of mine(round, 's1')) expect(round.world().cores[other]?.activity).not.toBe('idle');
  });

  it('take over the cores of who leaves, and give some to who comes', () => {
    const round = start();
    const cores = round.cores().map(({ id }) => id);
    expect(send(round, 's0', { type: 'gone' })).toEqual({ ok: true });
    expect(mine(round, 's1')).toEqual(cores);
    const late: RoundSeat = { id: 'late', nickname: 'Late', role: 'scheduler', bot: false };
    expect(round.input('late', { type: 'join', seat: late })).toEqual({ ok: true });
    expect([...mine(round, 's1'), ...mine(round, 'late')]).toEqual(cores);
    expect(mine(round, 'late').length).toBeGreaterThan(0);
    send(round, 's1', { type: 'gone' });
    send(round, 'late', { type: 'gone' });
    run(round, 3);
    expect(round.world()).toMatchObject({ autopilot: false, policy: firstBoot.machine.policy });
    for (const core of round.world().cores) expect(core.activity).not.toBe('idle');
  });

  it('have a core each, however few processes there are', () => {
    const round = people(scenarioOf(['cat']), ['scheduler', 'scheduler', 'scheduler', 'process']);
    expect(['s0', 's1', 's2'].map((seat) => mine(round, seat))).toEqual([[0], [1], [2]]);
  });

  it('are paid for the jobs of the processes in their own queue', () => {
    const seats: RoundSeat[] = ROLES.map((role, index) => ({
      id: `s${index}`,
      nickname: `Bot ${index}`,
      role,
      bot: true,
    }));
    const round = createRound({ scenario: scenarioOf(['cat', 'cc']), seed: 5, seats });
    run(round, 300);
    expect(round.seat('s0')?.points).toBeGreaterThan(0);
    expect(round.seat('s1')?.points).toBeGreaterThan(0);
    expect(selfOf(round, 's0').who.points).toBe(round.seat('s0')?.points);
  });
});
