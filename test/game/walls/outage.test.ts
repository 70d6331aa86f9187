import { describe, expect, it } from 'vitest';
import { BOOT_TICKS, PANIC_TICKS } from '../../../server/game/outage.ts';
import { createRound, type Round, replay } from '../../../server/game/round.ts';
import { friendlyMachine } from '../../../shared/scenarios/friendly-machine.ts';
import { infected } from '../../../shared/scenarios/infected.ts';
import { people, program, run, seatsOf, selfOf, send, until } from '../play.ts';

const scenario = { ...infected, programs: ['cat' as const] };
const off = (round: Round, name: 'isolation' | 'rings') =>
  round.input('host', { type: 'protections', name, on: false });

/** A round whose malware has just brought the machine down. */
function crashed(seed = 7): Round {
  const round = people(scenario, ['malware', 'process', 'process'], seed);
  run(round, 10);
  off(round, 'isolation');
  send(round, 's0', { type: 'exploit', id: 'kernel-write' });
  until(round, () => round.world().outage !== null);
  return round;
}

describe('a panic in a round', () => {
  it('stands on the console for everybody, names the culprit, and pays it once', () => {
    const round = people(scenario, ['malware', 'process', 'process']);
    run(round, 10);
    const { pid } = selfOf(round, 's0').who;
    off(round, 'isolation');
    send(round, 's0', { type: 'exploit', id: 'kernel-write' });
    const events = until(round, () => round.world().outage !== null);
    expect(events.find(({ event }) => event.kind === 'panic')).toMatchObject({ event: { pid } });
    const { outage } = round.world();
    expect(outage).toMatchObject({ phase: 'panic', until: round.tickNumber + PANIC_TICKS });
    expect(outage?.lines.join('\n')).toContain(`by task cat/${pid}: 0x00`);
    expect(selfOf(round, 's0').who.points).toBe(8);
  });

  it('stops everything: no process moves, and lines are refused with one sentence', () => {
    const round = crashed();
    const processes = JSON.stringify(round.world().processes);
    expect(program(round, 's1', 'work 1')).toMatchObject({ ok: false, code: 'panic' });
    run(round, PANIC_TICKS - 2);
    expect(JSON.stringify(round.world().processes)).toBe(processes);
  });

  it('is followed by the boot log; then the seats have new processes and go on', () => {
    const round = crashed();
    const before = ['s0', 's1', 's2'].map((seat) => selfOf(round, seat).who.pid);
    run(round, PANIC_TICKS);
    expect(round.world().outage).toMatchObject({ phase: 'boot' });
    expect(round.world().outage?.lines.at(-1)).toMatch(/init/);
    expect(round.world().processes).toEqual([]);
    expect(program(round, 's1', 'work 1')).toMatchObject({ code: 'no-process' });
    run(round, BOOT_TICKS + 1);
    expect(round.world().outage).toBeNull();
    const after = ['s0', 's1', 's2'].map((seat) => selfOf(round, seat).who.pid);
    expect(after.every((pid, index) => pid > (before[index] as number))).toBe(true);
    expect(program(round, 's1', 'fd = open("/etc/motd", O_RDONLY)')).toEqual({ ok: true });
    until(round, () =>
      selfOf(round, 's1').program.variables.some(({ name, value }) => name === 'fd' && value > 2),
    );
    until(round, () => selfOf(round, 's1').job !== null);
  });

  it('costs the user’s patience for every job that is lost', () => {
    const round = people(scenario, ['malware', 'process', 'process']);
    run(round, 10);
    const { patience } = round.world();
    off(round, 'isolation');
    send(round, 's0', { type: 'exploit', id: 'kernel-write' });
    until(round, () => round.world().outage !== null);
    expect(patience - round.world().patience).toBeGreaterThan(10);
    expect(selfOf(round, 's1').job).toBeNull();
    expect(round.world().stats.jobsLate).toBe(3);
  });

  it('can come again and again, and the journal gives the same round', () => {
    const seats = seatsOf(['malware', 'process', 'process']);
    const options = { scenario: { ...scenario, lengthTicks: 900 }, seed: 3, seats };
    const round = createRound(options);
    const hashes: string[] = [];
    for (let tick = 0; tick < 400; tick += 1) {
      if (tick === 5) off(round, 'isolation');
      if (tick % 40 === 10) send(round, 's0', { type: 'exploit', id: 'kernel-write' });
      round.tick();
      hashes.push(round.hash());
    }
    const again: string[] = [];
    replay(options, round.journal, 400, (played) => again.push(played.hash()));
    expect(again).toEqual(hashes);
    expect(round.world().outage ?? round.tickNumber).toBeTruthy();
  });
});

describe('a protection', () => {
  it('is switched by the host alone, in the middle of a round, and everybody is told', () => {
    const round = people(friendlyMachine, ['process', 'process']);
    run(round, 3);
    expect(send(round, 's0', { type: 'protections', name: 'rings', on: false })).toMatchObject({
      code: 'role',
    });
    expect(round.world().protections.rings).toBe(true);
    expect(round.input('host', { type: 'protections', name: 'rings', on: false })).toEqual({ ok: true });
    expect(round.world().protections.rings).toBe(false);
    expect(round.tick().map(({ event }) => event)).toContainEqual({
      kind: 'protection',
      name: 'rings',
      on: false,
    });
    expect(round.journal).toContainEqual({
      tick: 3,
      seat: 'host',
      input: { type: 'protections', name: 'rings', on: false },
    });
  });
});
