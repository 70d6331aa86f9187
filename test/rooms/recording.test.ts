import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chunk, frameAt } from '../../shared/recording.ts';
import { type Player, type TestServer, testServer, until } from './harness.ts';

describe('after a round', () => {
  let server: TestServer;
  let code = '';
  let hostKey = '';
  const players: Record<string, Player> = {};
  const lines: Record<string, string> = {
    ada: 'write(1, "marker of ada", 13)',
    mal: 'write(1, "marker of mal", 13)',
  };
  /** What the bytes of the live round held, by tick. */
  const seen = new Map<number, { cores: unknown; pids: string[] }>();

  beforeAll(async () => {
    server = await testServer();
    const hosted = await server.host('infected');
    ({ code, hostKey } = hosted);
    const { room } = hosted;
    players.host = await server.join(code, { hostKey });
    players.watch = await server.join(code, { watch: true });
    players.ada = await server.join(code, { nickname: 'Ada' });
    players.mal = await server.join(code, { nickname: 'Mallory' });
    players.sched = await server.join(code, { nickname: 'Sched' });
    players.sched.send('wish', { role: 'scheduler' });
    players.ada.send('wish', { role: 'process' });
    players.mal.send('wish', { role: 'malware' });
    for (const name of ['sched', 'ada', 'mal']) await until(() => players[name]?.part('who').wish !== '');
    players.host.send('start');
    await until(() => players.ada?.room.state.phase === 'boot');
    room.advance(20_000);
    await until(() => players.ada?.room.state.phase === 'run');
    room.step(2);
    for (const [name, line] of Object.entries(lines)) {
      players[name]?.send('program', { lines: [line] });
      await until(() => JSON.stringify(players[name]?.part('program') ?? '').includes('marker'));
    }
    players.mal.send('exploit', { id: 'kernel-read' });
    const { state } = players.watch.room;
    for (let tick = 3; tick <= 130; tick += 1) {
      room.step(1);
      await until(() => state.tick === tick);
      const cores = [...state.cores].map(({ id, pid, mode }) => ({ id, pid, mode }));
      seen.set(tick, { cores, pids: [...state.processes.keys()].sort() });
    }
    players.host.send('end');
    await until(() => Object.values(players).every((one) => one.postMortem !== undefined));
  });
  afterAll(async () => {
    for (const player of Object.values(players)) await player.leave();
    await server.stop();
  });

  const chunkOf = async (index: number | string, round: number | string = 1) =>
    server.get(`/api/rooms/${code}/recording/${round}/${index}`);

  it('the recording shows the world as it was on the wire at every tick', async () => {
    const { recording } = players.watch?.postMortem ?? { recording: { ticks: 0, chunks: 0 } };
    expect(recording).toEqual({ ticks: 130, chunks: 3 });
    const chunks: Chunk[] = [];
    for (let index = 0; index < recording.chunks; index += 1)
      chunks.push((await (await chunkOf(index)).json()) as Chunk);
    for (const [tick, { cores, pids }] of seen) {
      const chunk = chunks.findLast(({ from }) => from <= tick) as Chunk;
      const frame = frameAt(chunk, tick);
      expect(frame.cores.map(({ id, pid, mode }) => ({ id, pid, mode }))).toEqual(cores);
      expect(Object.keys(frame.processes).sort()).toEqual(pids);
    }
  });

  it('it holds nothing of a seat’s own, no name and no key', async () => {
    for (let index = 0; index < 3; index += 1) {
      const text = await (await chunkOf(index)).text();
      for (const secret of ['marker of', 'Ada', 'Mallory', hostKey, players.ada?.welcome.secret ?? '?'])
        expect(text).not.toContain(secret);
      expect(text).not.toMatch(/"kind":"wall"[^}]*"pid":[1-9]/);
      expect(text.length).toBeLessThan(100_000);
    }
  });

  it('there is nothing beyond it, and nothing of another round', async () => {
    for (const [index, round] of [
      [3, 1],
      [-1, 1],
      [0, 2],
      ['x', 1],
      [0, 'x'],
    ] as const)
      expect((await chunkOf(index, round)).status).toBe(404);
    expect((await server.get('/api/rooms/ZZZZZZ/recording/1/0')).status).toBe(404);
  });

  it('each player gets their own strace, and host and projector get none', async () => {
    await until(() => players.ada?.own !== undefined && players.mal?.own !== undefined);
    expect(JSON.stringify(players.ada?.own)).toContain('marker of ada');
    expect(players.mal?.own?.walls.map(({ id }) => id)).toContain('supervisor-bit');
    for (const [name, player] of Object.entries(players)) {
      const bytes = Buffer.concat(player.frames).toString('latin1');
      for (const other of ['ada', 'mal'])
        if (other !== name) expect(bytes).not.toContain(`marker of ${other}`);
    }
    expect(players.host?.own).toBeUndefined();
    expect(players.watch?.own).toBeUndefined();
  });

  it('an answer to a question made from the round is kept with its words; there is no other', async () => {
    const [made] = players.ada?.postMortem?.questions ?? [];
    expect(made).toBeDefined();
    players.ada?.send('reply', { question: made?.id, choice: made?.right });
    players.ada?.send('reply', { question: made?.id, choice: 3 });
    expect(await players.ada?.refused('reply', { question: 'nonsense', choice: 0 })).toMatchObject({
      code: 'noQuestion',
    });
    const report = await server.services.keeping.reports.read(hostKey);
    const question = `1/made/${made?.id}`;
    expect(report?.answers).toMatchObject([{ question, asked: 'round', given: made?.right, right: true }]);
    expect(report?.questions).toMatchObject([{ question, source: `made/${made?.idea}`, text: made?.text }]);
  });

  it('whoever comes back gets it again; the next round takes it away', async () => {
    const again = await server.join(code, { secret: players.ada?.welcome.secret ?? '' });
    await until(() => again.own !== undefined);
    expect(again.postMortem).toEqual(players.watch?.postMortem);
    players.host?.send('start');
    await until(() => again.room.state.phase === 'boot');
    expect((await chunkOf(0)).status).toBe(404);
    await again.leave();
    expect(server.lines.join('\n')).not.toMatch(/not played/);
  });
});
