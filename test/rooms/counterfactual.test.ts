import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

it('some time after its results a round comes back under every policy, also for who joins then', async () => {
  const { code, hostKey, room } = await server.host();
  const host = await server.join(code, { hostKey });
  const ada = await server.join(code, { nickname: 'Ada' });
  host.send('start');
  await until(() => ada.room.state.phase === 'boot');
  room.advance(20_000);
  room.step(60);
  host.send('end');
  await until(() => ada.results !== undefined);
  // The room goes on while a thread of its own plays the round again.
  await until(() => ada.counterfactual !== undefined);
  expect(ada.counterfactual?.round).toBe(1);
  expect(ada.counterfactual?.rows[0]).toMatchObject({ played: true, jobsDone: ada.results?.stats.jobsDone });
  expect(ada.counterfactual?.rows.length).toBeGreaterThan(5);

  const late = await server.join(code, { nickname: 'Late' });
  await until(() => late.counterfactual !== undefined);
  expect(late.counterfactual).toEqual(ada.counterfactual);
  await late.leave();
  await ada.leave();
  await host.leave();
  expect(server.lines.join('\n')).not.toMatch(/not played under other policies/);
});
