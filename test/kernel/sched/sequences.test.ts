import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../server/kernel/machine.ts';
import { boot, call, hog, type Program, run, start, trace, WORK, work } from './machine.ts';

/** A trace as letters, the first pid `a`. */
function letters(pids: readonly number[], first: number): string {
  return pids.map((pid) => (pid === 0 ? '-' : String.fromCharCode(97 + pid - first))).join('');
}

describe('static priorities', () => {
  it('run the highest first, equals in turns of a quantum', () => {
    const machine = boot({ policy: 'priority', quantum: 2 });
    const low = start(machine, { todo: [...work(3), call('exit', 0)], nice: 5 });
    start(machine, { todo: [...work(3), call('exit', 0)], nice: -5 });
    start(machine, { todo: [...work(3), call('exit', 0)], nice: -5 });
    // b and c (4 ticks each with their exit) take turns; a only then.
    expect(letters(trace(machine, 12), low)).toBe('bbccbbccaaaa');
  });

  it('take the core for a better one at once, and give it back within the quantum', () => {
    const machine = boot({ policy: 'priority', quantum: 4 });
    const first = hog(machine, 5);
    hog(machine, 5);
    start(machine, { todo: [call('nanosleep', 6), WORK, WORK, call('pause')], nice: 0 });
    // c wakes in tick 7, takes b's core at its end, and b goes on with the ticks it had left.
    expect(letters(trace(machine, 16), first)).toBe('caaaabbccccbbaaa');
  });

  it('starve the lowest as long as somebody better computes', () => {
    const machine = boot({ policy: 'priority' });
    hog(machine, 0);
    const low = hog(machine, 1);
    run(machine, 1000);
    expect(machine.task(low)?.firstRun).toBe(-1);
  });
});

/** Jobs whose bursts are known from the last time, all ready at once: the case of a textbook's table. */
function jobs(
  policy: 'sjf' | 'stcf',
  bursts: readonly number[],
): { machine: Machine<Program>; first: number } {
  const machine = boot({ policy });
  const pids = bursts.map((length) => start(machine, { todo: [...work(length - 1), call('exit', 0)] }));
  for (const [index, pid] of pids.entries()) expectBurst(machine, pid, bursts[index] as number);
  // The run queue is put in order anew, now that the lengths are known.
  machine.setPolicy('fcfs');
  machine.setPolicy(policy);
  return { machine, first: pids[0] as number };
}

function expectBurst(machine: Machine<Program>, pid: number, length: number): void {
  const task = machine.task(pid);
  if (task !== undefined) task.sched.lastBurst = length;
}

describe('shortest job first', () => {
  it('runs by length, equals in order of arrival, each to its end', () => {
    const { machine, first } = jobs('sjf', [6, 3, 4, 3, 2]);
    expect(letters(trace(machine, 19), first)).toBe('eebbbdddccccaaaaaa-');
  });

  it('does not take the core from who has it, however short the newcomer', () => {
    const { machine, first } = jobs('sjf', [6]);
    run(machine, 2);
    start(machine, { todo: [call('exit', 0)] });
    expect(letters(trace(machine, 5), first)).toBe('aaaab');
  });
});

describe('shortest time to completion first', () => {
  it('takes the core for a job that is shorter than what is left', () => {
    const { machine, first } = jobs('stcf', [8]);
    run(machine, 3);
    // 5 ticks are left of a; b needs none that are known, c comes with 6.
    start(machine, { todo: [WORK, call('exit', 0)] });
    const third = start(machine, { todo: [...work(5), call('exit', 0)] });
    expectBurst(machine, third, 6);
    machine.setPolicy('fcfs');
    machine.setPolicy('stcf');
    expect(letters(trace(machine, 14), first)).toBe('abbaaaacccccc-');
  });

  it('lets who runs go on where the newcomer needs as long', () => {
    const { machine, first } = jobs('stcf', [4, 4]);
    expect(letters(trace(machine, 9), first)).toBe('aaaabbbb-');
  });
});
