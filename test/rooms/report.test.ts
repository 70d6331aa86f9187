import { afterAll, beforeAll, expect, it } from 'vitest';
import { records } from './from-journal.ts';
import { type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

it('a class’s report is written as the round goes, from what the kernel did', async () => {
  const { code, hostKey, room } = await server.host('first-boot');
  const host = await server.join(code, { hostKey });
  const ada = await server.join(code, { nickname: 'Ada' });
  ada.send('wish', { role: 'process' });
  await until(() => ada.part('who').wish === 'process');
  host.send('start');
  await until(() => ada.room.state.phase === 'boot');
  room.advance(20_000);
  room.step(2);
  const lines = [
    'fd = open("/nowhere", O_RDONLY)',
    'write(1, "hello", 5)',
    'fd = open("/etc/passwd", O_RDONLY)',
  ];
  ada.send('program', { lines });
  await until(() => ada.part('program').lines.length === 3);
  room.step(40);

  const { reports } = server.services.keeping;
  const running = await reports.read(hostKey);
  expect(running?.seats).toEqual([{ seat: ada.welcome.seat, nickname: 'Ada' }]);
  const deeds = running?.rounds[0]?.deeds;
  expect(running?.rounds).toMatchObject([{ round: 1, scenario: 'first-boot', role: 'process' }]);
  expect(deeds?.calls).toMatchObject({ open: 2, write: 1 });
  expect(deeds?.errors).toEqual({ 'open ENOENT': { met: 1, overcome: true } });

  host.send('end');
  await until(() => ada.results !== undefined);
  ada.send('reply', { question: 0, choice: 1 });
  ada.send('reply', { question: 0, choice: 0 });
  expect(await ada.refused('reply', { question: 19, choice: 0 })).toMatchObject({ code: 'noQuestion' });
  const done = await reports.read(hostKey);
  expect(done?.answers).toMatchObject([
    { seat: ada.welcome.seat, question: '1/first-boot/0', asked: 'round', given: 1 },
  ]);
  const own = ada.results?.ranks.find(({ seat }) => seat === ada.welcome.seat);
  expect(done?.rounds[0]?.deeds).toMatchObject({ points: own?.points, jobsDone: own?.jobs });
  await ada.leave();
  await host.leave();
});

it('a player with a key collects the codex pages of what they meet', async () => {
  const key = (await server.post('/api/progress', {})).body.key ?? '';
  const { body } = await server.post('/api/play-now', { role: 'malware' });
  const player = await server.join(body.code ?? '', { player: key });
  const room = server.keeper.find(body.code ?? '');
  player.send('program', { lines: ['fd = open("/etc/shadow", O_RDONLY)'] });
  await until(() => player.part('program').lines.length > 0);
  room?.step(60);
  const { progress } = server.services.keeping;
  const pages = (await progress.read(key))?.codex;
  expect(pages).toEqual(
    expect.arrayContaining(['userspace-kernel', 'syscall', 'descriptor', 'errno', 'permissions']),
  );
  expect(pages).not.toContain('containers');
  await player.leave();
});

it('the report shows the stars of the browser that a student joined with, and not its key', async () => {
  const { code, hostKey, room } = await server.host('first-boot');
  const { progress, reports } = server.services.keeping;
  const player = (await server.post('/api/progress', {})).body.key ?? '';
  progress.recordLevel(player, 'userspace-hello', 3, { calls: 2 });
  const host = await server.join(code, { hostKey });
  const ada = await server.join(code, { nickname: 'Ada', player });
  const ben = await server.join(code, { nickname: 'Ben' });
  host.send('start');
  await until(() => ada.room.state.phase === 'boot');
  room.advance(20_000);
  room.step(5);
  expect((await reports.read(hostKey))?.levels).toEqual([
    { seat: ada.welcome.seat, level: 'userspace-hello', stars: 3 },
  ]);
  const headers = { 'Userland-Host-Key': hostKey };
  const report = await (await server.get('/api/report', { headers })).text();
  expect(report).not.toContain(player);
  const csv = await (await server.get('/api/report-students.csv', { headers })).text();
  const [first, second] = records(csv);
  expect(first).toMatchObject({ nickname: 'Ada', levels: '1', stars: '3', level_stars: 'userspace-hello 3' });
  expect(second).toMatchObject({ nickname: 'Ben', levels: '0', stars: '0', level_stars: '' });
  for (const one of [ada, ben, host]) await one.leave();
});

it('the report is opened, taken as CSV and deleted with the host key, and by nobody else', async () => {
  const { code, hostKey, room } = await server.host('first-boot');
  const host = await server.join(code, { hostKey });
  const ada = await server.join(code, { nickname: 'Ada' });
  host.send('start');
  await until(() => ada.room.state.phase === 'boot');
  room.advance(20_000);
  room.step(5);
  const ask = (method: string, path: string, key?: string) =>
    fetch(server.base + path, { method, headers: key === undefined ? {} : { 'Userland-Host-Key': key } });
  expect((await ask('GET', '/api/report')).status).toBe(403);
  expect((await ask('GET', '/api/report', 'x'.repeat(22))).status).toBe(404);
  expect(await (await ask('GET', '/api/report', hostKey)).json()).toMatchObject({ room: code, name: '9b' });
  const csv = await ask('GET', '/api/report.csv', hostKey);
  expect(csv.headers.get('content-disposition')).toMatch(/userland-\w+\.csv/);
  expect((await csv.text()).split('\r\n')[1]).toMatch(/^Ada,1,first-boot,/);
  expect(await (await ask('DELETE', '/api/report', hostKey)).json()).toEqual({ removed: true });
  room.step(5);
  expect((await ask('GET', '/api/report', hostKey)).status).toBe(404);
  await ada.leave();
  await host.leave();
});
