import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST_HEADER, PLAYER_HEADER } from '../../shared/protocol/headers.ts';
import { type TestServer, testServer } from '../rooms/harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

const DAY = 86_400_000;
const soon = () => new Date(Date.now() + DAY).toISOString();
const make = (change: object = {}) =>
  server.post('/api/assignments', {
    title: 'Week 12',
    levels: ['userspace-1'],
    due: soon(),
    ...change,
  } as never);

describe('an assignment over HTTP', () => {
  it('gives a link and a key, and its set to whoever has the link', async () => {
    const { status, body } = await make({ levels: ['userspace-1', 'userspace-1', 'cpu-1'] });
    expect(status).toBe(201);
    expect(body.url).toMatch(new RegExp(`/assign/${body.code}$`));
    const seen = await server.get(`/api/assignments/${body.code?.toLowerCase()}`);
    expect(await seen.json()).toMatchObject({
      title: 'Week 12',
      levels: ['userspace-1', 'cpu-1'],
      nickname: null,
    });
    const qr = await server.get(`/api/assignments/${body.code}/qr.svg`);
    expect(qr.headers.get('content-type')).toContain('svg');
  });

  it('is refused with one sentence that says what to do', async () => {
    const cases: [object, RegExp][] = [
      [{ title: '  ' }, /title of 1 to 60/],
      [{ levels: [] }, /one level at least/],
      [{ levels: ['nowhere-9'] }, /choose from the list/],
      [{ due: 'soon' }, /not understood/],
      [{ due: new Date(Date.now() - DAY).toISOString() }, /has passed already/],
      [{ due: new Date(Date.now() + 400 * DAY).toISOString() }, /too far away/],
      [{ levels: 'all' }, /Send a title, a list of levels and a due date/],
    ];
    for (const [change, sentence] of cases) {
      const { status, body } = await make(change);
      expect(status).toBe(400);
      expect(body.error).toMatch(sentence);
    }
  });

  it('is joined with the browser’s key and a nickname, and opened by the teacher’s key alone', async () => {
    const { body } = await make();
    const { body: player } = await server.post('/api/progress', {});
    const join = (nickname: string, headers: Record<string, string>) =>
      server.get(`/api/assignments/${body.code}/students`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify({ nickname }),
      });
    expect((await join('Ada', {})).status).toBe(400);
    expect((await join('A', { [PLAYER_HEADER]: player.key ?? '' })).status).toBe(400);
    expect((await join('Ada', { [PLAYER_HEADER]: player.key ?? '' })).status).toBe(201);
    const results = (key: string) => server.get('/api/assigned', { headers: { [HOST_HEADER]: key } });
    expect((await results('')).status).toBe(403);
    expect((await results('x'.repeat(22))).status).toBe(404);
    expect(await (await results(body.hostKey ?? '')).json()).toMatchObject({
      students: [{ nickname: 'Ada', results: [] }],
    });
    const csv = await server.get('/api/assigned.csv', { headers: { [HOST_HEADER]: body.hostKey ?? '' } });
    expect(await csv.text()).toContain('Ada');
  });

  it('needs the server’s password where it has one', async () => {
    const guarded = await testServer({ HOST_PASSWORD: 'a long secret' });
    const ask = (password?: string) =>
      guarded.post('/api/assignments', { title: 'W', levels: ['cpu-1'], due: soon(), password } as never);
    expect((await ask()).status).toBe(403);
    expect((await ask('a long secret')).status).toBe(201);
    await guarded.stop();
  });
});
