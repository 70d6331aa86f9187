import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHAPTERS, LEVELS, levelsOf } from '../../shared/levels/index.ts';
import { keyOf, openLevels } from '../../shared/levels/unlocks.ts';
import { ALL_LEVELS } from '../../shared/protocol/level.ts';

const ids = LEVELS.map(({ id }) => id);
const won = fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: 1, max: 3 }));

describe('the levels of the campaign', () => {
  it('begin with the first of each chapter open', () => {
    expect([...openLevels({})]).toEqual(CHAPTERS.map(({ id }) => levelsOf(id)[0]?.id));
  });

  it('open one after the other, each by a star in the one before it', () => {
    for (const { id } of CHAPTERS) {
      const [first, ...rest] = levelsOf(id);
      let before = first;
      for (const level of rest) {
        expect(keyOf(level.id)).toBe(before);
        expect(openLevels({}).has(level.id)).toBe(false);
        expect(openLevels({ [before?.id ?? '']: 1 }).has(level.id)).toBe(true);
        before = level;
      }
    }
  });

  it('never close by another star, and stay open to who has done them', () => {
    fc.assert(
      fc.property(won, fc.constantFrom(...ids), (stars, id) => {
        const before = openLevels(stars);
        const after = openLevels({ ...stars, [id]: 1 });
        expect([...before].filter((one) => !after.has(one))).toEqual([]);
        expect(after.has(id)).toBe(true);
      }),
    );
  });

  it('can be played to the end in their order: the first without a star is always open', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: ids.length - 1 }), (count) => {
        const stars = Object.fromEntries(ids.slice(0, count).map((id) => [id, 1]));
        expect(openLevels(stars).has(ids[count] as string)).toBe(true);
      }),
    );
  });

  it('are all open to who asks for it', () => {
    expect(openLevels({}, [ALL_LEVELS]).size).toBe(LEVELS.length);
  });
});
