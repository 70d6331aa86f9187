import { describe, expect, it } from 'vitest';
import type { Instruction } from '../../../server/kernel/types.ts';
import { resultsOf, run, start, without } from './machine.ts';

const call = (
  name: Extract<Instruction, { op: 'syscall' }>['name'],
  ...args: (string | number)[]
): Instruction => ({
  op: 'syscall',
  name,
  args,
});

describe('people’s mistakes, with every protection on', () => {
  it('a descriptor that is open across fork and a change of user is still good: nobody asks twice', () => {
    const machine = without([]);
    const root = start(
      machine,
      [
        call('open', '/secret', 0),
        call('fork'),
        call('setuid', 1000),
        call('open', '/secret', 0),
        call('lseek', 1, 0, 2),
      ],
      0,
    );
    run(machine, 60);
    const results = resultsOf(machine, root);
    const child = results[1] ?? 0;
    expect(resultsOf(machine, child)).toEqual([1, 0, 0, -13, 'root only'.length]);
  });

  it('a file that its owner opens to everybody is everybody’s', () => {
    const machine = without([]);
    start(machine, [call('chmod', '/secret', 0o644)], 0);
    run(machine, 10);
    const nosy = start(machine, [call('open', '/secret', 0)]);
    run(machine, 10);
    expect(resultsOf(machine, nosy)).toEqual([1]);
  });
});
