import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, KERNEL_FRAMES } from '../../../server/kernel/boot.ts';
import { invariantFaults } from '../../../server/kernel/invariants/all.ts';
import { DEFAULT_IRQ, LINES } from '../../../server/kernel/irq/state.ts';
import { createMachine, type Machine } from '../../../server/kernel/machine.ts';
import { DEFAULT_MEMORY } from '../../../server/kernel/mm/state.ts';
import type { Instruction, MachineConfig } from '../../../server/kernel/types.ts';
import { MAP, O, PROT } from '../../../shared/abi/flags.ts';

/** A program that is made as it goes: each instruction follows from the last number. */
interface Walker {
  seed: number;
  data: number;
}

const RW = PROT.PROT_READ | PROT.PROT_WRITE;
const syscall = (
  name: Extract<Instruction, { op: 'syscall' }>['name'],
  ...args: (number | string)[]
): Instruction => ({
  op: 'syscall',
  name,
  args,
});

/** What a walker can do, with a place in its data. */
const STEPS: ((address: number, value: number) => Instruction)[] = [
  (address) => ({ op: 'load', address }),
  (address, value) => ({ op: 'store', address, value }),
  (address, value) => ({ op: 'store', address, value }),
  () => ({ op: 'work' }),
  () => syscall('fork'),
  () => syscall('open', '/f', O.O_RDWR),
  (address) => syscall('read', 1, address, 5000),
  (address) => syscall('write', 1, address, 5000),
  () => syscall('fsync', 1),
  () => syscall('mmap', 0, 8192, RW, MAP.MAP_SHARED, 1, 0),
  () => syscall('mmap', 0, 8192, RW, MAP.MAP_PRIVATE, 1, 0),
  (address) => syscall('madvise', address - (address % 4096), 4096, 4),
  (address) => syscall('read', 0, address, 3),
  (_, value) => syscall('exit', value),
];

const next = (seed: number): number => (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;

const files: MachineConfig['files'] = [
  { path: '/tty', kind: 'chr', mode: 0o666, uid: 0, gid: 0, device: 'tty' },
  { path: '/f', kind: 'file', mode: 0o666, uid: 0, gid: 0, text: 'f'.repeat(9000), cached: false },
];

function boot(seed: number): Machine<Walker> {
  const config: MachineConfig = {
    ...DEFAULT_CONFIG,
    seed,
    cores: 2,
    frames: KERNEL_FRAMES + 9,
    swapSlots: 8,
    replacement: 'human',
    costs: { ...DEFAULT_CONFIG.costs, disk: 2 },
    memory: { ...DEFAULT_MEMORY, deadline: 6, silence: 25, diskSwap: true },
    irq: {
      ...DEFAULT_IRQ,
      policy: 'human',
      silence: 25,
      keyboardBytes: 4,
      ringPackets: 2,
      disk: { policy: 'human', fallback: 'look', deadline: 8 },
    },
    files,
  };
  const machine = createMachine<Walker>(config, {
    fetch(_, walker) {
      const address = walker.data + ((walker.seed >>> 8) % (6 * 4096));
      const step = STEPS[(walker.seed >>> 24) % STEPS.length];
      return step?.(address, walker.seed & 0xff) ?? { op: 'work' };
    },
    complete(_, walker) {
      walker.seed = next(walker.seed);
    },
    fork: (walker, child) => ({ ...walker, seed: next(walker.seed + child) }),
  });
  for (let index = 0; index < 3; index += 1) {
    const user: Walker = { seed: next(seed + index), data: 0 };
    const pid = machine.spawn({
      comm: 'walk',
      uid: 1000,
      gid: 1000,
      tty: `t${index}`,
      stdio: ['/tty'],
      dataPages: 6,
      user,
    });
    user.data = machine.task(pid)?.mm?.vmas.find((area) => area.name === 'data')?.start ?? 0;
  }
  return machine;
}

/** What people at the stations do at a tick; `n` says which frame, line or request. */
const act = fc.record({
  what: fc.constantFrom('nothing', 'nothing', 'evict', 'line', 'disk', 'mask', 'oom', 'keys', 'packet'),
  n: fc.nat(63),
});
type Act = { what: string; n: number };

function perform(machine: Machine<Walker>, { what, n }: Act): void {
  const line = LINES[n % LINES.length] ?? 'disk';
  if (what === 'evict') machine.evict(n % machine.state.frames.length);
  else if (what === 'line') machine.serveLine(line);
  else if (what === 'disk') machine.serveDisk(machine.io().disk.queue[n % 4]?.id ?? 0);
  else if (what === 'mask') machine.maskLine(line, n % 8 === 0);
  else if (what === 'oom') machine.oomVictim(2 + (n % 6));
  else if (what === 'keys') machine.typeKeys(`t${n % 3}`, 'abcdefgh'.slice(0, n % 8));
  else if (what === 'packet') machine.packetArrives({ port: n, from: 'host', bytes: Uint8Array.of(n) });
}

describe('people at the stations for memory and interrupts', () => {
  it('can do whatever they like without harm to the kernel, and a snapshot replays what they did', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(act, { minLength: 40, maxLength: 90 }),
        fc.nat(39),
        (seed, acts, kept) => {
          const machine = boot(seed);
          const play = (from: number): string => {
            for (const each of acts.slice(from)) {
              perform(machine, each);
              machine.tick();
              expect(invariantFaults(machine.state)).toEqual([]);
            }
            return machine.hash();
          };
          for (const each of acts.slice(0, kept)) {
            perform(machine, each);
            machine.tick();
          }
          const snapshot = machine.snapshot();
          const hash = play(kept);
          machine.restore(snapshot);
          expect(play(kept)).toBe(hash);
        },
      ),
      { numRuns: 80 },
    );
  });
});
