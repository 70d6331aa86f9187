import { beforeAll, describe, expect, it } from 'vitest';
import type { PlayedRound } from '../../server/game/counterfactual.ts';
import { type PostMortem, postMortem } from '../../server/game/postmortem/index.ts';
import { KINDS } from '../../server/game/postmortem/questions/index.ts';
import { createRound, type Round } from '../../server/game/round.ts';
import { codexPage } from '../../shared/codex/index.ts';
import { CURRICULUM } from '../../shared/curriculum.ts';
import { packGantt, unpackGantt } from '../../shared/gantt.ts';
import { IDEAS } from '../../shared/ideas.ts';
import { INVENTORY } from '../../shared/questions/inventory.ts';
import { QUESTION } from '../../shared/questions/schema.ts';
import { applyChange, CHUNK_TICKS, type Chunk, changeOf, frameAt, roomAt } from '../../shared/recording.ts';
import { infected } from '../../shared/scenarios/infected.ts';
import { program, seatsOf } from './play.ts';

const TICKS = 300;

/** Eight processes of bots, malware of a person, and what the live round showed at every tick. */
function played(): { round: Round; given: PlayedRound; worlds: unknown[] } {
  const seats = [...seatsOf(['malware', 'process']), ...seatsOf(Array(8).fill('process'), true)].map(
    (seat, index) => ({ ...seat, id: `s${index}` }),
  );
  const options = { scenario: infected, seed: 11, seats };
  const round = createRound(options);
  const worlds: unknown[] = [structuredClone(round.world())];
  while (round.tickNumber < TICKS) {
    if (round.tickNumber === 20) program(round, 's0', 'write(1, "hush", 4)', 'x = load KERNEL');
    if (round.tickNumber === 120) program(round, 's1', 'fd = open("/etc/shadow", O_RDONLY)', 'close(fd)');
    round.tick();
    worlds.push(structuredClone(round.world()));
  }
  return { round, given: { options, journal: round.journal, ticks: TICKS }, worlds };
}

describe('the post-mortem of a round', () => {
  const { round, given, worlds } = played();
  const chunks: Chunk[] = [];
  let found: PostMortem;
  beforeAll(() => {
    found = postMortem(given, (chunk) => chunks.push(chunk));
  });

  it('shows at every tick the world that everybody saw at that tick', () => {
    expect(found.view.recording).toEqual({ ticks: TICKS, chunks: chunks.length });
    expect(chunks.length).toBe(Math.floor(TICKS / CHUNK_TICKS) + 1);
    for (const [tick, seen] of worlds.entries()) {
      const chunk = chunks[Math.floor(tick / CHUNK_TICKS)] as Chunk;
      const { processes, walls, tick: at, ...rest } = frameAt(chunk, tick);
      const world = seen as ReturnType<Round['world']>;
      expect(at).toBe(tick);
      expect({
        ...rest,
        processes: Object.values(processes),
        walls: Object.values(walls),
      }).toEqual({ ...world, processes: world.processes.map(({ nickname: _, ...process }) => process) });
    }
  });

  it('films nothing but that: no line, argument, file, terminal or name of anybody', () => {
    const text = JSON.stringify(chunks);
    for (const secret of ['hush', 'shadow', 'KERNEL', 'Player 0', 'Player 1', '"malware"', 'strace'])
      expect(text).not.toContain(secret);
    const walls = chunks.flatMap(({ events }) => events.flat()).filter(({ kind }) => kind === 'wall');
    expect(walls.length).toBeGreaterThan(0);
    expect(walls.every((event) => event.kind === 'wall' && event.pid === 0)).toBe(true);
  });

  it('gives each seat its own strace, with the tick of every line, and nobody else’s', () => {
    const own = found.own.get('s0');
    const lines = own?.strace.map(({ text }) => text) ?? [];
    expect(lines[0]).toBe('write(1, "hush", 4) = 4');
    expect(lines).toContain('+++ killed by SIGSEGV +++');
    expect(own?.walls).toMatchObject([{ id: 'supervisor-bit', answer: 'SIGSEGV' }]);
    expect(found.own.get('s1')?.strace.some(({ text }) => text.includes('EACCES'))).toBe(true);
    for (const [seat, { strace }] of found.own)
      if (seat !== 's0') expect(JSON.stringify(strace)).not.toContain('hush');
    expect(own?.leftOut).toBe(0);
  });

  it('counts calls and errors as strace -c does: what its own lines say', () => {
    for (const { strace, calls } of found.own.values()) {
      const returned = strace.filter(({ text }) => !/(^|\] )(\+\+\+|---)/.test(text));
      const failed = returned.filter(({ text }) => / = -1 E/.test(text));
      expect(calls.reduce((sum, call) => sum + call.calls, 0)).toBe(returned.length);
      expect(calls.reduce((sum, call) => sum + call.errors, 0)).toBe(failed.length);
      for (const call of calls) expect(call.span).toBeGreaterThanOrEqual(call.calls);
    }
    const write = found.view.calls.find(({ name }) => name === 'write');
    // A mode switch and a handler's tick at least.
    expect(write?.kernel).toBeGreaterThanOrEqual(2 * (write?.calls ?? 0));
  });

  it('adds up to the machine’s own counts', () => {
    const sum = (of: 'dispatched' | 'faults' | 'walls') =>
      found.view.processes.reduce((total, figures) => total + figures[of], 0);
    expect(sum('walls')).toBe(round.results().walls.reduce((total, { hits }) => total + hits, 0));
    expect(sum('faults')).toBeLessThanOrEqual(round.machine.counts.faults);
    expect(sum('dispatched')).toBeGreaterThan(50);
  });

  it('asks about what happened, and can be asked again with the same answer', () => {
    const { questions } = found.view;
    expect(questions.length).toBeGreaterThan(1);
    expect(new Set(questions.map(({ idea }) => idea)).size).toBe(questions.length);
    const death = questions.find(({ id }) => id === 'signal');
    expect(death?.text).toMatch(/^At tick \d+ pid \d+ \(\w+\) was ended by SIGSEGV\. Why\?$/);
    expect(death?.answers[death.right]).toMatch(/kernel/);
    expect(postMortem(given, () => undefined)).toEqual(found);
  });
});

const story = {
  deaths: [],
  killed: [],
  refusals: [],
  wait: undefined,
  sleep: undefined,
  preempted: [],
  faults: [],
  forks: [],
  panic: undefined,
  throttled: [],
  switches: 0,
  syscalls: 0,
  ticks: 900,
};
const who = { pid: 4_194_304, program: 'browser', tick: 5999 } as const;
/** A story in which everything happened, with the longest names. */
const everything = {
  ...story,
  killed: [who],
  wait: { ...who, ticks: 500 },
  sleep: { ...who, ticks: 500, on: 'pipe:3' },
  preempted: [{ ...who, times: 500 }],
  faults: [{ ...who, times: 500 }],
  forks: [who],
  panic: { tick: 5998, comm: 'browser', off: ['rings', 'isolation', 'permissions', 'limits', 'preemption'] },
  throttled: [{ group: 'abcdefghijklmnop', times: 500 }],
  switches: 12_345,
  syscalls: 12_346,
};
const WALLS = ['supervisor-bit', 'page-table', 'privileged-instruction', 'page-protection'] as const;
const ERRORS = [
  'descriptor-limit',
  'process-limit',
  'memory-limit',
  'file-mode',
  'sticky-bit',
  'credentials',
  'user-copy',
] as const;

describe('questions made from a round', () => {
  it.each(KINDS.map((kind) => [kind.id, kind] as const))('%s is a question like every other', (_id, kind) => {
    for (const mechanism of WALLS) {
      const refusals = ERRORS.map((error) => {
        return { ...who, mechanism: error, answer: 'EACCES', call: 'sched_setscheduler' } as const;
      });
      const draft = kind.make({ ...everything, deaths: [{ ...who, signal: 11, mechanism }], refusals });
      expect(draft).toBeDefined();
      if (draft === undefined) return;
      const answers = [draft.right, ...draft.wrong.map(([text]) => text)];
      expect(answers.length).toBe(4);
      expect(new Set(answers).size).toBe(4);
      const shows = ['', ...draft.wrong.map(([, misconception]) => misconception)];
      expect(shows.slice(1).every((text) => text !== '')).toBe(true);
      const { text, why, page } = draft;
      const asked = { id: kind.id, text, answers, right: 0, why, shows, codes: kind.codes, page };
      expect(QUESTION.safeParse(asked).error?.issues).toBeUndefined();
      expect(codexPage(page)).toBeDefined();
      expect(IDEAS.some(({ id }) => id === kind.idea)).toBe(true);
      expect(kind.codes.every((code) => code in CURRICULUM)).toBe(true);
    }
  });

  it('are not made of what did not happen', () => {
    for (const kind of KINDS) expect(kind.make(story)).toBeUndefined();
  });
});

it('every idea has its page in the codex, and every item of the inventory asks for one', () => {
  for (const idea of IDEAS) expect(codexPage(idea.page)).toBeDefined();
  for (const { id } of INVENTORY) expect(IDEAS.filter(({ item }) => item === id).length).toBe(1);
});

describe('what travels', () => {
  it('a chart of the cores comes out of its packing as it went in', () => {
    const slices = [
      { core: 0, from: 0, to: 3, pid: 0, mode: 'idle' },
      { core: 1, from: 0, to: 1, pid: 7, mode: 'user' },
      { core: 0, from: 3, to: 9, pid: 7, mode: 'kernel' },
      { core: 1, from: 1, to: 9, pid: 0, mode: 'idle' },
    ] as const;
    const back = unpackGantt(packGantt(slices));
    expect(back).toEqual([...slices].sort((a, b) => a.core - b.core));
  });

  it('a change brings one value to another, and nothing where they are alike', () => {
    const before = { a: 1, list: [1, 2, 3], gone: true, deep: { x: [{ y: 1 }], same: { z: 1 } } };
    const after = { a: 2, list: [1, 9, 3], deep: { x: [{ y: 1 }, { y: 2 }], same: { z: 1 } }, born: null };
    const change = changeOf(before as never, after as never);
    const changed = applyChange<unknown>(before, change);
    expect(changed).toEqual(after);
    expect((changed as typeof before).deep.same).toBe(before.deep.same);
    expect(changeOf(after as never, structuredClone(after) as never)).toBeUndefined();
    expect(before.gone).toBe(true);
  });

  it('names in a recording are those that the room has now', () => {
    const chunk = { processes: { 5: { pid: 5, seat: 's1' } }, walls: {}, tick: 3 };
    const room = { seats: [{ id: 's1', nickname: 'Renamed' }], tick: 900, phase: 'results' };
    const seen = roomAt(room as never, chunk as never);
    expect(seen.processes).toMatchObject([{ pid: 5, nickname: 'Renamed' }]);
    expect(seen.tick).toBe(3);
  });
});
