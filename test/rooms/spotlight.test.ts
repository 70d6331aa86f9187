import { afterAll, beforeAll, expect, it } from 'vitest';
import { SPOTLIGHT_LINES } from '../../shared/protocol/spotlight.ts';
import { type Player, type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

const MARK = 'only for the projector';
const sees = (player: Player): boolean => Buffer.concat(player.frames).toString('latin1').includes(MARK);

async function running() {
  const { code, hostKey, room } = await server.host('first-boot');
  const host = await server.join(code, { hostKey });
  const watch = await server.join(code, { watch: true });
  const ada = await server.join(code, { nickname: 'Ada' });
  const bob = await server.join(code, { nickname: 'Bob' });
  host.send('assign', { seat: ada.welcome.seat, role: 'process' });
  host.send('assign', { seat: bob.welcome.seat, role: 'scheduler' });
  host.send('start');
  await until(() => ada.room.state.phase === 'boot');
  room.advance(20_000);
  // Bob, who schedules, is silent until the algorithm steps in.
  room.step(60);
  await until(() => ada.part('who').pid > 0 && ada.room.state.phase === 'run');
  return { code, room, host, watch, ada, bob, pid: ada.part('who').pid as number };
}

it('shows a process with its last calls to the projector and the host, and to nobody else', async () => {
  const { code, room, host, watch, ada, bob, pid } = await running();
  ada.send('program', { lines: [`write(1, "${MARK}", 22)`, 'write(1, "more", 4)'] });
  await until(() => ada.part('program').lines.length === 2);
  await until(() => {
    room.step(1);
    return (ada.part('strace') as string[]).some((line) => line.includes(MARK));
  });
  expect([host, watch, bob].map(sees)).toEqual([false, false, false]);

  host.send('spotlight', { pid });
  await until(() => watch.spotlight?.pid === pid && host.spotlight?.pid === pid);
  expect(watch.spotlight).toMatchObject({ nickname: 'Ada', line: '', ended: false });
  const line = watch.spotlight?.strace.find((one) => one.includes(MARK)) ?? '';
  expect(line).toContain(MARK);
  host.send('spotlight', { pid, line });
  await until(() => watch.spotlight?.line === line);

  // The line stays when the strace has gone on.
  ada.send('program', { lines: ['repeat 12: write(1, "more", 4)'] });
  await until(() => ada.part('program').lines.length > 0);
  await until(() => {
    room.step(1);
    return watch.spotlight?.strace.includes(line) === false;
  });
  expect(watch.spotlight).toMatchObject({ line });
  expect(watch.spotlight?.strace).toHaveLength(SPOTLIGHT_LINES);

  const second = await server.join(code, { watch: true });
  await until(() => second.spotlight?.line === line);
  expect((await host.refused('spotlight', { pid, line: 'rm("/")' })).code).toBe('noProcess');
  expect((await host.refused('spotlight', { pid: 4_000_000 })).code).toBe('noProcess');

  host.send('spotlight', { pid: 0 });
  await until(() => watch.spotlight === null && host.spotlight === null);
  expect(bob.spotlight).toBeUndefined();
  expect(sees(bob)).toBe(false);
});

it('stays on a process that has ended, and goes out with the round', async () => {
  const { room, host, watch, ada, pid } = await running();
  host.send('spotlight', { pid });
  await until(() => watch.spotlight?.pid === pid);
  ada.send('program', { lines: ['exit(0)'] });
  await until(() => ada.part('program').lines.length === 1);
  await until(() => {
    room.step(1);
    return watch.spotlight?.ended === true;
  });
  expect(watch.spotlight?.strace.join()).toContain('exit');
  host.send('end');
  await until(() => watch.spotlight === null);
});
