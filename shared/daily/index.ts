import type { LevelSource } from '../levels/schema.ts';
import { type Daily, type DailyStation, dailyId } from './day.ts';
import { diskDay } from './disk.ts';
import { type Draw, drawFor } from './draw.ts';
import { memoryDay } from './memory.ts';
import { schedulerDay } from './scheduler.ts';

const MAKERS: Record<DailyStation, (draw: Draw, id: string) => LevelSource> = {
  scheduler: schedulerDay,
  memory: memoryDay,
  disk: diskDay,
};

/** What a score is made of, by station: less is better. */
export const DAILY_MEASURES: Record<DailyStation, string> = {
  scheduler: 'service',
  memory: 'pagesMoved',
  disk: 'seek',
};

/** The level of a station's day: everybody gets the same, and every day another. Its bounds are measured by the server. */
export function dailySource(daily: Daily): LevelSource {
  const id = dailyId(daily);
  return MAKERS[daily.station](drawFor(id), id);
}
