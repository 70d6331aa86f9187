import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dailyLevel } from '../../server/game/daily/level.ts';
import { scoreJournal } from '../../server/game/daily/score.ts';
import type { RoundJournal } from '../../server/game/journal.ts';
import { DAILY_PLAYERS } from '../../server/game/levels/players/daily.ts';
import { playLevel } from '../../server/game/levels/run.ts';
import type { MachineRoom } from '../../server/rooms/machine-room.ts';
import { DAILY_STATIONS, type DailyStation } from '../../shared/daily/day.ts';
import { DAILY_MEASURES } from '../../shared/daily/index.ts';
import type { BoardView, DailyView } from '../../shared/protocol/daily.ts';
import { JOIN_ERRORS } from '../../shared/protocol/messages.ts';
import { joinError, type Player, type TestServer, testServer, until } from './harness.ts';
import { sender } from './sender.ts';

const DAY = '2026-03-01';
const NOON = Date.parse(`${DAY}T12:00:00Z`);
const HOUR = 3_600_000;
let now = NOON;
let server: TestServer;
beforeAll(async () => {
  server = await testServer({}, { today: () => now });
});
afterAll(() => server.stop());

const headers = (key: string) => ({ 'Content-Type': 'application/json', 'Userland-Player': key });
const newKey = async (at = server): Promise<string> => (await at.post('/api/progress', {})).body.key ?? '';

async function open(station: DailyStation, name: string, key: string, at = server): Promise<string> {
  const init = { method: 'POST', headers: headers(key), body: JSON.stringify({ name }) };
  const answer = await fetch(`${at.base}/api/daily/${station}`, init);
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { code: string }).code;
}

async function board(station: DailyStation, key: string, day = DAY): Promise<BoardView> {
  const answer = await fetch(`${server.base}/api/daily/${day}/${station}`, { headers: headers(key) });
  expect(answer.status).toBe(200);
  return (await answer.json()) as BoardView;
}

const script = (station: DailyStation, how: 'good' | 'wrong') => {
  const level = dailyLevel({ station, day: DAY });
  return playLevel(level, DAILY_PLAYERS[station][how](level));
};

const scoreOf = ({ daily }: Player): DailyView => {
  if (daily === undefined) throw new Error('nothing was scored');
  return daily;
};

/** Plays a room's round by the ordinary messages, each at the tick at which the level's own player would send it. */
async function play(
  room: MachineRoom,
  player: Player,
  station: DailyStation,
  how: 'good' | 'wrong' = 'good',
) {
  const { journal } = script(station, how).round;
  player.daily = undefined;
  await sender(journal)(player, room);
  await until(() => player.daily !== undefined);
  return scoreOf(player);
}

async function playNew(station: DailyStation, name: string, key: string, how: 'good' | 'wrong' = 'good') {
  const code = await open(station, name, key);
  const room = server.keeper.find(code) as MachineRoom;
  const player = await server.join(code);
  const daily = await play(room, player, station, how);
  await player.leave();
  return daily;
}

/** The journal that stands on the board, out of the store and played again by the command line, has the same score and hash. */
async function confirm(round: string, { station, day, score }: DailyView): Promise<void> {
  const kept = await server.services.keeping.journal.read(round);
  if (kept === undefined) throw new Error('the journal is not kept');
  const { seats, inputs } = kept as unknown as RoundJournal;
  const { hash } = scoreJournal({ station, day }, seats, inputs);
  const file = join(server.config.dataDir, `${station}.json`);
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/replay.ts', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: server.config.dataDir },
    });
  expect(run('--export', round, file)).toMatchObject({ status: 0, stderr: '' });
  const { stdout } = run(file);
  expect(stdout).toContain(`Score: ${score} points`);
  expect(stdout).toContain(hash);
}

describe('a daily machine', () => {
  it.each(DAILY_STATIONS)(
    'of the %s is scored from its journal, and stands on the board',
    async (station) => {
      const key = await newKey();
      const { measure } = script(station, 'good');
      const daily = await playNew(station, 'Ada', key);
      expect(daily).toMatchObject({ station, day: DAY, value: measure(DAILY_MEASURES[station]), why: '' });
      expect(daily.score).toBeGreaterThan(1000);
      expect(daily.rivals.find(({ score }) => score === 1000)).toBeDefined();
      const { board: rows, own, rivals } = await board(station, key);
      expect(rows).toMatchObject([{ place: 1, name: 'Ada', score: daily.score, own: true }]);
      expect(own).toEqual(rows[0]);
      await confirm(own?.round ?? '', daily);
      expect(rivals).toEqual(daily.rivals.map(({ name, score }) => ({ name, score })));
      await server.services.keeping.progress.remove(key);
      expect((await board(station, key)).board).toEqual([]);
    },
  );

  it('says whether it was played by hand or by code, and lets both count alike', async () => {
    const { journal, options } = script('scheduler', 'good').round;
    const by = (code: (nth: number) => boolean) =>
      scoreJournal(
        { station: 'scheduler', day: DAY },
        options.seats,
        journal.map((entry, nth) =>
          entry.input.type === 'dispatch' && code(nth)
            ? { ...entry, input: { ...entry.input, code: true } }
            : entry,
        ),
      );
    const [hand, code, both] = [by(() => false), by(() => true), by((nth) => nth % 2 === 0)];
    expect([hand.how, code.how, both.how]).toEqual(['hand', 'code', 'both']);
    expect(new Set([hand.score, code.score, both.score]).size).toBe(1);
    const key = await newKey();
    expect(await playNew('scheduler', 'Ada', key)).toMatchObject({ how: 'hand' });
    expect((await board('scheduler', key)).own).toMatchObject({ how: 'hand' });
    await server.services.keeping.progress.remove(key);
  });

  it('keeps the best of a player’s rounds, in the same room or in two at once', async () => {
    const key = await newKey();
    const [one, two] = [await open('disk', 'Ada', key), await open('disk', 'Ada', key)];
    const [a, b] = [await server.join(one), await server.join(two)];
    const room = server.keeper.find(one) as MachineRoom;
    const bad = await play(room, a, 'disk', 'wrong');
    expect((await board('disk', key)).own).toMatchObject({ score: bad.score });
    const good = await play(server.keeper.find(two) as MachineRoom, b, 'disk');
    expect(good.score).toBeGreaterThan(bad.score);
    a.send('ready');
    await until(() => room.state.phase === 'run');
    const again = await play(room, a, 'disk', 'wrong');
    expect(again).toMatchObject({ score: bad.score, why: '' });
    const { board: rows } = await board('disk', key);
    expect(rows).toMatchObject([{ name: 'Ada', score: good.score }]);
    await Promise.all([a.leave(), b.leave()]);
    await server.services.keeping.progress.remove(key);
  });

  it('goes on after a reload in the middle, and tells its score to who comes back after the end', async () => {
    const key = await newKey();
    const code = await open('disk', 'Ada', key);
    const room = server.keeper.find(code) as MachineRoom;
    const before = await server.join(code);
    const { secret } = before.welcome;
    before.send('answer', { choice: 0 });
    await before.refused('nothing');
    room.step(20);
    const tick = room.state.tick;
    await before.leave();
    room.step(20);
    expect(room.state.tick).toBe(tick);
    const after = await server.join(code, { secret });
    const daily = await play(room, after, 'disk');
    expect(daily.why).toBe('');
    await after.leave();
    const late = await server.join(code, { secret });
    await until(() => late.daily !== undefined);
    expect(late.daily).toEqual(daily);
    await late.leave();
    await server.services.keeping.progress.remove(key);
  });

  it('lets nobody else onto its machine', async () => {
    const code = await open('memory', 'Ada', await newKey());
    const player = await server.join(code);
    expect(await joinError(server.join(code))).toMatchObject({ code: JOIN_ERRORS.full });
    await player.leave();
  });

  it('counts where it was begun on its day and ended soon after it, and no longer', async () => {
    const key = await newKey();
    const midnight = Date.parse('2026-03-02T00:00:00Z');
    const begin = async () => {
      now = midnight - 60_000;
      const code = await open('disk', 'Ada', key);
      return { room: server.keeper.find(code) as MachineRoom, player: await server.join(code) };
    };
    const soon = await begin();
    now = midnight + 60_000;
    expect((await play(soon.room, soon.player, 'disk', 'wrong')).why).toBe('');
    // A second round in the same room begins on the next day.
    soon.player.send('ready');
    await until(() => soon.room.state.phase === 'run');
    expect((await play(soon.room, soon.player, 'disk')).why).toBe('late');
    const late = await begin();
    now = midnight + 2 * HOUR;
    expect((await play(late.room, late.player, 'disk')).why).toBe('late');
    const { board: rows } = await board('disk', key);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.score).toBeLessThan(1100);
    now = NOON;
    await Promise.all([soon.player.leave(), late.player.leave()]);
    await server.services.keeping.progress.remove(key);
  });

  it('is played without a key, and says that nothing is kept', async () => {
    const { body } = await server.post('/api/daily/disk', { name: 'Ada' });
    const code = body.code ?? '';
    const player = await server.join(code);
    const daily = await play(server.keeper.find(code) as MachineRoom, player, 'disk');
    expect(daily).toMatchObject({ why: 'unsaved' });
    expect(daily.score).toBeGreaterThan(1000);
    await player.leave();
  });
});

describe('its routes', () => {
  it('name today, and the days that were played', async () => {
    expect(await (await server.get('/api/daily')).json()).toEqual({ today: DAY, days: [DAY] });
  });

  it('refuse a rude name, an unknown station, a day to come and the way of the campaign, in one sentence', async () => {
    const refusals = [
      await server.post('/api/daily/disk', { name: 'fuck' }),
      await server.post('/api/daily/disk', {}),
      await server.post('/api/daily/printer', { name: 'Ada' }),
      await server.post(`/api/levels/daily-disk-${DAY}`, {}),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 404, 404]);
    for (const { body } of refusals) expect(body.error).toMatch(/^[^\n]+: [^\n]+\.$|^[^\n]+\.$/);
    for (const path of ['2026-03-02/disk', '2026-02-30/disk', 'today/disk', `${DAY}/printer`])
      expect((await server.get(`/api/daily/${path}`)).status).toBe(404);
  });

  it('show a day nobody has played yet with its algorithms', async () => {
    const view = await board('memory', await newKey());
    expect(view).toMatchObject({ board: [], own: null });
    expect(view.rivals.map(({ name }) => name)).toContain('FIFO');
  });
});

it('a daily machine whose scores can’t be saved is played all the same, and says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'userland-'));
  writeFileSync(join(folder, 'userland.db'), 'this is no database. '.repeat(100));
  const poor = await testServer({ DATA_DIR: folder }, { today: () => NOON });
  const code = await open('disk', 'Ada', 'A'.repeat(22), poor);
  const player = await poor.join(code);
  const daily = await play(poor.keeper.find(code) as MachineRoom, player, 'disk');
  expect(daily).toMatchObject({ why: 'unsaved' });
  expect((await poor.get(`/api/daily/${DAY}/disk`)).status).toBe(503);
  await player.leave();
  await poor.stop();
  rmSync(folder, { recursive: true });
});
