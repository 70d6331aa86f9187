import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MachineRoom } from '../../server/rooms/machine-room.ts';
import { CLOSE, JOIN_ERRORS } from '../../shared/protocol/messages.ts';
import { joinError, type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

function runToEnd(room: MachineRoom): void {
  while (room.state.phase === 'run') room.step(1);
}

async function classroom(scenario?: string) {
  const { code, hostKey, room } = await server.host(scenario);
  const host = await server.join(code, { hostKey });
  const ada = await server.join(code, { nickname: 'Ada' });
  const bob = await server.join(code, { nickname: 'Bob' });
  ada.send('wish', { role: 'process' });
  bob.send('wish', { role: 'scheduler' });
  await until(() => ada.part('who').wish === 'process' && bob.part('who').wish === 'scheduler');
  const inPhase = (phase: string) =>
    until(() => [host, ada, bob].every((one) => one.room.state.phase === phase));
  return { code, hostKey, room, host, ada, bob, inPhase };
}

describe('a host', () => {
  it('leads a room from the lobby through a round to the next one', async () => {
    const { room, host, ada, bob, inPhase } = await classroom();
    expect(host.room.state.hostPresent).toBe(true);
    host.send('start');
    await inPhase('boot');
    expect(ada.part('who').kind).toBe('process');
    expect(bob.part('who').kind).toBe('scheduler');
    ada.send('ready');
    bob.send('ready');
    await until(() => host.part('players').filter((one: { ready: boolean }) => one.ready).length === 2);
    room.advance(1);
    await inPhase('run');
    room.step(1);
    await until(() => ada.room.state.processes.size === 8);
    expect([...ada.room.state.seats.values()].filter((seat) => seat.bot)).toHaveLength(7);
    runToEnd(room);
    await inPhase('results');
    await until(() => ada.results !== undefined && bob.results !== undefined);
    expect(ada.results?.ranks.find((rank) => rank.nickname === 'Bob')?.role).toBe('scheduler');
    host.send('start');
    await inPhase('boot');
    expect(room.state.round).toBe(2);
    host.send('lobby');
    await inPhase('lobby');
    await until(() => ada.room.state.seats.size === 3 && ada.room.state.processes.size === 0);
  });

  it('pauses, resumes, changes the speed and ends the round', async () => {
    const { room, host, inPhase } = await classroom();
    host.send('start');
    await inPhase('boot');
    room.advance(20_000);
    room.step(10);
    expect(room.state.tick).toBe(10);
    host.send('pause');
    await until(() => host.room.state.paused);
    room.step(5);
    expect(room.state.tick).toBe(10);
    host.send('resume');
    host.send('speed', { factor: 4 });
    await until(() => !host.room.state.paused && host.room.state.speed === 4);
    room.advance(200);
    expect(room.state.tick).toBe(14);
    host.send('end');
    await inPhase('results');
  });

  it('kicks a player, whose secret opens nothing any more', async () => {
    const { code, host, ada, bob } = await classroom();
    host.send('kick', { seat: bob.welcome.seat });
    await until(() => bob.closed !== undefined);
    expect(bob.closed).toBe(CLOSE.kicked);
    await until(() => !ada.room.state.seats.has(bob.welcome.seat));
    expect((await joinError(server.join(code, { secret: bob.welcome.secret }))).code).toBe(CLOSE.kicked);
    expect((await host.refused('kick', { seat: 's99' })).code).toBe('noSeat');
  });

  it('keeps a kicked browser out under another name, but nobody else', async () => {
    const { code, host } = await classroom();
    const eve = await server.join(code, { nickname: 'Eve', player: 'the key of her browser' });
    host.send('kick', { seat: eve.welcome.seat });
    await until(() => eve.closed !== undefined);
    const again = joinError(server.join(code, { nickname: 'Eva', player: 'the key of her browser' }));
    expect((await again).code).toBe(CLOSE.kicked);
    expect((await server.join(code, { nickname: 'Eva', player: 'another key' })).welcome.kind).toBe(
      'process',
    );
  });

  it('lets a paused machine go on by exactly one tick at a time', async () => {
    const { room, host, inPhase } = await classroom();
    host.send('start');
    await inPhase('boot');
    room.advance(20_000);
    room.step(3);
    await inPhase('run');
    expect((await host.refused('step')).code).toBe('phase');
    host.send('pause');
    host.send('step');
    host.send('step');
    await until(() => host.room.state.tick === 5);
    room.step(4);
    expect(room.state).toMatchObject({ tick: 5, paused: true });
  });

  it('says who plays what in the next round, and no other than the host is told', async () => {
    const { room, host, ada, bob, inPhase } = await classroom();
    host.send('assign', { seat: ada.welcome.seat, role: 'scheduler' });
    host.send('assign', { seat: bob.welcome.seat, role: 'process' });
    const rows = () => host.part('players') as { nickname: string; assigned: string }[];
    await until(() => rows().filter((row) => row.assigned !== '').length === 2);
    expect(rows().find((row) => row.nickname === 'Ada')?.assigned).toBe('scheduler');
    expect(Buffer.concat(host.frames).toString()).toContain('assigned');
    expect(Buffer.concat([...ada.frames, ...bob.frames]).toString()).not.toContain('assigned');
    host.send('start');
    await inPhase('boot');
    expect([ada.part('who').kind, bob.part('who').kind]).toEqual(['scheduler', 'process']);
    expect((await host.refused('assign', { seat: 's99', role: '' })).code).toBe('noSeat');
    room.advance(20_000);
    host.send('end');
    await inPhase('results');
    await until(() => rows().every((row) => row.assigned === ''));
  });

  it('shows made-up names, and again those that were typed', async () => {
    const { code, host, ada } = await classroom();
    const shown = () => [...host.room.state.seats.values()].map((seat) => seat.nickname);
    host.send('names', { generated: true });
    await until(() => host.room.state.generatedNames && !shown().includes('Ada'));
    const late = await server.join(code, { nickname: 'Late' });
    await until(() => shown().length === 4);
    expect(shown().filter((name) => ['Ada', 'Bob', 'Late'].includes(name))).toEqual([]);
    expect((await ada.refused('nickname', { nickname: 'Grace' })).code).toBe('nameRefused');
    host.send('names', { generated: false });
    await until(() => shown().includes('Late'));
    expect(shown()).toEqual(expect.arrayContaining(['Ada', 'Bob', 'Late']));
    await late.leave();
  });

  it('locks the room: newcomers stay out, those with a seat come back', async () => {
    const { code, host, ada } = await classroom();
    host.send('lock', { locked: true });
    await until(() => ada.room.state.locked);
    expect((await joinError(server.join(code, { nickname: 'Eve' }))).code).toBe(JOIN_ERRORS.locked);
    await ada.leave();
    const back = await server.join(code, { secret: ada.welcome.secret });
    expect(back.welcome.seat).toBe(ada.welcome.seat);
  });

  it('renames a player, with the same care for names', async () => {
    const { host, ada, bob } = await classroom();
    host.send('rename', { seat: bob.welcome.seat, nickname: 'Grace' });
    await until(() => ada.room.state.seats.get(bob.welcome.seat)?.nickname === 'Grace');
    expect((await host.refused('rename', { seat: bob.welcome.seat, nickname: 'ADA' })).code).toBe(
      'nameTaken',
    );
  });

  it('keeps the seat over a reload, and sees the roles that players do not', async () => {
    const { code, hostKey, host, ada, inPhase } = await classroom('infected');
    host.send('start');
    await inPhase('boot');
    await host.leave();
    await until(() => !ada.room.state.hostPresent);
    const again = await server.join(code, { hostKey });
    expect(again.part('who').kind).toBe('host');
    expect(again.part('players')).toContainEqual(
      expect.objectContaining({ nickname: 'Ada', role: ada.part('who').kind }),
    );
  });
});

describe('a player in a running round', () => {
  it('comes back to the same state after the connection broke', async () => {
    const { code, room, host, ada, inPhase } = await classroom();
    host.send('start');
    await inPhase('boot');
    room.advance(20_000);
    await inPhase('run');
    room.step(1);
    ada.send('program', { lines: ['work 900'] });
    await until(() => ada.part('program')?.lines.length === 1);
    await ada.leave();
    await until(() => host.room.state.seats.get(ada.welcome.seat)?.connected === false);
    room.step(5);
    const back = await server.join(code, { secret: ada.welcome.secret });
    expect(back.part('program').lines).toMatchObject([{ text: 'work 900' }]);
    expect(back.room.state.tick).toBe(6);
  });

  it('who comes late is a process', async () => {
    const { code, room, host, inPhase } = await classroom();
    host.send('start');
    await inPhase('boot');
    room.advance(20_000);
    const late = await server.join(code, { nickname: 'Late' });
    expect(late.part('who')).toMatchObject({ kind: 'process', seat: late.welcome.seat });
    room.step(2);
    await until(() => [...late.room.state.processes.values()].some((one) => one.nickname === 'Late'));
  });
});

describe('Play now', () => {
  it.each(['process', 'scheduler', 'malware'] as const)(
    'runs already, with the newcomer as %s',
    async (role) => {
      const { status, body } = await server.post('/api/play-now', { role });
      expect(status).toBe(201);
      const player = await server.join(body.code ?? '', { nickname: 'Newcomer' });
      expect(player.room.state.phase).toBe('run');
      expect(player.part('who').kind).toBe(role);
      const room = server.keeper.find(body.code ?? '') as MachineRoom;
      room.step(1);
      await until(() => player.room.state.processes.size >= 8);
      runToEnd(room);
      await until(() => player.room.state.phase === 'results');
      player.send('ready');
      await until(() => player.room.state.phase === 'run');
      expect(player.part('who').kind).toBe(role);
    },
  );
});

describe('a server that stops', () => {
  it('tells everybody so', async () => {
    const other = await server.host();
    const ada = await server.join(other.code);
    other.room.onBeforeShutdown();
    await until(() => ada.closed !== undefined);
    expect(ada.closed).toBe(CLOSE.serverStopping);
  });
});

describe('a room without a connection', () => {
  it('ends after a while', async () => {
    const { code, room } = await server.host();
    room.advance(299_000);
    expect(server.keeper.find(code)).toBe(room);
    room.advance(2_000);
    await until(() => server.keeper.find(code) === undefined);
    expect((await joinError(server.join(code))).code).toBe(JOIN_ERRORS.wrongCode);
  });
});
