import { afterEach, describe, expect, it } from 'vitest';
import { invariantFaults } from '../../../server/kernel/invariants/all.ts';
import type { Segment } from '../../../server/kernel/irq/state.ts';
import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { encodeInt32s } from '../../../shared/abi/layouts.ts';
import { POLL } from '../../../shared/abi/poll-flags.ts';
import { AF, parseInetAddress } from '../../../shared/abi/socket.ts';
import { boot, type Caller, SLEEPS, type World } from '../fs/machine.ts';
import { leftovers, listener, NAME, stream, withName } from './world.ts';

const SERVER = '10.0.0.80';
const VISITOR = '198.51.100.7';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let here: World;
let one: Caller;
function fresh(): void {
  here = boot([], { routes: [parseInetAddress(SERVER) as number] });
  one = here.process();
}

/** A packet comes in at the card; its interrupt is served with the next `settle`. */
function comes(
  kind: Segment['kind'],
  seq: number,
  port: number,
  text = '',
  from = VISITOR,
  fromPort = 40_000,
) {
  here.machine.packetArrives({ port, from, bytes: bytes(text), segment: { kind, seq, fromPort } });
}

const ends = () => here.machine.outside.ends();
const sent = (id = ends()[0]?.id ?? 0): string => new TextDecoder().decode(here.machine.outside.take(id));

/** A process that has called the server outside and sleeps until it answers. */
function calling(): { fd: number; port: number } {
  const fd = stream(one);
  expect(withName(here, one, 'connect', fd, `${SERVER}:80`)).toBe(SLEEPS);
  return { fd, port: ends()[0]?.to ?? 0 };
}

afterEach(() => {
  expect(invariantFaults(here.machine.state)).toEqual([]);
  const kept = leftovers(here, one);
  expect(kept).toEqual(ends().map(({ id }) => id));
});

describe('a visitor from outside', () => {
  it('comes through the network card to whoever listens at the port, is read, and gets what is written', () => {
    fresh();
    const door = listener(here, one, '0.0.0.0:8080');
    expect(one.call('accept', door, 0, 0)).toBe(SLEEPS);
    comes('syn', 0, 8080);
    const { [one.pid]: fd } = here.settle();
    expect(ends()).toMatchObject([
      { address: VISITOR, port: 40_000, to: 8080, state: 'accepted', arrived: 1 },
    ]);
    comes('data', 1, 8080, 'GET /\n');
    here.settle();
    expect(one.call('read', fd as number, one.memory, 100)).toBe(6);
    expect(one.text(6)).toBe('GET /\n');
    one.call('write', fd as number, one.memory, 3);
    expect(sent()).toBe('GET');
    one.call('close', fd as number);
    expect(ends()).toMatchObject([{ state: 'left' }]);
    here.machine.outside.forget(ends()[0]?.id ?? 0);
    expect(leftovers(here, one)).toEqual([]);
  });

  it('waits in the queue until somebody accepts, and finds what it has said', () => {
    fresh();
    const door = listener(here, one, '0.0.0.0:8080');
    comes('syn', 0, 8080);
    comes('data', 1, 8080, 'early');
    here.settle();
    expect(ends()).toMatchObject([{ state: 'waiting', arrived: 2 }]);
    const fd = one.call('accept', door, 0, 0) as number;
    expect(one.call('read', fd, one.memory, 100)).toBe(5);
  });

  it('is not let in where nobody listens or the queue is full, and hears nothing', () => {
    fresh();
    comes('syn', 0, 8080);
    here.settle();
    expect(ends()).toEqual([]);
    listener(here, one, '0.0.0.0:8080', 0);
    comes('syn', 0, 8080);
    comes('syn', 0, 8080, '', VISITOR, 40_001);
    here.settle();
    expect(ends()).toHaveLength(1);
    here.machine.outside.forget(ends()[0]?.id ?? 0);
    expect(ends(), 'a connection that stands is not forgotten').toHaveLength(1);
  });

  it('says everything once: a segment that comes again, or before its turn, changes nothing', () => {
    fresh();
    const door = listener(here, one, '0.0.0.0:8080');
    for (const [kind, seq, text] of [
      ['syn', 0, ''],
      ['data', 2, 'early'],
      ['data', 1, 'a'],
      ['syn', 0, ''],
      ['data', 1, 'a'],
      ['data', 2, 'b'],
    ] as const)
      comes(kind, seq, 8080, text);
    here.settle();
    const fd = one.call('accept', door, 0, 0) as number;
    expect(one.call('read', fd, one.memory, 100)).toBe(2);
    expect(one.text(2)).toBe('ab');
    expect(ends()[0]?.arrived).toBe(3);
  });

  it('that has said all it had to say is read to the end, and can still be answered', () => {
    fresh();
    const door = listener(here, one, '0.0.0.0:8080');
    comes('syn', 0, 8080);
    comes('data', 1, 8080, 'x');
    comes('fin', 2, 8080);
    here.settle();
    const fd = one.call('accept', door, 0, 0) as number;
    expect([0, 1].map(() => one.call('read', fd, one.memory, 100))).toEqual([1, 0]);
    expect(one.call('write', fd, one.memory, 2)).toBe(2);
    one.call('close', fd);
    expect(ends(), 'with both ends closed nothing is kept').toEqual([]);
    expect(leftovers(here, one)).toEqual([]);
  });

  it('that hangs up in the middle resets the connection', () => {
    fresh();
    const door = listener(here, one, '0.0.0.0:8080');
    comes('syn', 0, 8080);
    here.settle();
    const fd = one.call('accept', door, 0, 0) as number;
    comes('rst', 1, 8080);
    here.settle();
    expect(one.call('read', fd, one.memory, 1)).toBe(-errno.ECONNRESET);
  });

  it('learns that the machine’s end was closed with its bytes unread, or never accepted', () => {
    fresh();
    const door = listener(here, one, '0.0.0.0:8080');
    comes('syn', 0, 8080);
    here.settle();
    one.call('close', door);
    expect(ends()).toMatchObject([{ state: 'left' }]);
  });
});

describe('a call to a server outside', () => {
  it('sleeps until the answer has come through the card', () => {
    fresh();
    const { fd, port } = calling();
    expect(ends()).toMatchObject([{ address: SERVER, port: 80, state: 'asked', arrived: 0 }]);
    comes('syn-ack', 0, port, '', SERVER, 80);
    expect(here.settle()).toEqual({ [one.pid]: 0 });
    one.call('write', fd, one.memory, 4);
    expect(sent()).toHaveLength(4);
    expect(one.call('read', fd, one.memory, 100)).toBe(SLEEPS);
    comes('data', 1, port, 'page', SERVER, 80);
    expect(here.settle()).toEqual({ [one.pid]: 4 });
    comes('fin', 2, port, '', SERVER, 80);
    here.settle();
    expect(one.call('read', fd, one.memory, 100)).toBe(0);
  });

  it('is refused by a port at which nobody listens, and may be tried again', () => {
    fresh();
    const { fd, port } = calling();
    comes('rst', 0, port, '', SERVER, 80);
    expect(here.settle()).toEqual({ [one.pid]: -errno.ECONNREFUSED });
    expect(withName(here, one, 'connect', fd, `${SERVER}:80`)).toBe(SLEEPS);
  });

  it('without waiting says EINPROGRESS, then EALREADY, then what came of it', () => {
    fresh();
    const fd = stream(one, AF.AF_INET, O.O_NONBLOCK);
    const ready = () => {
      here.machine.writeUser(one.pid, one.memory + NAME, encodeInt32s([fd, POLL.POLLOUT]));
      return one.call('poll', one.memory + NAME, 1, 0);
    };
    const connect = () => withName(here, one, 'connect', fd, `${SERVER}:80`);
    expect([connect(), connect()]).toEqual([-errno.EINPROGRESS, -errno.EALREADY]);
    expect(ready()).toBe(0);
    comes('syn-ack', 0, ends()[0]?.to ?? 0, '', SERVER, 80);
    here.settle();
    expect(ready()).toBe(1);
    expect([connect(), connect()]).toEqual([0, -errno.EISCONN]);
  });

  it('has no way to an address without a route', () => {
    fresh();
    expect(withName(here, one, 'connect', stream(one), '203.0.113.1:80')).toBe(-errno.ENETUNREACH);
  });

  it('that is given up leaves an end that the outside can forget', () => {
    fresh();
    const { fd } = calling();
    one.call('close', fd);
    const [end] = ends();
    expect(end?.state).toBe('left');
    here.machine.outside.forget(end?.id ?? 0);
    expect(leftovers(here, one)).toEqual([]);
  });
});
