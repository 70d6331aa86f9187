import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { CLONE } from '../../../shared/abi/process-flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import type { Caller, World } from '../fs/machine.ts';
import { callerOf, container } from './world.ts';

/** Numbers of the pid namespaces that there are beside the machine's own. */
const spaces = ({ machine }: World): number[] =>
  [...machine.state.namespaces.values()].flatMap(({ id, pid }) =>
    pid !== null && pid.level > 0 ? [id] : [],
  );

const lives = ({ machine }: World, ...callers: Caller[]): boolean[] =>
  callers.map(({ pid }) => (machine.task(pid)?.state ?? 'Z') !== 'Z');

/** A namespace inside of one: its first process is a child of the outer one's. */
function nested(given = container()) {
  const maker = given.init.fork();
  expect(maker.call('unshare', CLONE.CLONE_NEWPID)).toBe(0);
  return { ...given, maker, inner: callerOf(given.world, maker, maker.pid).fork() };
}

describe('a pid namespace', () => {
  it('is there while anybody lives in it, however many have come and gone', () => {
    const { world, shell, init } = container();
    const [space] = spaces(world);
    for (let turn = 0; turn < 4; turn += 1) {
      const child = init.fork();
      child.fork().call('exit', 0);
      expect(child.call('wait4', -1, 0, 0, 0)).toBeGreaterThan(1);
      child.call('exit', 0);
      expect(init.call('wait4', -1, 0, 0, 0)).toBeGreaterThan(1);
      // One that is sent in from outside.
      callerOf(world, shell, shell.pid).fork().call('exit', 0);
      expect(shell.call('wait4', -1, 0, 0, 0)).toBeGreaterThan(init.pid);
    }
    shell.call('exit', 0);
    expect(spaces(world)).toEqual([space]);
    // Numbers go on from where they were: twelve have come and gone.
    expect(init.fork().call('getpid')).toBe(14);
    expect(init.call('getpid')).toBe(1);
  });

  it('goes with the last who holds it, an outer one after what is in it', () => {
    const { world, shell, init, maker, inner } = nested();
    expect(spaces(world)).toHaveLength(2);
    inner.call('exit', 0);
    expect(maker.call('wait4', -1, 0, 0, 0)).toBe(3);
    // Who made it holds it for children that can't come any more.
    expect(spaces(world)).toHaveLength(2);
    maker.call('exit', 0);
    expect(init.call('wait4', -1, 0, 0, 0)).toBe(2);
    expect(spaces(world)).toHaveLength(1);
    init.call('exit', 0);
    expect(shell.call('wait4', -1, 0, 0, 0)).toBe(init.pid);
    shell.call('exit', 0);
    expect(spaces(world)).toEqual([]);
  });

  it('ends with its first process: everybody in it and in those below is killed, and nobody beside it', () => {
    const { world, shell, init, maker, inner } = nested();
    const deep = inner.fork();
    const bystander = world.process();
    expect(lives(world, init, maker, inner, deep)).toEqual([true, true, true, true]);
    expect(bystander.call('kill', init.pid, signals.SIGKILL)).toBe(0);
    expect(lives(world, init, maker, inner, deep)).toEqual([false, false, false, false]);
    expect(lives(world, shell, bystander)).toEqual([true, true]);
    const signalled = world
      .events()
      .flatMap((event) => (event.kind === 'exit' ? [[event.pid, event.signal]] : []));
    for (const { pid } of [maker, inner, deep]) expect(signalled).toContainEqual([pid, signals.SIGKILL]);
  });

  it('an inner one ends alone', () => {
    const { world, init, maker, inner } = nested();
    const deep = inner.fork();
    inner.call('exit', 0);
    expect(lives(world, inner, deep)).toEqual([false, false]);
    expect(lives(world, init, maker)).toEqual([true, true]);
    expect(maker.call('fork')).toBe(-errno.ENOMEM);
    expect(init.call('fork')).toBeGreaterThan(0);
  });

  it.each(['fork', 'vfork'] as const)(
    '%s answers ENOMEM once its first process has ended, whether that was waited for or not',
    (fork) => {
      const { world, shell, init } = container();
      init.call('exit', 0);
      const count = world.machine.state.tasks.size;
      expect(shell.call(fork)).toBe(-errno.ENOMEM);
      expect(shell.call('wait4', -1, 0, 0, 0)).toBe(init.pid);
      expect(shell.call(fork)).toBe(-errno.ENOMEM);
      expect(shell.call('clone', CLONE.CLONE_NEWUTS)).toBe(-errno.ENOMEM);
      expect(world.machine.state.tasks.size).toBe(count - 1);
    },
  );
});
