import { describe, expect, it } from 'vitest';
import { type Figures, playSample } from '../../scripts/balance/play.ts';
import { mean, quantile, rate } from '../../scripts/balance/statistics.ts';
import { SCENARIOS } from '../../shared/scenarios/index.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { SKILLS, type Skill } from '../../shared/skills.ts';

/** A class that has every station; seeds that no target was found on. */
const PLAYERS = 14;
const SEED = 500_001;

function play(scenario: Scenario, crew: Skill, rounds: number): Figures[] {
  return Array.from({ length: rounds }, (_, index) =>
    playSample({ scenario, seed: SEED + index, players: PLAYERS, crew, malware: 'middling' }),
  );
}

/** What teams of each skill came to, scenario by scenario. */
const played = SCENARIOS.map((scenario) => ({
  name: scenario.name,
  scenario,
  by: {
    novice: play(scenario, 'novice', 2),
    middling: play(scenario, 'middling', 4),
    expert: play(scenario, 'expert', 2),
  },
}));

describe.each(played)('$name', ({ scenario, by }) => {
  it('asks something of the machine', () => {
    expect(scenario.goals?.length).toBeGreaterThan(0);
  });

  it('lets more skill do more, and never win less', () => {
    const done = SKILLS.map((skill) => mean(by[skill].map(({ measures }) => measures.throughput)));
    const [novice = 0, middling = 0, expert = 0] = done;
    expect(Math.min(middling, expert)).toBeGreaterThan(novice);
    const won = SKILLS.map((skill) => by[skill].filter((one) => one.won).length / by[skill].length);
    expect(won[0]).toBeLessThanOrEqual(won[2] as number);
  });
});

describe('all scenarios together', () => {
  const middling = played.flatMap(({ by }) => by.middling);

  it('are won by middling teams about as often as they should be', () => {
    const { share } = rate(middling.filter(({ won }) => won).length, middling.length);
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.8);
  });

  it('let middling malware win now and then, and be caught now and then', () => {
    const seats = middling.flatMap(({ malware }) => malware);
    const { share } = rate(seats.filter(({ won }) => won).length, seats.length);
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.6);
    expect(seats.some(({ caught }) => caught)).toBe(true);
  });

  it('pay no role of a middling team three times what a process gets', () => {
    const points = middling.flatMap((one) => one.points);
    const of = (role: string): number =>
      mean(points.filter(([name]) => name === role).map(([, value]) => value));
    for (const role of ['scheduler', 'memory', 'io', 'auditor', 'malware']) {
      expect(of(role), role).toBeGreaterThan(of('process') / 3);
      expect(of(role), role).toBeLessThan(of('process') * 3);
    }
  });
});

describe('the statistics', () => {
  it('give the interval that Wilson gave (Wilson 1927; Agresti and Coull 1998)', () => {
    const { low, high } = rate(0, 10);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(0.2775, 3);
    expect(rate(50, 100).low).toBeCloseTo(0.4038, 3);
  });

  it('take the nearest rank as a quantile', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1);
    expect(quantile([], 0.5)).toBe(0);
  });
});
