import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditorBot } from '../../server/game/bots/auditor.ts';
import { Bots } from '../../server/game/bots/bots.ts';
import { ioBot } from '../../server/game/bots/io.ts';
import { memoryBot } from '../../server/game/bots/memory.ts';
import { newPerson } from '../../server/game/bots/person.ts';
import { writeProgram } from '../../server/game/bots/programs.ts';
import { schedulerBot } from '../../server/game/bots/scheduler.ts';
import { BOTS } from '../../server/game/bots/table.ts';
import { type BotView, botView } from '../../server/game/bots/view.ts';
import { JOBS } from '../../server/game/jobs/table.ts';
import { readJournal, writeJournal } from '../../server/game/journal.ts';
import { createRound, Round, type RoundSnapshot, replay } from '../../server/game/round.ts';
import type { RoundSeat } from '../../server/game/types.ts';
import { parseLine } from '../../shared/lang/parse.ts';
import { DEFAULT_PROTECTIONS } from '../../shared/protections.ts';
import { type AuditorView, FRAME, type IoView, type MemoryView } from '../../shared/protocol/stations.ts';
import { PROGRAMS, type Role } from '../../shared/roles.ts';
import { infected } from '../../shared/scenarios/infected.ts';
import { memoryPressure } from '../../shared/scenarios/memory-pressure.ts';
import { SKILLS, type Skill } from '../../shared/skills.ts';
import { scenarioOf } from './play.ts';

const ROLES: readonly Role[] = ['scheduler', 'memory', 'io', 'auditor', 'malware', 'malware'];

/** A crew of bots: a seat of every role, and processes. */
function crew(skill: Skill): RoundSeat[] {
  return [...ROLES, ...Array.from({ length: 7 }, () => 'process' as const)].map((role, index) => ({
    id: `b${index}`,
    nickname: `Bot ${index}`,
    role,
    bot: true,
    skill,
  }));
}

/** Everything beside the seat's own that a player at the seat can't see, made different. */
function alter({ round, machine }: RoundSnapshot, own: string, salt: number): RoundSnapshot {
  round.random = (round.random + salt) >>> 0;
  for (const seat of round.seats.values()) {
    if (seat.id === own) continue;
    // Who is malicious, what each is asked for, and what it knows and said.
    if (seat.role === 'process' || seat.role === 'malware')
      seat.role = seat.role === 'process' ? 'malware' : 'process';
    seat.nickname = `Other ${salt}`;
    seat.level = 'goals';
    seat.skill = 'novice';
    seat.points += salt;
    seat.discoveries = ['user-copy'];
    seat.strace = [`getpid() = ${salt}`];
    seat.terminal = `secret ${salt}`;
    seat.nextJobAt += salt;
    if (seat.job !== null) seat.job = { ...seat.job, recipe: [], story: `wants ${salt}`, points: salt };
  }
  for (const task of machine.tasks.values()) {
    const program = task.user as { seat: string; lines: { text: string; result: string }[] } | null;
    if (program === null || program.seat === own) continue;
    for (const line of program.lines) Object.assign(line, { text: `work ${salt}`, result: `= ${salt}` });
    (program as unknown as { variables: Map<string, number> }).variables.set('secret', salt);
  }
  // What lies in memory and in files.
  for (const frame of machine.frames) frame.data.fill(salt & 0xff);
  for (const inode of machine.inodes.values())
    if (inode.kind === 'file') inode.data = new Uint8Array([salt & 0xff]);
  return { round, machine };
}

const seatNumbers = fc.integer({ min: 0, max: 12 });
const ticks = fc.integer({ min: 5, max: 260 });

describe('a bot', () => {
  it('decides the same wherever its own view is the same, whatever differs elsewhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SKILLS),
        seatNumbers,
        fc.integer({ min: 1, max: 1000 }),
        ticks,
        fc.integer({ min: 1, max: 200 }),
        (skill, number, seed, when, salt) => {
          const given = { scenario: infected, seed, seats: crew(skill) };
          const here = createRound(given);
          const own = `b${number}`;
          const [one, other] = [new Bots(seed), new Bots(seed)];
          const seatOf = (round: Round) => round.seat(own) as NonNullable<ReturnType<Round['seat']>>;
          while (here.tickNumber < when && !here.over) {
            here.tick();
            one.decide(here, seatOf(here));
            other.decide(here, seatOf(here));
          }
          const there = new Round({ ...given, bots: false });
          there.restore(alter(here.snapshot(), own, salt));
          expect(there.hash()).not.toBe(here.hash());
          expect(botView(there, own)).toEqual(botView(here, own));
          for (let look = 0; look < 3; look += 1)
            expect(one.decide(here, seatOf(here))).toEqual(other.decide(there, seatOf(there)));
        },
      ),
      { numRuns: 60 },
    );
  }, 180_000);

  it.each(SKILLS)('spares a look (%s) only where it would change nothing', (skill) => {
    const seats = crew(skill);
    const round = createRound({ scenario: infected, seed: 5, seats });
    const mine = (id: string) => round.seat(id) as NonNullable<ReturnType<Round['seat']>>;
    const [minds, persons] = [
      new Map<string, unknown>(),
      new Map(seats.map(({ id }) => [id, newPerson(skill, 5, id)])),
    ];
    let spared = 0;
    while (round.tickNumber < 200 && !round.over) {
      round.tick();
      for (const [id, one] of persons) {
        const { role, pid, job } = mine(id);
        const { begin, rests, decide } = BOTS[role];
        const mind = minds.get(id) ?? begin(one);
        minds.set(id, mind);
        const rested = rests?.({ tick: round.tickNumber, pid, job: job?.id ?? 0 }, one, mind) === true;
        const before = structuredClone(mind);
        const inputs = decide(botView(round, id), one, mind);
        if (!rested) continue;
        spared += 1;
        expect(inputs).toEqual([]);
        expect(mind).toEqual(before);
      }
    }
    expect(spared).toBeGreaterThan(100);
  });

  it('does see what changes inside its view: another job is another program', () => {
    const round = createRound({ scenario: scenarioOf(['cat']), seed: 3, seats: crew('middling') });
    for (let tick = 0; tick < 60; tick += 1) round.tick();
    const before = botView(round, 'b8');
    const seat = round.seat('b8');
    if (seat?.job) seat.job.title = 'cat /etc/other';
    expect(botView(round, 'b8')).not.toEqual(before);
  });

  it('gets a view that nothing can change and that leads back to nothing', () => {
    const round = createRound({ scenario: infected, seed: 3, seats: crew('middling') });
    for (let tick = 0; tick < 30; tick += 1) round.tick();
    const loose = (value: unknown): boolean =>
      typeof value === 'object' &&
      value !== null &&
      (!Object.isFrozen(value) ||
        ![Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)) ||
        Object.values(value).some(loose));
    for (const { id } of round.seats()) expect(loose(botView(round, id))).toBe(false);
    const hash = round.hash();
    for (const { id } of round.seats()) botView(round, id);
    expect(round.hash()).toBe(hash);
  });

  it('reads no code of round, machine or kernel but for what wires it to its seat', () => {
    const folder = new URL('../../server/game/bots/', import.meta.url);
    for (const name of readdirSync(folder).filter((file) => !['bots.ts', 'view.ts'].includes(file))) {
      const text = readFileSync(new URL(name, folder), 'utf8');
      for (const [line, path] of text.matchAll(/^(?:import|export) .*from '(.*)';$/gm)) {
        const allowed =
          (path as string).startsWith('../../../shared/') ||
          (path as string).startsWith('./') ||
          path === '../prng.ts' ||
          line.startsWith("import type { SeatInput } from '../types.ts'");
        expect(allowed, `${name}: ${line}`).toBe(true);
      }
    }
  });
});

describe.each(SKILLS)('a round of %s bots', (skill) => {
  it('plays again from its journal’s file without bots, hash by hash', () => {
    const given = { scenario: memoryPressure, seed: 9, seats: crew(skill) };
    const round = createRound(given);
    const hashes: string[] = [];
    while (!round.over && round.tickNumber < 300) {
      round.tick();
      hashes.push(round.hash());
    }
    const file = readJournal(writeJournal({ ...given, inputs: round.journal }));
    if (!file.ok) throw new Error(file.message);
    const again: string[] = [];
    replay(file.journal, file.journal.inputs, hashes.length, (at) => again.push(at.hash()));
    expect(again).toEqual(hashes);
  });
});

const view = (parts: Partial<BotView>): BotView => ({
  tick: 100,
  self: { kind: 'scheduler', pid: 0, level: 'beginner', job: null, lines: [], descriptors: [], exploits: [] },
  kernel: null,
  station: null,
  world: {
    cores: [{ id: 0, pid: 0, mode: 'idle' }],
    protections: DEFAULT_PROTECTIONS,
    quantum: 6,
    down: false,
  },
  ...parts,
});
const person = (skill: Skill) => newPerson(skill, 1, 'b1');

describe('a scheduler', () => {
  const kernel = {
    queue: [
      { pid: 5, waited: 30, lastBurst: 40, nice: 0, lined: -1 },
      { pid: 6, waited: 20, lastBurst: 1, nice: 0, lined: -1 },
      { pid: 7, waited: 10, lastBurst: 9, nice: 0, lined: -1 },
    ],
    mine: [0],
    waiting: [3],
    lined: [],
    silentFor: 0,
    fallback: 'rr',
  };
  const order = (skill: Skill): number[] =>
    schedulerBot
      .decide(view({ kernel }), person(skill), { settled: true, running: new Map() })
      .flatMap((input) => (input.type === 'dispatch' ? [input.pid] : []));

  it('takes who has waited longest as a middling one, and the shortest burst first as an expert', () => {
    expect(order('middling')).toEqual([5, 6, 7]);
    expect(order('expert')).toEqual([6, 7, 5]);
  });

  it('lets nobody with long bursts starve as an expert', () => {
    const old = {
      ...kernel,
      queue: kernel.queue.map((entry) => (entry.pid === 5 ? { ...entry, waited: 400 } : entry)),
    };
    const [first] = schedulerBot.decide(view({ kernel: old }), person('expert'), {
      settled: true,
      running: new Map(),
    });
    expect(first).toEqual({ type: 'dispatch', core: 0, pid: 5 });
  });

  it('sets a quantum that helps nobody as a novice', () => {
    const novice = person('novice');
    const inputs = schedulerBot.decide(view({ kernel }), novice, schedulerBot.begin(novice));
    expect(inputs[0]).toMatchObject({ type: 'quantum' });
    expect([2, 3, 30]).toContain((inputs[0] as { ticks: number }).ticks);
  });
});

describe('a memory manager', () => {
  const frames: MemoryView['frames'] = [
    [0, 0, FRAME.kernel],
    [5, 1, FRAME.accessed | FRAME.dirty],
    [5, 2, FRAME.dirty],
    [6, 3, 0],
    [6, 4, FRAME.accessed],
  ];
  const station = {
    station: 'memory',
    frames,
    faults: [{ pid: 7, page: 9, access: 'read', left: 9 }],
    swapped: [],
    exhausted: false,
  } as unknown as MemoryView;

  it('evicts what was neither used nor written as an expert, and what came first as a middling one', () => {
    const evicted = (skill: Skill, since: Map<number, { key: string; since: number }>) =>
      memoryBot.decide(view({ station }), person(skill), { seen: since, hand: 0 });
    expect(evicted('expert', new Map())).toEqual([{ type: 'evict', frame: 3 }]);
    const seen = new Map(
      frames.map(([owner, page], frame) => [frame, { key: `${owner}:${page}`, since: 90 - frame }]),
    );
    expect(evicted('middling', seen)).toEqual([{ type: 'evict', frame: 4 }]);
    expect(evicted('novice', new Map())).toHaveLength(1);
  });
});

describe('whoever serves the disk', () => {
  const request = (id: number, cylinder: number, left: number) => ({
    id,
    pid: 5,
    kind: 'read',
    cylinder,
    left,
  });
  const station: IoView = {
    station: 'io',
    lines: [],
    disk: {
      arm: 50,
      direction: 1,
      cylinders: 100,
      seek: 0,
      active: -1,
      queue: [request(1, 90, 9), request(2, 48, 9), request(3, 10, 2)],
    },
    fallback: 'fcfs',
    silent: false,
    grade: 0.5,
  };
  it.each([
    ['novice', 1, 'what came first'],
    ['middling', 2, 'what is nearest'],
    ['expert', 3, 'what can’t wait'],
  ] as const)('takes, as a %s, request %i: %s', (skill, id, _) => {
    const inputs = ioBot.decide(view({ station }), person(skill), { rings: new Map() });
    expect(inputs).toEqual([{ type: 'seek', request: id }]);
  });
});

describe('an auditor', () => {
  const row = (pid: number, program: string, denials: number, cpu: number) => ({
    pid,
    program,
    denials,
    cpu,
    frozen: false,
    pids: 1,
    limits: { cpu: -1, memory: 32, pids: 4 },
    steps: { 'cpu.max': 'default', 'memory.max': 'default', 'pids.max': 'default' },
  });
  const station = (mechanism: string, denials: number) =>
    ({
      station: 'auditor',
      processes: [row(5, 'cat', denials, 10), row(6, 'cc', 0, 90)],
      log: Array.from({ length: denials }, () => ({
        tick: 99,
        pid: 5,
        program: 'cat',
        mechanism,
        answer: '',
      })),
      fallback: 'default limits',
    }) as unknown as AuditorView;
  const kills = (skill: Skill, mechanism: string, denials: number) => {
    const mind = { answered: [], nervousAt: 0, countsAt: 0 };
    return auditorBot
      .decide(view({ station: station(mechanism, denials) }), person(skill), mind)
      .flatMap((input) => (input.type === 'kill' ? [input.pid] : []));
  };

  it('stops an innocent that computes much when a novice gets nervous, and else nobody without evidence', () => {
    expect(kills('novice', 'file-mode', 0)).toEqual([6]);
    expect(kills('middling', 'file-mode', 0)).toEqual([]);
    expect(kills('expert', 'file-mode', 0)).toEqual([]);
  });

  it('tells accidents from attacks as an expert', () => {
    expect(kills('novice', 'file-mode', 1)).toEqual([5]);
    expect(kills('middling', 'file-mode', 3)).toEqual([]);
    expect(kills('middling', 'file-mode', 4)).toEqual([5]);
    expect(kills('expert', 'file-mode', 3)).toEqual([]);
    expect(kills('expert', 'supervisor-bit', 2)).toEqual([5]);
  });

  it('answers the same refusals once, although who was stopped comes back with a new pid', () => {
    const mind = { answered: [{ program: 'cat', denials: 3 }], nervousAt: 0, countsAt: 0 };
    expect(
      auditorBot.decide(view({ station: station('supervisor-bit', 3) }), person('middling'), mind),
    ).toEqual([]);
  });
});

describe('an expert process', () => {
  it('does every job without a recipe, as the kernel sees it', () => {
    for (const program of PROGRAMS) {
      const seats: RoundSeat[] = [{ id: 'p', nickname: 'P', role: 'process', bot: true, skill: 'expert' }];
      const round = createRound({ scenario: scenarioOf([program]), seed: 4, seats });
      while (!round.over && round.tickNumber < 300) round.tick();
      expect(round.seat('p'), program).toMatchObject({ level: 'expert', jobsLate: 0 });
      expect(round.seat('p')?.jobsDone, program).toBeGreaterThan(1);
    }
  });

  it('writes lines of the language, and leaves nothing lying about', () => {
    const drawn = PROGRAMS.flatMap((program) => [0, 1, 2, 3].map((pick) => ({ program, pick })));
    for (const { program, pick } of drawn) {
      const home = '/home/ada';
      const spec = JOBS[program]({ port: 8080, number: 7, user: 'ada', home, pick: (n) => pick % n });
      const lines = writeProgram({
        ...spec,
        id: 1,
        program,
        goals: spec.goals.map(({ text }) => ({ text, done: false })),
        recipe: [],
        why: [],
        deadline: 100,
      });
      for (const line of lines) expect(parseLine(line).ok, line).toBe(true);
      const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
      expect(count(/^close/), program).toBe(count(/= (open|accept|socket)\(/) + 2 * count(/^pipe/));
    }
  });
});
