import { playerOf } from './progress.ts';
import type { Store } from './store.ts';

/** A score as the server computed it from the journal of its round. */
export interface DailyEntry {
  /** Day as `2026-03-01`, in UTC. */
  day: string;
  station: string;
  /** Shown on the board. */
  name: string;
  score: number;
  /** The journal's key of the round. */
  round: string;
}

export interface DailyRow {
  name: string;
  score: number;
  round: string;
  own: boolean;
}

/** The board of the daily machine: one score a day, station and player; the first one counts. */
export interface DailyStore {
  /** Never throws or waits. The round must have been begun in the journal. */
  record(playerKey: string, entry: DailyEntry): void;
  /** The best scores, highest first. Throws StoreDown where the database is away. */
  board(day: string, station: string, playerKey?: string, most?: number): Promise<DailyRow[]>;
}

export function createDaily(store: Store): DailyStore {
  return {
    record(playerKey, entry) {
      const made = new Date().toISOString();
      store.write(async (db) => {
        const player = await playerOf(db, playerKey);
        if (player === undefined) return;
        await db
          .insertInto('daily')
          .values({ ...entry, player, made })
          .onConflict((conflict) => conflict.columns(['day', 'station', 'player']).doNothing())
          .execute();
      });
    },

    async board(day, station, playerKey, most = 50) {
      return store.read(async (db) => {
        const own = playerKey === undefined ? undefined : await playerOf(db, playerKey);
        const rows = await db
          .selectFrom('daily')
          .select(['name', 'score', 'round', 'player'])
          .where('day', '=', day)
          .where('station', '=', station)
          .orderBy('score', 'desc')
          .orderBy('made')
          .limit(most)
          .execute();
        return rows.map(({ player, ...row }) => ({ ...row, own: player === own }));
      });
    },
  };
}
