import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playSample, seatsOf } from '../../scripts/balance/play.ts';
import { mark, praise } from '../../server/game/grade.ts';
import { createRound } from '../../server/game/round.ts';
import type { SeatState } from '../../server/game/types.ts';
import { SCENARIOS } from '../../shared/scenarios/index.ts';

const seat = (role: SeatState['role']): SeatState => ({ role, grade: 0.5 }) as SeatState;

describe('how well a station chose', () => {
  it('lies between nothing and perfect, and goes towards the latest choices', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('io', 'memory'),
        fc.array(fc.double({ min: -1, max: 2, noNaN: true })),
        (role, turns) => {
          const one = seat(role);
          for (const quality of turns) {
            const before = one.grade;
            mark(one, role, quality);
            const towards = Math.min(1, Math.max(0, quality));
            expect(Math.abs(one.grade - towards)).toBeLessThanOrEqual(Math.abs(before - towards) + 0.001);
          }
          expect(one.grade).toBeGreaterThanOrEqual(0);
          expect(one.grade).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('moves what jobs bring, for the stations that are graded', () => {
    for (const role of ['io', 'memory'] as const) {
      const [bad, good] = [seat(role), seat(role)];
      for (let turn = 0; turn < 40; turn += 1) {
        mark(bad, role, 0);
        mark(good, role, 1);
      }
      expect(praise(good)).toBeGreaterThan(praise(bad) * 1.2);
    }
    expect(praise(seat('scheduler'))).toBe(1);
    expect(praise(seat('auditor'))).toBe(1);
  });

  it('gives experts at the interrupt lines more than novices for the same jobs', () => {
    const storm = SCENARIOS.find(({ id }) => id === 'interrupt-storm')!;
    const share = (crew: 'novice' | 'expert'): number => {
      const { points } = playSample({ scenario: storm, seed: 11, players: 14, crew, malware: crew });
      const of = (role: string): number => {
        const all = points.filter(([known]) => known === role).map(([, earned]) => earned);
        return all.reduce((sum, earned) => sum + earned, 0) / all.length;
      };
      return of('io') / of('process');
    };
    expect(share('expert')).toBeGreaterThan(share('novice'));
  });
});

describe('the memory manager’s work', () => {
  const managed = SCENARIOS.filter(({ roles }) => roles.memory);

  it.each(managed.map((scenario) => [scenario.name, scenario] as const))(
    'in “%s” there are pages to choose all through the round',
    (_, scenario) => {
      const sample = { scenario, seed: 3, players: 14, crew: 'middling', malware: 'middling' } as const;
      const round = createRound({ scenario, seed: 3, seats: seatsOf(sample) });
      while (!round.over) round.tick();
      const { paging } = round.results();
      expect((paging?.byHand ?? 0) + (paging?.byFallback ?? 0)).toBeGreaterThanOrEqual(10);
    },
  );
});
