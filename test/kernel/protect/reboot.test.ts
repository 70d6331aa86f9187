import { describe, expect, it } from 'vitest';
import { KERNEL_BASE } from '../../../server/kernel/types.ts';
import { resultsOf, run, start, type TestMachine, without, work } from './machine.ts';

/** A machine that has written a file and then panicked. */
function crashed(): { machine: TestMachine; pid: number } {
  const machine = without(['isolation']);
  start(
    machine,
    [
      { op: 'syscall', name: 'open', args: ['/kept', 0o101, 0o644] },
      { op: 'syscall', name: 'write', args: [1, 'still here', 10] },
      ...work(90),
    ],
    0,
  );
  run(machine, 20);
  const pid = start(machine, [{ op: 'store', address: KERNEL_BASE + 8, value: 1 }, ...work(30)]);
  run(machine, 40);
  expect(machine.state.panic).not.toBeNull();
  return { machine, pid };
}

describe('a reboot', () => {
  it('keeps files, and loses processes, memory and descriptors', () => {
    const { machine, pid } = crashed();
    machine.reboot();
    const { state } = machine;
    expect(state.panic).toBeNull();
    expect(new TextDecoder().decode(machine.readFile('/kept') ?? undefined)).toBe('still here');
    expect([...state.tasks.keys()]).toEqual([1]);
    expect(machine.task(pid)).toBeUndefined();
    expect(state.openFiles.size).toBe(0);
    expect(state.frames.filter(({ kind }) => kind === 'anon')).toEqual([]);
    expect(state.freeFrames).toHaveLength(state.frames.length - 4);
    expect([...state.inodes.values()].filter(({ holds, kind }) => holds !== 0 && kind === 'file')).toEqual(
      [],
    );
    expect(state.kmem.culprit).toBeNull();
  });

  it('gives new processes new pids, and they run', () => {
    const { machine, pid } = crashed();
    machine.reboot();
    const next = start(machine, work(3));
    expect(next).toBeGreaterThan(pid);
    run(machine, 10);
    expect(resultsOf(machine, next)).toHaveLength(3);
  });

  it('logs what it does: processor, memory, the disk’s recovery, init; and what is off', () => {
    const { machine } = crashed();
    machine.reboot();
    const log = machine.state.log.join('\n');
    expect(log).toContain('Linux version 6.12.0-userland (root@userland) #2 SMP');
    expect(log).toContain('WARNING: memory isolation is off: kernel pages are user-accessible');
    expect(log).toMatch(/recovery complete, \d+ inodes, 0 orphans deleted/);
    expect(machine.state.log.at(-1)).toMatch(/Run \/sbin\/init as init process$/);
  });

  it('is the same on every machine of the same past', () => {
    const hashes = [crashed(), crashed()].map(({ machine }) => {
      machine.reboot();
      start(machine, work(3));
      run(machine, 10);
      return machine.hash();
    });
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('deletes what had no name any more', () => {
    const machine = without([]);
    const pid = start(
      machine,
      [
        { op: 'syscall', name: 'open', args: ['/gone', 0o101, 0o644] },
        { op: 'syscall', name: 'unlink', args: ['/gone'] },
      ],
      0,
    );
    run(machine, 30);
    expect(resultsOf(machine, pid)).toEqual([1, 0]);
    const before = machine.state.inodes.size;
    machine.reboot();
    expect(machine.state.inodes.size).toBe(before - 1);
    expect(machine.state.log.join()).toContain('1 orphans deleted');
  });
});
