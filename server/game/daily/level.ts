import { type Daily, dailyId } from '../../../shared/daily/day.ts';
import { dailySource } from '../../../shared/daily/index.ts';
import { withBounds } from '../../../shared/levels/bounds.ts';
import { LEVEL, type Level } from '../../../shared/levels/schema.ts';
import { DAILY_PLAYERS } from '../levels/players/daily.ts';
import { measureLevel } from '../levels/thresholds.ts';

/** Levels made lately: three a day, for the days that boards are asked for. */
const MOST_KEPT = 32;
const made = new Map<string, Level>();

/**
 * The level of a station's day, with the bounds of its stars: measured on this day's workload by the rule of every level
 * (`thresholds.ts`), between the good player and the one without the idea.
 */
export function dailyLevel(daily: Daily): Level {
  const id = dailyId(daily);
  const known = made.get(id);
  if (known !== undefined) return known;
  const source = LEVEL.parse(dailySource(daily));
  const level = withBounds(source, {
    [id]: measureLevel(withBounds(source, {}), DAILY_PLAYERS[daily.station]),
  });
  const [oldest] = made.keys();
  if (made.size >= MOST_KEPT && oldest !== undefined) made.delete(oldest);
  made.set(id, level);
  return level;
}
