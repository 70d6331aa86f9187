import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inodeOffset,
  pageTableOffset,
  readKernel,
  STACK_END_MAGIC,
  taskOffset,
  VECTOR,
} from '../../../server/kernel/kmem.ts';
import { type Instruction, KERNEL_BASE } from '../../../server/kernel/types.ts';
import { console, resultsOf, run, start, type TestMachine, without, work } from './machine.ts';

const load = (offset: number): Instruction => ({ op: 'load', address: KERNEL_BASE + offset });
const store = (offset: number, value: number): Instruction => ({
  op: 'store',
  address: KERNEL_BASE + offset,
  value,
});
const inode = (machine: TestMachine, path: string): number =>
  [...machine.state.inodes.values()]
    .find(({ entries }) => entries.has(path.slice(1)))
    ?.entries.get(path.slice(1)) ?? 0;
const number = (bytes: readonly number[]): number =>
  bytes.reduce((sum, byte, index) => sum + byte * 256 ** index, 0);

describe('memory isolation that is switched off', () => {
  it('shows the kernel’s structures byte for byte', () => {
    const machine = without(['isolation']);
    const pid = start(machine, [], 1000, 'nosy');
    const at = taskOffset(machine.state, pid);
    const k = { state: machine.state } as Parameters<typeof readKernel>[0];
    const word = (offset: number, size = 4) =>
      number(Array.from({ length: size }, (_, index) => readKernel(k, KERNEL_BASE + offset + index) ?? -1));
    expect(word(at)).toBe(STACK_END_MAGIC);
    expect(word(at + 4)).toBe(pid);
    expect(word(at + 8)).toBe(1000);
    expect(word(at + 32)).toBe(0x79736f6e);
    expect(word(64, 8)).toBe(pid);
    expect(word(inodeOffset(inode(machine, '/secret')))).toBe(0o100600);
    expect(word(inodeOffset(inode(machine, '/secret')) + 12)).toBe('root only'.length);
  });

  it('lets a load and a write() of a kernel address give real bytes', () => {
    const machine = without(['isolation']);
    const pid = start(machine, [
      load(0x1000),
      { op: 'syscall', name: 'write', args: [0, KERNEL_BASE + 0x1020, 4] },
    ]);
    const printed = run(machine, 10).find((event) => event.kind === 'tty');
    expect(resultsOf(machine, pid)).toEqual([STACK_END_MAGIC & 0xff, 4]);
    expect(printed).toMatchObject({ text: 'init' });
  });

  it('makes root of who writes zeros into its own task structure', () => {
    const machine = without(['isolation']);
    const at = taskOffset(machine.state, 1) + 64;
    const pid = start(machine, [
      { op: 'syscall', name: 'open', args: ['/secret', 0] },
      store(at + 12, 0),
      store(at + 13, 0),
      { op: 'syscall', name: 'open', args: ['/secret', 0] },
    ]);
    run(machine, 30);
    expect(resultsOf(machine, pid)).toEqual([-13, 0, 0, 1]);
    expect(machine.task(pid)?.cred).toMatchObject({ uid: 1000, euid: 0 });
    expect(machine.state.panic).toBeNull();
  });

  it('opens a file for everybody whose mode is overwritten in its inode; the disk keeps the true one', () => {
    const machine = without(['isolation']);
    const ino = inode(machine, '/secret');
    const pid = start(machine, [
      store(inodeOffset(ino), 0o666 & 0xff),
      { op: 'syscall', name: 'open', args: ['/secret', 0] },
    ]);
    run(machine, 20);
    expect(resultsOf(machine, pid)[1]).toBeGreaterThan(0);
    machine.reboot();
    expect(machine.state.inodes.get(ino)?.mode).toBe(0o600);
  });

  it('leads an address that is another process’s to that process', () => {
    const machine = without(['isolation']);
    const victim = start(machine, [], 1001);
    const data = machine.task(victim)?.mm?.vmas.find(({ name }) => name === 'data')?.start ?? 0;
    machine.writeUser(victim, data, Uint8Array.of(7));
    const spy = start(machine, [
      { op: 'load', address: data },
      { op: 'store', address: data, value: 9 },
    ]);
    run(machine, 20);
    expect(resultsOf(machine, spy)).toEqual([7, 0]);
    expect(machine.readUser(victim, data, 1)).toEqual(Uint8Array.of(9));
  });

  it('reaches every frame through the direct map', () => {
    const machine = without(['isolation']);
    const victim = start(machine, [], 1001);
    const data = machine.task(victim)?.mm?.vmas.find(({ name }) => name === 'data')?.start ?? 0;
    machine.writeUser(victim, data, Uint8Array.of(0, 0, 0, 55));
    const frame = machine.state.frames.findIndex(({ owner }) => owner === victim);
    const spy = start(machine, [load(frame * 4096 + 3)]);
    run(machine, 10);
    expect(resultsOf(machine, spy)).toEqual([55]);
  });

  it('still answers with SIGSEGV where nothing is mapped at all', () => {
    const machine = without(['isolation']);
    const pid = start(machine, [load(0x6fff_0000)]);
    expect(run(machine, 5)).toContainEqual({
      kind: 'denied',
      pid,
      mechanism: 'page-table',
      answer: 'SIGSEGV',
    });
    expect(machine.state.panic).toBeNull();
  });
});

/** What is written where, and what the kernel says when it next looks. */
const DAMAGE: [string, (machine: TestMachine, pid: number) => Instruction[], RegExp, string][] = [
  [
    'an entry of the run queue',
    () => [store(64, 0)],
    /^BUG: unable to handle page fault for address: /,
    '(pick_next|enqueue)_task',
  ],
  ['the head of the run queue', () => [store(8, 77)], /^list_add corruption/, '(pick_next|enqueue)_task'],
  [
    'the end of a kernel stack',
    (m, pid) => [store(taskOffset(m.state, pid), 1)],
    /^BUG: stack end magic/,
    '__schedule',
  ],
  [
    'a pid',
    (m, pid) => [store(taskOffset(m.state, pid) + 4, 200)],
    /^BUG: task struct does not match/,
    '__schedule',
  ],
  [
    'the timer’s gate',
    () => [store(VECTOR + 1, 0x13), ...work(20)],
    /^BUG: unable to handle page fault/,
    'asm_sysvec_apic_timer_interrupt',
  ],
  [
    'the gate of system calls',
    () => [store(VECTOR + 6 * 16, 1), { op: 'syscall', name: 'getpid', args: [] }],
    /^BUG: unable to handle page fault/,
    'entry_SYSCALL_64_after_hwframe',
  ],
  [
    'the type of an inode',
    (m) => [
      store(inodeOffset(inode(m, '/motd')) + 1, 0x11),
      { op: 'syscall', name: 'open', args: ['/motd', 0] },
    ],
    /^VFS: inode has an invalid type/,
    'inode_permission',
  ],
  [
    'the size of a file',
    (m) => [
      store(inodeOffset(inode(m, '/motd')) + 14, 9),
      { op: 'syscall', name: 'open', args: ['/motd', 0] },
      { op: 'syscall', name: 'read', args: [1, dataOf(m), 4096] },
    ],
    /^BUG: unable to handle page fault/,
    'generic_file_read_iter',
  ],
  [
    'a page table entry',
    (m, pid) => [
      { op: 'store', address: dataOf(m), value: 1 },
      store(pageTableOffset(pid) + 3, 0x7f),
      { op: 'load', address: dataOf(m) },
    ],
    /^BUG: Bad page map in process test {2}pte:/,
    'handle_mm_fault',
  ],
];

function dataOf(machine: TestMachine): number {
  const last = [...machine.state.tasks.values()].at(-1);
  return last?.mm?.vmas.find(({ name }) => name === 'data')?.start ?? 0;
}

describe('a stray write into the kernel', () => {
  it.each(DAMAGE)(
    'that hits %s panics the machine at its next use, and the console names who wrote',
    (_, lines, bug, where) => {
      const machine = without(['isolation']);
      const other = start(machine, work(50), 1001, 'other');
      const pid = start(machine, []);
      const script = machine.task(pid)?.user as { todo: Instruction[] };
      script.todo.push(...lines(machine, pid), ...work(30));
      const events = run(machine, 60);

      const text = console(machine);
      expect(text[0]).toMatch(bug);
      expect(text.join('\n')).toContain(`by task test/${pid}`);
      expect(text).toContainEqual(expect.stringMatching(new RegExp(`^RIP: 0010:${where}\\+`)));
      expect(text).toContainEqual('Call Trace:');
      expect(text).toContainEqual(expect.stringMatching(/^Oops: [0-9a-f]{4} \[#1\] PREEMPT$/));
      expect(text.at(-2)).toMatch(/^Kernel panic - not syncing: /);
      expect(events.filter(({ kind }) => kind === 'panic')).toHaveLength(1);

      const hash = machine.hash();
      expect(run(machine, 20)).toEqual([]);
      expect(machine.hash()).toBe(hash);
      expect(machine.task(other)).toBeDefined();
    },
  );

  it('never breaks the simulator, wherever it hits, and the machine comes up again', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.oneof(
              fc.integer({ min: 0, max: 0x4000 + 64 * 4096 }),
              fc.integer({ min: 0, max: 6 * 64 }).map((n) => 0x1000_0000 + n),
              fc.integer({ min: 0, max: 5 * 4096 }).map((n) => 0x2000_0000 + n),
              fc.integer({ min: 0, max: 4 * 64 }).map((n) => 0x1000 + n),
              fc.integer({ min: 0, max: 0x880 }),
            ),
            fc.integer({ min: 0, max: 255 }),
          ),
          { minLength: 1, maxLength: 12 },
        ),
        (writes) => {
          const machine = without(['isolation'], { cores: 2 });
          start(machine, [...work(3), { op: 'syscall', name: 'fork', args: [] }, ...work(20)], 1001);
          start(machine, [
            ...writes.map(([offset, value]) => store(offset, value)),
            { op: 'syscall', name: 'open', args: ['/motd', 0] },
            { op: 'syscall', name: 'read', args: [1, 4096, 10] },
            ...work(10),
            { op: 'syscall', name: 'exit', args: [0] },
          ]);
          run(machine, 80);
          machine.reboot();
          const pid = start(machine, work(3));
          run(machine, 20);
          expect(machine.state.panic).toBeNull();
          expect(resultsOf(machine, pid)).toHaveLength(3);
        },
      ),
      { numRuns: 150 },
    );
  });
});
