import { describe, expect, it } from 'vitest';
import { KERNEL_FRAMES } from '../../../server/kernel/boot.ts';
import type { Machine } from '../../../server/kernel/machine.ts';
import type { LiveReplacement } from '../../../server/kernel/mm/replace/table.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { boot, complaints, load, pagesTo, run, type Script, start, stores } from './lab.ts';

const frames = (count: number): number => KERNEL_FRAMES + count;

/** One process goes round over pages on so many frames; major faults it took in the last rounds. */
function cyclic(pages: number, count: number, replacement: LiveReplacement): number {
  const machine = boot({ frames: frames(count), replacement });
  const { pid, data, script } = start(machine, pages);
  script.todo = stores(data, pagesTo(pages));
  script.again = true;
  run(machine, 400);
  const before = machine.task(pid)?.majorFaults ?? 0;
  run(machine, 300);
  return (machine.task(pid)?.majorFaults ?? 0) - before;
}

const counts = (machine: Machine<Script>) => machine.state.memory.counts;

describe('a machine with little memory', () => {
  it.each<LiveReplacement>(['fifo', 'lru', 'clock', 'second-chance', 'random'])(
    'keeps every byte and every count in order under %s',
    (replacement) => {
      const machine = boot({ frames: frames(5), swapSlots: 32, replacement, cores: 2 });
      const started = [1, 2, 3].map(() => start(machine, 4));
      for (const { data, script } of started) {
        script.todo = [...stores(data, pagesTo(4)), ...pagesTo(4).map((page) => load(data + page * 4096))];
      }
      for (let tick = 0; tick < 200; tick += 1) {
        machine.tick();
        expect(complaints(machine)).toEqual([]);
      }
      for (const { script } of started) expect(script.results.slice(4)).toEqual([1, 2, 3, 4]);
      expect(counts(machine).swapIns).toBeGreaterThan(0);
    },
  );

  it('thrashes under LRU when a loop is one page longer than memory, and not at all when it fits', () => {
    expect(cyclic(6, 6, 'lru')).toBe(0);
    // A fault and its access take a tick each: every single access faults.
    expect(cyclic(7, 6, 'lru')).toBe(150);
    expect(cyclic(7, 6, 'random')).toBeLessThan(150);
  });

  it('faults more than in proportion as more processes share it', () => {
    const faults = (processes: number): number => {
      const machine = boot({ frames: frames(12), swapSlots: 128, quantum: 5, cores: 1 });
      for (const { data, script } of pagesTo(processes).map(() => start(machine, 5))) {
        script.todo = stores(data, pagesTo(5));
        script.again = true;
      }
      run(machine, 1000);
      return machine.state.memory.counts.major;
    };
    // Ten pages fit into twelve frames, fifteen don't.
    expect([faults(1), faults(2)]).toEqual([0, 0]);
    expect(faults(3)).toBeGreaterThan(300);
  });

  it('shows in its working sets and fault rate that it thrashes', () => {
    const machine = boot({ frames: frames(6), memory: { window: 50 } });
    const { pid, data, script } = start(machine, 8);
    script.todo = stores(data, pagesTo(4));
    script.again = true;
    run(machine, 100);
    expect(machine.workingSet(pid)).toBe(4);
    expect(machine.memoryPressure()).toMatchObject({ demand: 4, frames: 6, faults: 0, thrashing: false });
    script.todo = stores(data, pagesTo(8));
    run(machine, 200);
    expect(machine.memoryPressure()).toMatchObject({ demand: 8, frames: 6, thrashing: true });
    script.todo = stores(data, pagesTo(2));
    script.at = 0;
    run(machine, 120);
    expect(machine.memoryPressure()).toMatchObject({ demand: 2, faults: 0, thrashing: false });
  });

  it('writes only pages to swap that were written since they came from there', () => {
    const machine = boot({ frames: frames(3), swapSlots: 64, replacement: 'lru' });
    const { pid, data, script } = start(machine, 4);
    script.todo = [...stores(data, pagesTo(4)), ...pagesTo(4).map((page) => load(data + page * 4096))];
    run(machine, 20);
    const written = counts(machine).swapOuts;
    script.todo = pagesTo(4).map((page) => load(data + page * 4096));
    script.at = 0;
    script.again = true;
    machine.poke(pid);
    run(machine, 60);
    expect(counts(machine).swapOuts).toBeLessThanOrEqual(written + 3);
    expect(counts(machine).cleanEvictions).toBeGreaterThan(20);
    expect(complaints(machine)).toEqual([]);
  });

  it('costs more ticks for a page from swap than for a fresh one', () => {
    const ticks = (majorFault: number): number => {
      const costs = { modeSwitch: 0, contextSwitch: 0, pageFault: 1, majorFault, disk: 0 };
      const machine = boot({ frames: frames(2), replacement: 'fifo', costs });
      const { data, script } = start(machine, 3);
      script.todo = [...stores(data, [0, 1, 2]), load(data)];
      let count = 0;
      while (script.results.length < 4) {
        machine.tick();
        count += 1;
      }
      return count;
    };
    expect(ticks(6) - ticks(1)).toBe(5);
  });

  it('lets a process sleep for the disk while a page comes back, and nobody take its frame', () => {
    const costs = { modeSwitch: 0, contextSwitch: 0, pageFault: 1, disk: 3 };
    const machine = boot({ frames: frames(2), replacement: 'fifo', costs, memory: { diskSwap: true } });
    const { pid, data, script } = start(machine, 3);
    script.todo = [...stores(data, [0, 1, 2]), load(data)];
    while (machine.task(pid)?.state !== 'D') machine.tick();
    expect(machine.frames().filter((row) => row.kind === 'anon' && row.pinned)).toHaveLength(1);
    expect(machine.io().disk.active?.kind).toBe('swap');
    run(machine, 40);
    expect(script.results).toEqual([0, 0, 0, 1]);
    expect(machine.frames().filter((row) => row.kind === 'anon' && row.pinned)).toHaveLength(0);
    expect(machine.state.disk.seek).toBeGreaterThan(0);
  });
});

describe('the OOM killer', () => {
  const full = () => {
    const machine = boot({ frames: frames(8), swapSlots: 0 });
    const big = start(machine, 6, 'big');
    big.script.todo = stores(big.data, pagesTo(5));
    run(machine, 12);
    const small = start(machine, 4, 'small');
    small.script.todo = stores(small.data, pagesTo(4));
    return { machine, big, small };
  };

  it('takes who holds most, and says so as Linux does', () => {
    const { machine, big, small } = full();
    const events = run(machine, 20);
    expect(events).toContainEqual({
      kind: 'oom',
      pid: big.pid,
      uid: 1000,
      points: 9,
      by: 'badness',
      log:
        `Out of memory: Killed process ${big.pid} (big) total-vm:44kB, anon-rss:20kB, file-rss:0kB, ` +
        'shmem-rss:0kB, UID:1000 pgtables:16kB oom_score_adj:0',
    });
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'exit', pid: big.pid, signal: signals.SIGKILL }),
    );
    expect(machine.state.log.at(-1)).toMatch(/^\[ *\d+\.\d+\] Out of memory: Killed process/);
    expect(machine.task(small.pid)?.state).toBe('S');
    expect(complaints(machine)).toEqual([]);
  });

  it('spares who has oom_score_adj −1000', () => {
    const { machine, big, small } = full();
    const task = machine.task(big.pid);
    if (task !== undefined) task.oomScoreAdj = -1000;
    run(machine, 20);
    expect(machine.task(big.pid)).toBeDefined();
    expect(machine.task(small.pid)).toBeUndefined();
  });
});
