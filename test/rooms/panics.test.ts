import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Round, replay } from '../../server/game/round.ts';
import { Afterwards } from '../../server/rooms/afterwards.ts';
import { type TestServer, testServer, until } from './harness.ts';

const CRASHES = 100;
/** Ticks that the quiet room runs for every crash of the other. */
const BESIDE = 4;

/** _Infected_ for one process alone, in long rounds: a hundred crashes in a few seconds. */
vi.mock('../../shared/scenarios/index.ts', async (original) => {
  const known = await original<typeof import('../../shared/scenarios/index.ts')>();
  const lonely = { leastProcesses: 1, lengthTicks: 6000, jobs: { pause: 6000, patience: 6000 } };
  const scenarios = known.SCENARIOS.map((one) => (one.id === 'infected' ? { ...one, ...lonely } : one));
  return { SCENARIOS: scenarios, scenario: (id: string) => scenarios.find((one) => one.id === id) };
});

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => server.stop());

interface Watched {
  quiet: Round | undefined;
  /** Of the quiet round, tick by tick. */
  hashes: string[];
}

/** Watches the rounds as the server's own rooms play them. In those of `infected`, `seat` writes into the kernel whenever the machine is up. */
function watchRounds(seat: () => string): Watched {
  const seen: Watched = { quiet: undefined, hashes: [] };
  const { tick } = Round.prototype;
  vi.spyOn(Round.prototype, 'tick').mockImplementation(function (this: Round) {
    // Past the network, whose limit of messages is in real time.
    if (this.scenario.id === 'infected' && this.tickNumber % 8 === 0)
      this.input(seat(), { type: 'exploit', id: 'kernel-write' });
    const events = tick.call(this);
    if (this.scenario.id === 'friendly-machine') {
      seen.quiet = this;
      seen.hashes.push(this.hash());
    }
    return events;
  });
  return seen;
}

it(`a room whose machine panics ${CRASHES} times goes on, and another room is at every tick what it would be alone`, async () => {
  let malware = '';
  const watched = watchRounds(() => malware);
  // Nobody looks back at the crashed rounds: other tests see to that.
  vi.spyOn(Afterwards.prototype, 'begin').mockImplementation(() => undefined);

  const beside = await server.host('friendly-machine');
  const besideHost = await server.join(beside.code, { hostKey: beside.hostKey });
  const ada = await server.join(beside.code, { nickname: 'Ada' });
  besideHost.send('start');
  await until(() => ada.room.state.phase === 'boot');
  beside.room.advance(20_000);
  ada.send('program', { lines: ['repeat 200: work 1; nanosleep(1)'] });
  await until(() => (ada.part('program')?.lines.length ?? 0) > 0 || ada.refusals.length > 0);

  const { code, hostKey, room } = await server.host('infected');
  const host = await server.join(code, { hostKey });
  const bad = await server.join(code, { nickname: 'Bad' });

  malware = bad.welcome.seat;
  const begin = async (): Promise<void> => {
    // Roles rotate, unless the host says otherwise.
    host.send('assign', { seat: malware, role: 'malware' });
    host.send('start');
    await until(() => room.state.phase === 'boot');
    room.advance(20_000);
    host.send('protections', { name: 'isolation', on: false });
    await until(() => room.state.protections.isolation === false);
  };

  let crashes = 0;
  let down = false;
  while (crashes < CRASHES) {
    if (room.state.phase !== 'run') await begin();
    room.step(1);
    const isDown = room.state.outage.includes('"phase":"panic"');
    if (isDown && !down) {
      crashes += 1;
      beside.room.step(BESIDE);
    }
    down = isDown;
  }

  expect(bad.closed).toBeUndefined();
  expect(room.state.phase).toBe('run');
  expect(beside.room.state.outage).toBe('');
  expect(server.lines.filter((line) => /fault|ended/.test(line))).toEqual([]);

  // The quiet room's round, played again where nothing ever crashed.
  const round = watched.quiet;
  if (round === undefined) throw new Error('the quiet room has played no round');
  const { scenario, seed, seats } = round.options;
  const played = [...watched.hashes];
  const alone: string[] = [];
  vi.restoreAllMocks();
  replay({ scenario, seed, seats }, round.journal, played.length, (again) => alone.push(again.hash()));
  expect(played.length).toBe(CRASHES * BESIDE);
  expect(alone).toEqual(played);
  for (const one of [ada, besideHost, bad, host]) await one.leave();
});
