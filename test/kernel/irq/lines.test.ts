import { describe, expect, it } from 'vitest';
import { DEFAULT_IRQ, type LineName } from '../../../server/kernel/irq/state.ts';
import type { KernelEvent } from '../../../server/kernel/types.ts';
import { boot, call, run, start } from './lab.ts';

const linesOf = (events: KernelEvent[]): LineName[] =>
  events.flatMap((event) => (event.kind === 'interrupt' ? [event.line] : []));
const packet = (port: number) => ({ port, from: '10.0.0.9:4000', bytes: Uint8Array.of(1, 2) });
const human = { policy: 'human', silence: 1000 } as const;

describe('an interrupt line', () => {
  it('takes one tick of a core, an idle one before a busy one', () => {
    const machine = boot({}, { cores: 2 });
    const { pid, tty } = start(machine, true);
    run(machine, 2);
    const busy = machine.state.cores.findIndex((core) => core.pid === pid);
    machine.typeKeys(tty, 'x');
    const [event] = run(machine, 1).filter(({ kind }) => kind === 'interrupt');
    expect(event).toEqual({ kind: 'interrupt', line: 'keyboard', core: 1 - busy });
    expect(machine.state.cores[1 - busy]?.activity).toBe('interrupt');
    expect(machine.state.cores[busy]?.activity).toBe('user');
  });

  it('is served by priority where several are pending, one after another on one core', () => {
    const machine = boot();
    const { tty } = start(machine);
    run(machine, 2);
    machine.packetArrives(packet(80));
    machine.typeKeys(tty, 'x');
    expect(linesOf(run(machine, 1))).toEqual(['keyboard']);
    expect(machine.io().lines.map(({ line, pending }) => [line, pending])).toEqual([
      ['timer', false],
      ['disk', false],
      ['keyboard', false],
      ['network', true],
    ]);
    expect(linesOf(run(machine, 1))).toEqual(['network']);
  });

  it('makes one interrupt of two requests that come before it is served', () => {
    const machine = boot();
    const { tty } = start(machine);
    run(machine, 1);
    machine.typeKeys(tty, 'a');
    machine.typeKeys(tty, 'b');
    expect(linesOf(run(machine, 4))).toEqual(['keyboard']);
    expect(machine.state.ttys.get(tty)?.input).toEqual([97, 98]);
  });

  it('wakes a reader in its bottom half, not before', () => {
    const machine = boot(human);
    const { pid, tty, data, script } = start(machine);
    script.todo = [call('read', 0, data, 5)];
    run(machine, 3);
    machine.typeKeys(tty, 'hi');
    run(machine, 3);
    expect(machine.task(pid)?.state).toBe('S');
    expect(machine.serveLine('keyboard')).toBe(true);
    run(machine, 2);
    expect(script.results).toEqual([2]);
  });

  it('stays pending as long as it is masked', () => {
    const machine = boot();
    const { tty } = start(machine);
    machine.maskLine('keyboard', true);
    machine.typeKeys(tty, 'x');
    expect(linesOf(run(machine, 30))).toEqual([]);
    expect(machine.serveLine('keyboard')).toBe(false);
    machine.maskLine('keyboard', false);
    expect(linesOf(run(machine, 1))).toEqual(['keyboard']);
  });

  it('of the timer, masked, leaves the core to whoever has it', () => {
    const machine = boot({}, { quantum: 2 });
    const [first, second] = [start(machine, true), start(machine, true)] as const;
    machine.maskLine('timer', true);
    run(machine, 20);
    expect(machine.task(second.pid)?.firstRun).toBe(-1);
    machine.maskLine('timer', false);
    run(machine, 4);
    expect(machine.task(second.pid)?.firstRun).toBeGreaterThan(0);
    expect(machine.task(first.pid)?.state).toBe('R');
  });
});

describe('a person at the interrupt lines', () => {
  it('chooses the next one; a deadline passed is the controller’s', () => {
    const machine = boot({ ...human, deadlines: { ...DEFAULT_IRQ.deadlines, keyboard: 5, network: 20 } });
    const { tty } = start(machine);
    run(machine, 1);
    machine.packetArrives(packet(80));
    machine.typeKeys(tty, 'x');
    expect(linesOf(run(machine, 3))).toEqual([]);
    expect(machine.io().lines.find(({ line }) => line === 'keyboard')).toMatchObject({
      pending: true,
      left: 2,
    });
    expect(machine.serveLine('network')).toBe(true);
    expect(machine.serveLine('network')).toBe(false);
    run(machine, 1);
    expect(machine.state.irq.nic.unclaimed).toBe(1);
    const events = run(machine, 4);
    expect(linesOf(events)).toEqual(['keyboard']);
    expect(events.filter(({ kind }) => kind === 'overdue')).toEqual([{ kind: 'overdue', of: 'line' }]);
  });

  it('is relieved after a silence, until the next act', () => {
    const machine = boot({
      policy: 'human',
      silence: 6,
      deadlines: { timer: 0, disk: 99, keyboard: 99, network: 99 },
    });
    const { tty } = start(machine);
    machine.typeKeys(tty, 'x');
    expect(linesOf(run(machine, 6))).toEqual([]);
    expect(linesOf(run(machine, 3))).toEqual(['keyboard']);
    machine.typeKeys(tty, 'y');
    expect(linesOf(run(machine, 1))).toEqual(['keyboard']);
    machine.setLinePolicy('human');
    machine.typeKeys(tty, 'z');
    expect(linesOf(run(machine, 4))).toEqual([]);
  });
});

describe('a device that is not served in time', () => {
  it('loses keys beyond the keyboard’s buffer, and says how many', () => {
    const machine = boot({ ...human, keyboardBytes: 4 });
    const { tty } = start(machine);
    machine.typeKeys(tty, 'abc');
    machine.typeKeys(tty, 'def');
    expect(machine.takeEvents()).toContainEqual({ kind: 'overrun', device: 'keyboard', tty, lost: 2 });
    run(machine, 1);
    machine.serveLine('keyboard');
    run(machine, 1);
    expect(machine.state.ttys.get(tty)?.input).toEqual([97, 98, 99, 100]);
    expect(machine.io().lines.find(({ line }) => line === 'keyboard')?.lost).toBe(2);
  });

  it('loses packets beyond the card’s ring', () => {
    const machine = boot({ ...human, ringPackets: 2 });
    for (const port of [1, 2, 3]) machine.packetArrives(packet(port));
    expect(machine.takeEvents()).toContainEqual({ kind: 'overrun', device: 'network', tty: '', lost: 1 });
    expect(machine.state.irq.nic).toMatchObject({ received: 2, lost: 1 });
    expect(machine.state.irq.nic.ring.map(({ port }) => port)).toEqual([1, 2]);
  });

  it('never loses a file: the disk waits with what it has done', () => {
    const machine = boot({ ...human, deadlines: { timer: 0, disk: 500, keyboard: 8, network: 8 } });
    const { pid, data, script } = start(machine);
    script.todo = [call('open', '/a', 0), call('read', 1, data, 9)];
    run(machine, 60);
    expect(machine.task(pid)?.state).toBe('D');
    machine.serveLine('disk');
    run(machine, 3);
    expect(script.results).toEqual([1, 1]);
  });
});

describe('interrupts in a snapshot', () => {
  it('come back pending, with their rings, and lead to the same hash', () => {
    const machine = boot(human);
    const { tty } = start(machine, true);
    run(machine, 3);
    machine.typeKeys(tty, 'abc');
    machine.packetArrives(packet(7));
    const kept = machine.snapshot();
    run(machine, 20);
    const hash = machine.hash();
    machine.restore(kept);
    run(machine, 20);
    expect(machine.hash()).toBe(hash);
  });
});
