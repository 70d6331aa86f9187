import type { Kysely } from 'kysely';
import { newKey } from './secrets.ts';
import { isMistake, type Store } from './store.ts';
import type { Tables } from './tables.ts';

/** Milliseconds that a room is a server's without a sign of life: as long as a class waits after its server was killed. */
export const LEASE_MS = 10_000;
/** Milliseconds between two signs of life. */
export const RENEW_MS = LEASE_MS / 4;

type Db = Kysely<Tables>;

/**
 * Whose each open room is, where several servers have one database: a room that another server has open, or had until just now,
 * is left alone until its lease has run out. Servers' clocks are to agree to a second or two, as any time service keeps them.
 */
export interface Leases {
  /** Takes a room for this server; false: it is another's. Throws StoreDown where that can't be known. */
  take(room: string): Promise<boolean>;
  /** A room that this server has made: nobody else knows of it yet. */
  hold(room: string): void;
  /** The room is nobody's any more, or no longer this server's. */
  release(room: string): void;
  /** A sign of life for every room that is held. Rooms that another server has taken meanwhile are told to `lost`. */
  renew(lost: (room: string) => void): void;
}

/** Writes the leases that may be written, and gives back their rooms: not those that another server holds. */
async function write(db: Db, rooms: readonly string[], holder: string, now: number): Promise<string[]> {
  const until = new Date(now + LEASE_MS).toISOString();
  const rows = await db
    .insertInto('leases')
    .values(rooms.map((room) => ({ room, holder, until })))
    .onConflict((conflict) =>
      conflict
        .column('room')
        .doUpdateSet({ holder, until })
        .where(({ eb, or }) =>
          or([eb('leases.holder', '=', holder), eb('leases.until', '<', new Date(now).toISOString())]),
        ),
    )
    .returning('room')
    .execute();
  return rows.map(({ room }) => room);
}

export function createLeases(store: Store, now: () => number): Leases {
  const holder = newKey();
  const held = new Set<string>();
  /** A renewal waits for the database: another one behind it would say the same. */
  let renewing = false;

  async function written(db: Db, rooms: readonly string[]): Promise<string[]> {
    try {
      return rooms.length === 0 ? [] : await write(db, rooms, holder, now());
    } catch (error) {
      // Such a write is not tried again.
      if (isMistake(error)) renewing = false;
      throw error;
    }
  }

  return {
    async take(room) {
      const taken = await store.read((db) => write(db, [room], holder, now()));
      if (taken.length > 0) held.add(room);
      return taken.length > 0;
    },

    hold(room) {
      if (held.has(room)) return;
      held.add(room);
      store.write((db) => write(db, [room], holder, now()));
    },

    release(room) {
      held.delete(room);
      store.write((db) =>
        db.deleteFrom('leases').where('room', '=', room).where('holder', '=', holder).execute(),
      );
    },

    renew(lost) {
      if (renewing || held.size === 0) return;
      renewing = store.write(async (db) => {
        // Those that are held by now: what was let go meanwhile is not to be taken again.
        const rooms = [...held];
        const kept = new Set(await written(db, rooms));
        renewing = false;
        for (const room of rooms) {
          if (!held.has(room) || kept.has(room)) continue;
          held.delete(room);
          lost(room);
        }
      });
    },
  };
}
