import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, keptLots, layout, lots, type WorldLayout } from '../../../client/world/layout.ts';

const sizes = [
  { width: 390, height: 420 },
  { width: 390, height: 360 },
  { width: 900, height: 700 },
  { width: 940, height: 490 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

const rooms = fc.record({
  size: fc.constantFrom(...sizes),
  processes: fc.integer({ min: 1, max: 48 }),
  cores: fc.integer({ min: 1, max: 16 }),
});

/** Everything that is drawn in a place of its own. */
function places(world: WorldLayout): Box[] {
  const single = [world.queue, world.blocked, world.memory, world.disk, world.keyboard, world.network];
  const many = [
    world.cells,
    world.gates,
    world.plaques,
    world.lanes,
    world.stations,
    world.lamps,
    world.cores,
  ];
  return [...single, ...many.flat(), ...(world.shelves ? [world.shelves] : [])];
}

const meet = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

describe('the layout of the world', () => {
  it('gives every process a lot of its own, and every core a stage', () => {
    fc.assert(
      fc.property(rooms, ({ size, processes, cores }) => {
        const world = layout(size.width, size.height, processes, cores);
        expect(world.cells.length).toBe(lots(processes));
        expect(world.cells.length).toBeGreaterThanOrEqual(processes);
        expect(world.cores.length).toBe(cores);
      }),
    );
  });

  it('lets no two places overlap', () => {
    fc.assert(
      fc.property(rooms, ({ size, processes, cores }) => {
        const all = places(layout(size.width, size.height, processes, cores));
        all.forEach((a, i) => {
          for (const b of all.slice(i + 1)) {
            if (meet(a, b)) throw new Error(`${JSON.stringify(a)} meets ${JSON.stringify(b)}`);
          }
        });
      }),
    );
  });

  it('keeps every place inside the canvas, right of the rail, and of a size one can draw in', () => {
    fc.assert(
      fc.property(rooms, ({ size, processes, cores }) => {
        const world = layout(size.width, size.height, processes, cores);
        for (const place of places(world)) {
          expect(place.x).toBeGreaterThanOrEqual(world.rail.w);
          expect(place.y).toBeGreaterThanOrEqual(0);
          expect(place.x + place.w).toBeLessThanOrEqual(size.width);
          expect(place.y + place.h).toBeLessThanOrEqual(size.height);
          expect(Math.min(place.w, place.h)).toBeGreaterThanOrEqual(12);
        }
      }),
    );
  });

  it('stacks userspace, the wall, kernel space and hardware without a gap', () => {
    for (const size of sizes) {
      const { userspace, wall, kernel, hardware } = layout(size.width, size.height, 8, 1);
      expect(userspace.h).toBe(wall.y);
      expect(wall.y + wall.h).toBe(kernel.y);
      expect(kernel.y + kernel.h).toBe(hardware.y);
      expect(hardware.y + hardware.h).toBe(size.height);
    }
  });

  it('moves no building when a process forks into a free lot', () => {
    expect(layout(900, 700, 13, 2).cells).toEqual(layout(900, 700, 16, 2).cells);
  });
});

describe('the lots of the town', () => {
  it('stay as they are while children come and go, grow at once and shrink when most stand empty', () => {
    let kept = keptLots(0, 8);
    expect(kept).toBe(8);
    kept = keptLots(kept, 9);
    expect(kept).toBe(10);
    for (const count of [8, 9, 7, 10, 8]) expect(keptLots(kept, count)).toBe(kept);
    expect(keptLots(kept, 40)).toBe(40);
    expect(keptLots(40, 8)).toBe(8);
  });
});
