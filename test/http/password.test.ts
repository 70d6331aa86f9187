import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../rooms/harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ HOST_PASSWORD: 'correct horse' });
});
afterAll(() => server.stop());

it('hosting needs the password where one is set, and guesses are limited', async () => {
  const host = (password?: string) =>
    server.post('/api/rooms', { name: '9b', scenario: 'first-boot', password });
  expect((await host('correct horse')).status).toBe(201);
  expect((await host()).status).toBe(403);
  for (const guess of ['a', 'b', 'c']) expect((await host(guess)).body.error).toMatch(/needs its password/);
  expect((await host('correct horse')).status).toBe(429);
});
