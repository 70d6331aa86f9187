import { describe, expect, it } from 'vitest';
import { createRound, type Round } from '../../server/game/round.ts';
import { PAGE, REQUEST } from '../../server/game/web.ts';
import { invariantFaults } from '../../server/kernel/invariants/all.ts';
import { containers } from '../../shared/scenarios/containers.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { isQuiet, people, program, run, scenarioOf, selfOf, send, until } from './play.ts';

const WEB = scenarioOf(['httpd']);
/** A card that keeps one packet, and whose interrupt nobody serves for a while. */
const NARROW: Partial<Scenario> = {
  machine: {
    ...WEB.machine,
    devices: { keyboardBytes: 64, ringPackets: 1, keyboardDeadline: 40, networkDeadline: 40 },
  },
  roles: { ...WEB.roles, io: true },
};

const jobOf = (round: Round) => round.seat('s0')?.job;
const doneBy = (round: Round): number => round.seat('s0')?.jobsDone ?? 0;
const visitors = (round: Round) =>
  [...round.machine.net.sockets.values()].filter(({ outside }) => outside !== null);

/** Plays the recipe of the first seat's job until it has done one more. */
function serve(round: Round): void {
  const before = doneBy(round);
  program(round, 's0', ...(selfOf(round, 's0').job?.recipe ?? []));
  until(round, () => doneBy(round) > before);
}

/** A browser whose first job is the one with that word in its title. */
function browser(word: string): Round {
  for (let seed = 1; seed < 50; seed += 1) {
    const round = people(scenarioOf(['browser']), ['process'], seed);
    if (jobOf(round)?.title.includes(word) === true) return round;
  }
  throw new Error(`no browser has to ${word}`);
}

describe('a web server', () => {
  it('begins with descriptor 3 listening at a port of its own, as a service manager gives it', () => {
    const round = people(WEB, ['process', 'process']);
    const open = ['s0', 's1'].map((id) => selfOf(round, id).program.descriptors.at(-1));
    expect(open).toEqual([
      { fd: 3, what: 'LISTEN 0.0.0.0:8080' },
      { fd: 3, what: 'LISTEN 0.0.0.0:8081' },
    ]);
  });

  it('sleeps until its visitor’s packet has come through the card, and serves them', () => {
    const round = people(WEB, ['process']);
    serve(round);
    const strace = selfOf(round, 's0').strace.join('\n');
    expect(strace).toMatch(/accept\(3, .*\) = 4/);
    expect(strace).toContain(`read(4, "${REQUEST.replace('\n', '\\n')}", 512) = ${REQUEST.length}`);
    expect(round.machine.irq.lines.find(({ name }) => name === 'network')?.served).toBeGreaterThan(0);
    run(round, 60);
    expect(invariantFaults(round.machine)).toEqual([]);
  });

  it('has not served who got only a part, or whose page went to the terminal', () => {
    const round = people(WEB, ['process']);
    program(
      round,
      's0',
      'c = accept(3)',
      'fd = open("/srv/www/index.html", O_RDONLY)',
      'n = read(fd, buf, 4096)',
      'write(c, buf, 10)',
      'write(1, buf, n)',
      'close(c)',
    );
    until(round, () => isQuiet(round, 's0'));
    run(round, 10);
    expect(jobOf(round)?.done[0]).toBe(false);
  });

  it('that hangs up too early is asked again', () => {
    const round = people(WEB, ['process']);
    program(round, 's0', 'c = accept(3)', 'close(c)');
    until(round, () => isQuiet(round, 's0'));
    serve(round);
    expect(doneBy(round)).toBe(1);
  });

  it('keeps nobody who came for a job that is late: the next job is done with the visitor who waits', () => {
    const round = people(scenarioOf(['httpd'], { jobs: { pause: 5, patience: 40 } }), ['process']);
    until(round, () => round.seat('s0')?.jobsLate === 1);
    until(round, () => jobOf(round) !== null);
    expect(visitors(round)).toHaveLength(1);
    serve(round);
    expect(doneBy(round)).toBe(1);
  });

  it('gets another visitor with each job, also after it let one in and did nothing for them', () => {
    const round = people(scenarioOf(['httpd'], { jobs: { pause: 5, patience: 60 } }), ['process']);
    program(round, 's0', 'c = accept(3)');
    until(round, () => round.seat('s0')?.jobsLate === 1);
    until(round, () => jobOf(round) !== null);
    for (let times = 0; times < 3; times += 1) {
      until(round, () => jobOf(round) !== null);
      serve(round);
    }
    expect(doneBy(round)).toBe(3);
  });

  it('comes back with its socket after it has crashed', () => {
    const round = people(WEB, ['process']);
    run(round, 10);
    program(round, 's0', 'store 0, 1');
    until(round, () => round.seat('s0')?.pid === 0);
    until(round, () => (round.seat('s0')?.pid ?? 0) > 0);
    serve(round);
    expect(doneBy(round)).toBe(1);
  });

  it('loses no visitor for good when the card is full: who was not heard knocks again', () => {
    const round = people(scenarioOf(['httpd'], NARROW), ['process', 'process', 'process', 'io']);
    // Three visitors knock at once; one fits into the ring.
    run(round, 3);
    expect(round.machine.irq.nic.lost).toBeGreaterThan(0);
    until(round, () => visitors(round).length === 3, 200);
  });

  it('serves in a container as outside of one', () => {
    const round = people({ ...containers, programs: ['httpd'] }, ['process', 'process', 'process']);
    serve(round);
    expect(doneBy(round)).toBe(1);
  });

  it('is served to and from the same, tick by tick, when the round is played again', () => {
    const played = (): Round => {
      const seats = ['a', 'b', 'c'].map((id) => ({ id, nickname: id, role: 'process' as const, bot: true }));
      return createRound({ scenario: scenarioOf(['httpd', 'browser']), seed: 3, seats });
    };
    const [one, other] = [played(), played()];
    for (let tick = 0; tick < 400; tick += 1) {
      one.tick();
      other.tick();
      if (tick % 50 === 0) expect(one.hash()).toBe(other.hash());
      expect(invariantFaults(one.machine)).toEqual([]);
    }
    expect(one.seat('a')?.jobsDone).toBeGreaterThan(0);
  });
});

describe('a browser', () => {
  it('fetches a page from a computer outside: the answer is an interrupt', () => {
    const round = browser('fetch');
    const served = () => round.machine.irq.lines.find(({ name }) => name === 'network')?.served ?? 0;
    expect(served()).toBe(0);
    serve(round);
    expect(selfOf(round, 's0').terminal).toContain(PAGE);
    expect(selfOf(round, 's0').strace.join('\n')).toMatch(/connect\(3, .*10\.0\.0\.80.*\) = 0/);
    expect(served()).toBeGreaterThanOrEqual(2);
    run(round, 60);
    expect(visitors(round)).toEqual([]);
  });

  it('is told by another port of that computer that nobody listens', () => {
    const round = browser('fetch');
    program(round, 's0', 's = socket(AF_INET, SOCK_STREAM, 0)', 'connect(s, "10.0.0.80:81")', 'close(s)');
    until(round, () => isQuiet(round, 's0'));
    expect(selfOf(round, 's0').strace.join('\n')).toContain('-1 ECONNREFUSED (Connection refused)');
    run(round, 60);
    expect(visitors(round)).toEqual([]);
  });

  it('opens a tab in a child: what the child wrote into its memory is not in the parent’s', () => {
    const round = browser('process of its own');
    serve(round);
    const { buffers } = selfOf(round, 's0').program as unknown as { buffers: { address: number }[] };
    program(round, 's0', `x = load ${buffers[0]?.address}`);
    until(round, () => isQuiet(round, 's0'));
    expect(selfOf(round, 's0').program.variables).toContainEqual({ name: 'x', value: 0, text: '0' });
  });

  it('is left in peace by visitors', () => {
    const round = people(scenarioOf(['browser']), ['process']);
    run(round, 50);
    expect(send(round, 's0', { type: 'clear' })).toEqual({ ok: true });
    expect(visitors(round)).toEqual([]);
  });
});
