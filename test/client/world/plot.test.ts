import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUSE } from '../../../client/world/houses.ts';
import { layout } from '../../../client/world/layout.ts';
import { plotOf } from '../../../client/world/plot.ts';

const rooms = fc.record({
  size: fc.constantFrom([390, 360], [390, 420], [900, 700], [940, 490], [1366, 768], [1920, 1080]),
  processes: fc.integer({ min: 1, max: 48 }),
});

describe('a lot', () => {
  it('holds its house, its sign and its names, one above or beside the other', () => {
    fc.assert(
      fc.property(rooms, ({ size, processes }) => {
        for (const cell of layout(size[0]!, size[1]!, processes, 3).cells) {
          const { house, badge, ground, name, nick, cell: lot } = plotOf(cell);
          expect(house.scale).toBeGreaterThan(0.2);
          expect(house.x).toBeGreaterThanOrEqual(lot.x - 1);
          expect(house.x + 62 * house.scale).toBeLessThanOrEqual(lot.x + lot.w + 1);
          expect(house.y + HOUSE.ground * house.scale).toBeCloseTo(ground);
          expect(badge.y).toBeGreaterThanOrEqual(lot.y - 1);
          expect(badge.x + badge.w).toBeLessThanOrEqual(lot.x + lot.w + 1);
          if (badge.kind === 'pill') expect(badge.y + badge.h).toBeLessThanOrEqual(house.y + 2);
          if (name.size > 0) expect(name.y - name.size / 2).toBeGreaterThanOrEqual(ground);
          if (nick.size > 0)
            expect(nick.y - nick.size / 2).toBeGreaterThanOrEqual(name.y + name.size / 2 - 1);
          const last = nick.size > 0 ? nick : name;
          if (last.size > 0) expect(last.y + last.size / 2).toBeLessThanOrEqual(lot.y + lot.h + 1);
        }
      }),
    );
  });

  it('never prints smaller than nine pixels', () => {
    fc.assert(
      fc.property(rooms, ({ size, processes }) => {
        for (const cell of layout(size[0]!, size[1]!, processes, 3).cells) {
          const { name, nick } = plotOf(cell);
          for (const line of [name, nick]) expect(line.size === 0 || line.size >= 9).toBe(true);
        }
      }),
    );
  });
});
