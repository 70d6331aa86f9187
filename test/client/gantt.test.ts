import { describe, expect, it } from 'vitest';
import { barAt, barsIn, moved, rowsOf, sliceAt, zoomed } from '../../client/hud/logic/gantt.ts';
import { packGantt, type Slice } from '../../shared/gantt.ts';

const slice = (core: number, from: number, to: number, pid = 1, mode: Slice['mode'] = 'user'): Slice => ({
  core,
  from,
  to,
  pid,
  mode,
});

describe('the chart of the cores', () => {
  it('merges neighbouring stretches of one process in one mode', () => {
    const [row] = rowsOf(packGantt([slice(0, 0, 4), slice(0, 4, 7), slice(0, 7, 9, 1, 'kernel')]));
    expect([...(row?.starts ?? [])]).toEqual([0, 7]);
    expect(row?.end).toBe(9);
  });

  it('finds the slice of a tick', () => {
    const [row] = rowsOf(packGantt([slice(0, 0, 4), slice(0, 4, 7, 2), slice(0, 7, 9, 3)]));
    if (row === undefined) throw new Error('no row');
    expect([-1, 0, 3, 4, 6, 7, 8, 9].map((tick) => sliceAt(row, tick))).toEqual([-1, 0, 0, 1, 1, 2, 2, -1]);
    expect(barAt(row, 1)).toEqual({ from: 4, to: 7, pid: 2, mode: 'user' });
  });

  it('draws each slice where there is room, and leaves out who idles', () => {
    const [row] = rowsOf(packGantt([slice(0, 0, 4), slice(0, 4, 7, 0, 'idle'), slice(0, 7, 9, 3)]));
    if (row === undefined) throw new Error('no row');
    expect(barsIn(row, 0, 9, 100).map(({ pid }) => pid)).toEqual([1, 3]);
    expect(barsIn(row, 7, 9, 100).map(({ pid }) => pid)).toEqual([3]);
  });

  it('draws a hundred thousand slices as some two a column, each as who had most of it', () => {
    const slices: Slice[] = [];
    for (let at = 0; at < 300_000; at += 3) slices.push(slice(0, at, at + 2, 7), slice(0, at + 2, at + 3, 8));
    const [row] = rowsOf(packGantt(slices));
    if (row === undefined) throw new Error('no row');
    const bars = barsIn(row, 0, 300_000, 1000);
    expect(bars.length).toBeLessThanOrEqual(2000);
    expect(bars.every(({ pid }) => pid === 7)).toBe(true);
    // No tick is drawn twice, none is left out.
    expect(bars.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(300_000);
  });

  it('looks at the slices in view and at no others, however many there are', () => {
    const slices: Slice[] = [];
    for (let at = 0; at < 45_000; at += 3) slices.push(slice(0, at, at + 2, 7), slice(0, at + 2, at + 3, 8));
    const [row] = rowsOf(packGantt(slices));
    if (row === undefined) throw new Error('no row');
    let looks = 0;
    const starts = new Proxy(row.starts, {
      get(target, key) {
        looks += 1;
        return Reflect.get(target, key, target);
      },
    });
    const bars = barsIn({ ...row, starts }, 15_000, 15_300, 1000);
    expect(bars).toHaveLength(200);
    // Two hundred slices in view, each read a few times, and a search among thirty thousand.
    expect(looks).toBeLessThan(200 * 8 + 100);
  });

  it('zooms around a tick and stays within the round', () => {
    expect(zoomed({ from: 0, to: 900 }, 900, 0.5)).toEqual({ from: 225, to: 675 });
    expect(zoomed({ from: 0, to: 900 }, 900, 0.5, 0)).toEqual({ from: 0, to: 450 });
    expect(zoomed({ from: 0, to: 900 }, 900, 2)).toEqual({ from: 0, to: 900 });
    expect(zoomed({ from: 100, to: 120 }, 900, 0.5)).toEqual({ from: 100, to: 120 });
    expect(moved({ from: 800, to: 900 }, 900, 0.5)).toEqual({ from: 800, to: 900 });
    expect(moved({ from: 100, to: 200 }, 900, -0.5)).toEqual({ from: 50, to: 150 });
  });
});
