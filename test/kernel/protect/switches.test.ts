import { describe, expect, it } from 'vitest';
import { KERNEL_BASE } from '../../../server/kernel/types.ts';
import { PROTECTION_NAMES } from '../../../shared/protections.ts';
import { resultsOf, run, start, without, work } from './machine.ts';

const call = (
  name: 'open' | 'kill' | 'setuid' | 'ptrace' | 'getpid' | 'fork' | 'setpriority',
  ...args: (string | number)[]
) => ({ op: 'syscall', name, args }) as const;

describe('a protection', () => {
  it('can be switched off and on again while the machine runs', () => {
    const machine = without([]);
    for (const name of PROTECTION_NAMES) {
      const on = machine.state.config.protections[name];
      machine.setProtection(name, !on);
      expect(machine.state.config.protections[name]).toBe(!on);
      machine.setProtection(name, on);
      expect(machine.state.config.protections[name]).toBe(on);
    }
  });

  it('of one machine is no other’s', () => {
    const [one, other] = [without([]), without([])];
    one.setProtection('rings', false);
    expect(other.state.config.protections.rings).toBe(true);
  });
});

describe('permissions that are off', () => {
  it('let everybody open, signal, trace, become root and come first', () => {
    const machine = without(['permissions']);
    const victim = start(machine, work(100), 1001);
    const pid = start(machine, [
      call('open', '/secret', 0),
      call('ptrace', 16, victim),
      call('setpriority', 0, 0, -20),
      call('setuid', 0),
      call('kill', victim, 9),
    ]);
    run(machine, 80);
    expect(resultsOf(machine, pid)).toEqual([1, 0, 0, 0, 0]);
    expect(machine.task(pid)?.cred.euid).toBe(0);
    expect(machine.task(victim)).toBeUndefined();
  });

  it('stop a traced process until it is continued', () => {
    const machine = without(['permissions']);
    const victim = start(machine, work(100), 1001);
    start(machine, [call('ptrace', 16, victim)]);
    run(machine, 20);
    expect(machine.task(victim)?.state).toBe('T');
    machine.kill(victim, 18);
    expect(machine.task(victim)?.state).toBe('R');
  });
});

describe('preemption that is off', () => {
  it('leaves the core to who never lets go', () => {
    const machine = without(['preemption']);
    start(machine, work(1000));
    const other = start(machine, work(1));
    run(machine, 200);
    expect(resultsOf(machine, other)).toEqual([]);
    machine.setProtection('preemption', true);
    run(machine, 20);
    expect(resultsOf(machine, other)).toHaveLength(1);
  });
});

describe('limits that are off', () => {
  it('let a process open and fork far beyond them', () => {
    const machine = without(['limits']);
    const opener = start(
      machine,
      Array.from({ length: 40 }, () => call('open', '/motd', 0)),
    );
    const forker = start(
      machine,
      Array.from({ length: 5 }, () => call('fork')),
      1001,
    );
    run(machine, 600);
    expect(resultsOf(machine, opener).every((fd) => fd > 0)).toBe(true);
    expect([...machine.state.tasks.values()].filter((task) => task.cred.uid === 1001)).toHaveLength(32);
    expect(machine.task(forker)).toBeDefined();
  });

  it('end a fork bomb at the kernel’s own table of processes', () => {
    const machine = without(['limits']);
    start(
      machine,
      Array.from({ length: 9 }, () => call('fork')),
      1001,
    );
    run(machine, 4000);
    expect(machine.state.tasks.size).toBe(128);
  });
});

describe('KPTI and KASLR', () => {
  it('make every entry into the kernel one tick longer', () => {
    const ticks = (on: boolean): number => {
      const machine = without([]);
      machine.setProtection('kpti', on);
      const pid = start(machine, [call('getpid'), call('getpid')]);
      for (let tick = 1; tick < 50; tick += 1) {
        machine.tick();
        if (resultsOf(machine, pid).length === 2) return tick;
      }
      return 0;
    };
    expect(ticks(true) - ticks(false)).toBe(2);
  });

  it('move the kernel from the next boot on, so that a known address leads nowhere', () => {
    const machine = without(['isolation']);
    machine.setProtection('kpti', true);
    expect(machine.state.kmem.base).toBe(KERNEL_BASE);
    machine.reboot();
    const first = machine.state.kmem.base;
    expect(first).toBeGreaterThan(KERNEL_BASE);
    const pid = start(machine, [{ op: 'store', address: KERNEL_BASE + 64, value: 0 }]);
    expect(run(machine, 5)).toContainEqual({
      kind: 'denied',
      pid,
      mechanism: 'page-table',
      answer: 'SIGSEGV',
    });
    expect(machine.state.panic).toBeNull();
    machine.reboot();
    expect(machine.state.kmem.base).not.toBe(first);
  });
});
