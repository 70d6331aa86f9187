import { describe, expect, it } from 'vitest';
import { counterfactual, type PlayedRound } from '../../server/game/counterfactual.ts';
import { createRound, type Round } from '../../server/game/round.ts';
import type { RoundSeat } from '../../server/game/types.ts';
import { POLICIES } from '../../server/kernel/types.ts';
import { firstBoot } from '../../shared/scenarios/first-boot.ts';
import { run } from './play.ts';

const TICKS = 400;

/** Bots that play; the first `schedulers` of them schedule. */
function played(
  schedulers: number,
  change?: { tick: number; algorithm: 'fcfs' | 'rr' | 'mlfq' },
): { round: Round; given: PlayedRound } {
  const seats: RoundSeat[] = Array.from({ length: 8 + schedulers }, (_, index) => ({
    id: `s${index}`,
    nickname: `Bot ${index}`,
    role: index < schedulers ? 'scheduler' : 'process',
    bot: true,
  }));
  const options = { scenario: firstBoot, seed: 3, seats };
  const round = createRound(options);
  if (change !== undefined) {
    run(round, change.tick);
    round.input('host', { type: 'policy', station: 'scheduler', algorithm: change.algorithm });
  }
  run(round, TICKS - (change?.tick ?? 0));
  return { round, given: { options, journal: round.journal, ticks: TICKS } };
}

describe('a round that people scheduled', () => {
  const { round, given } = played(1);
  const view = counterfactual(given);

  it('has a row as it was played, with the figures of its own results', () => {
    const { jobsDone, jobsLate, wait95, fairness, switches, idleWhileReady } = round.results().stats;
    expect(view.rows[0]).toMatchObject({
      policy: 'human',
      played: true,
      jobsDone,
      jobsLate,
      wait95,
      fairness,
      switches,
      idleWhileReady,
      patience: Math.round(round.world().patience),
      lost: 0,
    });
    expect(jobsDone).toBeGreaterThan(8);
  });

  it('has a row for every policy in the schedulers’ stead, and they differ', () => {
    const others = view.rows.slice(1);
    expect(others.map(({ policy }) => policy)).toEqual(POLICIES.filter((policy) => policy !== 'human'));
    expect(others.every((row) => !row.played && row.jobsDone > 0)).toBe(true);
    expect(new Set(others.map(({ switches }) => switches)).size).toBeGreaterThan(2);
  });

  it('takes cores away more often where quanta end than where nobody is interrupted', () => {
    const switches = (policy: string): number =>
      view.rows.find((row) => row.policy === policy)?.switches ?? 0;
    expect(switches('rr')).toBeGreaterThan(switches('fcfs'));
  });

  it('is the same each time, and leaves the journal as it was', () => {
    const before = structuredClone(given);
    expect(counterfactual(given)).toEqual(view);
    expect(given).toEqual(before);
  });
});

it('a round that a policy scheduled comes out the same under that policy', () => {
  const { given } = played(0);
  const { rows } = counterfactual(given);
  const asPlayed = rows[0];
  const again = rows.slice(1).find((row) => row.policy === asPlayed?.policy);
  expect(asPlayed?.policy).toBe(firstBoot.machine.policy);
  expect(again).toEqual({ ...asPlayed, played: false });
});

describe('a round in which the host changed the algorithm', () => {
  it('is mixed where that was on the way: its own row, between those of the algorithms that it had', () => {
    const { round, given } = played(0, { tick: 150, algorithm: 'mlfq' });
    const { rows } = counterfactual(given);
    const { jobsDone, switches } = round.results().stats;
    expect(rows[0]).toMatchObject({ policy: 'mixed', played: true, jobsDone, switches, lost: 0 });
    expect(rows.filter(({ policy }) => policy === 'mixed')).toHaveLength(1);
    const of = (name: string) => rows.find(({ policy }) => policy === name)?.switches;
    expect(of(firstBoot.machine.policy)).toBeLessThan(switches);
    expect(of('mlfq')).toBeGreaterThan(switches);
  });

  it('is of the algorithm that it had all the time where that was before the first tick, or changed nothing', () => {
    const fcfs = counterfactual(played(0, { tick: 0, algorithm: 'fcfs' }).given).rows;
    expect(fcfs[0]).toMatchObject({ policy: 'fcfs', played: true });
    expect(fcfs.slice(1).find(({ policy }) => policy === 'fcfs')).toEqual({ ...fcfs[0], played: false });
    const same = counterfactual(played(0, { tick: 150, algorithm: 'rr' }).given).rows;
    expect(same[0]?.policy).toBe('rr');
  });

  it('is the players’ where people scheduled, whatever stands in for them', () => {
    expect(counterfactual(played(1, { tick: 150, algorithm: 'fcfs' }).given).rows[0]?.policy).toBe('human');
  });
});
