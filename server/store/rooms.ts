import { createLeases, type Leases } from './leases.ts';
import type { Store } from './store.ts';

/** Hours after which a room whose server has gone is forgotten, if nobody has come back to it. */
export const ROOM_HOURS = 24;

/** The room is open on another server of this database, or was until just now: it is to be tried again in some seconds. */
export class RoomElsewhere extends Error {
  override name = 'RoomElsewhere';
}

/** Rooms as they stand, so that they outlive their server. `read` and `take` throw StoreDown where the database is away. */
export interface RoomStore extends Pick<Leases, 'take' | 'release' | 'renew'> {
  /** Keeps the room's document, in place of what was kept of it. From the first time on the room is this server's. */
  keep(code: string, data: object): void;
  /** Resolves when the documents handed over so far are in the database, or where it has failed and waiting would lead nowhere. */
  written(): Promise<void>;
  /** The room has ended. */
  forget(code: string): void;
  read(code: string): Promise<unknown>;
}

export function createRooms(store: Store, now: () => number = Date.now): RoomStore {
  const leases = createLeases(store, now);
  return {
    take: leases.take,
    release: leases.release,
    renew: leases.renew,

    keep(code, document) {
      leases.hold(code);
      const data = JSON.stringify(document);
      const seen = new Date(now()).toISOString();
      store.write((db) =>
        db
          .insertInto('rooms')
          .values({ code, data, seen })
          .onConflict((conflict) => conflict.column('code').doUpdateSet({ data, seen }))
          .execute(),
      );
    },

    written: () => store.written(),

    forget(code) {
      leases.release(code);
      store.write((db) => db.deleteFrom('rooms').where('code', '=', code).execute());
    },

    read(code) {
      return store.read(async (db) => {
        const row = await db
          .selectFrom('rooms')
          .select('data')
          .where('code', '=', code)
          .where('seen', '>=', new Date(now() - ROOM_HOURS * 3_600_000).toISOString())
          .executeTakeFirst();
        return row === undefined ? undefined : JSON.parse(row.data);
      });
    },
  };
}
