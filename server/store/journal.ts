import type { Kysely } from 'kysely';
import { isMistake, type Store, StoreDown } from './store.ts';
import type { Tables } from './tables.ts';

/** What is known of a round when it begins: with its inputs, all that is needed to play it again. */
export interface RoundStart {
  room: string;
  number: number;
  /** Id of the scenario. */
  scenario: string;
  /** The whole scenario as plain data, for it may be a teacher's own or change in a later version; absent in old rounds. */
  setup?: unknown;
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
  /** Inputs in the order in which they were taken, and the last tick that has run. */
  append(round: string, entries: readonly JournalEntry[], tick?: number): void;
  end(round: string, results: unknown): void;
  /** Resolves when what came before is in the database, or at once where that can't be had at the moment. */
  written(): Promise<void>;
  /** A kept round with its inputs in order, or undefined. */
  read(round: string): Promise<KeptRound | undefined>;
}

export interface KeptRound extends RoundStart {
  inputs: JournalEntry[];
  /** Last tick that has run; 0 in rounds from before that was kept. */
  tick: number;
  results: unknown;
}

type Db = Kysely<Tables>;

/** What is to be written of one round: its parts in this order, each of them possibly none. */
interface Part {
  id: string;
  begin?: Tables['rounds'];
  inputs: Omit<Tables['inputs'], 'id'>[];
  tick?: number | undefined;
  results?: string;
}

/** Rows of one statement: databases bound the number of its parameters. */
const ROWS = 500;

function chunks<T>(rows: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < rows.length; from += ROWS) parts.push(rows.slice(from, from + ROWS));
  return parts;
}

/** Writes parts of several rounds in as few statements as may be, all or nothing. */
function writeParts(db: Db, parts: readonly Part[]): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    const begun = parts.flatMap(({ begin }) => (begin === undefined ? [] : [begin]));
    for (const rows of chunks(begun)) await transaction.insertInto('rounds').values(rows).execute();
    for (const rows of chunks(parts.flatMap(({ inputs }) => inputs)))
      await transaction.insertInto('inputs').values(rows).execute();
    // The last of each round: one statement may touch a row but once.
    const ticks = new Map(parts.flatMap(({ id, tick }) => (tick === undefined ? [] : [[id, tick] as const])));
    const marks = [...ticks].map(([round, tick]) => ({ round, tick }));
    for (const rows of chunks(marks))
      await transaction
        .insertInto('round_ticks')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('round').doUpdateSet(({ ref }) => ({ tick: ref('excluded.tick') })),
        )
        .execute();
    for (const { id, results } of parts)
      if (results !== undefined)
        await transaction.updateTable('rounds').set({ results }).where('id', '=', id).execute();
  });
}

export function createJournal(store: Store): Journal {
  let rounds = 0;
  /** What no statement has taken along yet: whatever waits goes in one transaction, so a busy database gets fewer of them. */
  let waiting: Part[] = [];
  /** Rounds of which something was lost: what came after it is no journal any more. */
  const broken = new Set<string>();

  const isDone = (parts: readonly Part[]): void => {
    const done = new Set(parts);
    waiting = waiting.filter((part) => !done.has(part));
  };

  async function flush(db: Db): Promise<void> {
    const parts = [...waiting];
    if (parts.length === 0) return;
    try {
      await writeParts(db, parts);
      isDone(parts);
    } catch (error) {
      if (!isMistake(error)) throw error;
      await flushOneByOne(db, parts);
    }
  }

  /** One room's record that the database refuses is not to take the others' along. */
  async function flushOneByOne(db: Db, parts: readonly Part[]): Promise<void> {
    let refused: unknown;
    for (const id of new Set(parts.map((part) => part.id))) {
      const own = parts.filter((part) => part.id === id);
      try {
        await writeParts(db, own);
      } catch (error) {
        if (!isMistake(error)) throw error;
        refused = error;
      }
      isDone(own);
    }
    if (refused !== undefined) throw refused;
  }

  function keep(part: Part): void {
    if (broken.has(part.id)) return;
    const rows = Math.max(1, part.inputs.length);
    if (store.write(flush, rows)) waiting.push(part);
    else broken.add(part.id);
  }

  return {
    begin({ setup, ...round }) {
      const begun = new Date().toISOString();
      rounds += 1;
      const id = `${round.room}-${round.number}-${begun}-${rounds}`;
      const texts = { seats: JSON.stringify(round.seats), setup: setup ? JSON.stringify(setup) : null };
      keep({ id, begin: { ...round, ...texts, id, results: null, begun }, inputs: [] });
      return id;
    },

    append(id, entries, tick) {
      if (entries.length === 0 && tick === undefined) return;
      const inputs = entries.map(({ tick, seat, input }) => {
        return { round: id, tick, seat, input: JSON.stringify(input) };
      });
      keep({ id, inputs, tick });
    },

    end(id, results) {
      keep({ id, inputs: [], results: JSON.stringify(results) });
      broken.delete(id);
    },

    written: () => store.written(),

    async read(round) {
      try {
        return await store.read(async (db) => {
          const row = await db
            .selectFrom('rounds')
            .leftJoin('round_ticks', 'round_ticks.round', 'rounds.id')
            .selectAll('rounds')
            .select('round_ticks.tick')
            .where('rounds.id', '=', round)
            .executeTakeFirst();
          if (row === undefined) return undefined;
          const inputs = await db
            .selectFrom('inputs')
            .select(['tick', 'seat', 'input'])
            .where('round', '=', round)
            .orderBy('id')
            .execute();
          return {
            room: row.room,
            number: row.number,
            scenario: row.scenario,
            ...(row.setup !== null && { setup: JSON.parse(row.setup) }),
            seed: row.seed,
            seats: JSON.parse(row.seats),
            tick: row.tick ?? 0,
            results: row.results === null ? null : JSON.parse(row.results),
            inputs: inputs.map(({ tick, seat, input }) => ({ tick, seat, input: JSON.parse(input) })),
          };
        });
      } catch (error) {
        if (error instanceof StoreDown) return undefined;
        throw error;
      }
    },
  };
}
