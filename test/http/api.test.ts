import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../shared/scenarios/index.ts';
import { type TestServer, testServer } from '../rooms/harness.ts';

let server: TestServer;
const client = mkdtempSync(join(tmpdir(), 'userland-client-'));

beforeAll(async () => {
  for (const page of ['index', 'join', 'play', 'host']) {
    writeFileSync(join(client, `${page}.html`), `<title>${page}</title>`);
  }
  mkdirSync(join(client, 'assets'));
  writeFileSync(join(client, 'assets', 'world-abc123.js'), 'export {};');
  server = await testServer({ MAX_ROOMS: '3' }, { clientFolder: client });
});
afterAll(async () => {
  await server.stop();
  rmSync(client, { recursive: true, force: true });
});

describe('hosting a room', () => {
  it('answers with code, key and links', async () => {
    const { status, body } = await server.post('/api/rooms', { name: ' 9b  maths ', scenario: 'first-boot' });
    expect(status).toBe(201);
    expect(body.code).toMatch(/^[ACDEFGHJKMNPQRTWXY34679]{6}$/);
    expect(body.hostKey).toMatch(/^[\w-]{22}$/);
    expect(body.joinUrl).toBe(`${server.base}/join/${body.code}`);
    expect(body.watchUrl).toBe(`${server.base}/watch/${body.code}`);
    const card = await server.get(`/api/rooms/${body.code?.toLowerCase()}`);
    expect(await card.json()).toMatchObject({
      code: body.code,
      name: '9b maths',
      phase: 'lobby',
      players: 0,
    });
    const qr = await server.get(`/api/rooms/${body.code}/qr.svg`);
    expect(qr.headers.get('content-type')).toMatch(/svg/);
    expect(await qr.text()).toMatch(/^<svg/);
  });

  it.each([
    [{}, 400],
    [{ name: '', scenario: 'first-boot' }, 400],
    [{ name: '9b', scenario: 'nothing' }, 400],
    [{ name: 'x'.repeat(70_000), scenario: 'first-boot' }, 413],
    [[1], 400],
  ])('refuses %j with one sentence', async (body, status) => {
    const answer = await server.post('/api/rooms', body);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatch(/^[^\n]+\.$/);
  });

  it('refuses a body that is not JSON', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`${server.base}/api/rooms`, { method: 'POST', headers, body: '{' });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'The request is not JSON: check what you send.' });
  });

  it('ends at the number of rooms that the server may have', async () => {
    while (server.keeper.count < 3) await server.host();
    const { status, body } = await server.post('/api/rooms', { name: '9b', scenario: 'first-boot' });
    expect(status).toBe(503);
    expect(body.error).toMatch(/in use/);
  });
});

describe('a room that is not there', () => {
  it.each(['AAAAAA', 'zzz', '%00', 'a'.repeat(300)])('/api/rooms/%s is answered with 404', async (code) => {
    const response = await server.get(`/api/rooms/${code}`);
    expect(response.status).toBe(404);
    expect(((await response.json()) as { error: string }).error).toMatch(/no room with this code/);
  });
});

describe('what anybody may ask', () => {
  it('offers nicknames, scenarios and its health', async () => {
    const json = async (path: string) => (await server.get(path)).json();
    expect(await json('/api/nickname')).toEqual({ nickname: expect.stringMatching(/^[A-Z]\w+ [A-Z]\w+$/) });
    expect(await json('/api/scenarios')).toMatchObject({
      scenarios: SCENARIOS.map(({ id, name, blurb }) => ({ id, name, blurb })),
    });
    expect(await json('/health')).toMatchObject({ ok: true });
  });
});

describe('the pages', () => {
  it.each([
    ['/', 'index'],
    ['/join', 'join'],
    ['/join/ACDEFG', 'join'],
    ['/play/ACDEFG', 'play'],
    ['/host', 'host'],
    ['/host/ACDEFG', 'host'],
  ])('%s is the %s page', async (path, page) => {
    const response = await server.get(path);
    expect(await response.text()).toBe(`<title>${page}</title>`);
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('say that nothing is there where nothing is', async () => {
    const response = await server.get('/nothing');
    expect(response.status).toBe(404);
    expect(await response.text()).toMatch(/Start page/);
  });

  it('are let load nothing from elsewhere, set no cookie and tell no other site anything', async () => {
    for (const path of ['/', '/api/nickname', '/nothing', '/assets/world-abc123.js']) {
      const { headers } = await server.get(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('content-security-policy')).toContain(`ws://${new URL(server.base).host}`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('have assets that are kept for good', async () => {
    for (const encoding of ['br', 'gzip', 'identity']) {
      const response = await fetch(`${server.base}/assets/world-abc123.js`, {
        headers: { 'Accept-Encoding': encoding },
      });
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-encoding') ?? 'identity').toBe(encoding);
      expect(await response.text()).toBe('export {};');
    }
    expect((await server.get('/assets/nothing.js')).status).toBe(404);
  });
});
