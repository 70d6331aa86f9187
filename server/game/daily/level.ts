import { type Daily, dailyId } from '../../../shared/daily/day.ts';
import { dailySource } from '../../../shared/daily/index.ts';
import { type Bounds, withBounds } from '../../../shared/levels/bounds.ts';
import { LEVEL, type Level } from '../../../shared/levels/schema.ts';
import { DAILY_PLAYERS } from '../levels/players/daily.ts';
import { measureLevel } from '../levels/thresholds.ts';

/** Levels made lately: three a day, for the days that boards are asked for. */
const MOST_KEPT = 32;
const made = new Map<string, { level: Level; bounds: Record<string, Bounds> }>();

/**
 * The level of a station's day, with the bounds of its stars: measured on this day's workload by the rule of every level
 * (`thresholds.ts`), between the good player and the one without the idea.
 */
export function dailyLevel(daily: Daily): Level {
  return made.get(dailyId(daily))?.level ?? keepLevel(daily, dailyBounds(daily));
}

/** The bounds that were measured already; undefined: nobody has asked for that day yet. */
export function knownBounds(daily: Daily): Record<string, Bounds> | undefined {
  return made.get(dailyId(daily))?.bounds;
}

/** The bounds of its stars, measured now: takes a processor up to a second. */
export function dailyBounds(daily: Daily): Record<string, Bounds> {
  const source = LEVEL.parse(dailySource(daily));
  return measureLevel(withBounds(source, {}), DAILY_PLAYERS[daily.station]);
}

/** Keeps the level with bounds that were measured somewhere else. */
export function keepLevel(daily: Daily, bounds: Record<string, Bounds>): Level {
  const id = dailyId(daily);
  const level = withBounds(LEVEL.parse(dailySource(daily)), { [id]: bounds });
  const [oldest] = made.keys();
  if (made.size >= MOST_KEPT && oldest !== undefined) made.delete(oldest);
  made.set(id, { level, bounds });
  return level;
}
