import { describe, expect, it } from 'vitest';
import { createRound, type Round, replay } from '../../server/game/round.ts';
import type { RoundSeat, SeatInput } from '../../server/game/types.ts';
import type { AuditorView } from '../../shared/protocol/stations.ts';
import type { Role } from '../../shared/roles.ts';
import { infected } from '../../shared/scenarios/infected.ts';

const seat = (id: string, role: Role, bot = false): RoundSeat => ({ id, nickname: `Nick ${id}`, role, bot });

/** An auditor, a suspect and somebody innocent; everybody plays by hand. */
const start = (): Round =>
  createRound({
    scenario: infected,
    seed: 5,
    seats: [seat('a', 'auditor'), seat('m', 'malware'), seat('p', 'process')],
  });

const viewOf = (round: Round): AuditorView => round.stationView('a') as AuditorView;
const pidOf = (round: Round, id: string): number => round.seat(id)?.pid ?? 0;
const rowOf = (round: Round, id: string) =>
  viewOf(round).processes.find(({ pid }) => pid === pidOf(round, id));

function run(round: Round, ticks: number): void {
  for (let tick = 0; tick < ticks; tick += 1) round.tick();
}

function does(round: Round, id: string, input: SeatInput): void {
  expect(round.input(id, input)).toEqual({ ok: true });
}

const ask = (round: Round, id: string, ...lines: string[]): void =>
  does(round, id, { type: 'program', lines });

/** Ticks of a core that the seat's process got in so many ticks. */
function cpuIn(round: Round, id: string, ticks: number): number {
  const used = (): number => round.machine.tasks.get(pidOf(round, id))?.sched.cpu ?? 0;
  const before = used();
  run(round, ticks);
  return used() - before;
}

describe('the auditor’s limits', () => {
  it('stop a fork bomb with EAGAIN as soon as pids.max is reached', () => {
    const round = start();
    run(round, 2);
    does(round, 'a', { type: 'limit', pid: pidOf(round, 'm'), file: 'pids.max', to: 'low' });
    expect(rowOf(round, 'm')?.limits.pids).toBe(2);
    ask(round, 'm', 'repeat 3: fork()', 'work 60');
    run(round, 60);
    expect(rowOf(round, 'm')?.pids).toBe(2);
    expect(viewOf(round).log[0]).toMatchObject({
      program: 'ls',
      mechanism: 'process-limit',
      answer: 'EAGAIN',
    });
    expect(rowOf(round, 'm')?.denials).toBeGreaterThan(0);
  });

  it('hold a process that computes to the share of cpu.max, and the default gives it the core again', () => {
    const round = start();
    ask(round, 'm', 'repeat 400: work 400');
    run(round, 20);
    expect(cpuIn(round, 'm', 100)).toBeGreaterThan(80);
    does(round, 'a', { type: 'limit', pid: pidOf(round, 'm'), file: 'cpu.max', to: 'least' });
    run(round, 20);
    // A tenth of a core: one tick in a period of ten, and what overdraws it is taken off the next.
    const share = cpuIn(round, 'm', 200);
    expect(share).toBeGreaterThan(10);
    expect(share).toBeLessThanOrEqual(22);
    does(round, 'a', { type: 'limit', pid: pidOf(round, 'm'), file: 'cpu.max', to: 'default' });
    run(round, 10);
    expect(cpuIn(round, 'm', 100)).toBeGreaterThan(80);
  });

  it('are written to memory.max in bytes and read back in pages', () => {
    const round = start();
    run(round, 2);
    does(round, 'a', { type: 'limit', pid: pidOf(round, 'p'), file: 'memory.max', to: 'least' });
    expect(rowOf(round, 'p')?.limits.memory).toBe(infected.machine.limits.memoryPages / 4);
    expect(rowOf(round, 'p')?.steps['memory.max']).toBe('least');
    expect(rowOf(round, 'm')?.steps['memory.max']).toBe('default');
  });

  it('go back to the default limits, and the frozen thaw, when the auditor goes', () => {
    const round = start();
    run(round, 2);
    does(round, 'a', { type: 'limit', pid: pidOf(round, 'p'), file: 'pids.max', to: 'least' });
    does(round, 'a', { type: 'freeze', pid: pidOf(round, 'p'), on: true });
    does(round, 'a', { type: 'gone' });
    expect(rowOf(round, 'p')).toMatchObject({ frozen: false, steps: { 'pids.max': 'default' } });
    expect(viewOf(round).fallback).toBe('default limits');
  });
});

describe('everybody', () => {
  it('sees that a process and its children are frozen, and that they are thawed, but not whose role that is', () => {
    const round = start();
    ask(round, 'm', 'fork()', 'work 60');
    run(round, 20);
    const pid = pidOf(round, 'm');
    const frozen = () =>
      round
        .world()
        .processes.filter((process) => process.frozen)
        .map((process) => process.pid);
    expect(frozen()).toEqual([]);
    does(round, 'a', { type: 'freeze', pid, on: true });
    const children = round.world().processes.filter(({ ppid }) => ppid === pid);
    expect(children).not.toEqual([]);
    expect(frozen()).toEqual([pid, ...children.map((child) => child.pid)]);
    does(round, 'a', { type: 'freeze', pid, on: false });
    expect(frozen()).toEqual([]);
    const told = round.tick().filter(({ event }) => event.kind === 'freeze');
    expect(told).toEqual([
      { event: { kind: 'freeze', pid, on: true } },
      { event: { kind: 'freeze', pid, on: false } },
    ]);
  });
});

describe('the auditor’s stops', () => {
  it('freeze a process so that it gets no core, until it is thawed', () => {
    const round = start();
    ask(round, 'p', 'repeat 400: work 400');
    run(round, 20);
    does(round, 'a', { type: 'freeze', pid: pidOf(round, 'p'), on: true });
    run(round, 5);
    expect(cpuIn(round, 'p', 50)).toBe(0);
    expect(rowOf(round, 'p')?.frozen).toBe(true);
    does(round, 'a', { type: 'freeze', pid: pidOf(round, 'p'), on: false });
    expect(cpuIn(round, 'p', 50)).toBeGreaterThan(30);
  });

  it('kill a process by a signal, and the next one is not frozen', () => {
    const round = start();
    run(round, 2);
    const pid = pidOf(round, 'p');
    does(round, 'a', { type: 'freeze', pid, on: true });
    does(round, 'a', { type: 'kill', pid });
    run(round, 30);
    expect(round.machine.tasks.get(pid)).toBeUndefined();
    expect(round.seat('p')?.strace).toContain('+++ killed by SIGKILL +++');
    expect(rowOf(round, 'p')?.frozen).toBe(false);
    expect(pidOf(round, 'p')).not.toBe(pid);
  });

  it('pay for malware that was refused something, once for the same evidence', () => {
    const round = start();
    ask(round, 'm', 'setuid(0)', 'work 400');
    run(round, 40);
    expect(rowOf(round, 'm')?.denials).toBe(1);
    does(round, 'a', { type: 'freeze', pid: pidOf(round, 'm'), on: true });
    expect(round.seat('a')?.points).toBe(4);
    does(round, 'a', { type: 'kill', pid: pidOf(round, 'm') });
    expect(round.seat('a')?.points).toBe(4);
  });

  it('cost the same for an innocent and for a guess that nothing supports', () => {
    const costs = ['m', 'p'].map((id) => {
      const round = start();
      run(round, 2);
      const points = round.seat('a');
      if (points !== undefined) points.points = 50;
      does(round, 'a', { type: 'freeze', pid: pidOf(round, id), on: true });
      does(round, 'a', { type: 'kill', pid: pidOf(round, id) });
      return round.seat('a')?.points;
    });
    expect(costs).toEqual([30, 30]);
  });

  it('are refused for init, for nobody and for what is so already, and change nothing', () => {
    const round = start();
    run(round, 2);
    const before = round.hash();
    for (const pid of [1, 60_000]) {
      expect(round.input('a', { type: 'kill', pid })).toMatchObject({ ok: false, code: 'no-process' });
      expect(round.input('a', { type: 'freeze', pid, on: true })).toMatchObject({ code: 'no-process' });
    }
    expect(round.input('a', { type: 'freeze', pid: pidOf(round, 'p'), on: false })).toMatchObject({
      code: 'as-it-is',
    });
    expect(round.input('p', { type: 'kill', pid: pidOf(round, 'm') })).toMatchObject({ code: 'role' });
    expect(round.hash()).toBe(before);
  });
});

describe('the auditor', () => {
  it('sees numbers and programs: no nickname, no seat, no role', () => {
    const round = start();
    ask(round, 'm', 'setuid(0)');
    run(round, 40);
    const text = JSON.stringify(viewOf(round));
    expect(text).not.toMatch(/Nick|nickname|malware|role|"seat"|ada|ben|cleo/);
    expect(viewOf(round).processes).toHaveLength(2);
  });

  it('as a bot earns points by its view, and the round plays again from its journal, hash by hash', () => {
    const seats = [
      seat('a', 'auditor', true),
      seat('m', 'malware', true),
      ...Array.from({ length: 8 }, (_, index) => seat(`b${index}`, 'process', true)),
    ];
    const round = createRound({ scenario: infected, seed: 11, seats });
    const hashes: string[] = [];
    while (!round.over) {
      round.tick();
      hashes.push(round.hash());
    }
    expect(round.seat('a')?.points).toBeGreaterThan(0);
    const acts = round.journal.filter((entry) => entry.seat === 'a').map(({ input }) => input.type);
    expect(acts).toContain('kill');
    expect(round.results().won).toBe(true);
    const again: string[] = [];
    replay({ scenario: infected, seed: 11, seats }, round.journal, hashes.length, (at) =>
      again.push(at.hash()),
    );
    expect(again).toEqual(hashes);
  });
});
