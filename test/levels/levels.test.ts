import { describe, expect, it } from 'vitest';
import { PLAYERS } from '../../server/game/levels/players/index.ts';
import { firstTapper, HASTY, PATIENT, randomTapper } from '../../server/game/levels/players/tappers.ts';
import { measureRivals } from '../../server/game/levels/rivals.ts';
import { playLevel } from '../../server/game/levels/run.ts';
import { measureLevel } from '../../server/game/levels/thresholds.ts';
import { LEVELS } from '../../shared/levels/index.ts';
import { RIVALS } from '../../shared/levels/rivals.ts';
import { THRESHOLDS } from '../../shared/levels/thresholds.ts';

/** Seeds of those who tap at random, and how many of them luck may carry through. */
const TAPPERS = 40;
const LUCKY = 4;

describe.each(LEVELS.map((level) => ({ level, id: level.id })))('level $id', ({ level }) => {
  it('gives three stars to who has its idea', () => {
    const pair = PLAYERS[level.id];
    if (pair === undefined) throw new Error(`no players for ${level.id}`);
    const { result } = playLevel(level, pair.good(level));
    expect(result).toMatchObject({ levelId: level.id, outcome: 'done', stars: 3 });
  });

  it('is not passed in the obvious wrong way, and says what helps', () => {
    const { result } = playLevel(level, PLAYERS[level.id]!.wrong(level));
    expect(result).toMatchObject({ outcome: 'failed', stars: 0 });
    // A question that is made of the kernel's state says itself what to look at.
    const said = level.steps.some(({ ask }) => ask?.kind === 'kernel') ? [result.advice] : [];
    const limits = level.limits.map(({ hint }) => hint ?? '');
    const known = [
      ...level.pitfalls.map(({ hint }) => hint),
      ...level.steps.flatMap(whys),
      ...limits,
      ...said,
    ];
    expect(known.filter((text) => text !== '' && text !== level.late)).toContain(result.advice);
  });

  it('is not passed by doing nothing', () => {
    const { result } = playLevel(level, ({ course }) =>
      course.question === null ? [] : [{ type: 'answer', choice: firstOpen(course.question) }],
    );
    expect(result.outcome).not.toBe('done');
    expect(result.stars).toBe(0);
  });

  // Where code is written there is nothing to tap.
  it.skipIf(level.editor !== '').each([HASTY, PATIENT])(
    'is not passed by tapping at random, once in %i ticks',
    (pace) => {
      let stars = 0;
      for (let seed = 1; seed <= TAPPERS; seed += 1) {
        if (playLevel(level, randomTapper(level, seed * 7919, pace)).result.stars > 0) stars += 1;
      }
      expect(stars).toBeLessThanOrEqual(LUCKY);
    },
  );

  it.skipIf(level.editor !== '')('is not passed by always tapping what stands first', () => {
    expect(playLevel(level, firstTapper(level)).result.stars).toBe(0);
  });

  it('has the bounds of its stars from the measurement, and no others', () => {
    expect(THRESHOLDS[level.id]).toEqual(measureLevel(level));
  });

  it.skipIf(level.editor === '')('is compared with what the algorithms really reach', () => {
    expect(RIVALS[level.id]).toEqual(measureRivals(level));
  });

  it('comes out the same, hash by hash, when it is played again', () => {
    const [first, second] = [0, 1].map(() => playLevel(level, PLAYERS[level.id]!.good(level)).round.hash());
    expect(first).toBe(second);
  });
});

type Step = (typeof LEVELS)[number]['steps'][number];

/** What wrong answers of a step are told, where the level itself says it. */
function whys({ ask }: Step): string[] {
  return ask?.kind === 'fixed' ? ask.why : [];
}

function firstOpen({ options, tried }: { options: string[]; tried: number[] }): number {
  return options.findIndex((_, index) => !tried.includes(index));
}
