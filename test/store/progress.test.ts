import { expect, it } from 'vitest';
import { createDaily } from '../../server/store/daily.ts';
import { createJournal } from '../../server/store/journal.ts';
import { createProgress, TRANSFER_MS } from '../../server/store/progress.ts';
import { overBoth } from './places.ts';

overBoth('progress', ({ store }) => {
  it('is found again under the player’s key, and nowhere else', async () => {
    const { store: kept } = await store();
    const progress = createProgress(kept);
    const [ada, ben] = [await progress.create(), await progress.create()];
    progress.recordLevel(ada, 'userspace-1', 2, { ticks: 40 });
    progress.recordCodex(ada, 'syscall');
    progress.recordCodex(ada, 'syscall');
    expect(await progress.read(ada)).toMatchObject({
      levels: [{ level: 'userspace-1', stars: 2, measures: { ticks: 40 } }],
      codex: ['syscall'],
    });
    expect(await progress.read(ben)).toEqual({ levels: [], codex: [], unlocks: [] });
    expect(await progress.read('x'.repeat(22))).toBeUndefined();
    await kept.close();
  });

  it('keeps the best stars of a level', async () => {
    const { store: kept } = await store();
    const progress = createProgress(kept);
    const key = await progress.create();
    for (const stars of [1, 3, 2]) progress.recordLevel(key, 'cpu-1', stars, { stars });
    expect((await progress.read(key))?.levels).toMatchObject([
      { level: 'cpu-1', stars: 3, measures: { stars: 3 } },
    ]);
    await kept.close();
  });

  it('keeps what was unlocked by asking for it, once, also when it is joined to another’s', async () => {
    const { store: kept } = await store();
    const progress = createProgress(kept);
    const [ada, other] = [await progress.create(), await progress.create()];
    for (const key of [ada, ada, other]) progress.recordUnlock(key, 'all');
    expect((await progress.read(ada))?.unlocks).toEqual(['all']);
    const { code } = (await progress.transfer(ada)) ?? { code: '' };
    const key = (await progress.claim(code, other)) ?? '';
    expect((await progress.read(key))?.unlocks).toEqual(['all']);
    await progress.remove(key);
    const left = await kept.read((db) => db.selectFrom('unlocks').selectAll().execute());
    expect(left).toEqual([]);
    await kept.close();
  });

  it('is forgotten when its player says so', async () => {
    const { store: kept } = await store();
    const progress = createProgress(kept);
    const key = await progress.create();
    progress.recordLevel(key, 'cpu-1', 1, {});
    expect(await progress.remove(key)).toBe(true);
    expect(await progress.read(key)).toBeUndefined();
    expect(await progress.remove(key)).toBe(false);
    const left = await kept.read((db) => db.selectFrom('levels').selectAll().execute());
    expect(left).toEqual([]);
    await kept.close();
  });

  it('keeps no key as it is', async () => {
    const { store: kept } = await store();
    const progress = createProgress(kept);
    const key = await progress.create();
    const code = (await progress.transfer(key))?.code ?? '';
    const rows = await kept.read(async (db) => [
      await db.selectFrom('players').selectAll().execute(),
      await db.selectFrom('player_keys').selectAll().execute(),
      await db.selectFrom('transfers').selectAll().execute(),
    ]);
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(JSON.stringify(rows)).not.toContain(code);
    await kept.close();
  });
});

overBoth('moving to another device', ({ store }) => {
  it('gives a second key to the same progress, joined with what was reached there', async () => {
    const { store: kept } = await store();
    const progress = createProgress(kept);
    const [old, other] = [await progress.create(), await progress.create()];
    progress.recordLevel(old, 'files-1', 1, {});
    progress.recordCodex(old, 'inode');
    progress.recordLevel(other, 'files-1', 3, {});
    progress.recordLevel(other, 'files-2', 2, {});
    const { code } = (await progress.transfer(old)) ?? { code: '' };
    expect(code).toMatch(/^[ACDEFGHJKMNPQRTWXY34679]{8}$/);
    const key = (await progress.claim(code, other)) ?? '';
    const both = await progress.read(key);
    expect(both).toMatchObject({
      levels: [
        { level: 'files-1', stars: 3 },
        { level: 'files-2', stars: 2 },
      ],
      codex: ['inode'],
    });
    expect(await progress.read(old)).toEqual(both);
    expect(await progress.read(other)).toBeUndefined();
    await kept.close();
  });

  it('works once, and only for some minutes', async () => {
    const { store: kept } = await store();
    let now = Date.UTC(2026, 2, 1);
    const progress = createProgress(kept, () => now);
    const key = await progress.create();
    const first = (await progress.transfer(key))?.code ?? '';
    expect(await progress.claim(first)).toBeDefined();
    expect(await progress.claim(first)).toBeUndefined();
    const late = (await progress.transfer(key))?.code ?? '';
    now += TRANSFER_MS;
    expect(await progress.claim(late)).toBeUndefined();
    const replaced = (await progress.transfer(key))?.code ?? '';
    const shown = (await progress.transfer(key))?.code ?? '';
    expect(await progress.claim(replaced)).toBeUndefined();
    expect(await progress.claim(shown)).toBeDefined();
    expect(await progress.transfer('x'.repeat(22))).toBeUndefined();
    await kept.close();
  });

  it('lets only one of two who type the code at once have it', async () => {
    const { store: kept } = await store();
    const progress = createProgress(kept);
    const code = (await progress.transfer(await progress.create()))?.code ?? '';
    const claims = await Promise.all([progress.claim(code), progress.claim(code)]);
    expect(claims.filter((key) => key !== undefined)).toHaveLength(1);
    await kept.close();
  });
});

overBoth('the daily board', ({ store }) => {
  it('has each player’s best score of the day, highest first, with the round it was made in', async () => {
    const { store: kept } = await store();
    const [progress, journal, daily] = [createProgress(kept), createJournal(kept), createDaily(kept)];
    const [ada, ben] = [await progress.create(), await progress.create()];
    const round = () => journal.begin({ room: 'ACDEFG', number: 1, scenario: 'daily', seed: 7, seats: [] });
    const rounds = [round(), round(), round()] as const;
    const entry = { day: '2026-03-01', station: 'scheduler', how: 'hand' } as const;
    daily.record(ada, { ...entry, name: 'Ada', score: 900, round: rounds[0] });
    daily.record(ben, { ...entry, name: 'Ben', score: 1300, round: rounds[1] });
    daily.record(ada, { ...entry, name: 'Ada L', score: 1200, how: 'code', round: rounds[2] });
    daily.record(ada, { ...entry, name: 'Ada', score: 1100, round: rounds[0] });
    const mine = { place: 2, name: 'Ada L', score: 1200, how: 'code', round: rounds[2], own: true };
    expect(await daily.board('2026-03-01', 'scheduler', ada)).toEqual({
      board: [{ place: 1, name: 'Ben', score: 1300, how: 'hand', round: rounds[1], own: false }, mine],
      own: mine,
    });
    const nobody = { board: [], own: null };
    expect(await daily.board('2026-03-02', 'scheduler')).toEqual(nobody);
    expect(await daily.board('2026-03-01', 'memory', ada)).toEqual(nobody);
    expect(await daily.days(7)).toEqual(['2026-03-01']);
    await progress.remove(ben);
    expect((await daily.board('2026-03-01', 'scheduler')).board).toMatchObject([{ name: 'Ada L', place: 1 }]);
    await kept.close();
  });

  it('gives equal scores one place, and shows the own row beyond the end of the board', async () => {
    const { store: kept } = await store();
    const [progress, journal, daily] = [createProgress(kept), createJournal(kept), createDaily(kept)];
    const round = journal.begin({ room: 'ACDEFG', number: 1, scenario: 'daily', seed: 7, seats: [] });
    const scores = [1500, 1200, 1200, 800];
    const keys: string[] = [];
    for (const [index, score] of scores.entries()) {
      const key = await progress.create();
      keys.push(key);
      daily.record(key, {
        day: '2026-03-01',
        station: 'disk',
        name: `P${index + 1}`,
        score,
        how: 'hand',
        round,
      });
    }
    const { board, own } = await daily.board('2026-03-01', 'disk', keys[3], 3);
    expect(board.map(({ place }) => place)).toEqual([1, 2, 2]);
    expect(own).toMatchObject({ place: 4, name: 'P4', score: 800 });
    await kept.close();
  });

  it('goes with its player to another device, where the better of both scores stays', async () => {
    const { store: kept } = await store();
    const [progress, journal, daily] = [createProgress(kept), createJournal(kept), createDaily(kept)];
    const round = journal.begin({ room: 'ACDEFG', number: 1, scenario: 'daily', seed: 7, seats: [] });
    const [old, other] = [await progress.create(), await progress.create()];
    const entry = (station: string, score: number) => ({
      day: '2026-03-01',
      station,
      name: 'Ada',
      score,
      how: 'hand' as const,
      round,
    });
    daily.record(old, entry('disk', 1100));
    daily.record(other, entry('disk', 1400));
    daily.record(other, entry('memory', 900));
    daily.record(old, entry('scheduler', 1200));
    daily.record(other, entry('scheduler', 1000));
    const { code } = (await progress.transfer(old)) ?? { code: '' };
    const key = await progress.claim(code, other);
    const scoreOf = async (station: string) => {
      const { board, own } = await daily.board('2026-03-01', station, key);
      return [board.length, own?.score];
    };
    expect(await scoreOf('disk')).toEqual([1, 1400]);
    expect(await scoreOf('memory')).toEqual([1, 900]);
    expect(await scoreOf('scheduler')).toEqual([1, 1200]);
    await kept.close();
  });
});
