import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOSE, JOIN_ERRORS } from '../../shared/protocol/messages.ts';
import { joinError, Player, type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ MAX_SEATS: '3' });
});
afterAll(() => server.stop());

describe('joining a room', () => {
  it('takes a code and a nickname, and gives a seat with a secret of its own', async () => {
    const { code } = await server.host();
    const ada = await server.join(code, { nickname: ' Ada  L. ' });
    expect(ada.welcome).toMatchObject({ kind: 'process', code });
    expect(ada.welcome.secret).toMatch(/^[\w-]{22}$/);
    expect(ada.room.state.seats.get(ada.welcome.seat)?.nickname).toBe('Ada L.');
    expect(ada.part('who')).toMatchObject({ seat: ada.welcome.seat, pid: 0 });
    await ada.leave();
  });

  it('takes the code as typed, in small letters too', async () => {
    const { code } = await server.host();
    const ada = await Player.joinAs(server.base, code.toLowerCase(), code);
    expect(ada.welcome.code).toBe(code);
    await ada.leave();
  });

  it('makes a nickname up where none is given', async () => {
    const { code } = await server.host();
    const one = await server.join(code);
    expect(one.room.state.seats.get(one.welcome.seat)?.nickname).toMatch(/^[A-Z]\w+ [A-Z]\w+$/);
    await one.leave();
  });

  it('answers a wrong code with one sentence', async () => {
    const error = await joinError(server.join('AAAAAA', { nickname: 'Ada' }));
    expect(error.code).toBe(JOIN_ERRORS.wrongCode);
    expect(error.message).toMatch(/no room with this code/);
  });

  it('refuses a name that is taken, rude or no name', async () => {
    const { code } = await server.host();
    const ada = await server.join(code, { nickname: 'Ada' });
    const codeOf = async (nickname: string) => (await joinError(server.join(code, { nickname }))).code;
    expect(await codeOf('a d a')).toBe(JOIN_ERRORS.nameTaken);
    expect(await codeOf('fuck you')).toBe(JOIN_ERRORS.nameRefused);
    expect(await codeOf('<script>')).toBe(JOIN_ERRORS.nameRefused);
    await ada.leave();
  });

  it('refuses what is not in the form of a request to join', async () => {
    const { code } = await server.host();
    const error = await joinError(server.join(code, { nickname: 7 } as never));
    expect(error.code).toBe(JOIN_ERRORS.badRequest);
  });

  it('is full at its number of seats; a projector and the host need none', async () => {
    const { code, hostKey } = await server.host();
    const players = [await server.join(code), await server.join(code), await server.join(code)];
    expect((await joinError(server.join(code))).code).toBe(JOIN_ERRORS.full);
    players.push(await server.join(code, { watch: true }), await server.join(code, { hostKey }));
    expect(players[3]?.welcome.kind).toBe('watch');
    expect(players[4]?.welcome.kind).toBe('host');
    for (const player of players) await player.leave();
  });

  it('refuses a host key of another room', async () => {
    const one = await server.host();
    const other = await server.host();
    const error = await joinError(server.join(one.code, { hostKey: other.hostKey }));
    expect(error.code).toBe(JOIN_ERRORS.hostKey);
  });

  it('brings a secret back to the same seat, and closes the connection it replaces', async () => {
    const { code } = await server.host();
    const before = await server.join(code, { nickname: 'Ada' });
    const after = await server.join(code, { secret: before.welcome.secret });
    expect(after.welcome).toEqual(before.welcome);
    await until(() => before.closed !== undefined);
    expect(before.closed).toBe(CLOSE.replaced);
    expect(after.room.state.seats.get(after.welcome.seat)?.connected).toBe(true);
    await after.leave();
  });

  it('says that the seat is gone where no seat has the secret', async () => {
    const { code } = await server.host();
    expect((await joinError(server.join(code, { secret: 'x'.repeat(22) }))).code).toBe(JOIN_ERRORS.seatGone);
  });

  it('keeps a seat in the lobby for a minute after its connection went', async () => {
    const { code, room } = await server.host();
    const host = await server.join(code, { watch: true });
    const ada = await server.join(code, { nickname: 'Ada' });
    await ada.leave();
    await until(() => host.room.state.seats.get(ada.welcome.seat)?.connected === false);
    room.advance(59_000);
    expect(room.players).toBe(1);
    room.advance(2_000);
    expect(room.players).toBe(0);
    await host.leave();
  });
});
