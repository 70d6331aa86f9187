import { describe, expect, it } from 'vitest';
import { createRound, type Round } from '../../server/game/round.ts';
import { forkBomb } from '../../shared/scenarios/fork-bomb.ts';
import { noProtection } from '../../shared/scenarios/no-protection.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { program, run, seatsOf, selfOf } from '../game/play.ts';

const round = (scenario: Scenario): Round =>
  createRound({ scenario, seed: 3, seats: seatsOf(['malware', ...Array<'process'>(7).fill('process')]) });

const switchOn = (one: Round, ...names: ('rings' | 'isolation' | 'limits')[]): void => {
  for (const name of names)
    expect(one.input('host', { type: 'protections', name, on: true })).toEqual({ ok: true });
};

const panics = (one: Round, ticks: number): number =>
  run(one, ticks).filter(({ event }) => event.kind === 'panic').length;

describe('No protection', () => {
  const stray = 'store KERNEL + 64, 0';

  it('goes down with one stray write', () => {
    const one = round(noProtection);
    expect(program(one, 's1', stray)).toEqual({ ok: true });
    expect(panics(one, 60)).toBe(1);
  });

  it('stands once the teacher has switched isolation on', () => {
    const one = round(noProtection);
    switchOn(one, 'rings', 'isolation');
    const before = selfOf(one, 's1').who.pid;
    expect(program(one, 's1', stray)).toEqual({ ok: true });
    expect(panics(one, 60)).toBe(0);
    expect(selfOf(one, 's1').who.pid).not.toBe(before);
  });
});

describe('Fork bomb', () => {
  const bomb = 'repeat 5: fork()';
  /** Most processes at a time while the bomb goes off. */
  const crowd = (one: Round): number => {
    let most = 0;
    for (let tick = 0; tick < 150; tick += 1) {
      one.tick();
      most = Math.max(most, one.machine.tasks.size);
    }
    return most;
  };

  it('fills the machine where nothing is counted', () => {
    const one = round(forkBomb);
    const before = one.machine.tasks.size;
    expect(program(one, 's0', bomb)).toEqual({ ok: true });
    expect(crowd(one)).toBeGreaterThanOrEqual(before + 20);
  });

  it('ends at the limit once the teacher has switched limits on', () => {
    const one = round(forkBomb);
    switchOn(one, 'limits');
    const before = one.machine.tasks.size;
    expect(program(one, 's0', bomb)).toEqual({ ok: true });
    expect(crowd(one)).toBeLessThan(before + forkBomb.machine.limits.nproc);
  });
});
