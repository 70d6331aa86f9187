import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '../../shared/protocol/desk.ts';
import { CLOSE, JOIN_ERRORS } from '../../shared/protocol/messages.ts';
import { joinError, type Player, type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

const deskOf = (host: Player): DeskView => host.part('desk');
const waiting = (host: Player): string[] => deskOf(host).waiting.map(({ nickname }) => nickname);
const names = (player: Player): string[] =>
  [...player.room.state.seats.values()].map((seat) => seat.nickname);

/** A room with a waiting room, and Ada in it already. */
async function guarded() {
  const { code, hostKey, room } = await server.host('infected');
  const host = await server.join(code, { hostKey });
  const ada = await server.join(code, { nickname: 'Ada' });
  host.send('waitingRoom', { on: true });
  await until(() => deskOf(host)?.waitingRoom);
  return { code, hostKey, room, host, ada };
}

describe('a waiting room', () => {
  it('holds newcomers until the host lets them in, one by one or all', async () => {
    const { code, host, ada } = await guarded();
    const bob = await server.join(code, { nickname: 'Bob' });
    const eve = await server.join(code, { nickname: 'Eve' });
    const zoe = await server.join(code, { nickname: 'Zoe' });
    for (const one of [bob, eve, zoe]) expect(one.welcome.kind).toBe('waiting');
    await until(() => waiting(host).join() === 'Bob,Eve,Zoe');
    expect(names(ada)).not.toContain('Bob');
    host.send('admit', { seat: bob.welcome.seat });
    await until(() => bob.welcome.kind === 'process' && names(ada).includes('Bob'));
    expect(bob.part('who')).toMatchObject({ seat: bob.welcome.seat, kind: 'process' });
    expect(waiting(host)).toEqual(['Eve', 'Zoe']);
    expect((await host.refused('admit', { seat: bob.welcome.seat })).code).toBe('noSeat');
    host.send('admit', {});
    await until(() => names(ada).includes('Eve') && names(ada).includes('Zoe'));
    expect(waiting(host)).toEqual([]);
  });

  it('lets everybody in who waits when it is switched off', async () => {
    const { code, host } = await guarded();
    const bob = await server.join(code, { nickname: 'Bob' });
    host.send('waitingRoom', { on: false });
    await until(() => bob.welcome.kind === 'process');
  });

  it('keeps who waits over a reload, and forgets who stays away', async () => {
    const { code, room, host } = await guarded();
    const bob = await server.join(code, { nickname: 'Bob' });
    await bob.leave();
    await until(() => deskOf(host).waiting[0]?.connected === false);
    const back = await server.join(code, { secret: bob.welcome.secret });
    expect(back.welcome).toMatchObject({ seat: bob.welcome.seat, kind: 'waiting' });
    await back.leave();
    await until(() => deskOf(host).waiting[0]?.connected === false);
    room.advance(61_000);
    await until(() => waiting(host).length === 0);
    expect((await joinError(server.join(code, { secret: bob.welcome.secret }))).code).toBe(
      JOIN_ERRORS.seatGone,
    );
  });

  it('turns somebody away for the session', async () => {
    const { code, host } = await guarded();
    const bob = await server.join(code, { nickname: 'Bob', player: 'his browser' });
    host.send('kick', { seat: bob.welcome.seat });
    await until(() => bob.closed === CLOSE.kicked);
    const again = joinError(server.join(code, { nickname: 'Rob', player: 'his browser' }));
    expect((await again).code).toBe(CLOSE.kicked);
  });

  it('lets somebody into a running machine as a process, who is in nothing of it before', async () => {
    const { code, room, host, ada } = await guarded();
    const bob = await server.join(code, { nickname: 'Bob' });
    host.send('start');
    await until(() => ada.room.state.phase === 'boot');
    room.advance(20_000);
    room.step(5);
    await until(() => ada.room.state.tick === 5);
    expect(bob.events).toEqual([]);
    expect(await bob.refused('wish', { role: 'process' })).toMatchObject({ code: 'role' });
    expect(Buffer.concat(bob.frames).toString('latin1')).not.toContain('"jobsDone"');
    expect([...ada.room.state.processes.values()].some(({ nickname }) => nickname === 'Bob')).toBe(false);
    host.send('admit', {});
    await until(() => bob.welcome.kind === 'process' && bob.part('who')?.kind === 'process');
    room.step(2);
    await until(() => [...ada.room.state.processes.values()].some(({ nickname }) => nickname === 'Bob'));
    await until(() => bob.events.length > 0);
  });

  it('holds whom the host has kicked and who has forgotten everything', async () => {
    const { code, host, ada } = await guarded();
    host.send('kick', { seat: ada.welcome.seat });
    await until(() => ada.closed === CLOSE.kicked);
    const again = await server.join(code, { nickname: 'Somebody' });
    expect(again.welcome.kind).toBe('waiting');
  });
});

describe('the limit of players', () => {
  it('is set by the host, counts who waits, and is no higher than the server’s', async () => {
    const { code, host } = await guarded();
    host.send('capacity', { players: 2 });
    await until(() => deskOf(host).capacity === 2);
    expect(await (await server.get(`/api/rooms/${code}`)).json()).toMatchObject({
      players: 1,
      maxPlayers: 2,
    });
    await server.join(code, { nickname: 'Bob' });
    const error = await joinError(server.join(code, { nickname: 'Eve' }));
    expect(error).toMatchObject({ code: JOIN_ERRORS.full, message: expect.stringContaining('2 players') });
    expect((await host.refused('capacity', { players: deskOf(host).most + 1 })).code).toBe('tooMany');
  });
});

describe('somebody who was kicked', () => {
  it('is let in again once the host forgives', async () => {
    const { code, hostKey } = await server.host();
    const host = await server.join(code, { hostKey });
    const eve = await server.join(code, { nickname: 'Eve', player: 'her browser' });
    host.send('kick', { seat: eve.welcome.seat });
    await until(() => deskOf(host).banned.length === 1);
    expect(deskOf(host).banned).toEqual([{ seat: eve.welcome.seat, nickname: 'Eve' }]);
    await joinError(server.join(code, { player: 'her browser' }));
    host.send('forgive', { seat: eve.welcome.seat });
    await until(() => deskOf(host).banned.length === 0);
    const back = await server.join(code, { nickname: 'Eve', player: 'her browser' });
    expect(back.welcome.kind).toBe('process');
    expect((await host.refused('forgive', { seat: eve.welcome.seat })).code).toBe('noSeat');
  });
});

describe('a second device with the host key', () => {
  it('takes the desk over, and the first one is told so', async () => {
    const { code, hostKey, host, ada } = await guarded();
    const second = await server.join(code, { hostKey });
    await until(() => host.closed !== undefined);
    expect(host.closed).toBe(CLOSE.replaced);
    expect(second.welcome.kind).toBe('host');
    expect(deskOf(second)).toMatchObject({ waitingRoom: true });
    second.send('start');
    await until(() => ada.room.state.phase === 'boot');
    expect(ada.room.state.hostPresent).toBe(true);
    const wrong = await joinError(server.join(code, { hostKey: 'x'.repeat(22) }));
    expect(wrong.code).toBe(JOIN_ERRORS.hostKey);
  });
});

describe('the QR code of the desk', () => {
  it('is drawn for whoever sends a host key in the header, and kept by nobody on the way', async () => {
    const { code, hostKey } = await server.host();
    const ask = (headers: Record<string, string>) =>
      fetch(`${server.base}/api/rooms/${code}/desk.svg`, { headers });
    expect((await ask({})).status).toBe(403);
    const drawn = await ask({ 'Userland-Host-Key': hostKey });
    expect(drawn.headers.get('content-type')).toContain('image/svg+xml');
    expect(drawn.headers.get('cache-control')).toBe('no-store');
    expect(await drawn.text()).toMatch(/^<svg/);
  });
});

describe('the algorithms of stations where nobody sits', () => {
  it('are the scenario’s until the host chooses, before a round or in the middle of one', async () => {
    const { room, host, ada } = await guarded();
    expect(deskOf(host).policies).toEqual({
      scheduler: 'rr',
      memory: 'clock',
      disk: 'fcfs',
      lines: 'priority',
    });
    host.send('policy', { station: 'scheduler', algorithm: 'mlfq' });
    await until(() => deskOf(host).policies.scheduler === 'mlfq');
    host.send('start');
    await until(() => ada.room.state.phase === 'boot' && ada.room.state.policies.scheduler === 'mlfq');
    room.advance(20_000);
    room.step(2);
    host.send('policy', { station: 'disk', algorithm: 'scan' });
    room.step(1);
    await until(() => ada.room.state.policies.disk === 'scan' && deskOf(host).policies.disk === 'scan');
    expect((await host.refused('policy', { station: 'disk', algorithm: 'mlfq' })).code).toBe('malformed');
    host.send('end');
    await until(() => ada.room.state.phase === 'results');
    host.send('scenario', { id: 'first-boot' });
    await until(() => deskOf(host).policies.disk === 'fcfs');
  });
});
