import { describe, expect, it } from 'vitest';
import { earn } from '../../server/game/earn.ts';
import { createRound } from '../../server/game/round.ts';
import type { SeatState } from '../../server/game/types.ts';
import type { Role } from '../../shared/roles.ts';
import { infected } from '../../shared/scenarios/infected.ts';
import { scenarioOf, seatsOf } from './play.ts';

const seat = (): SeatState =>
  createRound({ scenario: infected, seed: 1, seats: seatsOf(['io']) }).seat('s0') as SeatState;

describe('points', () => {
  it('are whole: parts of one wait until they are', () => {
    const one = seat();
    for (let turn = 0; turn < 33; turn += 1) earn(one, 0.03);
    expect(one).toMatchObject({ points: 0, part: 0.99 });
    earn(one, 0.03);
    expect(one).toMatchObject({ points: 1, part: 0.02 });
  });

  it('are never less than none', () => {
    const one = seat();
    earn(one, 1.5);
    earn(one, -3);
    expect(one).toMatchObject({ points: 0, part: 0 });
  });

  it('come to a station about as to its processes, however many they are', () => {
    for (const processes of [4, 12]) {
      const roles: Role[] = ['scheduler', 'memory', ...Array<Role>(processes).fill('process')];
      const round = createRound({
        scenario: scenarioOf(['cat', 'ls']),
        seed: 3,
        seats: seatsOf(roles, true),
      });
      while (!round.over && round.tickNumber < 500) round.tick();
      const points = [...round.seats()].map((one) => one.points);
      const average = points.slice(2).reduce((sum, value) => sum + value, 0) / processes;
      for (const station of points.slice(0, 2)) {
        expect(station).toBeGreaterThan(0.9 * average);
        expect(station).toBeLessThan(1.5 * average);
      }
    }
  });
});
