import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { replay } from '../../server/game/round.ts';
import type { JournalEntry, RoundSeat } from '../../server/game/types.ts';
import { scenario } from '../../shared/scenarios/index.ts';
import { type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

it('a round is kept as it goes, and played again from what was kept ends the same', async () => {
  const begin = vi.spyOn(server.services.keeping.journal, 'begin');
  const { code, hostKey, room } = await server.host('infected');
  const host = await server.join(code, { hostKey });
  const ada = await server.join(code, { nickname: 'Ada' });
  ada.send('wish', { role: 'process' });
  await until(() => ada.part('who').wish === 'process');
  host.send('start');
  await until(() => ada.room.state.phase === 'boot');
  room.advance(20_000);
  room.step(2);
  ada.send('program', { lines: ['work 5', 'write(1, "hello", 5)'] });
  await until(() => ada.part('program').lines.length === 2);
  room.step(20);
  const late = await server.join(code, { nickname: 'Late' });
  room.step(20);
  host.send('kick', { seat: late.welcome.seat });
  await until(() => late.closed !== undefined);
  while (room.state.phase === 'run') room.step(1);
  await until(() => ada.results !== undefined);

  const kept = await server.services.keeping.journal.read(begin.mock.results[0]?.value);
  expect(kept).toBeDefined();
  if (kept === undefined) return;
  const played = scenario(kept.scenario);
  if (played === undefined) throw new Error(kept.scenario);
  const again = replay(
    { scenario: played, seed: kept.seed, seats: kept.seats as RoundSeat[] },
    kept.inputs as JournalEntry[],
    played.lengthTicks,
    () => {},
  );
  expect({ ...again.results(), round: 1 }).toEqual(kept.results);
  expect(kept.results).toEqual(ada.results);
  await ada.leave();
  await host.leave();
});

it('players are told nothing of the kind where everything is saved', async () => {
  const { body } = await server.post('/api/play-now', { role: 'process' });
  const player = await server.join(body.code ?? '');
  expect(player.room.state.saving).toBe(true);
  await player.leave();
});
