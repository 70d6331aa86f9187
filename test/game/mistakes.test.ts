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

const WON = 8;
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

describe('memory that nothing keeps apart', () => {
  const machine = (isolation: boolean): Scenario =>
    careless([], { protections: { ...infected.protections, isolation } });
  const won = (round: Round): string[] =>
    round.results().team.malware.flatMap(({ won: has, seat }) => (has ? [seat] : []));

  it('is got at by a load from a neighbour’s address: a breach, paid once, and counted against the team', () => {
    const round = people(machine(false), ['malware', 'process']);
    card(round, 'peek-neighbour');
    expect(points(round)).toBe(WON);
    expect(round.measures().breaches).toBe(1);
    expect(won(round)).toEqual(['s0']);
    program(round, 's0', 'store NEIGHBOUR, 7');
    until(round, () => isQuiet(round, 's0'));
    expect(points(round)).toBe(WON);
    expect(round.measures().breaches).toBe(1);
  });

  it('is nobody’s breach but malware’s, and none where it is one’s own', () => {
    const round = people(machine(false), ['process', 'process']);
    program(round, 's0', 'x = load NEIGHBOUR');
    until(round, () => isQuiet(round, 's0'));
    expect(selfOf(round, 's0').program.variables.map(({ name }) => name)).toContain('x');
    expect(round.measures().breaches).toBe(0);
    const alone = people(machine(false), ['malware', 'process']);
    program(alone, 's0', 'store buf, 7', 'pid = fork()', 'if pid == 0: x = load buf; exit(0)', 'wait4(pid)');
    until(alone, () => isQuiet(alone, 's0'));
    expect(alone.measures().breaches).toBe(0);
  });

  it('is out of reach with isolation on: a fault that ends the one who tried, and no breach', () => {
    const round = people(machine(true), ['malware', 'process']);
    const victim = round.seat('s1')?.pid;
    expect(walls(card(round, 'peek-neighbour'))).toBeGreaterThan(0);
    expect(selfOf(round, 's0').strace).toContain('+++ killed by SIGSEGV +++');
    expect(round.seat('s1')?.pid).toBe(victim);
    expect(round.measures().breaches).toBe(0);
    expect(won(round)).toEqual([]);
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

  it('is paid when somebody else is killed for the memory that malware took; with limits malware stops at its own', () => {
    const crush = (limits: boolean): Round => {
      const scenario = careless([], {
        machine: {
          ...forkBomb.machine,
          framesPerProcess: 12,
          swapSlots: 0,
          limits: { nproc: 6, nofile: 16, memoryPages: 14 },
        },
        protections: { ...infected.protections, limits },
        jobs: { pause: 900, patience: 900 },
        programs: ['browser'],
      });
      const round = people(scenario, ['malware', 'process']);
      const take = (pages: number): string[] => [
        `p = mmap(NULL, ${pages * 4096}, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)`,
        ...Array.from({ length: pages }, (_, page) => `store p + ${page * 4096}, 1`),
      ];
      program(round, 's1', ...take(6));
      run(round, 60);
      program(round, 's0', 'repeat 2: fork()', ...take(5), 'nanosleep(3000)');
      run(round, 300);
      return round;
    };
    const killed = '+++ killed by SIGKILL +++';
    const open = crush(false);
    expect(selfOf(open, 's1').strace).toContain(killed);
    expect(open.measures().breaches).toBe(1);
    expect(points(open)).toBe(WON);
    const counted = crush(true);
    expect(selfOf(counted, 's1').strace).not.toContain(killed);
    expect(counted.measures().breaches).toBe(0);
  });
});
