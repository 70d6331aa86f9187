import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Place, postgres, sqlite } from '../../server/store/connect.ts';
import { Store } from '../../server/store/store.ts';
import { noPostgres, startPostgres, type TestPostgres } from './postgres.ts';

export interface Places {
  /** An empty database. */
  empty(): Promise<Place>;
  /** A store over an empty database, and the lines that it logged. */
  store(): Promise<{ store: Store; lines: string[]; place: Place }>;
}

/** The same tests over each of the two databases. */
export function overBoth(name: string, tests: (places: Places) => void): void {
  const with_ = (empty: () => Promise<Place>): Places => ({
    empty,
    async store() {
      const place = await empty();
      const lines: string[] = [];
      return { store: new Store(place, { log: (line) => lines.push(line), retryAfter: 10 }), lines, place };
    },
  });

  describe(`${name}, in SQLite`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'userland-'));
    let made = 0;
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    tests(
      with_(async () => {
        made += 1;
        return sqlite(join(folder, String(made)));
      }),
    );
  });

  describe.skipIf(noPostgres !== '')(`${name}, in PostgreSQL`, () => {
    let server: TestPostgres;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.stop());
    tests(with_(async () => postgres(await server.database())));
  });
}
