import type { Kysely } from 'kysely';
import type { DailyHow } from '../../shared/protocol/daily.ts';
import { keepScore, playerOf } from './progress.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** A score as the server computed it from the journal of its round. */
export interface DailyEntry {
  /** Day as `2026-03-01`, in UTC. */
  day: string;
  station: string;
  /** Shown on the board. */
  name: string;
  score: number;
  /** By hand, by code, or both. */
  how: DailyHow;
  /** The journal's key of the round. */
  round: string;
}

export interface DailyRow {
  /** Equal scores share a place; the next one comes after all of them. */
  place: number;
  name: string;
  score: number;
  how: DailyHow | '';
  round: string;
  own: boolean;
}

/** The board of the daily machine: one score a day, station and player; the best one counts, of equal ones the first. */
export interface DailyStore {
  /** Never throws or waits. The round must have been begun in the journal. */
  record(playerKey: string, entry: DailyEntry): void;
  /** The best scores, highest first, and the player's own row wherever it stands. Throws StoreDown where the database is away. */
  board(
    day: string,
    station: string,
    playerKey?: string,
    most?: number,
  ): Promise<{ board: DailyRow[]; own: DailyRow | null }>;
  /** Days on which anybody played, latest first. */
  days(most: number): Promise<string[]>;
}

function onDay(db: Kysely<Tables>, day: string, station: string) {
  return db.selectFrom('daily').where('day', '=', day).where('station', '=', station);
}

/** The player's own row, wherever it stands. */
async function ownRow(
  db: Kysely<Tables>,
  day: string,
  station: string,
  player: string,
): Promise<DailyRow | null> {
  const row = await onDay(db, day, station)
    .where('player', '=', player)
    .select(['name', 'score', 'how', 'round'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { better } = await onDay(db, day, station)
    .where('score', '>', row.score)
    .select(({ fn }) => fn.countAll<number | string>().as('better'))
    .executeTakeFirstOrThrow();
  return { ...row, place: Number(better) + 1, own: true };
}

export function createDaily(store: Store): DailyStore {
  return {
    record(playerKey, entry) {
      const made = new Date().toISOString();
      store.write(async (db) => {
        const player = await playerOf(db, playerKey);
        if (player === undefined) return;
        await keepScore(db, { ...entry, player, made });
      });
    },

    board(day, station, playerKey, most = 50) {
      return store.read(async (db) => {
        const player = playerKey === undefined ? undefined : await playerOf(db, playerKey);
        const rows = await onDay(db, day, station)
          .select(['name', 'score', 'how', 'round', 'player'])
          .orderBy('score', 'desc')
          .orderBy('made')
          .limit(most)
          .execute();
        const board = rows.map(({ player: whose, ...row }) => ({
          place: 1 + rows.filter(({ score }) => score > row.score).length,
          ...row,
          own: whose === player,
        }));
        return { board, own: player === undefined ? null : await ownRow(db, day, station, player) };
      });
    },

    days(most) {
      return store.read(async (db) => {
        const rows = await db
          .selectFrom('daily')
          .select('day')
          .distinct()
          .orderBy('day', 'desc')
          .limit(most)
          .execute();
        return rows.map(({ day }) => day);
      });
    },
  };
}
