import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MESSAGES, type MessageType, type Sender } from '../../shared/protocol/messages.ts';
import { ROLES } from '../../shared/roles.ts';
import { type Player, type TestServer, testServer, until } from './harness.ts';

/** A message of each type that is in its form. */
const good: { [T in MessageType]: unknown } = {
  reply: { question: 0, choice: 0 },
  wish: { role: 'scheduler' },
  ready: {},
  nickname: { nickname: 'Grace' },
  program: { lines: ['work 1'] },
  clear: {},
  keys: { text: 'a' },
  level: { level: 'goals' },
  exploit: { id: 'kernel-read' },
  dispatch: { core: 0, pid: 100 },
  preempt: { core: 0 },
  migrate: { core: 0, pid: 100 },
  evict: { frame: 5 },
  oom: { pid: 100 },
  serve: { line: 'keyboard' },
  seek: { request: 1 },
  limit: { pid: 100, file: 'pids.max', to: 'low' },
  freeze: { pid: 100, on: true },
  kill: { pid: 100 },
  quantum: { ticks: 3 },
  answer: { choice: 0 },
  vote: { poll: 1, choice: 0 },
  ask: { from: 'scenario', question: 0 },
  poll: { to: 'closed' },
  survey: { run: 'before' },
  item: { item: 'blocked', choice: 0 },
  bars: { on: true },
  start: {},
  pause: {},
  resume: {},
  step: {},
  assign: { seat: 's1', role: 'scheduler' },
  names: { generated: true },
  speed: { factor: 2 },
  end: {},
  lobby: {},
  kick: { seat: 's1' },
  lock: { locked: true },
  spotlight: { pid: 100 },
  policy: { station: 'disk', algorithm: 'scan' },
  forgive: { seat: 's1' },
  waitingRoom: { on: true },
  admit: { seat: 's1' },
  capacity: { players: 5 },
  rename: { seat: 's1', nickname: 'Grace' },
  protections: { name: 'rings', on: false },
  inject: { what: 'crash' },
  scenario: { id: 'infected' },
};

let server: TestServer;
let journal: () => string;
const players = {} as Record<Sender | 'watch', Player>;

beforeAll(async () => {
  server = await testServer();
  const { code, hostKey, room } = await server.host('infected');
  players.host = await server.join(code, { hostKey });
  players.watch = await server.join(code, { watch: true });
  for (const role of ROLES) {
    players[role] = await server.join(code, { nickname: `the ${role}` });
    players[role].send('wish', { role });
    await until(() => players[role].part('who').wish === role);
  }
  players.host.send('start');
  await until(() => players.process.room.state.phase === 'boot');
  room.advance(20_000);
  await until(() => players.process.room.state.phase === 'run');
  room.step(2);
  await until(() => players.process.room.state.tick === 2);
  journal = () => JSON.stringify([room.state.toJSON(), players.process.room.state.toJSON(), room.players]);
});
afterAll(async () => {
  for (const player of Object.values(players)) await player.leave();
  await server.stop();
});

const types = Object.keys(MESSAGES) as MessageType[];
const matrix = types.flatMap((type) =>
  ([...ROLES, 'host', 'watch'] as const)
    .filter((kind) => !(MESSAGES[type][1] as readonly string[]).includes(kind))
    .map((kind) => ({ type, kind })),
);

describe('a message from a seat that may not send it', () => {
  it.each(matrix)(
    '$type from $kind is refused with one sentence, and nothing changes',
    async ({ type, kind }) => {
      const before = journal();
      const refused = await players[kind].refused(type, good[type]);
      expect(refused).toMatchObject({ type, code: 'role' });
      expect(refused.message).toMatch(/^“\w+” can only be sent by [^.]+\.$/);
      expect(journal()).toBe(before);
      refill();
    },
  );
});

/** Lets the limits of messages fill up again, on a machine that stands still. */
function refill(): void {
  const room = server.keeper.find(players.host.welcome.code);
  if (room === undefined) return;
  room.state.paused = true;
  room.advance(5_000);
  room.state.paused = false;
}

describe('a message that is not in its form', () => {
  const senders = types.map((type) => ({ type, kind: MESSAGES[type][1][0] as Sender }));
  it.each(senders)('$type with junk is refused, and nothing changes', async ({ type, kind }) => {
    const before = journal();
    for (const junk of [{ junk: true }, [1, 2], 'junk', { role: 7, lines: 'x', core: -1, seat: '' }]) {
      expect((await players[kind].refused(type, junk)).code).toBe('malformed');
    }
    expect(journal()).toBe(before);
    refill();
  });

  it.each(['constructor', '__proto__', 'toString', 'nothing', ''])('type “%s” is not known', async (type) => {
    expect((await players.process.refused(type, {})).code).toBe('unknown');
  });
});

describe('a message that comes at the wrong time', () => {
  it.each([
    ['host', 'start'],
    ['host', 'scenario'],
    ['process', 'nickname'],
    ['process', 'ready'],
  ] as const)('from %s: %s while the machine runs', async (kind, type) => {
    expect((await players[kind].refused(type, good[type])).code).toBe('phase');
  });

  it('gives the round’s own sentence for a line that is no statement', async () => {
    const refused = await players.process.refused('program', { lines: ['nonsense'] });
    expect(refused).toMatchObject({ type: 'program', code: 'syntax' });
  });
});
