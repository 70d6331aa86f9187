import { type Store, StoreDown } from './store.ts';

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
}

export interface KeptRound extends RoundStart {
  inputs: JournalEntry[];
  results: unknown;
}

/** Rows of one statement: databases bound the number of its parameters. */
const ROWS = 500;

export function createJournal(store: Store): Journal {
  let rounds = 0;
  return {
    begin(round) {
      const begun = new Date().toISOString();
      rounds += 1;
      const id = `${round.room}-${round.number}-${begun}-${rounds}`;
      const row = { ...round, id, seats: JSON.stringify(round.seats), results: null, begun };
      store.write((db) => db.insertInto('rounds').values(row).execute());
      return id;
    },

    append(round, entries) {
      const rows = entries.map(({ tick, seat, input }) => ({
        round,
        tick,
        seat,
        input: JSON.stringify(input),
      }));
      for (let from = 0; from < rows.length; from += ROWS) {
        const part = rows.slice(from, from + ROWS);
        store.write((db) => db.insertInto('inputs').values(part).execute(), part.length);
      }
    },

    end(round, results) {
      const kept = JSON.stringify(results);
      store.write((db) => db.updateTable('rounds').set({ results: kept }).where('id', '=', round).execute());
    },

    async read(round) {
      try {
        return await store.read(async (db) => {
          const row = await db.selectFrom('rounds').selectAll().where('id', '=', round).executeTakeFirst();
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
            seed: row.seed,
            seats: JSON.parse(row.seats),
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
