import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KERNEL_FRAMES } from '../../../server/kernel/boot.ts';
import type { Machine } from '../../../server/kernel/machine.ts';
import { DEFAULT_MEMORY, type TlbSettings } from '../../../server/kernel/mm/state.ts';
import type { Instruction } from '../../../server/kernel/types.ts';
import { MAP, PROT } from '../../../shared/abi/flags.ts';
import { boot, complaints, load, pagesTo, run, type Script, start, store, stores } from './lab.ts';

const withTlb = (tlb: Partial<TlbSettings>) => ({ memory: { tlb: { ...DEFAULT_MEMORY.tlb, ...tlb } } });
const tlbOf = (machine: Machine<Script>) => {
  const [tlb] = machine.state.memory.tlbs;
  if (tlb === undefined) throw new Error('the machine has no core');
  return tlb;
};

/** Loads of the pages in order, again and again, once they are in memory: hits in 100 accesses. */
function hits(pages: number, tlb: Partial<TlbSettings>): number {
  const machine = boot(withTlb(tlb));
  const { data, script } = start(machine, pages);
  script.todo = pagesTo(pages).map((page) => load(data + page * 4096));
  script.again = true;
  run(machine, 100);
  const before = tlbOf(machine).hits;
  run(machine, 100);
  return tlbOf(machine).hits - before;
}

describe('a translation buffer', () => {
  it('hits always when the loop fits, and with LRU never when it is one page too long', () => {
    expect(hits(4, { entries: 4 })).toBe(100);
    expect(hits(5, { entries: 4, replacement: 'lru' })).toBe(0);
    expect(hits(3, { entries: 0 })).toBe(0);
  });

  it('keeps a page in use with LRU that FIFO throws out', () => {
    const count = (replacement: 'fifo' | 'lru'): number => {
      const machine = boot(withTlb({ entries: 2, replacement }));
      const { data, script } = start(machine, 3);
      script.todo = [0, 1, 0, 2].map((page) => load(data + page * 4096));
      script.again = true;
      run(machine, 80);
      return tlbOf(machine).hits;
    };
    expect(count('lru')).toBeGreaterThan(count('fifo'));
  });

  it('is flushed at a switch of address space, unless entries carry its number', () => {
    const flushes = (asids: boolean): number => {
      const machine = boot({ ...withTlb({ asids }), quantum: 2 });
      for (const { data, script } of [start(machine), start(machine)]) {
        script.todo = [load(data)];
        script.again = true;
      }
      run(machine, 40);
      return tlbOf(machine).flushes;
    };
    expect(flushes(false)).toBeGreaterThan(10);
    expect(flushes(true)).toBe(0);
  });

  it('costs ticks where a walk of the page table does', () => {
    const ticks = (missTicks: number): number => {
      const machine = boot(withTlb({ entries: 1, missTicks }));
      const { data, script } = start(machine);
      script.todo = [0, 1, 0, 1, 0, 1].map((page) => load(data + page * 4096));
      let count = 0;
      while (script.results.length < 6) {
        machine.tick();
        count += 1;
      }
      return count;
    };
    // The fault handler leaves the translation of a fresh page; of the four misses after that, three delay the last load.
    expect(ticks(3) - ticks(0)).toBe(9);
  });

  const area = (address: number): fc.Arbitrary<Instruction> =>
    fc.oneof(
      fc.nat(5).map((page) => load(address + page * 4096)),
      fc.nat(5).map((page) => store(address + page * 4096, page)),
      fc.constantFrom<Instruction>(
        { op: 'syscall', name: 'fork', args: [] },
        { op: 'syscall', name: 'mprotect', args: [address, 8192, PROT.PROT_READ | PROT.PROT_WRITE] },
        { op: 'syscall', name: 'munmap', args: [address + 5 * 4096, 4096] },
        {
          op: 'syscall',
          name: 'mmap',
          args: [0, 8192, PROT.PROT_READ | PROT.PROT_WRITE, MAP.MAP_SHARED | MAP.MAP_ANONYMOUS, -1, 0],
        },
      ),
    );

  it('never knows a page where the page table does not have it, whatever processes do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.boolean(), (seed, asids) => {
        const machine = boot({
          ...withTlb({ asids, entries: 3 }),
          frames: KERNEL_FRAMES + 6,
          cores: 2,
          quantum: 2,
        });
        for (const each of [start(machine, 6), start(machine, 6)]) {
          each.script.todo =
            fc.sample(fc.array(area(each.data), { minLength: 5, maxLength: 15 }), { seed, numRuns: 1 })[0] ??
            [];
        }
        for (let tick = 0; tick < 60; tick += 1) {
          machine.tick();
          expect(complaints(machine)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('forgets what is unmapped', () => {
    const machine = boot();
    const { pid, data, script } = start(machine, 4);
    script.todo = stores(data, pagesTo(2));
    run(machine, 6);
    expect(tlbOf(machine).entries).toHaveLength(2);
    machine.call(pid, 'munmap', [data, 4096]);
    expect(tlbOf(machine).entries.map(({ page }) => page)).toEqual([data / 4096 + 1]);
  });
});
