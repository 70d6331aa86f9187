import { describe, expect, test } from 'vitest';
import { courseOf, fullness, short } from '../../client/hud/logic/goals.ts';
import type { TeamGoalView } from '../../shared/protocol/view.ts';

const goal = (measure: TeamGoalView['measure'], target: number, value: number): TeamGoalView => ({
  measure,
  target,
  value,
  met: false,
});

describe('how a goal stands', () => {
  test('what has to be reached is on course while it keeps up with the time', () => {
    expect(courseOf(goal('throughput', 6, 3), 0.5)).toBe('onCourse');
    expect(courseOf(goal('throughput', 6, 2.9), 0.5)).toBe('behind');
    expect(courseOf(goal('throughput', 6, 6), 0.5)).toBe('reached');
    // At the beginning nobody can have done anything.
    expect(courseOf(goal('throughput', 6, 0), 0.05)).toBe('onCourse');
  });

  test('what has to be kept to is on course until it is too much', () => {
    expect(courseOf(goal('breaches', 2, 2), 0.9)).toBe('onCourse');
    expect(courseOf(goal('breaches', 2, 3), 0.1)).toBe('over');
  });

  test('its bar is full at the target, and at the first thing where nothing is allowed', () => {
    expect(fullness(goal('throughput', 6, 3))).toBe(0.5);
    expect(fullness(goal('throughput', 6, 9))).toBe(1);
    expect(fullness(goal('panics', 0, 0))).toBe(0);
    expect(fullness(goal('panics', 0, 1))).toBe(1);
  });

  test('its figure is short', () => {
    expect([short(0), short(5.64), short(43.6)]).toEqual(['0', '5.6', '44']);
  });
});
