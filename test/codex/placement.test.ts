import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MEMORY,
  type Placed,
  placePages,
  placeSegment,
  translatePage,
  translateSegment,
} from '../../shared/codex/placement.ts';

describe('segmentation', () => {
  it('fails for want of one hole where enough is free in several: external fragmentation', () => {
    const placed: Placed[] = [
      { name: 'a', base: 6, size: 10 },
      { name: 'b', base: 22, size: 4 },
    ];
    expect(placeSegment(placed, 'c', 6)).toEqual({ name: 'c', base: 0, size: 6 });
    expect(placeSegment(placed, 'c', 8)).toBeUndefined();
  });

  it('never lets two segments overlap or leave memory', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 12 }), (sizes) => {
        const placed: Placed[] = [];
        for (const size of sizes) {
          const segment = placeSegment(placed, 'x', size);
          if (segment !== undefined) placed.push(segment);
        }
        const cells = new Set(
          placed.flatMap(({ base, size }) => Array.from({ length: size }, (_, at) => base + at)),
        );
        expect(cells.size).toBe(placed.reduce((sum, { size }) => sum + size, 0));
        expect([...cells].every((cell) => cell >= 0 && cell < MEMORY)).toBe(true);
      }),
    );
  });

  it('faults beyond the limit', () => {
    const segment = { name: 'heap', base: 10, size: 4 };
    expect(translateSegment(segment, 3)).toEqual({ ok: true, physical: 13 });
    expect(translateSegment(segment, 4)).toEqual({ ok: false });
    expect(translateSegment(undefined, 0)).toEqual({ ok: false });
  });
});

describe('paging', () => {
  it('uses any free frames, together or not', () => {
    expect(placePages(['x', '', 'x', '', ''], 'a', 3)).toEqual([1, 3, 4]);
    expect(placePages(['x', '', 'x', '', ''], 'a', 4)).toBeUndefined();
  });

  it('translates page by page and faults where no frame is', () => {
    expect(translatePage([7, 2], 1)).toEqual({ ok: true, physical: 2 });
    expect(translatePage([7, 2], 2)).toEqual({ ok: false });
  });
});
