import { ROOM_HOURS } from './rooms.ts';
import type { Store } from './store.ts';

const DAY_MS = 86_400_000;
/** Days after which a player who has not come back is forgotten. */
export const PLAYER_DAYS = 365;

/**
 * Removes what is older than it may be: rounds, reports and boards after `days`, players a year after their last visit,
 * rooms a day after anybody was in them, codes for other devices when they have run out.
 */
export function forget(store: Store, days: number, now: number = Date.now()): void {
  const before = (past: number) => new Date(now - past * DAY_MS).toISOString();
  store.write(async (db) => {
    await db.deleteFrom('rounds').where('begun', '<', before(days)).execute();
    // Students play until the date; what came of it is kept as long as a report.
    await db.deleteFrom('assignments').where('due', '<', before(days)).execute();
    await db.deleteFrom('reports').where('begun', '<', before(days)).execute();
    await db
      .deleteFrom('rooms')
      .where('seen', '<', before(ROOM_HOURS / 24))
      .execute();
    await db
      .deleteFrom('leases')
      .where('until', '<', before(ROOM_HOURS / 24))
      .execute();
    await db.deleteFrom('players').where('seen', '<', before(PLAYER_DAYS)).execute();
    await db.deleteFrom('transfers').where('expires', '<', before(0)).execute();
  });
}
