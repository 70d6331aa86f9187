import { describe, expect, it } from 'vitest';
import { type Round, replay } from '../../server/game/round.ts';
import type { InputAnswer } from '../../server/game/types.ts';
import { POLICY_STATIONS, STATION_POLICIES } from '../../shared/policies.ts';
import type { Message } from '../../shared/protocol/messages.ts';
import { infected } from '../../shared/scenarios/infected.ts';
import { interruptStorm } from '../../shared/scenarios/interrupt-storm.ts';
import { people, run } from './play.ts';

const choose = (round: Round, message: Message<'policy'>, seat = 'host'): InputAnswer =>
  round.input(seat, { ...message, type: 'policy' });
const every = POLICY_STATIONS.flatMap((station) =>
  STATION_POLICIES[station].map((algorithm) => ({ station, algorithm }) as Message<'policy'>),
);

describe('an algorithm that the host chooses', () => {
  it.each(every)('$algorithm for $station plays in the middle of a round where nobody sits', (message) => {
    const round = people(interruptStorm, ['process', 'process', 'process']);
    run(round, 10);
    expect(choose(round, message)).toEqual({ ok: true });
    expect(round.world().policies[message.station]).toBe(message.algorithm);
    expect(round.world().hands).toEqual([]);
    const before = round.world().stats.syscalls;
    const told = round.tick().map(({ event }) => event);
    expect(told).toContainEqual({ kind: 'policy', ...message });
    run(round, 60);
    expect(round.world().stats.syscalls).toBeGreaterThanOrEqual(before);
    expect(round.machine.panic).toBeNull();
  });

  it('really decides: what runs is no longer what would have run', () => {
    const mix = { ...interruptStorm, machine: { ...interruptStorm.machine, processesPerCore: 8 } };
    const played = (algorithm: 'fcfs' | 'rr') => {
      const round = people(mix, ['process', 'process', 'process', 'process']);
      for (const seat of ['s0', 's1', 's2', 's3']) {
        run(round, 1);
        round.input(seat, { type: 'program', lines: ['work 90'] });
      }
      choose(round, { station: 'scheduler', algorithm });
      run(round, 60);
      return round.world().stats.switches;
    };
    expect(played('rr')).toBeGreaterThan(played('fcfs'));
  });

  it('is none for the auditor: default limits hold where nobody audits', () => {
    const round = people(infected, ['auditor', 'process', 'process']);
    expect(round.world().hands).toEqual(['auditor']);
    round.input('s0', { type: 'gone' });
    expect(round.world().hands).toEqual([]);
  });

  it('waits behind the person who has the station, and steps in when they leave', () => {
    const round = people(interruptStorm, ['scheduler', 'memory', 'io', 'process', 'process']);
    run(round, 3);
    expect(round.world().hands.sort()).toEqual(['disk', 'lines', 'memory', 'scheduler']);
    for (const message of [
      { station: 'scheduler', algorithm: 'mlfq' },
      { station: 'memory', algorithm: 'lru' },
      { station: 'disk', algorithm: 'scan' },
      { station: 'lines', algorithm: 'fifo' },
    ] as const)
      choose(round, message);
    expect(round.machine.memory.policy).toBe('human');
    expect(round.kernelView('s0')?.fallback).toBe('mlfq');
    for (const seat of ['s0', 's1', 's2']) round.input(seat, { type: 'gone' });
    expect(round.world().policies).toEqual({ scheduler: 'mlfq', memory: 'lru', disk: 'scan', lines: 'fifo' });
    expect(round.world().hands).toEqual([]);
    expect(round.machine).toMatchObject({
      memory: { policy: 'lru' },
      disk: { policy: 'scan' },
      irq: { policy: 'fifo' },
    });
  });

  it('comes from the host alone', () => {
    const round = people(interruptStorm, ['process', 'process']);
    expect(choose(round, { station: 'disk', algorithm: 'scan' }, 's0')).toMatchObject({ code: 'role' });
    expect(round.world().policies.disk).toBe('fcfs');
  });

  it('stands in the journal, and plays again in a replay, hash by hash', () => {
    const round = people(interruptStorm, ['scheduler', 'process', 'process', 'process']);
    const hashes: string[] = [];
    every.forEach((message, index) => {
      if (index === 8) round.input('s0', { type: 'gone' });
      for (const seat of ['s1', 's2', 's3']) round.input(seat, { type: 'program', lines: ['work 4'] });
      choose(round, message);
      for (let tick = 0; tick < 4; tick += 1) {
        round.tick();
        hashes.push(round.hash());
      }
    });
    const again: string[] = [];
    replay(round.options, round.journal, hashes.length, (played) => void again.push(played.hash()));
    expect(again).toEqual(hashes);
  });
});
