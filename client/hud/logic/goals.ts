import type { TeamGoalView } from '../../../shared/protocol/view.ts';
import { TEAM_MEASURES } from '../../../shared/scenarios/goals.ts';
import { r } from '../../i18n/r.ts';

/** How a goal stands while the round goes on. */
export type Course = 'reached' | 'onCourse' | 'behind' | 'over';

/** What is asked, as `at least 6.5`. */
export function boundText({ measure, target }: Pick<TeamGoalView, 'measure' | 'target'>): string {
  return r(TEAM_MEASURES[measure].least ? 'goalLeast' : 'goalMost', { target });
}

/** Share of the round in which nobody can be behind yet. */
const WARMING_UP = 0.1;

/**
 * How a goal stands when `passed`, 0 to 1, of the round is over. What has to be reached is on course while it is no further
 * behind than the time; what has to be kept to is on course until it is too much.
 */
export function courseOf(goal: TeamGoalView, passed: number): Course {
  const { measure, target, value } = goal;
  if (!TEAM_MEASURES[measure].least) return (value ?? 0) <= target ? 'onCourse' : 'over';
  if ((value ?? 0) >= target) return 'reached';
  return passed < WARMING_UP || (value ?? 0) >= target * passed ? 'onCourse' : 'behind';
}

/** How full the goal's bar is, 0 to 1. */
export function fullness({ target, value }: TeamGoalView): number {
  if (target === 0) return (value ?? 0) > 0 ? 1 : 0;
  return Math.min(1, (value ?? 0) / target);
}

/** A figure short enough for the bar: one place behind the point, and none from ten on. */
export function short(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}
