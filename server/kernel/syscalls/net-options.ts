import { errno } from '../../../shared/abi/errno.ts';
import { decodeInt32s, encodeInt32s } from '../../../shared/abi/layouts.ts';
import { AF, SO, SOCK, SOL_SOCKET } from '../../../shared/abi/socket.ts';
import { badPointer } from '../mm/usercopy.ts';
import { takeError } from '../net/sockets.ts';
import type { Socket } from '../net/state.ts';
import type { Handler } from '../types.ts';
import { mustWrite, numberOf, readIn } from './args.ts';
import { socketAt } from './net-names.ts';
import type { SyscallFamily } from './table.ts';

const IPPROTO_TCP = 6;

/** What `getsockopt` says of a socket, by the option's number. */
const VALUES: Record<number, (socket: Socket) => number> = {
  [SO.SO_REUSEADDR]: (socket) => (socket.reuse ? 1 : 0),
  [SO.SO_TYPE]: () => SOCK.SOCK_STREAM,
  [SO.SO_ERROR]: takeError,
  [SO.SO_ACCEPTCONN]: (socket) => (socket.state === 'listening' ? 1 : 0),
  [SO.SO_PROTOCOL]: (socket) => (socket.family === AF.AF_INET ? IPPROTO_TCP : 0),
  [SO.SO_DOMAIN]: (socket) => socket.family,
};

/** Options of other levels: none. AF_UNIX has no level but the first. */
const noLevel = (socket: Socket): number =>
  socket.family === AF.AF_UNIX ? -errno.EOPNOTSUPP : -errno.ENOPROTOOPT;

/** `setsockopt(fd, level, option, value, length)`. */
const setsockopt: Handler = (k, task, [fd, level, option, value, length]) => {
  const at = socketAt(k, task, fd);
  if (typeof at === 'number') return at;
  if (numberOf(length) < 0) return -errno.EINVAL;
  if (numberOf(level) !== SOL_SOCKET) return noLevel(at.socket);
  if (numberOf(length) < 4) return -errno.EINVAL;
  const bytes = readIn(k, task, value, 4);
  if (bytes === undefined) return badPointer(k, task);
  if (numberOf(option) !== SO.SO_REUSEADDR) return -errno.ENOPROTOOPT;
  at.socket.reuse = decodeInt32s(bytes)[0] !== 0;
  return 0;
};

/** `getsockopt(fd, level, option, value, length)`: an error waits for whoever asks first. */
const getsockopt: Handler = (k, task, [fd, level, option, value, length]) => {
  const at = socketAt(k, task, fd);
  if (typeof at === 'number') return at;
  if (numberOf(level) !== SOL_SOCKET) return noLevel(at.socket);
  const given = readIn(k, task, length, 4);
  if (given === undefined) return badPointer(k, task);
  const [room = 0] = decodeInt32s(given);
  if (room < 0) return -errno.EINVAL;
  const ask = VALUES[numberOf(option)];
  if (ask === undefined) return -errno.ENOPROTOOPT;
  const bytes = encodeInt32s([ask(at.socket)]).subarray(0, room);
  if (bytes.length > 0 && !mustWrite(k, task, value, bytes)) return badPointer(k, task);
  return mustWrite(k, task, length, encodeInt32s([bytes.length])) ? 0 : badPointer(k, task);
};

export const optionCalls = { setsockopt, getsockopt } satisfies SyscallFamily;
