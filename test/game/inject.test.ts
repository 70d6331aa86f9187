import { describe, expect, it } from 'vitest';
import { NOBODY, STORM_TICKS } from '../../server/game/inject.ts';
import { type Round, replay } from '../../server/game/round.ts';
import type { Incident } from '../../shared/protocol/messages.ts';
import { friendlyMachine } from '../../shared/scenarios/friendly-machine.ts';
import { people, run } from './play.ts';

const inject = (round: Round, what: Incident, seat = 'host') => round.input(seat, { type: 'inject', what });
const sentIn = ({ machine }: Round) => [...machine.tasks.values()].filter(({ cred }) => cred.uid === NOBODY);

describe('what the host lets happen', () => {
  it('is a storm: keyboard and network interrupt far more often, and then no more', () => {
    const quiet = people(friendlyMachine, ['process', 'process']);
    const stormy = people(friendlyMachine, ['process', 'process']);
    for (const round of [quiet, stormy]) run(round, 3);
    expect(inject(stormy, 'interrupts')).toEqual({ ok: true });
    const rings = (round: Round, ticks: number) =>
      run(round, ticks).filter(
        ({ event }) => event.kind === 'interrupt' && ['keyboard', 'network'].includes(event.line),
      ).length;
    expect(rings(stormy, STORM_TICKS)).toBeGreaterThan(rings(quiet, STORM_TICKS) + STORM_TICKS / 2);
    run(stormy, 20);
    expect(rings(stormy, 10)).toBe(0);
  });

  it('is a crash: a process of nobody loads through a null pointer and dies of SIGSEGV', () => {
    const round = people(friendlyMachine, ['process', 'process']);
    inject(round, 'crash');
    const [task] = sentIn(round);
    const events = run(round, 40).map(({ event }) => event);
    expect(events).toContainEqual({ kind: 'exit', pid: task?.pid, how: expect.stringContaining('SIGSEGV') });
    expect(sentIn(round)).toEqual([]);
    expect(round.machine.panic).toBeNull();
  });

  it('is a fork bomb: it grows to the limit of processes, runs into that wall, and burns out', () => {
    const round = people(friendlyMachine, ['process', 'process']);
    inject(round, 'forkbomb');
    expect(inject(round, 'forkbomb')).toMatchObject({ code: 'busy' });
    let most = 0;
    for (let tick = 0; tick < 60; tick += 1) {
      round.tick();
      most = Math.max(most, sentIn(round).length);
    }
    expect(most).toBe(friendlyMachine.machine.limits.nproc);
    expect(round.world().walls.map(({ id }) => id)).toContain('process-limit');
    run(round, 300);
    expect(sentIn(round)).toEqual([]);
  });

  it('comes from the host alone, and not while the machine is down', () => {
    const round = people(friendlyMachine, ['process', 'process']);
    expect(inject(round, 'crash', 's0')).toMatchObject({ code: 'role' });
    expect(sentIn(round)).toEqual([]);
  });

  it('stands in the journal, and happens again in a replay, hash by hash', () => {
    const round = people(friendlyMachine, ['process', 'process']);
    const hashes: string[] = [];
    for (let tick = 0; tick < 60; tick += 1) {
      if (tick === 4) inject(round, 'forkbomb');
      if (tick === 8) inject(round, 'interrupts');
      if (tick === 20) inject(round, 'crash');
      round.tick();
      hashes.push(round.hash());
    }
    const again: string[] = [];
    replay(round.options, round.journal, 60, (played) => void again.push(played.hash()));
    expect(again).toEqual(hashes);
  });
});
