import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Player, type TestServer, testServer, until } from './harness.ts';

describe('the bytes that arrive over a whole round', () => {
  let server: TestServer;
  let hostKey = '';
  const players: Record<string, Player> = {};
  const programs: Record<string, string> = {
    process: 'write(1, "marker of the process", 21)',
    malware: 'write(1, "marker of the malware", 21)',
    other: 'write(1, "marker of the other one", 23)',
  };

  beforeAll(async () => {
    server = await testServer();
    const hosted = await server.host('infected');
    hostKey = hosted.hostKey;
    const { code, room } = hosted;
    players.host = await server.join(code, { hostKey });
    players.watch = await server.join(code, { watch: true });
    const wishes = {
      process: 'process',
      scheduler: 'scheduler',
      malware: 'malware',
      other: 'process',
    } as const;
    for (const [name, role] of Object.entries(wishes)) {
      const player = await server.join(code, { nickname: `Pupil ${name.slice(0, 4)}` });
      players[name] = player;
      player.send('wish', { role });
      await until(() => player.part('who').wish === role);
    }
    const all = Object.values(players);
    const phase = (wanted: string) => until(() => all.every((one) => one.room.state.phase === wanted));
    players.host.send('start');
    await phase('boot');
    room.advance(20_000);
    await phase('run');
    room.step(2);
    players.malware?.send('exploit', { id: 'kernel-read' });
    for (const [name, line] of Object.entries(programs)) {
      players[name]?.send('program', { lines: [line] });
      await until(() => JSON.stringify(players[name]?.part('program') ?? '').includes('marker'));
    }
    while (room.state.phase === 'run') {
      room.step(20);
      // Lets the sockets drain, as they would between ticks.
      await new Promise((resolve) => setImmediate(resolve));
    }
    // Everything up to here counts; the results name the roles to everybody.
    await until(() => all.every((one) => one.results !== undefined));
  });
  afterAll(async () => {
    for (const player of Object.values(players)) await player.leave();
    await server.stop();
  });

  /** What came before the results, as text in which any string of the protocol is found. */
  const seen = (name: string): string => {
    const frames = players[name]?.frames ?? [];
    const end = frames.findIndex((frame) => frame.includes('verdict'));
    return Buffer.concat(frames.slice(0, end)).toString('latin1');
  };
  const seats = ['process', 'scheduler', 'malware', 'other', 'watch', 'host'];

  it.each(seats)('at the %s seat hold its own, and many frames of the round', (name) => {
    const own = players[name]?.welcome.secret ?? '';
    expect(players[name]?.frames.length).toBeGreaterThan(30);
    expect(seen(name)).toContain(own);
    const line = programs[name];
    if (line !== undefined) expect(seen(name)).toContain(line.slice(10, 30));
  });

  it.each(seats)('at the %s seat hold no secret of another seat and no host key', (name) => {
    for (const [other, player] of Object.entries(players)) {
      if (other === name || player.welcome.secret === '') continue;
      expect(seen(name)).not.toContain(player.welcome.secret);
    }
    expect(seen(name)).not.toContain(hostKey);
  });

  it.each(seats)('at the %s seat hold no program, memory or strace of another', (name) => {
    for (const other of Object.keys(programs)) {
      if (other === name) continue;
      expect(seen(name)).not.toContain(`marker of the ${other === 'other' ? 'other one' : other}`);
    }
  });

  it.each(['process', 'scheduler', 'malware', 'other', 'watch'])(
    'at the %s seat hold no role of another',
    (name) => {
      const roles = ['"malware"', '"scheduler"'];
      for (const role of roles) if (role !== `"${name}"`) expect(seen(name)).not.toContain(role);
      // Nor does the state, decoded, hold any document of another seat.
      for (const seat of players[name]?.room.state.seats.values() ?? []) {
        if (seat.id === players[name]?.welcome.seat) continue;
        expect(seat.self?.size ?? 0).toBe(0);
        expect(seat.kernel ?? '').toBe('');
      }
    },
  );

  it.each(['process', 'malware', 'other', 'watch'])(
    'at the %s seat hold no document of the kernel',
    (name) => {
      expect(seen(name)).not.toContain('silentFor');
    },
  );

  it('name who ran into a wall to that one alone', () => {
    const pids = (name: string) =>
      (players[name]?.events ?? [])
        .flatMap(({ events }) => events)
        .flatMap((event) => (event.kind === 'wall' ? [event.pid] : []));
    expect(pids('malware').some((pid) => pid !== 0)).toBe(true);
    for (const name of ['process', 'scheduler', 'other', 'watch', 'host']) {
      const own = players[name]?.part('who')?.pid as number | undefined;
      for (const pid of pids(name)) expect([0, own ?? 0]).toContain(pid);
    }
  });
});
