import { describe, expect, test } from 'vitest';
import { chart } from '../../client/hud/logic/gantt.ts';

describe('the chart of the cores', () => {
  const piece = (
    core: number,
    from: number,
    to: number,
    pid: number,
    mode: 'user' | 'kernel' | 'idle' = 'user',
  ) => ({ core, from, to, pid, mode });

  test('neighbouring stretches of one process in one mode become one bar', () => {
    const { bars } = chart([
      piece(0, 0, 2, 7),
      piece(0, 2, 5, 7),
      piece(0, 5, 6, 7, 'kernel'),
      piece(0, 6, 10, 8),
    ]);
    expect(bars.map(({ from, to, mode }) => [from, to, mode])).toEqual([
      [0, 5, 'user'],
      [5, 6, 'kernel'],
      [6, 10, 'user'],
    ]);
  });

  test('bars are shares of the whole round', () => {
    const { bars, end } = chart([piece(1, 0, 50, 7), piece(0, 50, 100, 8)]);
    expect(end).toBe(100);
    expect(bars).toMatchObject([
      { core: 0, x: 0.5, width: 0.5 },
      { core: 1, x: 0, width: 0.5 },
    ]);
  });

  test('the axis has at most ten steps', () => {
    expect(chart([piece(0, 0, 900, 7)]).marks).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });

  test('an empty round has an empty chart', () => {
    expect(chart([])).toMatchObject({ cores: [], bars: [], end: 0 });
  });
});
