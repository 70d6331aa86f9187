import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

describe('a level’s room', () => {
  it('is refused with a sentence where there is no such level', async () => {
    const { status, body } = await server.post('/api/levels/nowhere-9', {});
    expect(status).toBe(404);
    expect(body.error).toMatch(/^There is no such level: /);
  });

  it('is played from its first step to its stars by the ordinary messages', async () => {
    const { status, body } = await server.post('/api/levels/userspace-1', {});
    expect(status).toBe(201);
    const code = body.code ?? '';
    await playHello(code);
  });

  it('gives its stars to the player whose key came with the request, and to nobody without one', async () => {
    const { body } = await server.post('/api/progress', {});
    const as = { 'Content-Type': 'application/json', 'Userland-Player': body.key ?? '' };
    const made = await fetch(`${server.base}/api/levels/userspace-1`, {
      method: 'POST',
      headers: as,
      body: '{}',
    });
    const { code } = (await made.json()) as { code: string };
    await playHello(code);
    const kept = async () => {
      const answer = await fetch(`${server.base}/api/progress`, { headers: as });
      return ((await answer.json()) as { levels: { level: string; stars: number }[] }).levels;
    };
    for (let levels = await kept(); ; levels = await kept()) {
      if (levels.length === 0) continue;
      expect(levels).toMatchObject([{ level: 'userspace-1', stars: 3 }]);
      return;
    }
  });

  it('shows a new quantum although the machine stands still for its scheduler', async () => {
    const { body } = await server.post('/api/levels/cpu-2', {});
    const room = server.keeper.find(body.code ?? '')!;
    const player = await server.join(body.code ?? '');
    await until(() => player.part('course')?.question?.options.length === 1);
    player.send('answer', { choice: 0 });
    await until(() => player.part('course')?.question === null);
    for (let tick = 0; tick < 3; tick += 1) room.step(1);
    await until(() => player.part('course')?.waits === true);
    player.send('quantum', { ticks: 4 });
    await until(() => player.room.state.quantum === 4);
    await player.leave();
  });

  it('begins anew when its player wants to play again', async () => {
    const { body } = await server.post('/api/levels/userspace-1', {});
    const room = server.keeper.find(body.code ?? '')!;
    const player = await server.join(body.code ?? '');
    for (let tick = 0; tick < 1600; tick += 1) room.step(1);
    await until(() => player.room.state.phase === 'results');
    expect(player.results?.level).toMatchObject({ outcome: 'failed', stars: 0 });
    player.send('ready');
    await until(() => player.room.state.phase === 'run' && player.part('course')?.step === 0);
    await player.leave();
  });
});

/** Plays level 1 as who has its idea. */
async function playHello(code: string): Promise<void> {
  const room = server.keeper.find(code)!;
  const player = await server.join(code);
  const step = () => player.part('course')?.step;
  await until(() => step() === 0);
  const acts = [['work 3'], ['write(1, "hello\\n", 6)'], ['write(1, "a process\\n", 10)']];
  for (const [index, lines] of [...acts, ['close(1)', 'write(1, "hm?", 3)']].entries()) {
    const before = player.part('program').lines.length;
    player.send('program', { lines });
    await until(() => player.part('program').lines.length > before);
    room.step(14);
    await until(() => step() === index + 1);
  }
  // Two questions at the end: the kernel, because you asked; the terminal is hardware.
  for (const choice of [1, 2]) {
    const at = step();
    player.send('answer', { choice });
    await until(() => step() !== at);
  }
  room.step(10);
  await until(() => player.results !== undefined);
  expect(player.results?.level).toMatchObject({ levelId: 'userspace-1', outcome: 'done', stars: 3 });
  await player.leave();
}
