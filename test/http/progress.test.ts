import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../rooms/harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

async function ask(method: string, path: string, key?: string, body?: unknown, at = server) {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (key !== undefined) headers['Userland-Player'] = key;
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(at.base + path, init);
  // biome-ignore lint/suspicious/noExplicitAny: answers of several shapes.
  return { status: response.status, body: (await response.json()) as any };
}
const newPlayer = async (): Promise<string> => (await ask('POST', '/api/progress')).body.key;

describe('progress over HTTP', () => {
  it('belongs to a key that the server makes', async () => {
    const key = await newPlayer();
    expect(key).toMatch(/^[\w-]{22}$/);
    server.services.keeping.progress.recordLevel(key, 'userspace-1', 3, { ticks: 12 });
    expect(await ask('GET', '/api/progress', key)).toMatchObject({
      status: 200,
      body: { levels: [{ level: 'userspace-1', stars: 3 }], codex: [] },
    });
  });

  it.each([undefined, '', 'short', 'x'.repeat(22), "'; drop table players; --"])(
    'answers 404 and a sentence to the key %j',
    async (key) => {
      for (const [method, path] of [
        ['GET', '/api/progress'],
        ['DELETE', '/api/progress'],
        ['POST', '/api/progress/transfer'],
      ] as const) {
        const { status, body } = await ask(method, path, key);
        expect(status).toBe(404);
        expect(body.error).toMatch(/^[^\n]+\.$/);
      }
    },
  );

  it('opens every level to who asks for it, and refuses to open anything else', async () => {
    const key = await newPlayer();
    expect((await ask('GET', '/api/progress', key)).body.unlocks).toEqual([]);
    for (const body of [{}, { what: 'cpu-3' }, { what: ['all'] }]) {
      const refused = await ask('POST', '/api/progress/unlocks', key, body);
      expect(refused.status).toBe(400);
      expect(refused.body.error).toMatch(/^[^\n]+\.$/);
    }
    expect(await ask('POST', '/api/progress/unlocks', key, { what: 'all' })).toMatchObject({
      status: 201,
      body: { unlocks: ['all'] },
    });
    expect((await ask('GET', '/api/progress', key)).body.unlocks).toEqual(['all']);
    expect((await ask('POST', '/api/progress/unlocks', 'x'.repeat(22), { what: 'all' })).status).toBe(404);
  });

  it('moves to another device by a code as a person types it, once', async () => {
    const key = await newPlayer();
    server.services.keeping.progress.recordCodex(key, 'syscall');
    const { body: given } = await ask('POST', '/api/progress/transfer', key);
    const minutes = (Date.parse(given.expires) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(9);
    expect(minutes).toBeLessThanOrEqual(10);
    const typed = `${given.code.slice(0, 4)} - ${given.code.slice(4).toLowerCase()}`;
    const claimed = await ask('POST', '/api/progress/claim', undefined, { code: typed });
    expect(claimed.status).toBe(201);
    expect((await ask('GET', '/api/progress', claimed.body.key)).body.codex).toEqual(['syscall']);
    expect((await ask('POST', '/api/progress/claim', undefined, { code: typed })).status).toBe(404);
  });

  it('goes with one request of its owner', async () => {
    const key = await newPlayer();
    expect(await ask('DELETE', '/api/progress', key)).toEqual({ status: 200, body: { removed: true } });
    expect((await ask('GET', '/api/progress', key)).status).toBe(404);
  });

  it('limits guesses of codes', async () => {
    const codes: number[] = [];
    for (let guess = 0; guess < 14; guess++) {
      codes.push((await ask('POST', '/api/progress/claim', undefined, { code: 'AAAAAAAA' })).status);
    }
    expect(codes.filter((status) => status === 404).length).toBeLessThanOrEqual(10);
    expect(codes.at(-1)).toBe(429);
  });
});

it('progress is said to be out of reach where the database is broken', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'userland-'));
  writeFileSync(join(folder, 'userland.db'), 'this is no database. '.repeat(100));
  const poor = await testServer({ DATA_DIR: folder });
  const { status, body } = await ask('POST', '/api/progress', undefined, undefined, poor);
  expect(status).toBe(503);
  expect(body.error).toBe('Nothing can be saved or looked up at the moment: play on, and try again later.');
  await poor.stop();
  rmSync(folder, { recursive: true });
});
