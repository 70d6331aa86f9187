import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fromJournal, records } from './from-journal.ts';
import { type Player, type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

it('every figure of the CSV is what the kept journal gives when it is played again', async () => {
  const begin = vi.spyOn(server.services.keeping.journal, 'begin');
  const { code, hostKey, room } = await server.host('infected');
  const host = await server.join(code, { hostKey });
  const players: Player[] = [];
  const wishes = ['process', 'malware', 'scheduler'] as const;
  for (const [index, role] of wishes.entries()) {
    const player = await server.join(code, { nickname: `Student ${index}` });
    player.send('wish', { role });
    await until(() => player.part('who').wish === role);
    players.push(player);
  }
  host.send('start');
  await until(() => players.every((player) => player.room.state.phase === 'boot'));
  room.advance(20_000);
  room.step(2);
  const [ada, mal, sched] = players as [Player, Player, Player];
  const lines = ['fd = open("/nowhere", O_RDONLY)', 'write(1, "hello", 5)', 'child = fork()', 'work 20'];
  ada.send('program', { lines });
  mal.send('program', { lines: ['fd = open("/etc/shadow", O_RDONLY)', 'x = load KERNEL'] });
  sched.send('quantum', { ticks: 3 });
  await until(() => ada.part('program').lines.length === 4);
  for (let steps = 0; steps < 20; steps += 1) {
    room.step(10);
    const ready = JSON.parse(sched.room.state.seats.get(sched.welcome.seat)?.kernel || '{}').queue?.[0];
    if (ready !== undefined) sched.send('dispatch', { core: 0, pid: ready.pid });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  host.send('end');
  await until(() => players.every((player) => player.results !== undefined));

  const csv = await fetch(`${server.base}/api/report.csv`, { headers: { 'Userland-Host-Key': hostKey } });
  const rows = records(await csv.text());
  const kept = await server.services.keeping.journal.read(begin.mock.results[0]?.value);
  if (kept === undefined) throw new Error('the round was not kept');
  const { figures } = fromJournal(kept);
  expect(rows.length).toBe(3);
  for (const [index, player] of players.entries()) {
    const { nickname, answers, answers_right, ...row } = rows[index] ?? {};
    expect({ nickname, answers, answers_right }).toEqual({
      nickname: `Student ${index}`,
      answers: '0',
      answers_right: '0',
    });
    expect(row).toEqual(figures.get(player.welcome.seat));
    expect(row).toMatchObject({ role: wishes[index], scenario: 'infected', round: '1' });
  }
  // The round was one in which there is something to compare.
  expect(rows.map(({ calls }) => calls).join()).toMatch(/open \d/);
  expect(rows.map(({ errors_met }) => errors_met).join()).toMatch(/open EACCES 1.*ended by SIGSEGV 1/);
  expect(rows.find(({ role }) => role === 'scheduler')?.acts).toMatch(/dispatch \d+; quantum 1/);
  for (const player of [...players, host]) await player.leave();
});
