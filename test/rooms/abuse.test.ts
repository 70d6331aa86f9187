import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOSE } from '../../shared/protocol/messages.ts';
import { type Player, type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

const raw = (player: Player, bytes: Uint8Array | string) => {
  // The SDK's own socket, past everything that encodes.
  const transport = player.room.connection.transport as unknown as { ws: { send(data: unknown): void } };
  transport.ws.send(bytes);
};

describe('what is no message', () => {
  it('costs its sender the connection, and nobody else anything', async () => {
    const { code } = await server.host();
    const good = await server.join(code, { nickname: 'Ada' });
    const frames: (Uint8Array | string)[] = [
      'text',
      new Uint8Array(0),
      new Uint8Array([0]),
      new Uint8Array([255, 1, 2]),
      new Uint8Array([13, 0xdb, 255, 255, 255, 255]),
      new Uint8Array([13, 0xa4, 107, 101, 121, 115, 0xdd, 255, 255, 255, 255]),
    ];
    for (const frame of frames) {
      const bad = await server.join(code);
      raw(bad, frame);
      await until(() => bad.closed !== undefined || bad.refusals.length > 0);
    }
    expect((await good.refused('start')).code).toBe('role');
    await good.leave();
  });

  it('is never the end of the room, whatever the bytes', async () => {
    const { code } = await server.host();
    const good = await server.join(code, { nickname: 'Ada' });
    let bad = await server.join(code, { nickname: 'Mallory' });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 64 }), async (bytes) => {
        if (bad.closed !== undefined) bad = await server.join(code, { secret: bad.welcome.secret });
        raw(bad, Uint8Array.from([13, ...bytes]));
        expect((await good.refused('start')).message).toBeTypeOf('string');
        server.keeper.find(code)?.advance(1_000);
      }),
      { numRuns: 100 },
    );
    await good.leave();
  });

  it('is cut off where it is longer than any message', async () => {
    const { code } = await server.host();
    const bad = await server.join(code);
    bad.send('program', { lines: ['x'.repeat(40_000)] });
    await until(() => bad.closed !== undefined);
    const good = await server.join(code);
    expect(good.welcome.code).toBe(code);
    await good.leave();
  });
});

describe('too many messages', () => {
  it('are refused first, then cost the connection; the seat stays', async () => {
    const { code } = await server.host();
    const bad = await server.join(code, { nickname: 'Mallory' });
    for (let sent = 0; sent < 250; sent++) bad.send('wish', { role: 'process' });
    await until(() => bad.closed !== undefined);
    expect(bad.closed).toBe(CLOSE.flooding);
    expect(bad.refusals[0]).toMatchObject({ type: 'wish', code: 'rate' });
    const back = await server.join(code, { secret: bad.welcome.secret });
    expect(back.welcome.seat).toBe(bad.welcome.seat);
    await back.leave();
  });
});

describe('the matchmaking routes', () => {
  it.each(['create', 'joinOrCreate', 'join', 'reconnect'])('do not offer %s', async (method) => {
    const { status } = await server.post(`/matchmake/${method}/machine`, {});
    expect(status).toBe(404);
  });

  it('refuse a long request', async () => {
    const { code } = await server.host();
    const { status } = await server.post(`/matchmake/joinById/${code}`, { nickname: 'x'.repeat(5_000) });
    expect(status).toBe(413);
  });
});
