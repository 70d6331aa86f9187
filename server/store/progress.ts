import type { Kysely } from 'kysely';
import { countTowards, moveAssigned } from './assignments.ts';
import { hashOf, newKey, newTransferCode } from './secrets.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** What a player has reached, by level and by page. */
export interface Progress {
  levels: { level: string; stars: number; measures: Record<string, number>; reached: string }[];
  codex: string[];
  unlocks: string[];
}

/** Milliseconds that a code for another device is good for. */
export const TRANSFER_MS = 10 * 60_000;

/** Progress of anonymous players. `record…` never throw or wait; the others throw StoreDown where the database is away. */
export interface ProgressStore {
  /** A new player; gives the key, which is kept nowhere here. */
  create(): Promise<string>;
  /** Keeps the best stars of a level, with the measures they were earned by. An unknown key is left out. */
  recordLevel(playerKey: string, level: string, stars: number, measures: Record<string, number>): void;
  recordCodex(playerKey: string, page: string): void;
  /** Keeps what the player has asked to be unlocked. An unknown key is left out. */
  recordUnlock(playerKey: string, what: string): void;
  /** Undefined: no player has this key. */
  read(playerKey: string): Promise<Progress | undefined>;
  /** Forgets everything about a player; false: no player has this key. */
  remove(playerKey: string): Promise<boolean>;
  /** A code that brings the player to another device once; undefined: no player has this key. */
  transfer(playerKey: string): Promise<{ code: string; expires: string } | undefined>;
  /** A key for the code's player; what the player of `playerKey` had reached is joined to it. Undefined: no such code. */
  claim(code: string, playerKey?: string): Promise<string | undefined>;
}

type Db = Kysely<Tables>;

/** Id of the player who has this key. */
export async function playerOf(db: Db, key: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('player_keys')
    .select('player')
    .where('hash', '=', hashOf(key))
    .executeTakeFirst();
  return row?.player;
}

async function keepLevel(db: Db, row: Tables['levels']): Promise<void> {
  await db
    .insertInto('levels')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['player', 'level'])
        .doUpdateSet({ stars: row.stars, measures: row.measures, reached: row.reached })
        .where('levels.stars', '<', row.stars),
    )
    .execute();
}

const keepPage = (db: Db, row: Tables['codex']) =>
  db
    .insertInto('codex')
    .values(row)
    .onConflict((conflict) => conflict.columns(['player', 'page']).doNothing())
    .execute();

const keepUnlock = (db: Db, row: Tables['unlocks']) =>
  db
    .insertInto('unlocks')
    .values(row)
    .onConflict((conflict) => conflict.columns(['player', 'what']).doNothing())
    .execute();

/** Keeps the better score of a day's machine; of equal ones the first. */
export async function keepScore(db: Db, row: Tables['daily']): Promise<void> {
  const { name, score, how, round, made } = row;
  await db
    .insertInto('daily')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['day', 'station', 'player'])
        .doUpdateSet({ name, score, how, round, made })
        .where('daily.score', '<', score),
    )
    .execute();
}

/** Adds to one player what another has reached, then forgets the other. */
async function join(db: Db, from: string, to: string): Promise<void> {
  if (from === to) return;
  const levels = await db.selectFrom('levels').selectAll().where('player', '=', from).execute();
  for (const row of levels) await keepLevel(db, { ...row, player: to });
  const pages = await db.selectFrom('codex').selectAll().where('player', '=', from).execute();
  for (const row of pages) await keepPage(db, { ...row, player: to });
  const unlocks = await db.selectFrom('unlocks').selectAll().where('player', '=', from).execute();
  for (const row of unlocks) await keepUnlock(db, { ...row, player: to });
  await moveAssigned(db, from, to);
  const scores = await db.selectFrom('daily').selectAll().where('player', '=', from).execute();
  for (const row of scores) await keepScore(db, { ...row, player: to });
  await db.updateTable('report_seats').set({ player: to }).where('player', '=', from).execute();
  await db.deleteFrom('players').where('id', '=', from).execute();
}

export function createProgress(store: Store, now: () => number = Date.now): ProgressStore {
  const time = () => new Date(now()).toISOString();

  return {
    create() {
      const key = newKey();
      const player = { id: newKey(), made: time(), seen: time() };
      return store.read((db) =>
        db.transaction().execute(async (transaction) => {
          await transaction.insertInto('players').values(player).execute();
          await transaction
            .insertInto('player_keys')
            .values({ hash: hashOf(key), player: player.id })
            .execute();
          return key;
        }),
      );
    },

    recordLevel(playerKey, level, stars, measures) {
      const reached = time();
      store.write(async (db) => {
        const player = await playerOf(db, playerKey);
        if (player === undefined) return;
        const row = { player, level, stars, measures: JSON.stringify(measures), reached };
        await keepLevel(db, row);
        await countTowards(db, row);
      });
    },

    recordCodex(playerKey, page) {
      const met = time();
      store.write(async (db) => {
        const player = await playerOf(db, playerKey);
        if (player !== undefined) await keepPage(db, { player, page, met });
      });
    },

    recordUnlock(playerKey, what) {
      const made = time();
      store.write(async (db) => {
        const player = await playerOf(db, playerKey);
        if (player !== undefined) await keepUnlock(db, { player, what, made });
      });
    },

    async read(playerKey) {
      const seen = time();
      const progress = await store.read(async (db) => {
        const player = await playerOf(db, playerKey);
        if (player === undefined) return undefined;
        const levels = await db
          .selectFrom('levels')
          .select(['level', 'stars', 'measures', 'reached'])
          .where('player', '=', player)
          .orderBy('level')
          .execute();
        const pages = await db
          .selectFrom('codex')
          .select('page')
          .where('player', '=', player)
          .orderBy('page')
          .execute();
        const unlocks = await db
          .selectFrom('unlocks')
          .select('what')
          .where('player', '=', player)
          .orderBy('what')
          .execute();
        return {
          levels: levels.map((row) => ({ ...row, measures: JSON.parse(row.measures) })),
          codex: pages.map(({ page }) => page),
          unlocks: unlocks.map(({ what }) => what),
        };
      });
      if (progress !== undefined) {
        store.write(async (db) => {
          const player = await playerOf(db, playerKey);
          if (player !== undefined)
            await db.updateTable('players').set({ seen }).where('id', '=', player).execute();
        });
      }
      return progress;
    },

    remove(playerKey) {
      return store.read(async (db) => {
        const player = await playerOf(db, playerKey);
        if (player === undefined) return false;
        await db.deleteFrom('players').where('id', '=', player).execute();
        return true;
      });
    },

    transfer(playerKey) {
      const code = newTransferCode();
      const expires = new Date(now() + TRANSFER_MS).toISOString();
      return store.read(async (db) => {
        const player = await playerOf(db, playerKey);
        if (player === undefined) return undefined;
        // One code at a time: the last one shown is the one that works.
        await db.deleteFrom('transfers').where('player', '=', player).execute();
        await db
          .insertInto('transfers')
          .values({ hash: hashOf(code), player, expires })
          .execute();
        return { code, expires };
      });
    },

    claim(code, playerKey) {
      return store.read((db) =>
        db.transaction().execute(async (transaction) => {
          const taken = await transaction
            .deleteFrom('transfers')
            .where('hash', '=', hashOf(code))
            .returning(['player', 'expires'])
            .executeTakeFirst();
          if (taken === undefined || taken.expires <= time()) return undefined;
          const key = newKey();
          await transaction
            .insertInto('player_keys')
            .values({ hash: hashOf(key), player: taken.player })
            .execute();
          const here = playerKey === undefined ? undefined : await playerOf(transaction, playerKey);
          if (here !== undefined) await join(transaction, here, taken.player);
          return key;
        }),
      );
    },
  };
}
