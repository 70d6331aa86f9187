import { describe, expect, test } from 'vitest';
import { assignSlots, nextSlot } from '../../client/hud/logic/slots.ts';

const queue = (...pids: number[]) =>
  pids.map((pid) => ({ pid, waited: 0, lastBurst: 0, nice: 0, lined: -1 }));

describe('places of the ready queue', () => {
  test('a process keeps its place and key while others leave', () => {
    const before = assignSlots([], queue(11, 12, 13));
    expect(assignSlots(before, queue(13, 12))).toEqual([null, 12, 13]);
  });

  test('a newcomer takes the first free place', () => {
    expect(assignSlots([null, 12, 13], queue(12, 13, 14))).toEqual([14, 12, 13]);
  });

  test('free places at the end are dropped', () => {
    expect(assignSlots([11, 12, 13], queue(11))).toEqual([11]);
    expect(assignSlots([11], [])).toEqual([]);
  });

  test('nobody stands in two places', () => {
    const slots = assignSlots(assignSlots([], queue(11, 12)), queue(12, 11, 13));
    expect([...slots].sort()).toEqual([11, 12, 13]);
  });

  test('stepping goes over free places and round the ends', () => {
    const slots = [11, null, 13];
    expect(nextSlot(slots, 0, 1)).toBe(2);
    expect(nextSlot(slots, 2, 1)).toBe(0);
    expect(nextSlot(slots, 0, -1)).toBe(2);
    expect(nextSlot([], 0, 1)).toBe(-1);
  });
});
