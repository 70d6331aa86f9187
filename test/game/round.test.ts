import { describe, expect, it } from 'vitest';
import { createRound, replay } from '../../server/game/round.ts';
import type { RoundSeat } from '../../server/game/types.ts';
import { unpackGantt } from '../../shared/gantt.ts';
import { firstBoot } from '../../shared/scenarios/first-boot.ts';
import { infected } from '../../shared/scenarios/infected.ts';
import { isQuiet, people, program, run, scenarioOf, seatsOf, selfOf, send, until } from './play.ts';

const CLASS: RoundSeat[] = Array.from({ length: 40 }, (_, index) => ({
  id: `s${index}`,
  nickname: `Bot ${index}`,
  role: index < 4 ? 'scheduler' : index < 8 ? 'malware' : 'process',
  bot: true,
}));

describe('a round of forty', () => {
  const round = createRound({ scenario: infected, seed: 11, seats: CLASS });
  const hashes: string[] = [];
  const late: RoundSeat = { id: 'late', nickname: 'Late', role: 'process', bot: true };
  while (!round.over) {
    if (round.tickNumber === 200) round.input('late', { type: 'join', seat: late });
    if (round.tickNumber === 300) round.input('s20', { type: 'gone' });
    round.tick();
    hashes.push(round.hash());
  }

  it('gives the same hash at every tick when its journal is played again without bots', () => {
    const again: string[] = [];
    replay({ scenario: infected, seed: 11, seats: CLASS }, round.journal, infected.lengthTicks, (played) => {
      again.push(played.hash());
    });
    expect(hashes).toHaveLength(infected.lengthTicks);
    expect(again).toEqual(hashes);
  }, 180_000);

  it('goes another way with another seed', () => {
    const other = createRound({ scenario: infected, seed: 12, seats: CLASS });
    run(other, 50);
    expect(other.hash()).not.toBe(hashes[49]);
  });

  it('is held by bots, with most jobs in time', () => {
    const { team, stats, verdict } = round.results();
    expect(team.held).toBe(true);
    expect(stats.jobsDone).toBeGreaterThan(10 * stats.jobsLate);
    expect(verdict).toContain(`${stats.jobsDone} jobs done`);
  });

  it('ends with ranks of everybody, their roles, the walls, and what each core did', () => {
    const results = round.results();
    expect(results.ranks.map((rank) => rank.seat).sort()).toEqual(
      [...CLASS.map(({ id }) => id), 'late'].sort(),
    );
    const points = results.ranks.map((rank) => rank.points);
    expect(points).toEqual([...points].sort((a, b) => b - a));
    expect(results.walls.length).toBeGreaterThan(5);
    for (const core of round.world().cores) {
      const slices = unpackGantt(results.gantt).filter((slice) => slice.core === core.id);
      const covered = slices.reduce((sum, slice) => sum + slice.to - slice.from, 0);
      expect(covered).toBe(infected.lengthTicks);
    }
    for (const process of results.processes) {
      expect(process.cpu + process.waiting).toBeLessThanOrEqual(infected.lengthTicks * 4);
    }
  });

  it('lets who comes late play as a process', () => {
    expect(round.seat('late')?.jobsDone).toBeGreaterThan(0);
    expect(selfOf(round, 'late').who.kind).toBe('process');
  });
});

describe('a user', () => {
  it('pulls the plug when nobody does anything', () => {
    const round = people(
      firstBoot,
      Array.from({ length: 8 }, () => 'process' as const),
    );
    while (!round.over) round.tick();
    expect(round.tickNumber).toBeLessThan(firstBoot.lengthTicks);
    expect(round.results()).toMatchObject({ won: false });
    expect(round.results().verdict).toContain('pulled the plug');
    expect(program(round, 's0', 'work 1')).toMatchObject({ ok: false, code: 'over' });
  });
});

describe('a briefing', () => {
  it('shows everybody a process and a first job, and takes lines that run from the first tick', () => {
    const round = people(scenarioOf(['cat']), ['process', 'malware']);
    expect(selfOf(round, 's0').who.pid).toBeGreaterThan(1);
    expect(selfOf(round, 's0').job).not.toBeNull();
    expect(program(round, 's0', 'getpid()')).toEqual({ ok: true });
    until(round, () => isQuiet(round, 's0'), 15);
  });
});

describe('a human scheduler', () => {
  const start = () => people(scenarioOf(['cc']), ['scheduler', 'process', 'process', 'process']);

  it('runs whom they line up, and nobody else while they are there', () => {
    const round = start();
    const { pid } = selfOf(round, 's2').who;
    for (const seat of ['s1', 's2', 's3']) program(round, seat, 'work 20');
    expect(send(round, 's0', { type: 'dispatch', core: 0, pid })).toEqual({ ok: true });
    expect(round.kernelView('s0')?.lined).toEqual([{ core: 0, pid }]);
    run(round, 8);
    expect(round.world().cores[0]?.pid).toBe(pid);
  });

  it('is replaced by the policy after a silence, and has the cores back with the next act', () => {
    const round = start();
    for (const seat of ['s1', 's2', 's3']) program(round, seat, 'work 100');
    until(round, () => round.world().autopilot, 60);
    expect(round.world().policy).toBe('rr');
    run(round, 10);
    const waiting = round.kernelView('s0')?.queue[0]?.pid ?? 0;
    expect(send(round, 's0', { type: 'dispatch', core: 0, pid: waiting })).toEqual({ ok: true });
    expect(round.world()).toMatchObject({ autopilot: false, policy: 'human' });
  });

  it('may take a core back and set the quantum, and is told where that can’t be', () => {
    const round = start();
    expect(send(round, 's0', { type: 'preempt', core: 0 })).toMatchObject({ ok: false });
    expect(send(round, 's0', { type: 'dispatch', core: 9, pid: 2 })).toMatchObject({
      ok: false,
      code: 'no-core',
    });
    expect(send(round, 's0', { type: 'quantum', ticks: 3 })).toEqual({ ok: true });
    expect(round.world().quantum).toBe(3);
  });

  it('alone sees the ready queue', () => {
    const round = start();
    expect(round.kernelView('s0')?.queue).toHaveLength(3);
    expect(round.kernelView('s1')).toBeNull();
  });
});

describe('a seat', () => {
  it('may do only what its role does, and what is refused leaves no trace', () => {
    const round = people(scenarioOf(['cat']), ['process', 'scheduler']);
    const before = round.hash();
    expect(send(round, 's0', { type: 'quantum', ticks: 1 })).toMatchObject({ ok: false, code: 'role' });
    expect(send(round, 's1', { type: 'program', lines: ['work 1'] })).toMatchObject({
      ok: false,
      code: 'role',
    });
    expect(send(round, 'nobody', { type: 'program', lines: ['work 1'] })).toMatchObject({ ok: false });
    expect(send(round, 's0', { type: 'clear', id: 99 })).toMatchObject({ ok: false });
    expect(round.hash()).toBe(before);
    expect(round.journal).toEqual([]);
  });

  it('whose process died gets a new one after a while, with nothing left queued', () => {
    const round = people(scenarioOf(['cat']), ['process', 'process']);
    const { pid } = selfOf(round, 's0').who;
    program(round, 's0', 'hlt', 'work 1');
    until(round, () => selfOf(round, 's0').who.pid > pid, 40);
    expect(selfOf(round, 's0').program.lines).toEqual([]);
    expect(selfOf(round, 's0').terminal).toContain('SIGSEGV');
    expect(selfOf(round, 's0').strace.at(-1)).toBe('+++ killed by SIGSEGV +++');
  });

  it('goes on by its queued lines when its player is gone, then waits', () => {
    const round = people(scenarioOf(['cat']), ['process', 'process']);
    program(round, 's0', 'work 3', 'work 3');
    send(round, 's0', { type: 'gone' });
    until(round, () => isQuiet(round, 's0'));
    run(round, 5);
    expect(round.world().processes.find(({ seat }) => seat === 's0')).toMatchObject({
      state: 'S',
      waiting: 'user',
    });
  });
});

describe('what everybody sees', () => {
  it('holds no argument, no address and no result of anybody’s call', () => {
    const round = people(scenarioOf(['cat']), ['process', 'process']);
    program(
      round,
      's0',
      'fd = open("/etc/motd", O_RDONLY)',
      'p = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)',
    );
    const events = until(round, () => isQuiet(round, 's0'));
    const text = JSON.stringify([events, round.world()]);
    expect(text).not.toContain('motd');
    expect(text).not.toContain(
      String(selfOf(round, 's0').program.variables.find(({ name }) => name === 'p')?.value),
    );
    expect(round.world()).not.toHaveProperty('roles');
  });

  it('names nobody twice: seats of a class have homes and users of their own', () => {
    const round = createRound({
      scenario: firstBoot,
      seed: 1,
      seats: seatsOf(Array.from({ length: 40 }, () => 'process' as const)),
    });
    const users = Array.from({ length: 40 }, (_, index) => round.seat(`s${index}`)?.user);
    expect(new Set(users).size).toBe(40);
  });
});
