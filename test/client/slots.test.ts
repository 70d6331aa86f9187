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

  test('a free place with a key goes to whoever has waited longest behind the nine', () => {
    const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const waiting = queue(...nine, 10, 11, 12).map((entry) => ({
      ...entry,
      waited: { 10: 3, 11: 20, 12: 7 }[entry.pid] ?? 1,
    }));
    const full = assignSlots(nine, waiting);
    expect(full).toEqual([...nine, 11, 12, 10]);
    const without = waiting.filter(({ pid }) => pid !== 4);
    expect(assignSlots(full, without)).toEqual([1, 2, 3, 11, 5, 6, 7, 8, 9, 12, 10]);
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
