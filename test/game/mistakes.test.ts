import { describe, expect, it } from 'vitest';
import { openHomes } from '../../server/game/mistakes.ts';
import type { Round } from '../../server/game/round.ts';
import { MOST_SEATS } from '../../server/game/setup.ts';
import type { RoundEvent } from '../../server/game/types.ts';
import type { Role } from '../../shared/roles.ts';
import { forkBomb } from '../../shared/scenarios/fork-bomb.ts';
import { infected } from '../../shared/scenarios/infected.ts';
import type { MISTAKES, Scenario } from '../../shared/scenarios/schema.ts';
import { isQuiet, people, program, run, selfOf, send, until } from './play.ts';

type Mistake = (typeof MISTAKES)[number];

const WON = 25;
const careless = (mistakes: Mistake[], changes: Partial<Scenario> = {}): Scenario => ({
  ...infected,
  programs: ['cat'],
  mistakes,
  ...changes,
});
const points = (round: Round): number => selfOf(round, 's0').who.points;
const walls = (events: readonly RoundEvent[]): number =>
  events.filter(({ event }) => event.kind === 'wall').length;

/** Plays a card of the malware at seat s0 and waits until its lines have run. */
function card(round: Round, id: string): RoundEvent[] {
  expect(send(round, 's0', { type: 'exploit', id })).toEqual({ ok: true });
  return [...run(round, 1), ...until(round, () => isQuiet(round, 's0'))];
}

describe('a diary left readable', () => {
  it('stands in some homes, by the seed, and in one of the first eight at least', () => {
    const counts = Array.from({ length: 200 }, (_, seed) => {
      const open = openHomes(seed, MOST_SEATS);
      expect(openHomes(seed, MOST_SEATS)).toEqual(open);
      expect([...open].some((index) => index < 8)).toBe(true);
      return open.size;
    });
    expect(Math.max(...counts)).toBeLessThan(MOST_SEATS / 2);
    expect(new Set(counts).size).toBeGreaterThan(5);
  });

  /** A seed by which the second user's home is open, and the first one's is not. */
  const seed = Array.from({ length: 100 }, (_, at) => at).find((at) => openHomes(at, MOST_SEATS).has(1)) ?? 0;

  it('is read by every rule, and pays once', () => {
    const round = people(careless(['open-diaries']), ['malware', 'process'], seed);
    const events = card(round, 'diary');
    expect(selfOf(round, 's0').terminal).toContain('Dear diary, this is ben');
    expect(walls(events)).toBe(0);
    expect(points(round)).toBe(WON);
    expect(events.some(({ event }) => event.kind === 'note' && event.text.includes('read aloud'))).toBe(true);
    card(round, 'diary');
    expect(points(round)).toBe(WON);
  });

  it('is not where its owner is careful, nor after chmod', () => {
    for (const mended of [false, true]) {
      const round = people(careless(mended ? ['open-diaries'] : []), ['malware', 'process'], seed);
      if (mended) program(round, 's1', 'chmod("/home/ben/diary", 0600)');
      run(round, 20);
      expect(walls(card(round, 'diary'))).toBeGreaterThan(0);
      expect(round.seat('s0')?.points).toBeLessThan(WON);
      expect(selfOf(round, 's0').terminal).not.toContain('Dear diary');
    }
  });
});

describe('a script that everybody may write and somebody runs', () => {
  const roles: Role[] = ['malware', 'process'];
  const job = ['p = fork()', 'if p == 0: execve("/home/shared/daily.sh"); exit(1)', 'wait4(p)'];

  function poisoned(mistakes: Mistake[], ...mending: string[]): Round {
    const round = people(careless(mistakes), roles);
    if (mending.length > 0) card(round, 'diary');
    card(round, 'poison-script');
    program(round, 's1', ...job);
    until(round, () => isQuiet(round, 's1'));
    expect(selfOf(round, 's1').terminal).toContain('All is well.');
    card(round, 'diary');
    return round;
  }

  it('opens the home of whoever runs it: with their rights, by their own hand', () => {
    const round = poisoned(['shared-script']);
    expect(selfOf(round, 's0').terminal).toContain('Dear diary, this is ben');
    expect(points(round)).toBe(WON);
    expect(selfOf(round, 's1').strace.join('\n')).toContain('chmod("diary", 0644) = 0');
  });

  it('can’t be written where its mode is 0755', () => {
    const round = poisoned([]);
    expect(selfOf(round, 's0').terminal).not.toContain('Dear diary');
    expect(selfOf(round, 's1').strace.join('\n')).not.toContain('chmod');
    expect(round.world().walls.map(({ id }) => id)).toEqual(['file-mode']);
  });

  it('is among the jobs of a shell, by recipe', () => {
    const round = people(careless(['shared-script'], { programs: ['sh'] }), ['process', 'process']);
    until(round, () => selfOf(round, 's0').job?.title === 'sh /home/shared/daily.sh' || doJob(round), 3000);
    const done = round.seat('s0')?.jobsDone ?? 0;
    program(round, 's0', ...(selfOf(round, 's0').job?.recipe ?? []));
    until(round, () => round.seat('s0')?.jobsDone === done + 1);
  });
});

/** Does the seat's job by its recipe, if it has one and does nothing. False always: there are more to come. */
function doJob(round: Round): boolean {
  const { job } = selfOf(round, 's0');
  if (job !== null && isQuiet(round, 's0') && job.goals.every(({ done }) => !done))
    program(round, 's0', ...job.recipe);
  return false;
}

describe('a descriptor that a helper with root’s rights leaves open', () => {
  it('is read by the program that it starts', () => {
    const round = people(careless(['leaky-helper']), ['malware', 'process']);
    const events = card(round, 'leaked-descriptor');
    expect(selfOf(round, 's0').terminal).toContain('root:$6$');
    expect(walls(events)).toBe(0);
    expect(points(round)).toBe(WON);
    expect(selfOf(round, 's0').exploits.find(({ id }) => id === 'leaked-descriptor')?.found).toBe(true);
  });

  it('is closed by the kernel on the way where the helper asked for it (O_CLOEXEC)', () => {
    const round = people(careless([]), ['malware', 'process']);
    card(round, 'leaked-descriptor');
    expect(selfOf(round, 's0').terminal).not.toContain('root:');
    expect(selfOf(round, 's0').strace.join('\n')).toContain('read(3, 0x');
    expect(selfOf(round, 's0').strace.join('\n')).toContain('EBADF');
    expect(points(round)).toBe(0);
  });
});

describe('policy without limits or preemption', () => {
  const quiet = { jobs: { pause: 900, patience: 900 } };

  it('lets one process keep the core for ever: others wait, and that pays', () => {
    const starve = (preemption: boolean): Round => {
      const scenario = careless([], { ...quiet, protections: { ...infected.protections, preemption } });
      const round = people(scenario, ['malware', 'process', 'process']);
      run(round, 20);
      card(round, 'halt');
      until(round, () => round.seat('s0')?.pid !== 0);
      const before = points(round);
      program(round, 's0', 'spin');
      run(round, 3);
      program(round, 's1', 'work 2');
      run(round, 100);
      expect(points(round) - before > WON - 1).toBe(!preemption);
      return round;
    };
    expect(selfOf(starve(false), 's1').program.lines[0]?.state).toBe('queued');
    expect(selfOf(starve(true), 's1').program.lines[0]?.state).toBe('done');
  });

  it('lets a fork bomb take every number of a process: nobody else can start one', () => {
    const bomb = (limits: boolean): { round: Round; answer: number | undefined } => {
      const scenario = {
        ...forkBomb,
        ...quiet,
        programs: ['cat' as const],
        protections: { ...infected.protections, limits },
      };
      const round = people(scenario, ['malware', 'process']);
      program(round, 's0', 'repeat 8: fork()', 'nanosleep(3000)');
      run(round, 500);
      program(round, 's1', 'x = fork()', 'if x == 0: exit(0)');
      until(round, () => selfOf(round, 's1').program.variables.some(({ name }) => name === 'x'), 3000);
      return { round, answer: selfOf(round, 's1').program.variables.find(({ name }) => name === 'x')?.value };
    };
    const open = bomb(false);
    expect(open.answer).toBe(-11);
    expect(points(open.round)).toBe(WON);
    const counted = bomb(true);
    expect(counted.answer).toBeGreaterThan(0);
    expect(points(counted.round)).toBeLessThan(WON);
  });
});

describe('harm to others', () => {
  it('is paid when it is done: a process that malware ended, once', () => {
    const scenario = careless([], { protections: { ...infected.protections, permissions: false } });
    const round = people(scenario, ['malware', 'process']);
    const before = round.seat('s1')?.pid;
    card(round, 'kill-neighbour');
    expect(round.seat('s1')?.pid).not.toBe(before);
    expect(points(round)).toBe(WON);
    until(round, () => round.seat('s1')?.pid !== 0);
    card(round, 'kill-neighbour');
    expect(points(round)).toBe(WON);
  });
});
