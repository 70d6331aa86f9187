import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endProgram,
  firstLayout,
  type Layout,
  MEMORY,
  OTHERS,
  OWN,
  OWN_NAME,
  OWN_SIZE,
  PAGE,
  type Placed,
  placePages,
  placeSegment,
  segmentOf,
  startProgram,
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
    expect(placePages(['x', '', 'x', '', ''], 'a', 3 * PAGE)).toEqual([1, 3, 4]);
    expect(placePages(['x', '', 'x', '', ''], 'a', 3 * PAGE + 1)).toBeUndefined();
  });

  it('translates page by page and faults where no frame is', () => {
    expect(translatePage([7, 3], PAGE + 1)).toEqual({ ok: true, physical: 3 * PAGE + 1 });
    expect(translatePage([7, 3], 2 * PAGE)).toEqual({ ok: false });
  });
});

describe('one program in both memories', () => {
  const program = (name: string) => OTHERS.find((other) => other.name === name)!;
  const started = (layout: Layout, name: string) => startProgram(layout, program(name));

  it('shows external fragmentation: enough is free, yet only pages find room', () => {
    const { layout } = started(firstLayout(), 'C');
    const { segment, pages, free } = started(endProgram(layout, 'A'), 'D');
    expect(free.segments).toBeGreaterThanOrEqual(program('D').size);
    expect(segment).toBe('no-hole');
    expect(pages).toMatchObject({ wasted: 0 });
  });

  it('shows internal fragmentation: the last page of a program may be part empty', () => {
    expect(started(firstLayout(), 'C').pages).toMatchObject({ wasted: 1 });
  });

  it('gives every address of the program its own cell in each memory, whoever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: OTHERS.length - 1 })), (turns) => {
        let layout = firstLayout();
        for (const turn of turns) {
          const { name } = OTHERS[turn]!;
          const runs = layout.frames.includes(name) || layout.segments.some((one) => one.name === name);
          layout = runs ? endProgram(layout, name) : started(layout, name).layout;
        }
        const table = layout.frames.flatMap((owner, frame) => (owner === OWN_NAME ? [frame] : []));
        const bySegment = new Set<number>();
        const byPage = new Set<number>();
        for (let address = 0; address < OWN_SIZE; address += 1) {
          const { name, offset } = segmentOf(address);
          const one = translateSegment(
            layout.segments.find((segment) => segment.name === name),
            offset,
          );
          const other = translatePage(table, address);
          if (one.ok) bySegment.add(one.physical);
          if (other.ok) byPage.add(other.physical);
        }
        expect(bySegment.size).toBe(OWN_SIZE);
        expect(byPage.size).toBe(OWN_SIZE);
      }),
    );
  });

  it('faults in both behind its end', () => {
    const { name, offset } = segmentOf(OWN_SIZE);
    expect(offset).toBe(OWN.find((segment) => segment.name === name)?.size);
    expect(translatePage([0, 1, 2, 3, 4, 5], OWN_SIZE)).toEqual({ ok: false });
  });
});
