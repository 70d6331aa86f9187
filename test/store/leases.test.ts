import { expect, it } from 'vitest';
import { LEASE_MS } from '../../server/store/leases.ts';
import { createRooms } from '../../server/store/rooms.ts';
import { Store } from '../../server/store/store.ts';
import { overBoth } from './places.ts';

const ROOM = 'ACDEFG';

overBoth('the lease of a room', ({ store, empty }) => {
  /** Two servers on one database, with a clock that both look at. */
  async function two() {
    const { store: own, place } = await store();
    const other = new Store(place, { log: () => {} });
    const clock = { now: Date.parse('2026-03-01T08:00:00Z') };
    const rooms = [own, other].map((one) => createRooms(one, () => clock.now));
    const lost: string[][] = [[], []];
    return {
      clock,
      lost,
      first: rooms[0] as ReturnType<typeof createRooms>,
      second: rooms[1] as ReturnType<typeof createRooms>,
      /** Both servers give their sign of life, the first one first. */
      async renew(...who: (0 | 1)[]) {
        for (const at of who) {
          rooms[at]?.renew((room) => lost[at]?.push(room));
          await [own, other][at]?.written();
        }
      },
      written: () => own.written(),
      close: async () => {
        await own.close();
        await other.close();
      },
    };
  }

  it('keeps a room for the server that has it open, as long as that gives signs of life', async () => {
    const { clock, first, second, renew, written, close } = await two();
    first.keep(ROOM, { name: '9b' });
    await written();
    expect(await second.take(ROOM)).toBe(false);
    for (let times = 0; times < 5; times += 1) {
      clock.now += LEASE_MS - 1;
      await renew(0);
      expect(await second.take(ROOM)).toBe(false);
    }
    // The one that has it may take it again, and another room is another matter.
    expect(await first.take(ROOM)).toBe(true);
    expect(await second.take('HJKMNP')).toBe(true);
    await close();
  });

  it('runs out when its server is silent; who comes late learns that the room is another’s', async () => {
    const { clock, lost, first, second, renew, written, close } = await two();
    first.keep(ROOM, { name: '9b' });
    await written();
    clock.now += LEASE_MS;
    expect(await second.take(ROOM)).toBe(false);
    clock.now += 1;
    expect(await second.take(ROOM)).toBe(true);
    expect(await first.take(ROOM)).toBe(false);
    await renew(0, 1);
    expect(lost).toEqual([[ROOM], []]);
    // It is told once, and the other one's lease is untouched by whoever lost it.
    first.release(ROOM);
    await renew(0, 1);
    expect(lost).toEqual([[ROOM], []]);
    expect(await first.take(ROOM)).toBe(false);
    await close();
  });

  it('ends at once where its server lets go of the room, or the room ends', async () => {
    const { first, second, written, close } = await two();
    first.keep(ROOM, { name: '9b' });
    first.release(ROOM);
    await written();
    expect(await second.take(ROOM)).toBe(true);
    second.forget(ROOM);
    expect(await second.read(ROOM)).toBeUndefined();
    expect(await first.take(ROOM)).toBe(true);
    await close();
  });

  it('goes to one of many that reach for it at the same moment', async () => {
    const place = await empty();
    const stores = Array.from({ length: 6 }, () => new Store(place, { log: () => {}, retryAfter: 5 }));
    for (const one of stores) await one.open();
    const taken = await Promise.all(stores.map((one) => createRooms(one).take(ROOM)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    for (const one of stores) await one.close();
  });
});
