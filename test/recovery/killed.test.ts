import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { replay } from '../../server/game/round.ts';
import type { JournalEntry, RoundSeat } from '../../server/game/types.ts';
import { startServer } from '../../server/start.ts';
import { openKeeping } from '../../server/store/keep.ts';
import { LEASE_MS } from '../../server/store/leases.ts';
import { RoomElsewhere } from '../../server/store/rooms.ts';
import { JOIN_ERRORS } from '../../shared/protocol/messages.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { joinError, Player, until } from '../rooms/harness.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../store/postgres.ts';
import { type Environment, host, kill, secondServer, spawnServer } from './servers.ts';

// Servers are started and killed as processes: on a busy computer that takes its time.
vi.setConfig({ testTimeout: 240_000 });

/** A class of a host, a scheduler and a process in the middle of a round in which something was done. */
async function classAt(base: string) {
  const { code, hostKey } = await host(base);
  const teacher = await Player.join(base, code, { hostKey });
  const ada = await Player.join(base, code, { nickname: 'Ada' });
  const ben = await Player.join(base, code, { nickname: 'Ben' });
  teacher.send('assign', { seat: ada.welcome.seat, role: 'process' });
  teacher.send('assign', { seat: ben.welcome.seat, role: 'scheduler' });
  teacher.send('lock', { locked: true });
  await until(() => ada.room.state.locked);
  teacher.send('start');
  await until(() => ada.room.state.phase === 'boot');
  ada.send('ready');
  ben.send('ready');
  await until(() => ada.room.state.phase === 'run');
  ada.send('program', { lines: ['work 4', 'write(1, "hello", 5)'] });
  ben.send('quantum', { ticks: 3 });
  await until(() => ada.room.state.tick > 40 && ada.room.state.quantum === 3);
  return { code, hostKey, teacher, ada, ben };
}

const recovery = (environmentOf: () => Environment): void => {
  it('a server killed in the middle of a round goes on from its last written tick, for everybody who was there', async () => {
    const environment = environmentOf();
    const first = await spawnServer(environment);
    const { code, hostKey, teacher, ada, ben } = await classAt(first.base);
    // The last that Ada was told of before the server is gone.
    ada.send('program', { lines: ['work 9'] });
    await until(() => JSON.stringify(ada.part('program')).includes('work 9'));
    const seen = ada.room.state.tick;
    const points = ada.room.state.seats.get(ada.welcome.seat)?.points;
    await kill(first);
    await until(() => ada.closed !== undefined && teacher.closed !== undefined);

    const second = await secondServer(environment);
    const room = await second.keeper.wake(code);
    if (room === undefined) throw new Error('no room');
    expect(room.state.phase).toBe('run');
    expect(room.state.tick).toBeGreaterThanOrEqual(seen);
    expect(room.state.locked).toBe(true);
    expect(room.state.quantum).toBe(3);

    const back = await Player.join(second.base, code, { secret: ada.welcome.secret });
    const scheduler = await Player.join(second.base, code, { secret: ben.welcome.secret });
    const desk = await Player.join(second.base, code, { hostKey });
    expect([back, scheduler, desk].map(({ welcome }) => [welcome.seat, welcome.kind])).toEqual([
      [ada.welcome.seat, 'process'],
      [ben.welcome.seat, 'scheduler'],
      ['host', 'host'],
    ]);
    expect(JSON.stringify(back.part('program'))).toContain('work 9');
    expect(back.room.state.seats.get(ada.welcome.seat)).toMatchObject({ nickname: 'Ada' });
    expect(back.room.state.seats.get(ada.welcome.seat)?.points).toBeGreaterThanOrEqual(points ?? 0);

    // Before anything else happens: the room is what its journal says.
    const keeping = await openKeeping(readConfig(environment), { log: () => {} });
    const rounds = await keeping.rooms.read(code);
    const id = (rounds as { course: { journal: string } }).course.journal;
    const kept = await keeping.journal.read(id);
    if (kept === undefined) throw new Error(id);
    expect(kept.tick).toBe(room.state.tick);
    const options = { scenario: kept.setup as Scenario, seed: kept.seed, seats: kept.seats as RoundSeat[] };
    const again = replay(options, kept.inputs as JournalEntry[], kept.tick, () => {});
    for (const { tick, seat, input } of kept.inputs as JournalEntry[])
      if (tick === kept.tick) again.input(seat, input);
    expect(room.hash).toBe(again.hash());

    // And it goes on, as one round, whose journal still replays.
    back.send('program', { lines: ['write(1, "back", 4)'] });
    await until(() => JSON.stringify(back.part('program')).includes('back'));
    room.step(60);
    desk.send('end');
    await until(() => back.results !== undefined);
    const whole = await second.services.keeping.journal.read(id);
    const end = replay(options, (whole?.inputs ?? []) as JournalEntry[], whole?.tick ?? 0, () => {});
    expect({ ...end.results(), round: 1 }).toEqual(back.results);

    // A newcomer knocks at a door that was locked before, and a stranger's secret opens nothing.
    expect(await joinError(Player.join(second.base, code, { nickname: 'Eve' }))).toMatchObject({
      code: JOIN_ERRORS.locked,
    });
    expect(await joinError(Player.join(second.base, code, { secret: 'x'.repeat(22) }))).toMatchObject({
      code: JOIN_ERRORS.seatGone,
    });
    await keeping.close();
    await second.stop();
  });

  it('a room that another server has open is left alone, until that one is gone and its lease has run out', async () => {
    const environment = environmentOf();
    const first = await spawnServer(environment);
    const { code, ada } = await classAt(first.base);
    const now = { value: Date.now() };
    const second = await startServer(readConfig(environment), {
      clock: 'manual',
      log: () => {},
      today: () => now.value,
    });
    const base = `http://127.0.0.1:${second.port}`;
    await expect(second.keeper.wake(code)).rejects.toThrow(RoomElsewhere);
    expect((await fetch(`${base}/api/rooms/${code}`)).status).toBe(503);
    expect(await joinError(Player.join(base, code, { secret: ada.welcome.secret }))).toBeDefined();
    expect(second.keeper.find(code)).toBeUndefined();
    // The class goes on where it is.
    const { tick } = ada.room.state;
    await until(() => ada.room.state.tick > tick + 5);

    await kill(first);
    now.value = Date.now() + LEASE_MS + 1;
    const back = await Player.join(base, code, { secret: ada.welcome.secret });
    expect(back.welcome.seat).toBe(ada.welcome.seat);
    await second.stop();

    // Who stops in order lets go of the room: nobody has to wait.
    const third = await startServer(readConfig(environment), {
      clock: 'manual',
      log: () => {},
      today: () => now.value,
    });
    expect((await third.keeper.wake(code))?.state.phase).toBe('run');
    await third.stop();
  });

  it('keeps results, points and roles of a round that was over, and starts the next one', async () => {
    const environment = environmentOf();
    const first = await spawnServer(environment);
    const { code, hostKey, teacher, ada } = await classAt(first.base);
    teacher.send('end');
    await until(() => ada.results !== undefined && ada.room.state.phase === 'results');
    const { points } = ada.room.state.seats.get(ada.welcome.seat) ?? {};
    await kill(first);
    const second = await secondServer(environment);
    const back = await Player.join(second.base, code, { secret: ada.welcome.secret });
    await until(() => back.results !== undefined);
    expect(back.results).toEqual(ada.results);
    expect(back.room.state.phase).toBe('results');
    expect(back.room.state.seats.get(ada.welcome.seat)?.points).toBe(points);
    const desk = await Player.join(second.base, code, { hostKey });
    desk.send('start');
    await until(() => back.room.state.phase === 'boot' && back.room.state.round === 2);
    await second.stop();
  });

  it('nothing but hashes of secrets stands in what is kept, and a room that has ended is forgotten', async () => {
    const environment = environmentOf();
    const first = await secondServer(environment);
    const { code, hostKey } = await host(first.base);
    const teacher = await Player.join(first.base, code, { hostKey });
    const ada = await Player.join(first.base, code, { nickname: 'Ada' });
    const room = first.keeper.find(code);
    const kept = JSON.stringify(await first.services.keeping.rooms.read(code));
    expect(kept).toContain('Ada');
    for (const secret of [hostKey, ada.welcome.secret, teacher.welcome.secret])
      expect(kept).not.toContain(secret);
    await ada.leave();
    await teacher.leave();
    await until(() => room?.clients.length === 0);
    room?.advance(1);
    room?.advance(first.services.emptyAfter);
    await until(() => first.keeper.find(code) === undefined);
    expect(await first.services.keeping.rooms.read(code)).toBeUndefined();
    expect(await joinError(Player.join(first.base, code, { hostKey }))).toMatchObject({
      code: JOIN_ERRORS.wrongCode,
    });
    await first.stop();
  });
};

const folder = mkdtempSync(join(tmpdir(), 'userland-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const common = { PORT: '0', HOST: '127.0.0.1', TICKS_PER_SECOND: '50' };
let made = 0;
const newFolder = (): string => {
  made += 1;
  return join(folder, String(made));
};

describe('on SQLite', () => {
  recovery(() => ({ ...common, DATA_DIR: newFolder() }));
});

describe.skipIf(noPostgres !== '')('on PostgreSQL', () => {
  let server: TestPostgres;
  const databases: string[] = [];
  beforeAll(async () => {
    server = await startPostgres();
    for (let index = 0; index < 4; index++) databases.push(await server.database());
  });
  afterAll(() => server.stop());
  recovery(() => ({ ...common, DATA_DIR: newFolder(), DATABASE_URL: databases.shift() ?? '' }));
});
