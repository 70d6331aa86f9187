import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Generated, Kysely, SqliteDialect } from 'kysely';

/** What is known of a round when it begins: with its inputs, all that is needed to play it again. */
export interface RoundStart {
  room: string;
  number: number;
  scenario: string;
  seed: number;
  /** The seats as the round got them, as plain data. */
  seats: unknown;
}

/** One input of a round: the tick it was taken at, the seat it came from. */
export interface JournalEntry {
  tick: number;
  seat: string;
  input: unknown;
}

/** Keeps rounds as they go. Nothing here throws or waits: a failing store never stops a game. */
export interface Journal {
  /** Begins a round; gives the key under which its inputs go. */
  begin(round: RoundStart): string;
  append(round: string, entries: readonly JournalEntry[]): void;
  end(round: string, results: unknown): void;
  /** A kept round with its inputs in order, or undefined. */
  read(round: string): Promise<KeptRound | undefined>;
  close(): Promise<void>;
}

export interface KeptRound extends RoundStart {
  inputs: JournalEntry[];
  results: unknown;
}

interface Tables {
  rounds: {
    id: string;
    room: string;
    number: number;
    scenario: string;
    seed: number;
    seats: string;
    results: string | null;
    begun: string;
  };
  inputs: { id: Generated<number>; round: string; tick: number; seat: string; input: string };
}

/** Days after which a round is forgotten: nicknames are in it. */
const KEEP_DAYS = 30;
/** Inputs that wait for the database, beyond which the journal is given up. */
const MAX_WAITING = 20_000;

type Write = (db: Kysely<Tables>) => Promise<unknown>;

/** A journal in SQLite. Writes queue up behind each other; the first failure is reported once and ends the keeping. */
class SqliteJournal implements Journal {
  readonly #db: Kysely<Tables>;
  readonly #log: (line: string) => void;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #failed = false;
  #rounds = 0;

  constructor(db: Kysely<Tables>, log: (line: string) => void) {
    this.#db = db;
    this.#log = log;
    this.#write(async () => {
      await db.schema
        .createTable('rounds')
        .ifNotExists()
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('room', 'text', (column) => column.notNull())
        .addColumn('number', 'integer', (column) => column.notNull())
        .addColumn('scenario', 'text', (column) => column.notNull())
        .addColumn('seed', 'integer', (column) => column.notNull())
        .addColumn('seats', 'text', (column) => column.notNull())
        .addColumn('results', 'text')
        .addColumn('begun', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('inputs')
        .ifNotExists()
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('round', 'text', (column) => column.notNull().references('rounds.id').onDelete('cascade'))
        .addColumn('tick', 'integer', (column) => column.notNull())
        .addColumn('seat', 'text', (column) => column.notNull())
        .addColumn('input', 'text', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('inputs_of_round').ifNotExists().on('inputs').column('round').execute();
      const oldest = new Date(Date.now() - KEEP_DAYS * 86_400_000).toISOString();
      await db.deleteFrom('rounds').where('begun', '<', oldest).execute();
    });
  }

  begin(round: RoundStart): string {
    const begun = new Date().toISOString();
    this.#rounds += 1;
    const id = `${round.room}-${round.number}-${begun}-${this.#rounds}`;
    this.#write((db) =>
      db
        .insertInto('rounds')
        .values({ ...round, id, seats: JSON.stringify(round.seats), results: null, begun })
        .execute(),
    );
    return id;
  }

  append(round: string, entries: readonly JournalEntry[]): void {
    if (entries.length === 0) return;
    const rows = entries.map(({ tick, seat, input }) => ({
      round,
      tick,
      seat,
      input: JSON.stringify(input),
    }));
    this.#write((db) => db.insertInto('inputs').values(rows).execute(), rows.length);
  }

  end(round: string, results: unknown): void {
    const kept = JSON.stringify(results);
    this.#write((db) => db.updateTable('rounds').set({ results: kept }).where('id', '=', round).execute());
  }

  async read(round: string): Promise<KeptRound | undefined> {
    await this.#queue;
    if (this.#failed) return undefined;
    const row = await this.#db.selectFrom('rounds').selectAll().where('id', '=', round).executeTakeFirst();
    if (row === undefined) return undefined;
    const inputs = await this.#db
      .selectFrom('inputs')
      .select(['tick', 'seat', 'input'])
      .where('round', '=', round)
      .orderBy('id')
      .execute();
    return {
      room: row.room,
      number: row.number,
      scenario: row.scenario,
      seed: row.seed,
      seats: JSON.parse(row.seats),
      results: row.results === null ? null : JSON.parse(row.results),
      inputs: inputs.map(({ tick, seat, input }) => ({ tick, seat, input: JSON.parse(input) })),
    };
  }

  async close(): Promise<void> {
    await this.#queue;
    await this.#db.destroy().catch(() => {});
  }

  #write(write: Write, weight = 1): void {
    if (this.#failed) return;
    this.#waiting += weight;
    if (this.#waiting > MAX_WAITING) {
      this.#give('the disk is too slow');
      return;
    }
    this.#queue = this.#queue.then(async () => {
      if (this.#failed) return;
      try {
        await write(this.#db);
      } catch (error) {
        this.#give(error instanceof Error ? error.message : String(error));
      }
      this.#waiting -= weight;
    });
  }

  #give(reason: string): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#log(`The journal is not kept any more (${reason}); games go on without it.`);
  }
}

/** A journal that keeps nothing. */
export const noJournal: Journal = {
  begin: () => '',
  append: () => {},
  end: () => {},
  read: async () => undefined,
  close: async () => {},
};

/** Opens the journal in a folder, or one that keeps nothing, with a line that says why. */
export function openJournal(folder: string, log: (line: string) => void): Journal {
  try {
    mkdirSync(folder, { recursive: true });
    const database = new Database(join(folder, 'userland.db'));
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
    return new SqliteJournal(db, log);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log(`Rounds are not kept: DATA_DIR ${JSON.stringify(folder)} can't be used (${reason}). Games go on.`);
    return noJournal;
  }
}
