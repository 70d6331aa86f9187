import { describe, expect, it } from 'vitest';
import { symbolOffset } from '../../../server/kernel/symbols.ts';
import { KERNEL_BASE } from '../../../server/kernel/types.ts';
import { console, resultsOf, run, start, type TestMachine, without, work } from './machine.ts';

const privileged = (what: 'hlt' | 'cli' | 'out' | 'lcr3') => ({ op: 'privileged', what }) as const;
const kinds = (machine: TestMachine, ticks: number) => run(machine, ticks).map(({ kind }) => kind);

describe('privilege rings that are switched off', () => {
  it('let hlt stop the core, with its process on it, until the timer comes', () => {
    const machine = without(['rings'], { quantum: 6 });
    const idler = start(machine, [privileged('hlt'), ...work(3)]);
    const other = start(machine, work(3));
    run(machine, 3);
    expect(machine.state.cores[0]).toMatchObject({ pid: idler, halted: true, activity: 'idle' });
    expect(resultsOf(machine, other)).toEqual([]);
    run(machine, 30);
    expect(resultsOf(machine, other)).toHaveLength(3);
    expect(resultsOf(machine, idler)).toHaveLength(4);
  });

  it('let a key wake a halted core', () => {
    const machine = without(['rings'], { quantum: 40 });
    const pid = start(machine, [privileged('hlt'), ...work(2)]);
    run(machine, 5);
    expect(machine.state.cores[0]?.halted).toBe(true);
    machine.typeKeys('tty2', 'x');
    run(machine, 4);
    expect(machine.state.cores[0]?.halted).toBe(false);
    expect(resultsOf(machine, pid)).toHaveLength(3);
  });

  it('let cli keep the core from everybody, until the watchdog calls it dead', () => {
    const machine = without(['rings']);
    start(machine, [privileged('cli'), ...work(200)], 1000, 'hog');
    const other = start(machine, work(1));
    expect(kinds(machine, 30)).not.toContain('preempt');
    expect(resultsOf(machine, other)).toEqual([]);
    expect(kinds(machine, 40)).toContain('panic');
    expect(machine.state.panic).toMatchObject({ reason: 'Hard LOCKUP', comm: 'hog' });
    expect(console(machine)[0]).toBe('NMI watchdog: Watchdog detected hard LOCKUP on cpu 0');
  });

  it('open the interrupts again when the process that closed them sleeps', () => {
    const machine = without(['rings']);
    start(machine, [privileged('cli'), ...work(10)]);
    const other = start(machine, work(1));
    run(machine, 100);
    expect(machine.state.panic).toBeNull();
    expect(resultsOf(machine, other)).toHaveLength(1);
  });

  it('let out overwrite a sector behind the file system’s back', () => {
    const machine = without(['rings']);
    const before = ['/motd', '/secret'].map((path) => machine.readFile(path));
    start(machine, [privileged('out')]);
    const damage = run(machine, 5).find((event) => event.kind === 'damage');
    const after = ['/motd', '/secret'].map((path) => machine.readFile(path));
    const hurt = after.filter((bytes, at) => bytes?.join() !== before[at]?.join());
    expect(damage).toBeDefined();
    expect(hurt).toHaveLength(1);
    expect(new Set(hurt[0])).toEqual(new Set([0xff]));
  });

  it('let a process load another’s page table, until its next context switch', () => {
    const machine = without(['rings'], { quantum: 20 });
    const victim = start(machine, [], 1001);
    const data = machine.task(victim)?.mm?.vmas.find(({ name }) => name === 'data')?.start ?? 0;
    machine.writeUser(victim, data, Uint8Array.of(42));
    const spy = start(machine, [privileged('lcr3'), { op: 'load', address: data }]);
    run(machine, 12);
    expect(resultsOf(machine, spy)).toEqual([0, 42]);
    expect(machine.task(spy)?.cr3).toBe(0);
  });

  it('let a jump into the kernel run what lies there: commit_creds makes root', () => {
    const machine = without(['rings']);
    const pid = start(machine, [{ op: 'jump', address: KERNEL_BASE + symbolOffset('commit_creds') }]);
    run(machine, 5);
    expect(machine.task(pid)?.cred).toMatchObject({ uid: 0, euid: 0 });
    expect(machine.state.panic).toBeNull();
  });

  it.each([
    ['data', KERNEL_BASE + 64, /^invalid opcode/],
    ['nothing at all', KERNEL_BASE + 0x7000_0001, /^BUG: unable to handle page fault for address: ffff8000/],
    ['a function without its arguments', KERNEL_BASE + symbolOffset('vfs_read'), /^general protection fault/],
  ])('panic where a jump finds %s', (_, address, bug) => {
    const machine = without(['rings']);
    start(machine, [{ op: 'jump', address }]);
    run(machine, 5);
    expect(console(machine)[0]).toMatch(bug);
  });
});

describe('privilege rings that are on', () => {
  it.each(['hlt', 'cli', 'out', 'lcr3'] as const)('answer %s with a fault, to root too', (what) => {
    const machine = without([]);
    const pid = start(machine, [privileged(what)], 0);
    const events = run(machine, 5);
    expect(events).toContainEqual({
      kind: 'denied',
      pid,
      mechanism: 'privileged-instruction',
      answer: 'SIGSEGV',
    });
    expect(machine.task(pid)).toBeUndefined();
    expect(machine.state.cores[0]).toMatchObject({ halted: false, masked: false });
  });
});
