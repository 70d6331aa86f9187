import { afterAll, beforeAll, expect, it } from 'vitest';
import { play } from '../../examples/bot.ts';
import { type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

it('a client written from the protocol’s description joins by code and plays a round', async () => {
  const { code, hostKey, room } = await server.host();
  const host = await server.join(code, { hostKey });
  const lines: string[] = [];
  const playing = play(server.base, code, 'Botty', (line) => lines.push(line));
  await until(() => room.players === 1 && lines.length === 1);
  host.send('start');
  await until(() => host.room.state.phase === 'boot');
  room.advance(20_000);
  while (room.state.phase === 'run') {
    room.step(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const { verdict, jobs } = await playing;
  expect(verdict).toMatch(/\.$/);
  expect(jobs).toBeGreaterThan(0);
  expect(lines[0]).toMatch(/^Joined/);
  await host.leave();
});
