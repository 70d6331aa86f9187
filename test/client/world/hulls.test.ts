import { describe, expect, it } from 'vitest';
import { hullsOf, insideHull, lotBeside } from '../../../client/world/hulls.ts';
import { layout } from '../../../client/world/layout.ts';
import { plotOf } from '../../../client/world/plot.ts';
import { sentence, tipOf } from '../../../client/world/words.ts';
import type { ProcessView, RoomView } from '../../../shared/protocol/view.ts';

const process = (pid: number, container: string): ProcessView => ({
  ...{ pid, ppid: 1, program: 'cat', seat: '', nickname: 'Mila', bot: false, state: 'R', core: -1 },
  ...{ inKernel: false, syscall: '', pages: 1, waiting: '', frozen: false, tired: 0, container },
});
const lots = (...pids: number[]) => new Map(pids.map((pid, lot) => [pid, lot]));

describe('the frame around a container', () => {
  const { cells } = layout(940, 490, 8, 1);

  it('goes around neighbours in one row, and breaks where somebody else lives or a row ends', () => {
    const processes = ['shop', 'shop', '', 'shop', 'build'].map((name, at) => process(at + 2, name));
    const hulls = hullsOf(processes, lots(2, 3, 4, 5, 6), cells);
    expect(hulls.map(({ name, lots: own }) => [name, own])).toEqual([
      ['shop', [0, 1]],
      ['shop', [3]],
      ['build', [4]],
    ]);
    const [first] = hulls;
    expect(first?.box).toEqual({
      ...cells[0],
      w: (cells[1]?.x ?? 0) + (cells[1]?.w ?? 0) - (cells[0]?.x ?? 0),
    });
    const narrow = layout(390, 380, 8, 1).cells;
    const all = Array.from({ length: 8 }, (_, at) => process(at + 2, 'shop'));
    const rows = hullsOf(all, lots(...all.map(({ pid }) => pid)), narrow);
    expect(new Set(rows.map(({ box }) => box.y)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(1);
  });

  it('is there for nobody on the machine itself', () => {
    expect(hullsOf([process(2, ''), process(3, '')], lots(2, 3), cells)).toEqual([]);
  });

  it('leaves room for the house, its sign and its name in every size', () => {
    for (const [w, h, n] of [
      [390, 380, 8],
      [390, 380, 16],
      [940, 490, 8],
      [1366, 768, 12],
      [1920, 1080, 40],
    ] as const) {
      const world = layout(w, h, n, 2);
      for (const cell of world.cells) {
        const inside = insideHull(cell, world);
        const plot = plotOf(inside);
        expect(plot.house.scale).toBeGreaterThan(0.2);
        expect(plot.badge.y).toBeGreaterThanOrEqual(inside.y - 1);
        expect(inside.y + inside.h).toBeLessThan(cell.y + cell.h);
      }
    }
  });

  it('is joined by newcomers where a lot beside it is free', () => {
    expect(lotBeside(new Set([0, 1, 2, 3]), [1])).toBe(4);
    expect(lotBeside(new Set([0, 1, 4, 5]), [5])).toBe(3);
    expect(lotBeside(new Set([0, 2]), [])).toBe(1);
  });
});

describe('words about containers', () => {
  it('name where a process lives, and what lives in each', () => {
    expect(tipOf(process(2, 'shop')).title).toBe('cat · Mila in shop');
    expect(tipOf(process(2, '')).title).toBe('cat · Mila');
    const room = {
      ...{ tick: 3, cores: [{}], walls: [] },
      processes: [process(2, 'shop'), process(3, ''), process(4, 'shop'), process(5, 'build')],
    } as unknown as RoomView;
    expect(sentence(room)).toContain(' Containers: build with 1, shop with 2.');
    expect(sentence({ ...room, processes: [process(2, '')] })).not.toContain('Containers');
  });
});
