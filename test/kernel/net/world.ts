import { invariantFaults } from '../../../server/kernel/invariants/all.ts';
import { encodeInt32s } from '../../../shared/abi/layouts.ts';
import { AF, encodeSocketName, parseSocketName, SOCK, type SocketName } from '../../../shared/abi/socket.ts';
import { boot, type Caller, type World } from '../fs/machine.ts';

/** A caller's place for addresses, lengths and records, behind the bytes that it sends and reads. */
export const NAME = 8192;
export const LENGTH = 8400;

export const world = (): World => boot();

/** Writes the address into the caller's memory and calls with its place and length. */
export function withName(
  { machine }: World,
  one: Caller,
  call: 'bind' | 'connect',
  fd: number,
  text: string,
): number | string {
  const bytes = encodeSocketName(parseSocketName(text) as SocketName);
  machine.writeUser(one.pid, one.memory + NAME, bytes);
  return one.call(call, fd, one.memory + NAME, bytes.length);
}

export function stream(one: Caller, family: number = AF.AF_INET, flags = 0): number {
  return one.call('socket', family, SOCK.SOCK_STREAM | flags, 0) as number;
}

/** A socket that listens at the address. */
export function listener(here: World, one: Caller, text: string, backlog = 1, flags = 0): number {
  const fd = stream(one, text.includes('/') ? AF.AF_UNIX : AF.AF_INET, flags);
  const failure = withName(here, one, 'bind', fd, text);
  if (failure !== 0) throw new Error(`bind: ${failure}`);
  one.call('listen', fd, backlog);
  return fd;
}

/** Both ends of a connection in one process. */
export function connected(
  here: World,
  one: Caller,
  text: string,
): { near: number; far: number; door: number } {
  const door = listener(here, one, text);
  const near = stream(one, text.includes('/') ? AF.AF_UNIX : AF.AF_INET);
  withName(here, one, 'connect', near, text);
  return { near, far: one.call('accept', door, 0, 0) as number, door };
}

export function setLength({ machine }: World, one: Caller, length: number): number {
  machine.writeUser(one.pid, one.memory + LENGTH, encodeInt32s([length]));
  return one.memory + LENGTH;
}

/** Closes everything; what the kernel still keeps, which is nothing if all is well. */
export function leftovers({ machine }: World, ...callers: Caller[]): unknown[] {
  for (const one of callers) for (let fd = 0; fd < 40; fd += 1) one.call('close', fd);
  return [...invariantFaults(machine.state), ...machine.state.net.sockets.keys()];
}
