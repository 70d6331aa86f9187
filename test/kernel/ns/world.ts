import { CLONE } from '../../../shared/abi/process-flags.ts';
import type { Caller, World } from '../fs/machine.ts';
import { bootSystem } from '../fs/system.ts';

/** A process by the machine's own number of it, with the calls of its parent's shape. */
export function callerOf(world: World, like: Caller, pid: number): Caller {
  const call: Caller['call'] = (name, ...args) => {
    const outcome = world.machine.call(pid, name, args);
    if (outcome.kind === 'returned') return outcome.ret;
    return outcome.kind === 'blocked' ? 'sleeps' : 'dies';
  };
  const bytes = (count: number) => world.machine.readUser(pid, like.memory, count) ?? new Uint8Array(0);
  return {
    pid,
    memory: like.memory,
    call,
    fork: () => {
      call('fork');
      return callerOf(world, like, world.machine.state.nextPid - 1);
    },
    text: (count) => new TextDecoder().decode(bytes(count)),
    bytes,
  };
}

/** A shell outside and, in a pid and mount namespace of its own with its own /proc, the first process inside. */
export function container(world: World = bootSystem()) {
  const shell = world.process();
  shell.call('unshare', CLONE.CLONE_NEWPID | CLONE.CLONE_NEWNS);
  const outer = callerOf(world, shell, shell.pid);
  const init = outer.fork();
  init.call('mount', 'proc', '/proc', 'proc', 0, 0);
  return { world, shell, init };
}

/** Walls that somebody ran into since the last look. */
export function walls(world: World): string[] {
  return world
    .events()
    .flatMap((event) => (event.kind === 'denied' ? [`${event.mechanism} ${event.answer}`] : []));
}
