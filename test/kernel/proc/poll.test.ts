import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { decodeInt32s } from '../../../shared/abi/layouts.ts';
import { POLL } from '../../../shared/abi/poll-flags.ts';
import { boot, type Caller, SLEEPS, type World } from '../fs/machine.ts';

const { POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT } = POLL;

/** A process with a pipe, and its records for `poll` behind the pipe's descriptors. */
function piped(): World & { a: Caller; read: number; write: number; at: number } {
  const world = boot();
  const a = world.process();
  a.call('pipe', a.memory);
  const [read = -1, write = -1] = decodeInt32s(a.bytes(8));
  return { ...world, a, read, write, at: a.memory + 64 };
}

function record(world: World, a: Caller, at: number, fd: number, events: number): void {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setInt32(0, fd, true);
  new DataView(bytes.buffer).setInt16(4, events, true);
  world.machine.writeUser(a.pid, at, bytes);
}

function came(world: World, a: Caller, at: number): number {
  const bytes = world.machine.readUser(a.pid, at, 8) as Uint8Array;
  return new DataView(bytes.buffer, bytes.byteOffset).getInt16(6, true);
}

describe('poll', () => {
  it('sleeps until the pipe has bytes, and is told of its end', () => {
    const world = piped();
    const { a, read, write, at, settle } = world;
    record(world, a, at, read, POLLIN);
    expect(a.call('poll', at, 1, 0)).toBe(0);
    const child = a.fork();
    expect(a.call('poll', at, 1, -1)).toBe(SLEEPS);
    child.call('write', write, 'x', 1);
    expect(settle()).toEqual({ [a.pid]: 1 });
    expect(came(world, a, at)).toBe(POLLIN);
    child.call('exit', 0);
    a.call('close', write);
    expect(a.call('poll', at, 1, -1)).toBe(1);
    expect(came(world, a, at)).toBe(POLLIN | POLLHUP);
  });

  it('says what is wrong with a descriptor instead of failing', () => {
    const world = piped();
    const { a, read, write, at } = world;
    record(world, a, at, 99, POLLIN);
    record(world, a, at + 8, -1, POLLIN);
    record(world, a, at + 16, write, POLLOUT);
    a.call('close', read);
    expect(a.call('poll', at, 3, -1)).toBe(2);
    expect([came(world, a, at), came(world, a, at + 8)]).toEqual([POLLNVAL, 0]);
    expect(came(world, a, at + 16)).toBe(POLLOUT | POLLERR);
    expect(a.call('poll', 0, 1, 0)).toBe(-errno.EFAULT);
    expect(a.call('poll', at, 9999, 0)).toBe(-errno.EINVAL);
  });

  it('gives up after its ticks, and hears of keys', () => {
    const world = boot();
    const a = world.process();
    const fd = a.call('open', '/dev/tty', 0) as number;
    record(world, a, a.memory, fd, POLLIN);
    expect(a.call('poll', a.memory, 1, 2)).toBe(SLEEPS);
    world.machine.tick();
    world.machine.tick();
    expect(world.settle()).toEqual({ [a.pid]: 0 });
    expect(came(world, a, a.memory)).toBe(0);
    expect(a.call('poll', a.memory, 1, -1)).toBe(SLEEPS);
    world.machine.typeKeys('tty1', 'y');
    world.machine.tick();
    expect(world.settle()).toEqual({ [a.pid]: 1 });
  });
});
