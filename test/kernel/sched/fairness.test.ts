import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../server/kernel/machine.ts';
import { NICE_WEIGHTS } from '../../../server/kernel/sched/weights.ts';
import { boot, call, cpu, hog, type Program, results, run, start, WORK } from './machine.ts';

const weight = (nice: number): number => NICE_WEIGHTS[nice + 20] as number;
const NICE = Array.from({ length: 40 }, (_, index) => index - 20);

/** Each process's share of the CPU over the ticks, divided by the share that its weight asks for. */
function relativeShares(machine: Machine<Program>, nices: readonly number[], ticks: number): number[] {
  const pids = nices.map((nice) => hog(machine, nice));
  run(machine, ticks);
  const all = nices.reduce((sum, nice) => sum + weight(nice), 0);
  return pids.map((pid, index) => cpu(machine, pid) / ((ticks * weight(nices[index] as number)) / all));
}

describe.each(['cfs', 'eevdf'] as const)('under %s', (policy) => {
  it.each(NICE)('a hog of nice %i and one of nice 0 share by their weights within 1 %%', (nice) => {
    const ratio = Math.max(weight(nice), 1024) / Math.min(weight(nice), 1024);
    // Long enough that one quantum is less than a percent of the smaller share.
    const shares = relativeShares(boot({ policy }), [nice, 0], Math.ceil(ratio * 600));
    for (const share of shares) expect(Math.abs(share - 1)).toBeLessThan(0.01);
  });

  it('eight hogs of all kinds share by their weights within 1 %', () => {
    const shares = relativeShares(boot({ policy }), [-12, -7, -3, 0, 0, 4, 6, 9], 60_000);
    for (const share of shares) expect(Math.abs(share - 1)).toBeLessThan(0.01);
  });

  it('a process that sleeps most of the time gets a core soon after it wakes, among ten hogs', () => {
    const machine = boot({ policy });
    for (let count = 0; count < 10; count += 1) hog(machine);
    const sleeper = start(machine, { idle: [call('nanosleep', 30), WORK] });
    const waits = run(machine, 20_000).flatMap((event) =>
      event.kind === 'dispatch' && event.pid === sleeper ? [event.waited] : [],
    );
    expect(waits.length).toBeGreaterThan(200);
    // At worst everybody else has a quantum first, and who runs the rest of theirs.
    expect(Math.max(...waits)).toBeLessThanOrEqual(11 * 4);
    const typical = [...waits].sort((a, b) => a - b)[waits.length >> 1] as number;
    expect(typical).toBeLessThanOrEqual(policy === 'cfs' ? 2 : 20);
  });

  it('a process that slept for long does not keep the core when it comes back', () => {
    const machine = boot({ policy });
    const other = hog(machine);
    const late = start(machine, { todo: [call('nanosleep', 5000)], idle: [WORK] });
    run(machine, 5100);
    const before = [cpu(machine, other), cpu(machine, late)] as const;
    run(machine, 400);
    expect(cpu(machine, other) - before[0]).toBeGreaterThan(190);
    expect(cpu(machine, late) - before[1]).toBeGreaterThan(190);
    expect(results(machine, late)).toEqual([0]);
  });

  it('a newcomer is not served before everybody has had as much as it had alone', () => {
    const machine = boot({ policy });
    const first = hog(machine);
    run(machine, 3000);
    const second = hog(machine);
    run(machine, 400);
    expect(Math.abs(cpu(machine, second) - 200)).toBeLessThanOrEqual(4);
    expect(cpu(machine, first) + cpu(machine, second)).toBe(3400);
  });
});

describe('under lottery', () => {
  it('shares follow the tickets within five standard deviations', () => {
    const ticks = 40_000;
    const nices = [-5, 0, 0, 5];
    const shares = relativeShares(boot({ policy: 'lottery', quantum: 2, seed: 99 }), nices, ticks);
    const all = nices.reduce((sum, nice) => sum + weight(nice), 0);
    for (const [index, share] of shares.entries()) {
      const p = weight(nices[index] as number) / all;
      const draws = ticks / 2;
      const deviation = Math.sqrt((1 - p) / (p * draws));
      expect(Math.abs(share - 1)).toBeLessThan(5 * deviation);
    }
  });

  it('another seed draws other winners', () => {
    const winners = (seed: number): number[] => {
      const machine = boot({ policy: 'lottery', quantum: 1, seed });
      const pids = [hog(machine), hog(machine)];
      return Array.from({ length: 40 }, () => {
        run(machine, 1);
        return cpu(machine, pids[0] as number);
      });
    };
    expect(winners(1)).toEqual(winners(1));
    expect(winners(1)).not.toEqual(winners(2));
  });
});

describe('under stride', () => {
  it.each([
    [0, 0],
    [0, 5],
    [-5, 3],
    [-10, 10],
  ])('hogs of nice %i and %i are never more than one quantum away from their exact shares', (one, two) => {
    const machine = boot({ policy: 'stride', quantum: 4 });
    const first = hog(machine, one);
    hog(machine, two);
    const share = weight(one) / (weight(one) + weight(two));
    for (let tick = 1; tick <= 4000; tick += 1) {
      machine.tick();
      expect(Math.abs(cpu(machine, first) - tick * share)).toBeLessThanOrEqual(4);
    }
  });

  it('makes up for no time in which a process was away', () => {
    const machine = boot({ policy: 'stride', quantum: 4 });
    const first = hog(machine);
    run(machine, 1000);
    const second = hog(machine);
    run(machine, 80);
    expect(Math.abs(cpu(machine, second) - 40)).toBeLessThanOrEqual(4);
    expect(Math.abs(cpu(machine, first) - 1040)).toBeLessThanOrEqual(4);
  });
});
