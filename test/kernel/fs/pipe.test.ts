import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { FCNTL, O } from '../../../shared/abi/flags.ts';
import { decodeInt32s } from '../../../shared/abi/layouts.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { boot, type Caller, DIES, SLEEPS } from './machine.ts';

function pipe(owner: Caller, flags = 0): [number, number] {
  expect(owner.call('pipe2', owner.memory, flags)).toBe(0);
  return decodeInt32s(owner.bytes(8)) as [number, number];
}

const CAPACITY = 65_536;
const fill = (owner: Caller, fd: number, count: number) => owner.call('write', fd, 'x'.repeat(count), count);

describe('a pipe', () => {
  it('gives a blocked reader end of file when the last writer closes', () => {
    const world = boot();
    const parent = world.process();
    const [read, write] = pipe(parent);
    const child = parent.fork();
    child.call('close', write);
    expect(child.call('read', read, child.memory, 10)).toBe(SLEEPS);
    parent.call('close', write);
    expect(world.settle()).toEqual({ [child.pid]: 0 });
  });

  it('gives a reader what is there, not what it asked for', () => {
    const one = boot().process();
    const [read, write] = pipe(one);
    one.call('write', write, 'abc', 3);
    one.call('write', write, 'de', 2);
    expect(one.call('read', read, one.memory, 100)).toBe(5);
    expect(one.text(5)).toBe('abcde');
  });

  it('holds 65,536 bytes, and a writer of more sleeps with the rest', () => {
    const world = boot();
    const writer = world.process();
    const [read, write] = pipe(writer);
    const reader = writer.fork();
    expect(fill(writer, write, CAPACITY + 10)).toBe(SLEEPS);
    expect(reader.call('read', read, reader.memory, 4096)).toBe(4096);
    expect(world.settle()).toEqual({ [writer.pid]: CAPACITY + 10 });
  });

  it('lets a sleeping writer sleep until a whole page is free', () => {
    const world = boot();
    const writer = world.process();
    const [read, write] = pipe(writer);
    const reader = writer.fork();
    fill(writer, write, CAPACITY);
    expect(writer.call('write', write, 'abc', 3)).toBe(SLEEPS);
    expect(reader.call('read', read, reader.memory, 4095)).toBe(4095);
    expect(world.settle()).toEqual({});
    expect(reader.call('read', read, reader.memory, 1)).toBe(1);
    expect(world.settle()).toEqual({ [writer.pid]: 3 });
  });

  it('packs small writes into a page, but begins a new one where a write does not fit', () => {
    const one = boot().process();
    const [read, write] = pipe(one, O.O_NONBLOCK);
    for (let page = 0; page < 16; page += 1) expect(fill(one, write, 4000)).toBe(4000);
    expect(fill(one, write, 97)).toBe(-errno.EAGAIN);
    expect(fill(one, write, 96)).toBe(96);
    expect(one.call('read', read, one.memory, 100_000)).toBe(16 * 4000 + 96);
  });

  it('wakes its readers one at a time, in the order in which they came', () => {
    const world = boot();
    const first = world.process();
    const [read, write] = pipe(first);
    const second = first.fork();
    const writer = first.fork();
    expect(first.call('read', read, first.memory, 2)).toBe(SLEEPS);
    expect(second.call('read', read, second.memory, 2)).toBe(SLEEPS);
    writer.call('write', write, 'ab', 2);
    expect(world.settle()).toEqual({ [first.pid]: 2 });
    writer.call('write', write, 'cdef', 4);
    expect(first.call('read', read, first.memory, 2)).toBe(2);
    expect(world.settle()).toEqual({ [second.pid]: 2 });
    expect([first.text(2), second.text(2)]).toEqual(['cd', 'ef']);
  });

  it('passes what a reader leaves on to the next', () => {
    const world = boot();
    const first = world.process();
    const [read, write] = pipe(first);
    const second = first.fork();
    const writer = first.fork();
    first.call('read', read, first.memory, 1);
    second.call('read', read, second.memory, 1);
    writer.call('write', write, 'ab', 2);
    expect(world.settle()).toEqual({ [first.pid]: 1, [second.pid]: 1 });
  });

  it('passes the turn of a reader that is killed before it could read', () => {
    const world = boot();
    const first = world.process();
    const [read, write] = pipe(first);
    const second = first.fork();
    const writer = first.fork();
    first.call('read', read, first.memory, 1);
    second.call('read', read, second.memory, 1);
    writer.call('write', write, 'a', 1);
    world.machine.kill(first.pid, signals.SIGKILL);
    expect(world.settle()).toEqual({ [second.pid]: 1 });
  });

  it('does not ask a sleeper again for O_NONBLOCK while there is nothing for it', () => {
    const world = boot();
    const writer = world.process();
    const [read, write] = pipe(writer);
    const other = writer.fork();
    fill(writer, write, CAPACITY);
    expect(fill(writer, write, 100)).toBe(SLEEPS);
    other.call('fcntl', write, FCNTL.F_SETFL, O.O_NONBLOCK);
    expect(other.call('read', read, other.memory, 10)).toBe(10);
    expect(world.settle()).toEqual({});
  });

  it('answers a writer without readers with SIGPIPE, or EPIPE where that is ignored', () => {
    const world = boot();
    const one = world.process();
    const [read, write] = pipe(one);
    one.call('close', read);
    expect(one.call('write', write, '', 0)).toBe(0);
    const careful = one.fork();
    careful.call('rt_sigaction', signals.SIGPIPE, 1);
    expect(careful.call('write', write, 'a', 1)).toBe(-errno.EPIPE);
    expect(one.call('write', write, 'a', 1)).toBe(DIES);
  });

  it('counts what was written before the last reader left', () => {
    const world = boot();
    const writer = world.process();
    writer.call('rt_sigaction', signals.SIGPIPE, 1);
    const [read, write] = pipe(writer);
    const reader = writer.fork();
    writer.call('close', read);
    expect(fill(writer, write, CAPACITY + 1)).toBe(SLEEPS);
    reader.call('close', read);
    expect(world.settle()).toEqual({ [writer.pid]: CAPACITY });
  });

  it('loses nothing to a reader whose buffer can not take it', () => {
    const one = boot().process();
    const [read, write] = pipe(one);
    one.call('write', write, 'abc', 3);
    expect(one.call('read', read, 8, 3)).toBe(-errno.EFAULT);
    expect(one.call('read', read, one.memory, 3)).toBe(3);
  });
});
