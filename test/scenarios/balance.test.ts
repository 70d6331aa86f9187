import { describe, expect, it } from 'vitest';
import { type Figures, playSample } from '../../scripts/balance/play.ts';
import { roleScores } from '../../scripts/balance/report.ts';
import { mean, quantile, rate } from '../../scripts/balance/statistics.ts';
import { STATIONS } from '../../shared/roles.ts';
import { SCENARIOS } from '../../shared/scenarios/index.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { SKILLS, type Skill } from '../../shared/skills.ts';

/** A class that has every station; seeds that no target was found on. */
const PLAYERS = 14;
const SEED = 500_001;

/** Each scenario with seeds of its own: a class keeps its pace, and one that is slow should not stand for all. */
function play(scenario: Scenario, crew: Skill, rounds: number): Figures[] {
  const from = SEED + 10 * SCENARIOS.indexOf(scenario);
  return Array.from({ length: rounds }, (_, index) =>
    playSample({ scenario, seed: from + index, players: PLAYERS, crew, malware: 'middling' }),
  );
}

/** What teams of each skill came to, scenario by scenario. */
const played = SCENARIOS.map((scenario) => ({
  name: scenario.name,
  scenario,
  by: {
    novice: play(scenario, 'novice', 5),
    middling: play(scenario, 'middling', 4),
    expert: play(scenario, 'expert', 5),
  },
}));

describe.each(played)('$name', ({ scenario, by }) => {
  it('asks something of the machine', () => {
    expect(scenario.goals?.length).toBeGreaterThan(0);
  });

  it('lets more skill do more, and never win less', () => {
    const done = SKILLS.map((skill) => mean(by[skill].map(({ measures }) => measures.throughput)));
    expect(done).toEqual([...done].sort((a, b) => a - b));
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

  it('leave novices a chance, and experts little to fear', () => {
    const won = (skill: Skill): number => {
      const all = played.flatMap(({ by }) => by[skill]);
      return all.filter((one) => one.won).length / all.length;
    };
    expect(won('novice')).toBeGreaterThan(0);
    expect(won('novice')).toBeLessThan(0.4);
    expect(won('expert')).toBeGreaterThan(0.75);
    expect(won('middling')).toBeGreaterThan(won('novice'));
    expect(won('expert')).toBeGreaterThan(won('middling'));
  });

  it.each(STATIONS)('pay a %s of a middling team about what a process gets', (station) => {
    const points = (role: string): number =>
      mean(middling.flatMap((one) => one.points.filter(([name]) => name === role).map(([, value]) => value)));
    expect(points(station)).toBeGreaterThan(0.8 * points('process'));
    expect(points(station)).toBeLessThan(2 * points('process'));
  });

  it('let nobody be best because of their role alone, nor any role of two or more never', () => {
    const best = Object.fromEntries(roleScores(middling).map(({ role, best: often }) => [role, often]));
    for (const role of ['process', 'scheduler', 'malware'] as const) {
      expect(best[role], role).toBeGreaterThan(0);
      expect(best[role], role).toBeLessThan(3.5);
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
