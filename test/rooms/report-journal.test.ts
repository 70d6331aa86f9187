import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { replay } from '../../server/game/round.ts';
import type { JournalEntry, RoundEvent, RoundSeat } from '../../server/game/types.ts';
import { infected } from '../../shared/scenarios/infected.ts';
import { type Player, type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

/** Lines of a CSV as records; fields here hold no quotes. */
function records(csv: string): Record<string, string>[] {
  const [head = '', ...lines] = csv.trim().split('\r\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((field, at) => [names[at], field])));
}

const add = (counts: Map<string, number>, name: string): void =>
  void counts.set(name, (counts.get(name) ?? 0) + 1);
const text = (counts: Map<string, number>): string =>
  [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join('; ');

/** What the kept journal says of one seat, found by playing it again and looking at nothing else. */
function fromJournal(seats: RoundSeat[], seed: number, journal: JournalEntry[], ticks: number, seat: string) {
  const calls = new Map<string, number>();
  const errors = new Map<string, number>();
  const walls = new Map<string, number>();
  const acts = new Map<string, number>();
  const pids = new Set<number>();
  let [faults, preempted, blocked, asleep] = [0, 0, 0, false];
  const round = replay(
    { scenario: infected, seed, seats },
    journal,
    ticks,
    (playing, events: readonly RoundEvent[]) => {
      const pid = playing.seat(seat)?.pid ?? 0;
      if (pid !== 0) pids.add(pid);
      const state = playing.machine.tasks.get(pid)?.state;
      const sleeps = state === 'S' || state === 'D';
      if (sleeps && !asleep) blocked += 1;
      asleep = sleeps;
      for (const { event, only } of events) {
        if (event.kind === 'wall' && only === seat) add(walls, event.id);
        if (!('pid' in event) || !pids.has(event.pid)) continue;
        if (event.kind === 'call') add(calls, event.name);
        if (event.kind === 'return' && !event.ok) add(errors, `${event.name} ${event.text}`);
        if (event.kind === 'exit' && event.how.startsWith('SIG')) add(errors, `ended by ${event.how}`);
        if (event.kind === 'fault') faults += 1;
        if (event.kind === 'preempt' && event.why !== 'yield') preempted += 1;
      }
    },
  );
  for (const entry of journal) if (entry.seat === seat) add(acts, entry.input.type);
  const played = round.seat(seat);
  return {
    jobs_done: String(played?.jobsDone),
    jobs_late: String(played?.jobsLate),
    points: String(played?.points),
    calls: text(calls),
    errors_met: [...errors].map(([name, count]) => `${name} ${count}`).join('; '),
    walls: [...walls].map(([name, count]) => `${name} ${count}`),
    acts: text(acts),
    page_faults: String(faults),
    preempted: String(preempted),
    blocked: String(blocked),
  };
}

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
  const ticks = room.state.tick;
  expect(rows.length).toBe(3);
  for (const [index, player] of players.entries()) {
    const row = rows.find(({ nickname }) => nickname === `Student ${index}`) ?? {};
    const said = fromJournal(
      kept.seats as RoundSeat[],
      kept.seed,
      kept.inputs as JournalEntry[],
      ticks,
      player.welcome.seat,
    );
    const { walls, ...figures } = said;
    expect(row).toMatchObject({ ...figures, role: wishes[index], scenario: 'infected', round: '1' });
    expect((row.walls ?? '').split('; ').filter(Boolean).sort()).toEqual([...walls].sort());
  }
  // The round was one in which there is something to compare.
  expect(rows.map(({ calls }) => calls).join()).toMatch(/open \d/);
  expect(rows.map(({ errors_met }) => errors_met).join()).toMatch(/open EACCES 1.*ended by SIGSEGV 1/);
  expect(rows.find(({ role }) => role === 'scheduler')?.acts).toMatch(/dispatch \d+; quantum 1/);
  for (const player of [...players, host]) await player.leave();
});
