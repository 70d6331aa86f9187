import { describe, expect, it } from 'vitest';
import { createRound } from '../../server/game/round.ts';
import type { RoundSeat } from '../../server/game/types.ts';
import { SCENARIOS, scenario } from '../../shared/scenarios/index.ts';
import { SCENARIO } from '../../shared/scenarios/schema.ts';

const bots = (count: number): RoundSeat[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `b${index}`,
    nickname: `Bot ${index}`,
    role: 'process',
    bot: true,
    skill: 'expert',
  }));

describe('the scenarios', () => {
  it('are found by their id, and each has one of its own', () => {
    expect(SCENARIOS.map(({ id }) => id)).toEqual([
      'first-boot',
      'friendly-machine',
      'rush-hour',
      'real-time-music',
      'memory-pressure',
      'interrupt-storm',
      'infected',
      'no-protection',
      'fork-bomb',
      'containers',
    ]);
    for (const each of SCENARIOS) expect(scenario(each.id)).toBe(each);
    expect(scenario('no-such')).toBeUndefined();
  });

  it.each(SCENARIOS)(
    '$name asks two or three questions with one right answer, and says what it teaches',
    (given) => {
      expect(given.questions.length).toBeGreaterThanOrEqual(2);
      expect(given.questions.length).toBeLessThanOrEqual(3);
      for (const { answers, right } of given.questions) {
        expect(new Set(answers).size).toBe(answers.length);
        expect(answers[right]).toBeDefined();
      }
      expect(given.codes.length).toBeGreaterThan(0);
    },
  );

  it('have every protection on, but for those that are about its absence', () => {
    const off = SCENARIOS.map(({ id, protections }) => [
      id,
      Object.entries(protections).flatMap(([name, on]) => (on ? [] : [name])),
    ]);
    expect(off.filter(([, names]) => names?.length !== 0)).toEqual([
      ['no-protection', ['rings', 'isolation']],
      ['fork-bomb', ['limits']],
    ]);
  });

  it.each(SCENARIOS)('$name has rounds of three minutes at five ticks a second', (given) => {
    expect(given.lengthTicks).toBe(900);
  });

  it.each(SCENARIOS.flatMap((given) => [1, 2, 3].map((seed) => ({ given, name: given.name, seed }))))(
    '$name keeps its user where everybody knows the machine (seed $seed)',
    ({ given, seed }) => {
      const round = createRound({ scenario: given, seed, seats: bots(8) });
      while (!round.over) round.tick();
      const { team, ranks } = round.results();
      expect(team.held).toBe(true);
      for (const rank of ranks) expect(rank.jobs, rank.note).toBeGreaterThan(0);
    },
  );

  it('are refused where something is wrong with them', () => {
    const [first] = SCENARIOS;
    expect(SCENARIO.safeParse(first).success).toBe(true);
    expect(SCENARIO.safeParse({ ...first, id: 'Has Spaces' }).success).toBe(false);
    expect(SCENARIO.safeParse({ ...first, extra: 1 }).success).toBe(false);
    expect(SCENARIO.safeParse({ ...first, programs: ['emacs'] }).success).toBe(false);
    const question = { text: 'Why?', answers: ['a', 'b'], right: 2, why: 'So.' };
    expect(SCENARIO.safeParse({ ...first, questions: [question] }).success).toBe(false);
  });
});
