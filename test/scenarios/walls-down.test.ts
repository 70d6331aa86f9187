import { describe, expect, it } from 'vitest';
import { createRound, type Round } from '../../server/game/round.ts';
import { MAX_TASKS } from '../../server/kernel/proc/fork.ts';
import { errno } from '../../shared/abi/errno.ts';
import { forkBomb } from '../../shared/scenarios/fork-bomb.ts';
import { noProtection } from '../../shared/scenarios/no-protection.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { isQuiet, program, run, seatsOf, selfOf, send, until } from '../game/play.ts';

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

  it('takes the last number of a process: then nobody can fork, and all else goes on', () => {
    // So many share the core that a turn takes its time.
    const patient = { drain: 0, pleased: 0, annoyed: 0 };
    const one = round({ ...forkBomb, user: patient, lengthTicks: 6000 });
    expect(send(one, 's0', { type: 'exploit', id: 'fork-bomb' })).toEqual({ ok: true });
    until(one, () => one.machine.tasks.size === MAX_TASKS, 800);
    expect(program(one, 's1', 'x = fork()', 'y = getpid()', 'fd = open("/etc/motd", O_RDONLY)')).toEqual({
      ok: true,
    });
    until(one, () => isQuiet(one, 's1'), 4000);
    const { variables } = selfOf(one, 's1').program;
    const value = (name: string) => variables.find((variable) => variable.name === name)?.value;
    expect(value('x')).toBe(-errno.EAGAIN);
    expect(value('y')).toBe(selfOf(one, 's1').who.pid);
    expect(value('fd')).toBeGreaterThan(2);
    // It came to be felt: one breach. No process was ended for it, and the machine has not stopped.
    expect(one.measures()).toMatchObject({ breaches: 1, panics: 0 });
    expect(one.results().team.malware).toMatchObject([{ seat: 's0', won: true }]);
    for (const { role, pid } of one.seats()) if (role === 'process') expect(pid).toBeGreaterThan(0);
  });

  it('ends at the limit once the teacher has switched limits on', () => {
    const one = round(forkBomb);
    switchOn(one, 'limits');
    const before = one.machine.tasks.size;
    expect(program(one, 's0', bomb)).toEqual({ ok: true });
    expect(crowd(one)).toBeLessThan(before + forkBomb.machine.limits.nproc);
  });
});
