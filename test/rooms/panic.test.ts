import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRound, type Round } from '../../server/game/round.ts';
import type { RoundSeat } from '../../server/game/types.ts';
import { infected } from '../../shared/scenarios/infected.ts';
import { type TestServer, testServer, until } from './harness.ts';

const CRASHES = 100;

const seats: RoundSeat[] = (['malware', 'process', 'process'] as const).map((role, index) => ({
  id: `s${index}`,
  nickname: `Player ${index}`,
  role,
  bot: false,
}));
const scenario = { ...infected, lengthTicks: 6000, programs: ['cat' as const] };

function crash(round: Round): void {
  round.input('host', { type: 'protections', name: 'isolation', on: false });
  for (let tick = 0; tick < 120 && round.world().outage === null; tick += 1) {
    if (tick % 10 === 0) round.input('s0', { type: 'exploit', id: 'kernel-write' });
    round.tick();
  }
  if (round.world().outage === null) throw new Error('the machine did not panic');
}

describe('a room that panics', () => {
  it(`${CRASHES} times leaves another room as it would have been, hash by hash`, () => {
    const quiet = (): Round => createRound({ scenario: infected, seed: 5, seats });
    const [alone, beside] = [quiet(), quiet()];
    for (let crashes = 0; crashes < CRASHES; crashes += 1) {
      crash(createRound({ scenario, seed: crashes, seats }));
      alone.tick();
      beside.tick();
      expect(beside.hash()).toBe(alone.hash());
    }
    const fresh = quiet();
    for (let tick = 0; tick < CRASHES; tick += 1) fresh.tick();
    expect(fresh.hash()).toBe(beside.hash());
  });
});

describe('on the network', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it('the host’s switch reaches every screen, and so does the console of a machine that stopped; private parts stay private', async () => {
    const { code, hostKey, room } = await server.host('infected');
    const host = await server.join(code, { hostKey });
    const watch = await server.join(code, { watch: true });
    const bad = await server.join(code, { nickname: 'Bad' });
    const good = await server.join(code, { nickname: 'Good' });
    bad.send('wish', { role: 'malware' });
    good.send('wish', { role: 'process' });
    await until(() => bad.part('who').wish === 'malware' && good.part('who').wish === 'process');
    host.send('start');
    await until(() => bad.room.state.phase === 'boot');
    room.advance(20_000);
    room.step(10);
    host.send('protections', { name: 'isolation', on: false });
    const everyone = [host, watch, bad, good];
    await until(() => everyone.every((one) => one.room.state.protections.isolation === false));
    for (let tries = 0; tries < 60 && room.state.outage === ''; tries += 1) {
      if (tries % 20 === 0) bad.send('exploit', { id: 'kernel-write' });
      await new Promise((resolve) => setImmediate(resolve));
      room.step(1);
    }
    await until(() => everyone.every((one) => one.room.state.outage !== ''));
    expect(JSON.parse(watch.room.state.outage)).toMatchObject({ phase: 'panic' });
    expect(good.room.state.outage).toBe(bad.room.state.outage);
    expect([...good.room.state.seats.values()].filter((seat) => (seat.self?.size ?? 0) > 0)).toHaveLength(1);
    room.step(60);
    await until(() => everyone.every((one) => one.room.state.outage === ''));
    expect(room.state.phase).toBe('run');
    for (const one of everyone) await one.leave();
  });
});
