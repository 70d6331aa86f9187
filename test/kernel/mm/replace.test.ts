import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KERNEL_FRAMES } from '../../../server/kernel/boot.ts';
import { compareReplacements } from '../../../server/kernel/mm/replace/compare.ts';
import { type ReplacementName, replacements } from '../../../server/kernel/mm/replace/table.ts';
import { replayPages } from '../../../server/kernel/mm/replace/textbook.ts';
import { boot, run, start, stores } from './lab.ts';

const names = Object.keys(replacements) as ReplacementName[];
const misses = (name: ReplacementName, frames: number, pages: readonly number[], seed?: number): number =>
  pages.length - replayPages(name, frames, pages, seed).hits;

/** The reference string that Belady's anomaly is shown with (Belady, Nelson and Shedler 1969). */
const BELADY = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];
/** Silberschatz, Galvin and Gagne, chapter "Virtual Memory", three frames. */
const SILBERSCHATZ = [7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1];

const strings = fc.array(fc.nat(7), { minLength: 1, maxLength: 60 });
const frames = fc.integer({ min: 1, max: 6 });

describe('a replacement policy', () => {
  it('misses as often as the textbook counts by hand', () => {
    expect(misses('fifo', 3, SILBERSCHATZ)).toBe(15);
    expect(misses('lru', 3, SILBERSCHATZ)).toBe(12);
    expect(misses('opt', 3, SILBERSCHATZ)).toBe(9);
  });

  it('may miss more often with more frames if it is FIFO', () => {
    expect(misses('fifo', 3, BELADY)).toBe(9);
    expect(misses('fifo', 4, BELADY)).toBe(10);
  });

  it.each(['lru', 'opt'] as const)(
    'never does so if it is %s, whose pages with fewer frames are a subset',
    (name) => {
      fc.assert(
        fc.property(strings, frames, (pages, count) => {
          expect(misses(name, count + 1, pages)).toBeLessThanOrEqual(misses(name, count, pages));
        }),
      );
    },
  );

  it.each(names)('misses no less than OPT and evicts only what is in memory: %s', (name) => {
    fc.assert(
      fc.property(strings, frames, fc.nat(1000), (pages, count, seed) => {
        const { accesses, hits } = replayPages(name, count, pages, seed);
        expect(pages.length - hits).toBeGreaterThanOrEqual(misses('opt', count, pages));
        const inMemory = new Set<number>();
        for (const [at, { hit, evicted }] of accesses.entries()) {
          expect(hit).toBe(inMemory.has(pages[at] as number));
          if (evicted !== null) expect(inMemory.delete(evicted)).toBe(true);
          inMemory.add(pages[at] as number);
          expect(inMemory.size).toBeLessThanOrEqual(count);
        }
      }),
    );
  });

  it('chooses alike as second chance and as clock: the queue that moves and the hand that moves', () => {
    fc.assert(
      fc.property(strings, frames, (pages, count) => {
        expect(replayPages('second-chance', count, pages)).toEqual(replayPages('clock', count, pages));
      }),
    );
  });

  it('spares a page with the clock that was used since the hand came by', () => {
    // 1 2 3 fill the frames; 4 clears all bits and takes 1; 2 is used; 5 passes it and takes 3.
    expect(replayPages('clock', 3, [1, 2, 3, 4, 2, 5]).accesses.map(({ evicted }) => evicted)).toEqual([
      null,
      null,
      null,
      1,
      null,
      3,
    ]);
  });

  it('draws the same victims from the same seed and others from another', () => {
    const pages = Array.from({ length: 60 }, (_, at) => (at * 7) % 11);
    expect(replayPages('random', 4, pages, 5)).toEqual(replayPages('random', 4, pages, 5));
    expect(replayPages('random', 4, pages, 5)).not.toEqual(replayPages('random', 4, pages, 6));
  });
});

describe('a record of accesses', () => {
  it('shows afterwards that no algorithm would have missed less than OPT', () => {
    const machine = boot({ frames: KERNEL_FRAMES + 4, replacement: 'fifo' });
    machine.recordReferences(true);
    const { data, script } = start(machine, 6);
    script.todo = stores(data, [0, 1, 2, 3, 0, 1, 4, 0, 1, 2, 3, 4]);
    run(machine, 60);
    const { references } = machine;
    expect(references.map(({ page }) => page - (references[0]?.page ?? 0))).toEqual([
      0, 1, 2, 3, 0, 1, 4, 0, 1, 2, 3, 4,
    ]);
    const { first, played, others } = compareReplacements(references, 4, 1);
    const misses = new Map(others.map((row) => [row.policy, row.faults]));
    expect(first).toBe(5);
    expect(played).toBe(10);
    expect(misses.get('fifo')).toBe(10);
    expect(misses.get('fifo')).toBe(machine.state.memory.counts.minor + machine.state.memory.counts.major);
    expect(Math.min(...misses.values())).toBe(misses.get('opt'));
    expect(misses.get('opt')).toBe(6);
  });
});
