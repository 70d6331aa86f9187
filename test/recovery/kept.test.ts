import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { dailyLevel } from '../../server/game/daily/level.ts';
import { DAILY_PLAYERS } from '../../server/game/levels/players/daily.ts';
import { playLevel } from '../../server/game/levels/run.ts';
import type { MachineRoom } from '../../server/rooms/machine-room.ts';
import { startServer } from '../../server/start.ts';
import { CLOSE, JOIN_ERRORS } from '../../shared/protocol/messages.ts';
import { INVENTORY } from '../../shared/questions/inventory.ts';
import { joinError, Player, until } from '../rooms/harness.ts';
import { sender } from '../rooms/sender.ts';
import { type Environment, host, kill, secondServer, spawnServer } from './servers.ts';

// Servers are started and killed as processes: on a busy computer that takes its time.
vi.setConfig({ testTimeout: 240_000 });

const folder = mkdtempSync(join(tmpdir(), 'userland-kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
const environment = () => {
  made += 1;
  const common = { PORT: '0', HOST: '127.0.0.1', TICKS_PER_SECOND: '50' };
  return { ...common, DATA_DIR: join(folder, String(made)) };
};

const ITEMS = INVENTORY.map(({ id }) => id);

/** Answers these items, one after the other, each when the one before is on the screen as answered. */
async function answer(player: Player, items: readonly string[]): Promise<void> {
  for (const item of items) {
    player.send('item', { item, choice: 0 });
    await until(() => player.part('survey').includes(item));
  }
}

const back = (base: string, code: string, { welcome }: Player): Promise<Player> =>
  Player.join(base, code, { secret: welcome.secret });

/** A server with a teacher and two students in the lobby. */
async function lesson(kept: Environment) {
  const first = await spawnServer(kept);
  const { code, hostKey } = await host(first.base);
  const teacher = await Player.join(first.base, code, { hostKey });
  const ada = await Player.join(first.base, code, { nickname: 'Ada' });
  const ben = await Player.join(first.base, code, { nickname: 'Ben' });
  return { first, code, hostKey, teacher, ada, ben };
}

it('a server killed in the middle of the twelve questions asks everybody the next one', async () => {
  const kept = environment();
  const { first, code, hostKey, teacher, ada, ben } = await lesson(kept);
  teacher.send('survey', { run: 'before' });
  await until(() => ada.room.state.survey !== '' && ben.room.state.survey !== '');
  await answer(ada, ITEMS.slice(0, 5));
  await answer(ben, ITEMS.slice(0, 11));
  // What stands on a screen is kept: the server may be gone in this very moment.
  await kill(first);

  const second = await secondServer(kept);
  const again = { ada: await back(second.base, code, ada), ben: await back(second.base, code, ben) };
  expect(JSON.parse(again.ada.room.state.survey)).toEqual({ run: 'before', finished: 0 });
  expect(again.ada.part('survey')).toEqual(ITEMS.slice(0, 5));
  expect(again.ben.part('survey')).toEqual(ITEMS.slice(0, 11));
  expect((await again.ada.refused('item', { item: ITEMS[4], choice: 1 })).code).toBe('answered');
  await answer(again.ada, ITEMS.slice(5));
  await answer(again.ben, ITEMS.slice(11));
  await until(() => JSON.parse(again.ada.room.state.survey).finished === 2);

  const report = await second.services.keeping.reports.read(hostKey);
  for (const { welcome } of [ada, ben]) {
    const own = report?.answers.filter(({ seat }) => seat === welcome.seat);
    expect(own?.map(({ question }) => question).sort()).toEqual(ITEMS.map((id) => `inventory/${id}`).sort());
  }
  await second.stop();
});

it('a server killed in the lobby keeps the question on the screens, the door, and who was taken out', async () => {
  const kept = environment();
  const { first, code, hostKey, teacher, ada, ben } = await lesson(kept);
  const dan = await Player.join(first.base, code, { nickname: 'Dan', player: 'd'.repeat(22) });
  teacher.send('kick', { seat: dan.welcome.seat });
  await until(() => dan.closed === CLOSE.kicked);
  teacher.send('assign', { seat: ada.welcome.seat, role: 'scheduler' });
  teacher.send('capacity', { players: 7 });
  teacher.send('bars', { on: true });
  teacher.send('names', { generated: true });
  teacher.send('waitingRoom', { on: true });
  await until(() => teacher.part('desk').waitingRoom && ada.room.state.generatedNames);
  const cleo = await Player.join(first.base, code, { nickname: 'Cleo' });
  expect(cleo.welcome.kind).toBe('waiting');
  const question = {
    text: 'Who may halt the core?',
    answers: ['Everybody', 'The kernel'],
    right: 1,
    why: '',
  };
  teacher.send('ask', { from: 'typed', ...question });
  await until(() => ada.room.state.poll !== '');
  ada.send('vote', { poll: 1, choice: 1 });
  await until(() => ada.part('vote') !== null && teacher.part('desk').tally?.counts[1] === 1);
  const named = ada.room.state.seats.get(ada.welcome.seat)?.nickname;
  await kill(first);

  const second = await secondServer(kept);
  const again = await back(second.base, code, ada);
  expect(again.room.state.seats.get(ada.welcome.seat)?.nickname).toBe(named);
  expect(again.part('vote')).toEqual({ poll: 1, choice: 1 });
  expect(JSON.parse(again.room.state.poll)).toMatchObject({ id: 1, phase: 'open', text: question.text });
  expect((await again.refused('vote', { poll: 1, choice: 0 })).code).toBe('answered');
  // The teacher's browser still has the key, and another one opens nothing.
  const desk = await Player.join(second.base, code, { hostKey });
  expect(desk.part('desk')).toMatchObject({
    waitingRoom: true,
    waiting: [{ seat: cleo.welcome.seat, nickname: 'Cleo' }],
    capacity: 7,
    banned: [{ seat: dan.welcome.seat, nickname: 'Dan' }],
    bars: true,
    tally: { id: 1, counts: [0, 1] },
    right: 1,
  });
  expect(await joinError(Player.join(second.base, code, { hostKey: 'x'.repeat(22) }))).toMatchObject({
    code: JOIN_ERRORS.hostKey,
  });
  const other = await back(second.base, code, ben);
  other.send('vote', { poll: 1, choice: 0 });
  await until(() => desk.part('desk').tally.counts[0] === 1);

  // Under another name, or by the seat that was: who was taken out stays out.
  for (const options of [{ secret: dan.welcome.secret }, { nickname: 'Dana', player: 'd'.repeat(22) }])
    expect(await joinError(Player.join(second.base, code, options))).toMatchObject({ code: CLOSE.kicked });
  const waits = await back(second.base, code, cleo);
  expect(waits.welcome.kind).toBe('waiting');
  desk.send('admit', { seat: cleo.welcome.seat });
  await until(() => waits.welcome.kind === 'process');
  desk.send('start');
  await until(() => again.room.state.phase === 'boot');
  expect(again.part('who')?.kind).toBe('scheduler');
  await second.stop();
});

it('a level whose server is killed goes on where it was, and its stars are its player’s', async () => {
  const kept = environment();
  const first = await spawnServer(kept);
  const progress = await fetch(`${first.base}/api/progress`, { method: 'POST' });
  const { key } = (await progress.json()) as { key: string };
  const as = { 'Content-Type': 'application/json', 'Userland-Player': key };
  const opened = await fetch(`${first.base}/api/levels/userspace-1`, {
    method: 'POST',
    headers: as,
    body: '{}',
  });
  const { code } = (await opened.json()) as { code: string };
  const mila = await Player.join(first.base, code, { player: key });
  const acts = [
    ['work 3'],
    ['write(1, "hello\\n", 6)'],
    ['write(1, "a process\\n", 10)'],
    ['close(1)', 'write(1, "hm?", 3)'],
  ];
  const play = async (player: Player, from: number, to: number, time: () => void): Promise<void> => {
    for (let at = from; at < to; at += 1) {
      player.send('program', { lines: acts[at] });
      while (player.part('course').step !== at + 1) {
        time();
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  };
  await until(() => mila.part('course')?.step === 0);
  await play(mila, 0, 2, () => undefined);
  const seen = mila.room.state.tick;
  await kill(first);
  await until(() => mila.closed !== undefined);

  const second = await secondServer(kept);
  const again = await Player.join(second.base, code, { secret: mila.welcome.secret, player: key });
  const room = second.keeper.find(code);
  if (room === undefined) throw new Error('no room');
  expect(again.welcome.seat).toBe(mila.welcome.seat);
  expect(again.room.state).toMatchObject({ phase: 'run', round: 1, scenario: 'userspace-1' });
  expect(again.room.state.tick).toBeGreaterThanOrEqual(seen);
  expect(again.part('course').step).toBe(2);
  // Its player looks the other way: nobody's level goes on by itself.
  const { tick } = again.room.state;
  await again.leave();
  await until(() => room.clients.length === 0);
  room.step(5);
  expect(room.state.tick).toBe(tick);

  const here = await Player.join(second.base, code, { secret: mila.welcome.secret, player: key });
  await play(here, 2, acts.length, () => room.step(1));
  for (const choice of [1, 2]) {
    const at = here.part('course').step;
    here.send('answer', { choice });
    await until(() => here.part('course').step !== at);
  }
  room.step(10);
  await until(() => here.results !== undefined);
  expect(here.results?.level).toMatchObject({ levelId: 'userspace-1', outcome: 'done' });
  const stars = async () => {
    const answer = await fetch(`${second.base}/api/progress`, { headers: as });
    return ((await answer.json()) as { levels: { level: string; stars: number }[] }).levels;
  };
  await vi.waitFor(async () => expect(await stars()).toMatchObject([{ level: 'userspace-1' }]));
  await second.stop();
});

it('a daily machine goes on on another server, and its score stands on the board under its player’s key', async () => {
  const kept = environment();
  const [day, station] = ['2099-03-01', 'disk'] as const;
  const start = async () => {
    const today = () => Date.parse(`${day}T12:00:00Z`);
    const running = await startServer(readConfig(kept), { clock: 'manual', log: () => {}, today });
    return { ...running, base: `http://127.0.0.1:${running.port}` };
  };
  const first = await start();
  const { key } = (await (await fetch(`${first.base}/api/progress`, { method: 'POST' })).json()) as {
    key: string;
  };
  const as = { 'Content-Type': 'application/json', 'Userland-Player': key };
  const body = JSON.stringify({ name: 'Mila' });
  const opened = await fetch(`${first.base}/api/daily/${station}`, { method: 'POST', headers: as, body });
  const { code } = (await opened.json()) as { code: string };
  const level = dailyLevel({ station, day });
  const { journal, tickNumber } = playLevel(level, DAILY_PLAYERS[station].good(level)).round;
  const play = sender(journal);
  const mila = await Player.join(first.base, code, { player: key });
  await play(mila, first.keeper.find(code) as MachineRoom, Math.floor(tickNumber / 2));
  await first.stop();

  const second = await start();
  const again = await Player.join(second.base, code, { secret: mila.welcome.secret, player: key });
  await play(again, second.keeper.find(code) as MachineRoom);
  await until(() => again.daily !== undefined);
  expect(again.daily).toMatchObject({ station, day, why: '' });
  const board = await fetch(`${second.base}/api/daily/${day}/${station}`, { headers: as });
  expect(await board.json()).toMatchObject({ board: [{ score: again.daily?.score }] });
  await second.stop();
});
