import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';
import { migrate } from './migrations.ts';
import type { Tables } from './tables.ts';

export type Dialect = 'sqlite' | 'postgres';

/** How to reach a database; called again after every failure. */
export interface Place {
  dialect: Dialect;
  /** What a line in the log calls it; never a password. */
  name: string;
  open(): Kysely<Tables>;
}

/** Milliseconds that a statement waits for another writer: SQLite waits in this very thread, and the rooms with it. */
const SQLITE_WAIT = 50;
/** Milliseconds until a PostgreSQL that does not answer counts as down. */
const POSTGRES_WAIT = 5_000;

/**
 * Makes a folder, and those above it. Step by step: where a folder that exists answers ENOENT for what is made in it, as /proc does,
 * Node's own recursive way tries for ever.
 */
function makeFolder(folder: string): void {
  const path = resolve(folder);
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another server may have made it in this moment.
    if (!existsSync(path)) throw error;
  }
}

/** One file in a folder. */
export function sqlite(folder: string): Place {
  return {
    dialect: 'sqlite',
    name: `DATA_DIR ${JSON.stringify(folder)}`,
    open() {
      makeFolder(folder);
      const database = new Database(join(folder, 'userland.db'), { timeout: SQLITE_WAIT });
      try {
        database.pragma('journal_mode = WAL');
        database.pragma('synchronous = NORMAL');
        database.pragma('foreign_keys = ON');
      } catch (error) {
        database.close();
        throw error;
      }
      return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
    },
  };
}

/** A PostgreSQL server, by its address `postgres://user:password@host:port/database`. */
export function postgres(url: string): Place {
  const { host } = new URL(url);
  return {
    dialect: 'postgres',
    name: `DATABASE_URL at ${host}`,
    open() {
      const pool = new pg.Pool({
        connectionString: url,
        max: 4,
        connectionTimeoutMillis: POSTGRES_WAIT,
        query_timeout: POSTGRES_WAIT,
      });
      // A connection that breaks while nobody uses it: the next statement finds out and says so.
      pool.on('error', () => {});
      return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    },
  };
}

/** Opens a place and brings it up to this version; leaves nothing open where that fails. */
export async function connect(place: Place): Promise<Kysely<Tables>> {
  const db = place.open();
  try {
    await migrate(db as Kysely<never>, place.dialect);
    return db;
  } catch (error) {
    await db.destroy().catch(() => {});
    throw error;
  }
}
