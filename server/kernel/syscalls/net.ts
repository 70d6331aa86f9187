import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { encodeInt32s } from '../../../shared/abi/layouts.ts';
import { AF, SOCK } from '../../../shared/abi/socket.ts';
import { allocateFd, setFd } from '../fs/openfiles.ts';
import { badPointer } from '../mm/usercopy.ts';
import { bindInet, bindPath, nameByItself } from '../net/names.ts';
import { join, openSocket, peerOf, releaseSocket, sleepAtSocket, wakeSocket } from '../net/sockets.ts';
import { MOST_BACKLOG, newSocket, type Socket } from '../net/state.ts';
import type { Handler, Kernel, SyscallArg, Task } from '../types.ts';
import { mustWrite, numberOf } from './args.ts';
import { connect } from './net-connect.ts';
import { dataCalls } from './net-data.ts';
import { inetName, nameFromUser, nameToUser, socketAt, unixPath } from './net-names.ts';
import { optionCalls } from './net-options.ts';
import type { SyscallFamily } from './table.ts';

const FLAGS = SOCK.SOCK_NONBLOCK | SOCK.SOCK_CLOEXEC;
/** Bits of the type that are no flags, families there are, types there are (`NPROTO`, `SOCK_MAX`). */
const TYPE_MASK = 0xf;
const FAMILIES = 46;
const TYPES = 11;
const IPPROTO_TCP = 6;
const PROTOCOLS = 256;

/** Whether there is such a socket: 0 or the error (`__sock_create`, `inet_create`, `unix_create`). */
function checkKind(family: number, type: number, protocol: number): number {
  if (family < 0 || family >= FAMILIES) return -errno.EAFNOSUPPORT;
  if (type >= TYPES) return -errno.EINVAL;
  if (family !== AF.AF_INET && family !== AF.AF_UNIX) return -errno.EAFNOSUPPORT;
  if (family === AF.AF_UNIX && protocol !== 0 && protocol !== AF.AF_UNIX) return -errno.EPROTONOSUPPORT;
  if (family === AF.AF_INET && (protocol < 0 || protocol >= PROTOCOLS)) return -errno.EINVAL;
  if (type !== SOCK.SOCK_STREAM) return -errno.ESOCKTNOSUPPORT;
  const known = family === AF.AF_UNIX || protocol === 0 || protocol === IPPROTO_TCP;
  return known ? 0 : -errno.EPROTONOSUPPORT;
}

/** Puts a socket at a descriptor that is free. */
function install(k: Kernel, task: Task, fd: number, socket: Socket, flags: number): void {
  const file = openSocket(k, task, socket, flags & O.O_NONBLOCK);
  setFd(task, fd, file.id, (flags & SOCK.SOCK_CLOEXEC) !== 0);
}

/** `man 2 socket`. */
const socket: Handler = (k, task, [family, type, protocol]) => {
  const flags = numberOf(type) & ~TYPE_MASK;
  if ((flags & ~FLAGS) !== 0) return -errno.EINVAL;
  const failure = checkKind(numberOf(family), numberOf(type) & TYPE_MASK, numberOf(protocol));
  if (failure < 0) return failure;
  const fd = allocateFd(k, task);
  if (fd < 0) return fd;
  install(k, task, fd, newSocket(k.state.net, numberOf(family) as Socket['family']), flags);
  return fd;
};

/** `man 2 socketpair`: of this machine's families only AF_UNIX has pairs. */
const socketpair: Handler = (k, task, [family, type, protocol, out]) => {
  const flags = numberOf(type) & ~TYPE_MASK;
  if ((flags & ~FLAGS) !== 0) return -errno.EINVAL;
  const first = allocateFd(k, task);
  if (first < 0) return first;
  const second = allocateFd(k, task, first + 1);
  if (second < 0) return second;
  if (!mustWrite(k, task, out, encodeInt32s([first, second]))) return badPointer(k, task);
  const failure = checkKind(numberOf(family), numberOf(type) & TYPE_MASK, numberOf(protocol));
  if (failure < 0) return failure;
  if (numberOf(family) !== AF.AF_UNIX) return -errno.EOPNOTSUPP;
  const one = newSocket(k.state.net, AF.AF_UNIX);
  const other = newSocket(k.state.net, AF.AF_UNIX);
  join(one, other);
  install(k, task, first, one, flags);
  install(k, task, second, other, flags);
  return 0;
};

/** `man 2 bind`. */
const bind: Handler = (k, task, [fd, address, length]) => {
  const at = socketAt(k, task, fd);
  if (typeof at === 'number') return at;
  const bytes = nameFromUser(k, task, address, length);
  if (typeof bytes === 'number') return bytes;
  if (at.socket.family === AF.AF_INET) {
    const name = inetName(bytes);
    return typeof name === 'number' ? name : bindInet(k, task, at.socket, name);
  }
  const path = unixPath(bytes);
  return typeof path === 'number' ? path : bindPath(k, task, at.socket, path);
};

/** `man 2 listen`: again on one that listens, it changes the length of its queue. */
const listen: Handler = (k, task, [fd, backlog]) => {
  const at = socketAt(k, task, fd);
  if (typeof at === 'number') return at;
  const { socket } = at;
  if (socket.state !== 'fresh' && socket.state !== 'listening') return -errno.EINVAL;
  if (socket.name === null) {
    const failure = socket.family === AF.AF_UNIX ? -errno.EINVAL : nameByItself(k, socket, 0);
    if (failure < 0) return failure;
  }
  // A negative number is a very long queue, as the kernel counts without signs.
  const asked = numberOf(backlog);
  socket.backlog = asked < 0 ? MOST_BACKLOG : Math.min(asked, MOST_BACKLOG);
  socket.state = 'listening';
  // There may be room now for who waited.
  wakeSocket(k, socket, 'write');
  return 0;
};

/** `man 2 accept4`: the connection that has waited longest, with a descriptor of its own. */
const accept4: Handler = (k, task, [fd, address, length, flags]) => {
  const kind = numberOf(flags);
  const at = socketAt(k, task, fd);
  if (at === -errno.EBADF) return at;
  if ((kind & ~FLAGS) !== 0) return -errno.EINVAL;
  const slot = allocateFd(k, task);
  if (slot < 0 || typeof at === 'number') return slot < 0 ? slot : (at as number);
  const { socket: listener, file } = at;
  if (listener.state !== 'listening') return -errno.EINVAL;
  const id = listener.queue.shift();
  if (id === undefined) {
    if (listener.shutRead) return -errno.EINVAL;
    return (file.flags & O.O_NONBLOCK) !== 0 ? -errno.EAGAIN : sleepAtSocket(k, task, listener, 'read');
  }
  wakeSocket(k, listener, 'write');
  const accepted = k.state.net.sockets.get(id) as Socket;
  const failure = tellName(k, task, accepted.peerName, accepted.family, address, length);
  if (failure < 0) {
    releaseSocket(k, accepted, true);
    return failure;
  }
  install(k, task, slot, accepted, kind);
  return slot;
};

/** The peer's name where the caller wants it. */
function tellName(
  k: Kernel,
  task: Task,
  name: Socket['name'],
  family: Socket['family'],
  address: SyscallArg | undefined,
  length: SyscallArg | undefined,
): number {
  return numberOf(address) === 0 ? 0 : nameToUser(k, task, name, family, address, length);
}

/** `man 2 shutdown`: 0 no more to read, 1 no more to send, 2 neither. */
const shutdown: Handler = (k, task, [fd, how]) => {
  const at = socketAt(k, task, fd);
  if (typeof at === 'number') return at;
  const { socket } = at;
  const read = numberOf(how) !== 1;
  const write = numberOf(how) !== 0;
  if (numberOf(how) < 0 || numberOf(how) > 2) return -errno.EINVAL;
  if (socket.family === AF.AF_INET) {
    if (socket.state === 'fresh' || socket.state === 'closed') return -errno.ENOTCONN;
    if (socket.state === 'listening') {
      if (read) stopListening(k, socket);
      return 0;
    }
  }
  socket.shutRead ||= read;
  socket.shutWrite ||= write;
  const peer = peerOf(k, socket);
  if (peer !== undefined) {
    if (write) peer.shutRead = true;
    if (write) peer.ended = true;
    // A neighbour on the same machine learns at once that nobody reads.
    if (read && socket.family === AF.AF_UNIX) peer.shutWrite = true;
    wakeSocket(k, peer, 'read', 'write');
  }
  wakeSocket(k, socket, 'read', 'write');
  return 0;
};

/** Who has come and was not accepted is sent away; the socket keeps its name (`tcp_disconnect`). */
function stopListening(k: Kernel, socket: Socket): void {
  socket.state = 'fresh';
  for (const id of socket.queue.splice(0)) {
    const waiting = k.state.net.sockets.get(id);
    if (waiting !== undefined) releaseSocket(k, waiting, true);
  }
  wakeSocket(k, socket, 'read', 'write');
}

const getsockname: Handler = (k, task, [fd, address, length]) => {
  const at = socketAt(k, task, fd);
  if (typeof at === 'number') return at;
  return nameToUser(k, task, at.socket.name, at.socket.family, address, length);
};

const getpeername: Handler = (k, task, [fd, address, length]) => {
  const at = socketAt(k, task, fd);
  if (typeof at === 'number') return at;
  if (at.socket.state !== 'connected') return -errno.ENOTCONN;
  return nameToUser(k, task, at.socket.peerName, at.socket.family, address, length);
};

export const netCalls = {
  socket,
  socketpair,
  bind,
  listen,
  accept: (k, task, [fd, address, length], call) =>
    accept4(k, task, [fd ?? 0, address ?? 0, length ?? 0, 0], call),
  accept4,
  connect,
  shutdown,
  getsockname,
  getpeername,
  ...dataCalls,
  ...optionCalls,
} satisfies SyscallFamily;
