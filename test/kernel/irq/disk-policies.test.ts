import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiskAlgorithm, diskPolicies } from '../../../server/kernel/irq/disk/table.ts';
import { replaySeeks } from '../../../server/kernel/irq/disk/textbook.ts';

/** The queue of Silberschatz, Galvin and Gagne, chapter "Mass-Storage Structure": 200 cylinders, head at 53. */
const QUEUE = [98, 183, 37, 122, 14, 124, 65, 67];
const at53 = (direction: 1 | -1) => ({ arm: 53, direction, cylinders: 200 });

const names = Object.keys(diskPolicies) as DiskAlgorithm[];
const requests = fc.array(fc.nat(199), { minLength: 1, maxLength: 20 });
const directions = fc.constantFrom<1 | -1>(1, -1);

describe('disk scheduling', () => {
  // Added up by hand, stretch by stretch:
  // FCFS 45+85+146+85+108+110+59+2; SSTF 12+2+30+23+84+24+2+59; SCAN down 53 to the edge, 183 up;
  // SCAN up 146 to the edge, 199-14 down; LOOK up 130, then 183-14; C-SCAN up 146, 199 back, 37; C-LOOK up 130, 169 back, 23.
  it.each<[DiskAlgorithm, 1 | -1, number, number[]]>([
    ['fcfs', 1, 640, QUEUE],
    ['sstf', 1, 236, [65, 67, 37, 14, 98, 122, 124, 183]],
    ['scan', -1, 236, [37, 14, 65, 67, 98, 122, 124, 183]],
    ['scan', 1, 331, [65, 67, 98, 122, 124, 183, 37, 14]],
    ['look', -1, 208, [37, 14, 65, 67, 98, 122, 124, 183]],
    ['look', 1, 299, [65, 67, 98, 122, 124, 183, 37, 14]],
    ['c-scan', 1, 382, [65, 67, 98, 122, 124, 183, 14, 37]],
    ['c-look', 1, 322, [65, 67, 98, 122, 124, 183, 14, 37]],
  ])('%s in direction %i moves the arm over %i cylinders', (name, direction, seek, order) => {
    expect(replaySeeks(name, at53(direction), QUEUE)).toEqual({ order, seek });
  });

  it.each(names)('serves every request once: %s', (name) => {
    fc.assert(
      fc.property(requests, fc.nat(199), directions, (cylinders, arm, direction) => {
        const { order } = replaySeeks(name, { arm, direction, cylinders: 200 }, cylinders);
        expect([...order].sort((a, b) => a - b)).toEqual([...cylinders].sort((a, b) => a - b));
      }),
    );
  });

  it('never moves the arm farther by looking than by scanning to the edge', () => {
    fc.assert(
      fc.property(requests, fc.nat(199), directions, (cylinders, arm, direction) => {
        const start = { arm, direction, cylinders: 200 };
        expect(replaySeeks('look', start, cylinders).seek).toBeLessThanOrEqual(
          replaySeeks('scan', start, cylinders).seek,
        );
        expect(replaySeeks('c-look', start, cylinders).seek).toBeLessThanOrEqual(
          replaySeeks('c-scan', start, cylinders).seek,
        );
      }),
    );
  });
});
