/** Stations that have a machine of the day. */
export const DAILY_STATIONS = ['scheduler', 'memory', 'disk'] as const;
export type DailyStation = (typeof DAILY_STATIONS)[number];

/** A level of the day: its station, and the day as `2026-03-01`, in UTC. */
export interface Daily {
  station: DailyStation;
  day: string;
}

const ID = /^daily-(scheduler|memory|disk)-(\d{4}-\d\d-\d\d)$/;
const DAY_MS = 86_400_000;

/** Whether the text is a day of the calendar, written as `2026-03-01`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && dayOf(at) === text;
}

/** The day of a moment (milliseconds since 1970), in UTC: it begins everywhere at the same time. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The day so many days before. */
export function daysBefore(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS);
}

/** Id of the level that a station plays on that day. */
export function dailyId({ station, day }: Daily): string {
  return `daily-${station}-${day}`;
}

/** Station and day of a level's id; undefined: it is none of a day. */
export function dailyOf(id: string): Daily | undefined {
  const [, station, day] = ID.exec(id) ?? [];
  if (station === undefined || day === undefined || !isDay(day)) return undefined;
  return { station: station as DailyStation, day };
}
