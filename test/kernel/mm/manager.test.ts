import { describe, expect, it } from 'vitest';
import { KERNEL_FRAMES } from '../../../server/kernel/boot.ts';
import { boot, complaints, load, pagesTo, run, start, store, stores } from './lab.ts';

const human = { replacement: 'human', swapSlots: 32 } as const;
const frames = (count: number): number => KERNEL_FRAMES + count;

/** A process has filled all frames and wants one page more. */
function pressed(memory: { deadline?: number; silence?: number } = {}, swapSlots = 32) {
  const machine = boot({ ...human, swapSlots, frames: frames(3), memory });
  const one = start(machine, 4);
  one.script.todo = [...stores(one.data, pagesTo(4)), load(one.data)];
  run(machine, 7);
  return { machine, ...one };
}

describe('a person who manages memory', () => {
  it('has faults wait in a queue, the process in D, until they choose a page', () => {
    const { machine, pid, data } = pressed();
    expect(machine.task(pid)?.state).toBe('D');
    run(machine, 1);
    const page = data / 4096 + 3;
    expect(machine.waitingFaults()).toEqual([{ pid, page, access: 'write', left: expect.any(Number) }]);
    const rows = machine.frames().filter((row) => row.kind === 'anon');
    expect(rows).toHaveLength(3);
    expect(rows.every((row) => row.dirty && row.accessed && !row.pinned && row.owner === pid)).toBe(true);
    const last = rows.find((row) => row.page === data / 4096 + 2);
    expect(machine.evict(last?.frame ?? -1)).toBe(true);
    expect(machine.task(pid)?.state).toBe('R');
    expect(machine.waitingFaults()).toEqual([]);
    expect(machine.state.memory.counts).toMatchObject({ byHand: 1, byFallback: 0, swapOuts: 1 });
    expect(complaints(machine)).toEqual([]);
    run(machine, 4);
    // Page 0 stayed, as the person wanted: the load at the end finds it.
    expect(machine.state.memory.counts.major).toBe(0);
  });

  it('can evict neither the kernel’s frames nor what is not there', () => {
    const { machine } = pressed();
    expect(machine.evict(0)).toBe(false);
    expect(machine.evict(4711)).toBe(false);
    expect(machine.frames()[0]).toMatchObject({ kind: 'kernel', pinned: true });
  });

  it('is relieved for one fault when its deadline is over', () => {
    const { machine, pid } = pressed({ deadline: 10, silence: 1000 });
    run(machine, 8);
    expect(machine.task(pid)?.state).toBe('D');
    run(machine, 8);
    expect(machine.state.memory.counts).toMatchObject({ byHand: 0, byFallback: expect.any(Number) });
    expect(machine.state.memory.counts.byFallback).toBeGreaterThan(0);
    expect(machine.state.memory.silent).toBe(false);
  });

  it('is relieved altogether after a silence, and back at the next act', () => {
    const { machine, pid, data, script } = pressed({ deadline: 1000, silence: 12 });
    run(machine, 14);
    expect(machine.state.memory.silent).toBe(true);
    run(machine, 6);
    expect(script.results).toHaveLength(5);
    const row = machine.frames().find(({ kind }) => kind === 'anon');
    expect(machine.evict(row?.frame ?? -1)).toBe(true);
    expect(machine.state.memory.silent).toBe(false);
    script.todo.push(...stores(data, pagesTo(4)), ...stores(data, pagesTo(4)));
    machine.poke(pid);
    run(machine, 10);
    expect(machine.task(pid)?.state).toBe('D');
  });

  it('serves waiting faults in their order, and frames that become free without them', () => {
    const machine = boot({
      ...human,
      frames: frames(4),
      cores: 2,
      memory: { deadline: 1000, silence: 1000 },
    });
    const holder = start(machine, 4);
    holder.script.todo = stores(holder.data, pagesTo(4));
    run(machine, 10);
    const late = [start(machine, 4), start(machine, 4)] as const;
    for (const { data, script } of late) script.todo = [store(data, 7)];
    run(machine, 4);
    expect(machine.waitingFaults().map(({ pid }) => pid)).toEqual(late.map(({ pid }) => pid));
    machine.kill(holder.pid);
    run(machine, 4);
    expect(machine.waitingFaults()).toEqual([]);
    expect(late.map(({ script }) => script.results)).toEqual([[0], [0]]);
  });

  it('forgets the fault of a process that was killed meanwhile', () => {
    const { machine, pid } = pressed({ deadline: 20, silence: 1000 });
    machine.kill(pid);
    run(machine, 40);
    expect(machine.task(pid)).toBeUndefined();
    expect(machine.waitingFaults()).toEqual([]);
    expect(complaints(machine)).toEqual([]);
  });

  it('says whom the OOM killer takes, once nothing can leave memory, and only then', () => {
    const machine = boot({
      ...human,
      frames: frames(4),
      swapSlots: 0,
      memory: { deadline: 30, silence: 1000 },
    });
    const big = start(machine, 4, 'big');
    big.script.todo = stores(big.data, pagesTo(3));
    run(machine, 8);
    const small = start(machine, 4, 'small');
    small.script.todo = stores(small.data, pagesTo(2));
    expect(machine.oomVictim(small.pid)).toBe(false);
    run(machine, 6);
    expect(machine.waitingFaults()).toHaveLength(1);
    expect(machine.oomVictim(1)).toBe(false);
    expect(machine.oomVictim(small.pid)).toBe(true);
    expect(machine.takeEvents()).toContainEqual(
      expect.objectContaining({ kind: 'oom', pid: small.pid, by: 'human' }),
    );
    expect(machine.task(small.pid)).toBeUndefined();
    expect(machine.task(big.pid)).toBeDefined();
    run(machine, 5);
    expect(complaints(machine)).toEqual([]);
  });

  it('leaves the choice to badness when the deadline is over', () => {
    const machine = boot({
      ...human,
      frames: frames(4),
      swapSlots: 0,
      memory: { deadline: 5, silence: 1000 },
    });
    const big = start(machine, 4, 'big');
    big.script.todo = stores(big.data, pagesTo(3));
    run(machine, 8);
    const small = start(machine, 4, 'small');
    small.script.todo = stores(small.data, pagesTo(2));
    const events = run(machine, 20);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'oom', pid: big.pid, by: 'badness' }));
    expect(small.script.results).toEqual([0, 0]);
  });

  it('is part of the snapshot: from it the same acts lead to the same hash', () => {
    const { machine } = pressed({ deadline: 6 });
    const kept = machine.snapshot();
    const play = (): string => {
      const row = machine.frames().find(({ kind }) => kind === 'anon');
      machine.evict(row?.frame ?? -1);
      run(machine, 20);
      return machine.hash();
    };
    const first = play();
    machine.restore(kept);
    expect(play()).toBe(first);
  });
});
