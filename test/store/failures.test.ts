import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { type Place, postgres, sqlite } from '../../server/store/connect.ts';
import { createProgress } from '../../server/store/progress.ts';
import { Store, StoreDown } from '../../server/store/store.ts';
import { noPostgres, startPostgres } from './postgres.ts';

const root = mkdtempSync(join(tmpdir(), 'userland-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let made = 0;
const newFolder = () => {
  made += 1;
  return join(root, String(made));
};

function storeAt(place: Place) {
  const lines: string[] = [];
  const store = new Store(place, { log: (line) => lines.push(line), retryAfter: 5 });
  return { store, lines, progress: createProgress(store) };
}

/** Waits until the store says so; the test's own time limit ends it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const FAILED =
  /^Progress is not being saved: DATA_DIR .+ can't be used \(.+\)\. Games go on; it is tried again\.$/;

/** A database with one player in it who has finished a level. */
async function withPlayer(folder: string): Promise<string> {
  const { store, progress } = storeAt(sqlite(folder));
  const key = await progress.create();
  progress.recordLevel(key, 'cpu-1', 2, {});
  await store.close();
  return key;
}

/** The same folder through a connection with something wrong. */
function hampered(folder: string, open: (file: string) => Database.Database): Place {
  return {
    ...sqlite(folder),
    open: () =>
      new Kysely({ dialect: new SqliteDialect({ database: open(join(folder, 'userland.db')) }) }) as never,
  };
}

describe('a locked database', () => {
  it('is tried again: what was written meanwhile is there when the lock is gone', async () => {
    const folder = newFolder();
    const key = await withPlayer(folder);
    const other = new Database(join(folder, 'userland.db'));
    other.exec('begin exclusive');
    const { store, lines, progress } = storeAt(sqlite(folder));
    progress.recordLevel(key, 'cpu-2', 1, {});
    progress.recordCodex(key, 'scheduler');
    await until(() => !store.saving);
    expect(lines[0]).toMatch(FAILED);
    other.exec('commit');
    other.close();
    await until(() => store.saving);
    expect(await progress.read(key)).toMatchObject({
      levels: [{ level: 'cpu-1' }, { level: 'cpu-2' }],
      codex: ['scheduler'],
    });
    expect(lines).toHaveLength(2);
    expect(lines[1]).toBe('The database is back: progress is being saved again.');
    await store.close();
  });
});

describe('a full disk', () => {
  it('is said once, loses nothing that was saved, and can still be read', async () => {
    const folder = newFolder();
    const key = await withPlayer(folder);
    const { store, lines, progress } = storeAt(
      hampered(folder, (file) => {
        const database = new Database(file);
        database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true })}`);
        return database;
      }),
    );
    progress.recordLevel(key, 'cpu-2', 1, { note: 1 });
    for (let page = 0; page < 400; page++) progress.recordCodex(key, `page-${page}-${'x'.repeat(200)}`);
    await until(() => !store.saving);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/full/);
    expect((await progress.read(key))?.levels[0]).toMatchObject({ level: 'cpu-1', stars: 2 });
    await store.close();
  });
});

describe('a read-only database', () => {
  it('is read, and said not to be written', async () => {
    const folder = newFolder();
    const key = await withPlayer(folder);
    const { store, lines, progress } = storeAt(
      hampered(folder, (file) => new Database(file, { readonly: true })),
    );
    progress.recordLevel(key, 'cpu-1', 3, {});
    await until(() => !store.saving);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/readonly|read-only/);
    expect((await progress.read(key))?.levels).toMatchObject([{ level: 'cpu-1', stars: 2 }]);
    await store.close();
  });
});

describe('a file that is no database', () => {
  it('is left as it is; questions are answered with StoreDown', async () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    const garbage = 'not a database, but somebody’s only copy of something. '.repeat(50);
    writeFileSync(join(folder, 'userland.db'), garbage);
    const { store, lines, progress } = storeAt(sqlite(folder));
    await store.open();
    expect(store.saving).toBe(false);
    expect(lines[0]).toMatch(FAILED);
    await expect(progress.create()).rejects.toBeInstanceOf(StoreDown);
    await expect(progress.read('x'.repeat(22))).rejects.toBeInstanceOf(StoreDown);
    progress.recordLevel('x'.repeat(22), 'cpu-1', 1, {});
    await store.close();
    expect(lines).toHaveLength(1);
    expect(readFileSync(join(folder, 'userland.db'), 'utf8')).toBe(garbage);
  });

  // Nothing can be made in a file, nor in /proc, where the answer is another one.
  it.each([
    ['in a file', join(root, 'taken', 'in')],
    ['in /proc', '/proc/none/at/all'],
  ])('is a folder that can’t be made %s', { skip: process.platform !== 'linux' }, async (_, folder) => {
    writeFileSync(join(root, 'taken'), '');
    const { store, lines } = storeAt(sqlite(folder));
    await store.open();
    expect(store.saving).toBe(false);
    expect(lines).toHaveLength(1);
    await store.close();
  });
});

describe('a database of a later version', () => {
  it('is refused and left as it is', async () => {
    const folder = newFolder();
    const key = await withPlayer(folder);
    const later = new Database(join(folder, 'userland.db'));
    later.exec("insert into kysely_migration values ('999-later', '2030-01-01T00:00:00Z')");
    later.close();
    const { store, lines } = storeAt(sqlite(folder));
    await store.open();
    expect(store.saving).toBe(false);
    expect(lines[0]).toMatch(/999-later/);
    await store.close();
    const mended = new Database(join(folder, 'userland.db'));
    mended.exec("delete from kysely_migration where name = '999-later'");
    mended.close();
    const { store: again, progress } = storeAt(sqlite(folder));
    expect((await progress.read(key))?.levels).toHaveLength(1);
    await again.close();
  });
});

describe('a database from before there were migrations', () => {
  it('keeps its rounds', async () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    const old = new Database(join(folder, 'userland.db'));
    old.exec(`create table rounds (id text primary key, room text not null, number integer not null,
      scenario text not null, seed integer not null, seats text not null, results text, begun text not null)`);
    old.exec(`create table inputs (id integer primary key autoincrement, round text not null references rounds(id)
      on delete cascade, tick integer not null, seat text not null, input text not null)`);
    old.exec(
      `insert into rounds values ('r', 'ACDEFG', 1, 'first-boot', 4, '[]', null, '2026-01-01T00:00:00Z')`,
    );
    old.close();
    const { store } = storeAt(sqlite(folder));
    const rows = await store.read((db) => db.selectFrom('rounds').select('id').execute());
    expect(rows).toEqual([{ id: 'r' }]);
    await store.close();
  });
});

describe.skipIf(noPostgres !== '')('a PostgreSQL that goes away', () => {
  it('finds what was written meanwhile when it is back', async () => {
    const server = await startPostgres();
    const { store, lines, progress } = storeAt(postgres(await server.database()));
    const key = await progress.create();
    await server.down();
    progress.recordLevel(key, 'cpu-1', 3, {});
    await until(() => !store.saving);
    expect(lines[0]).toMatch(/^Progress is not being saved: DATABASE_URL at 127\.0\.0\.1:\d+ can't be used/);
    await expect(progress.read(key)).rejects.toBeInstanceOf(StoreDown);
    await server.up();
    await until(() => store.saving);
    expect((await progress.read(key))?.levels).toMatchObject([{ level: 'cpu-1', stars: 3 }]);
    await store.close();
    await server.stop();
  });
});
