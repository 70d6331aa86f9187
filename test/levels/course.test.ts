import { describe, expect, it } from 'vitest';
import { PLAYERS } from '../../server/game/levels/players/index.ts';
import { playLevel } from '../../server/game/levels/run.ts';
import { LEVEL_SEED, scenarioOfLevel } from '../../server/game/levels/setup.ts';
import { createRound, replay } from '../../server/game/round.ts';
import { CHAPTERS, LEVELS, level as levelOf, levelsOf, nextLevel } from '../../shared/levels/index.ts';

const hello = levelOf('userspace-1')!;
const seats = [{ id: 's1', nickname: 'You', role: hello.role, bot: false }];
const fresh = () => createRound({ scenario: scenarioOfLevel(hello), seed: LEVEL_SEED, seats, level: hello });

describe('the campaign', () => {
  it('has its levels in the order of the chapters, each in one', () => {
    expect(CHAPTERS.flatMap(({ id }) => levelsOf(id))).toEqual(LEVELS);
  });

  it('leads from each level to the next, and from the last one nowhere', () => {
    const ways = LEVELS.map(({ id }) => nextLevel(id)?.id);
    expect(ways).toEqual([...LEVELS.slice(1).map(({ id }) => id), undefined]);
  });

  it('tells its story in two sentences', () => {
    for (const { story } of LEVELS) expect(story.match(/[.!?](\s|$)/g)).toHaveLength(2);
  });
});

describe('the course of a level', () => {
  it('waits for the player to do the thing', () => {
    const round = fresh();
    for (let tick = 0; tick < 50; tick += 1) round.tick();
    expect(round.self('s1')).toMatchObject({ course: { step: 0, outcome: 'open' } });
    round.input('s1', { type: 'program', lines: ['work 3'] });
    for (let tick = 0; tick < 20; tick += 1) round.tick();
    expect(round.self('s1')).toMatchObject({ course: { step: 1 } });
  });

  it('tells the course to the player and to nobody else', () => {
    const round = fresh();
    expect(round.self('s1')).toHaveProperty('course');
    expect(round.self('a1')).not.toHaveProperty('course');
  });

  it('refuses an answer where nothing is asked', () => {
    expect(fresh().input('s1', { type: 'answer', choice: 0 })).toMatchObject({
      ok: false,
      code: 'no-question',
    });
  });

  it('is played again from its journal, hash by hash', () => {
    const { round } = playLevel(hello, PLAYERS[hello.id]!.good(hello));
    const options = { scenario: scenarioOfLevel(hello), seed: LEVEL_SEED, seats, level: hello };
    const again = replay(options, round.journal, round.tickNumber, () => undefined);
    expect(again.hash()).toBe(round.hash());
  });
});
