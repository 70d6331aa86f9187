import { describe, expect, it } from 'vitest';
import { DEFAULT_IRQ, type IrqSettings } from '../../../server/kernel/irq/state.ts';
import { boot, call, start } from './lab.ts';

/** Three readers ask for the files on cylinders 48, 85 and 22, in this order; the disk's order, by their letters. */
function asked(disk: Partial<IrqSettings['disk']>, silence = 1000) {
  const machine = boot({ disk: { ...DEFAULT_IRQ.disk, ...disk }, silence }, { cores: 4 });
  const readers = ['a', 'b', 'c'].map((name) => {
    const one = start(machine);
    one.script.todo = [call('open', `/${name}`, 0), call('read', 1, one.data, 9)];
    return one;
  });
  const done: number[] = [];
  let overdue = 0;
  const play = (ticks: number): void => {
    for (let tick = 0; tick < ticks; tick += 1) {
      for (const event of machine.tick()) {
        if (event.kind === 'overdue' && event.of === 'disk') overdue += 1;
        if (event.kind === 'wakeup') done.push(readers.findIndex(({ pid }) => pid === event.pid));
      }
    }
  };
  play(2);
  return {
    machine,
    readers,
    play,
    overdue: () => overdue,
    order: () => done.map((index) => 'abc'[index]).join(''),
  };
}

describe('the disk', () => {
  it('serves in the order of its algorithm, and counts the way of its arm', () => {
    const fcfs = asked({ policy: 'fcfs' });
    fcfs.play(40);
    expect(fcfs.order()).toBe('abc');
    expect(fcfs.machine.io().disk.seek).toBe(48 + 37 + 63);
    const sstf = asked({ policy: 'sstf' });
    sstf.play(40);
    // The first is begun before the others ask; from 48 the nearest is 22.
    expect(sstf.order()).toBe('acb');
    expect(sstf.machine.io().disk.seek).toBe(48 + 26 + 63);
  });

  it('shows its queue with who waits, and the request that it is at work on', () => {
    const { machine, readers } = asked({ policy: 'fcfs' });
    const { disk } = machine.io();
    expect(disk.active).toMatchObject({ cylinder: 48, pid: readers[0]?.pid, kind: 'read' });
    expect(disk.queue.map(({ cylinder, pid }) => [cylinder, pid])).toEqual([
      [85, readers[1]?.pid],
      [22, readers[2]?.pid],
    ]);
  });

  it('stands still until a person chooses, and takes what they choose', () => {
    const { machine, play, order, readers } = asked({ policy: 'human', deadline: 100 });
    play(10);
    const { disk } = machine.io();
    expect(disk.active).toBeNull();
    expect(disk.queue).toHaveLength(3);
    expect(machine.serveDisk(disk.queue[2]?.id ?? 0)).toBe(true);
    expect(machine.serveDisk(disk.queue[1]?.id ?? 0)).toBe(false);
    play(10);
    expect(order()).toBe('c');
    expect(machine.serveDisk(4711)).toBe(false);
    expect(machine.serveDisk(disk.queue[1]?.id ?? 0)).toBe(true);
    play(10);
    expect(order()).toBe('cb');
    expect(readers[2]?.script.results).toEqual([1, 1]);
  });

  it('falls back on its algorithm for a request that waited too long, and for a person who is silent', () => {
    const late = asked({ policy: 'human', fallback: 'sstf', deadline: 5 });
    late.play(60);
    expect(late.order()).toHaveLength(3);
    expect(late.machine.state.irq.silent).toBe(false);
    // Each of them is told as overdue; what is done in the stead of a silent person is not.
    expect(late.overdue()).toBe(3);
    const silent = asked({ policy: 'human', fallback: 'fcfs', deadline: 1000 }, 6);
    silent.play(40);
    expect(silent.order()).toBe('abc');
    expect(silent.machine.state.irq.silent).toBe(true);
    expect(silent.overdue()).toBe(0);
    expect(asked({ policy: 'fcfs' }).overdue()).toBe(0);
  });
});
