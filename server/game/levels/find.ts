import { dailyOf } from '../../../shared/daily/day.ts';
import { level } from '../../../shared/levels/index.ts';
import type { Level } from '../../../shared/levels/schema.ts';
import { dailyLevel } from '../daily/level.ts';

/** The level of that id, of the campaign or of a day, with the bounds of its stars; undefined: it is a scenario's id, or nobody's. */
export function levelAt(id: string): Level | undefined {
  const daily = dailyOf(id);
  return daily === undefined ? level(id) : dailyLevel(daily);
}
