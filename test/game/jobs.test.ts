import { describe, expect, it } from 'vitest';
import { PROGRAMS, type Program } from '../../shared/roles.ts';
import { isQuiet, people, program, run, scenarioOf, selfOf, send, until } from './play.ts';

const start = (name: Program) => people(scenarioOf([name]), ['process', 'process']);

/** Plays the recipe of the seat's present job to its end; tells what the job's event said. */
function followRecipe(round: ReturnType<typeof start>, lines = selfOf(round, 's0').job?.recipe ?? []) {
  const id = selfOf(round, 's0').job?.id;
  program(round, 's0', ...lines);
  const events = until(round, () => selfOf(round, 's0').job?.id !== id);
  return events.map(({ event }) => event).find((event) => event.kind === 'job');
}

describe('a job', () => {
  it.each(PROGRAMS)('of %s is there before the first tick, and its recipe fulfils its goals', (name) => {
    const round = start(name);
    const job = selfOf(round, 's0').job;
    expect(job?.program).toBe(name);
    expect(job?.recipe.length).toBe(job?.why.length);
    expect(followRecipe(round)).toMatchObject({ outcome: 'done', points: job?.points });
    expect(selfOf(round, 's0').who).toMatchObject({ jobsDone: 1, points: job?.points });
  });

  it.each(PROGRAMS)('of %s can be done again and again, and none is done before it has begun', (name) => {
    const round = start(name);
    for (let times = 0; times < 3; times += 1) {
      until(round, () => selfOf(round, 's0').job !== null);
      run(round, 1);
      expect(selfOf(round, 's0').job?.goals.some((goal) => !goal.done)).toBe(true);
      expect(followRecipe(round)).toMatchObject({ outcome: 'done' });
    }
  });

  it('counts by its effect: a file copied byte by byte is copied', () => {
    const round = start('cp');
    const [from, to] = selfOf(round, 's0').job?.title.split(' ').slice(1) ?? [];
    const event = followRecipe(round, [
      `a = open("${from}", O_RDONLY)`,
      `b = open("${to}", O_WRONLY|O_CREAT, 0644)`,
      'repeat 100: n = read(a, buf2, 1); write(b, buf2, n)',
      'close(a)',
      'close(b)',
    ]);
    expect(event).toMatchObject({ kind: 'job' });
  });

  it('is not done by going through the motions: the terminal must show the names', () => {
    const round = start('ls');
    const lines = selfOf(round, 's0').job?.recipe.filter((line) => !line.startsWith('write')) ?? [];
    program(round, 's0', ...lines);
    until(round, () => isQuiet(round, 's0'));
    run(round, 5);
    expect(selfOf(round, 's0').job?.goals).toEqual([expect.objectContaining({ done: false })]);
  });

  it('pays less where descriptors, memory or zombies are left behind', () => {
    const round = start('cat');
    const job = selfOf(round, 's0').job;
    const event = followRecipe(
      round,
      job?.recipe.filter((line) => !line.startsWith('close')),
    );
    expect(event).toMatchObject({ outcome: 'done', points: (job?.points ?? 0) - 1 });
  });

  it('is late when its deadline passes: no points, and the user loses patience', () => {
    const round = start('cat');
    const before = round.world().patience;
    const events = until(round, () => round.world().stats.jobsLate > 0);
    expect(events.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ kind: 'job', outcome: 'late', points: 0 }),
    );
    expect(round.world().patience).toBeLessThan(before - 10);
  });

  it('shows its recipe to beginners only', () => {
    const round = start('cat');
    expect(selfOf(round, 's0').job?.recipe).not.toEqual([]);
    send(round, 's0', { type: 'level', level: 'goals' });
    expect(selfOf(round, 's0').job).toMatchObject({ recipe: [], why: [] });
    expect(selfOf(round, 's0').job?.goals).toHaveLength(1);
  });

  it('of a player who has left is taken away, and nobody waits for it', () => {
    const round = start('cat');
    send(round, 's0', { type: 'gone' });
    send(round, 's1', { type: 'gone' });
    run(round, 400);
    expect(round.world().stats.jobsLate).toBe(0);
  });
});

describe('the end of a job', () => {
  it('tells its own seat what it was, and everybody else only which program did one', () => {
    const round = start('cat');
    const job = selfOf(round, 's0').job;
    program(round, 's0', ...(job?.recipe ?? []));
    const ends = until(round, () => selfOf(round, 's0').who.jobsDone > 0).filter(
      ({ event }) => event.kind === 'job',
    );
    expect(ends).toEqual([
      { event: expect.objectContaining({ title: 'cat' }), except: 's0' },
      { event: expect.objectContaining({ title: job?.title }), only: 's0' },
    ]);
  });
});

describe('the music', () => {
  it('stutters where the beats come too late, and late ones do not count', () => {
    const round = start('player');
    for (let beat = 0; beat < 4; beat += 1) {
      program(round, 's0', 'work 1');
      run(round, 70);
    }
    expect(round.seat('s0')?.job?.beats).toBe(1);
  });

  it('is not played by computing without a pause', () => {
    const round = start('player');
    program(round, 's0', 'work 30');
    run(round, 60);
    expect(round.seat('s0')?.job?.beats).toBe(1);
  });
});

describe('the journey of ls', () => {
  it('lights its five steps in order, by what the kernel does', () => {
    const round = start('ls');
    program(round, 's0', ...(selfOf(round, 's0').job?.recipe ?? []));
    const steps: number[] = [selfOf(round, 's0').journey?.step ?? 0];
    until(round, () => {
      const step = selfOf(round, 's0').journey?.step ?? 0;
      if (step !== steps.at(-1)) steps.push(step);
      return step === 5;
    });
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    expect(steps).toEqual(expect.arrayContaining([1, 2, 4, 5]));
  });
});
