import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { AF, INADDR_ANY, INADDR_LOOPBACK } from '../../../shared/abi/socket.ts';
import { type InetName, inetListener, isOwn, nameByItself, unixListener } from '../net/names.ts';
import { callOutside } from '../net/outside.ts';
import { arrive, sleepAtSocket, takeError } from '../net/sockets.ts';
import type { Socket } from '../net/state.ts';
import type { BLOCKED, Handler, Kernel, PendingCall, Task } from '../types.ts';
import { familyOf, inetName, nameFromUser, socketAt, unixPath } from './net-names.ts';

type Answer = number | typeof BLOCKED;

/** One `connect`: who makes it, with which socket. */
interface Attempt {
  k: Kernel;
  task: Task;
  socket: Socket;
  /** The descriptor does not wait (`O_NONBLOCK`). */
  later: boolean;
  call: PendingCall;
}

/** `man 2 connect`. The address is read before it is known whether there is a socket. */
export const connect: Handler = (k, task, [fd, address, length], call) => {
  const at = socketAt(k, task, fd);
  if (at === -errno.EBADF) return at;
  const bytes = nameFromUser(k, task, address, length);
  if (typeof bytes === 'number') return bytes;
  if (typeof at === 'number') return at;
  const { socket, file } = at;
  const attempt = { k, task, socket, later: (file.flags & O.O_NONBLOCK) !== 0, call };
  return socket.family === AF.AF_UNIX ? connectUnix(attempt, bytes) : connectInet(attempt, bytes);
};

/** Sleeps until the listener has room, or says that it would. */
const full = ({ k, task, later }: Attempt, listener: Socket): Answer =>
  later ? -errno.EAGAIN : sleepAtSocket(k, task, listener, 'write');

/** `unix_stream_connect`: whom it is for is looked for before it matters who asks. */
function connectUnix(attempt: Attempt, bytes: Uint8Array): Answer {
  const { k, task, socket } = attempt;
  const path = unixPath(bytes);
  if (typeof path === 'number') return path;
  const listener = unixListener(k, task, path);
  if (typeof listener === 'number') return listener;
  if (listener.queue.length > listener.backlog) return full(attempt, listener);
  if (socket.state !== 'fresh') return socket.state === 'listening' ? -errno.EINVAL : -errno.EISCONN;
  arrive(k, listener, socket);
  return 0;
}

/** `inet_stream_connect`: without waiting, the answer comes with a later call. */
function connectInet(attempt: Attempt, bytes: Uint8Array): Answer {
  const { k, task, socket, call } = attempt;
  if (bytes.length < 2) return -errno.EINVAL;
  const asked = call.progress > 0;
  if (socket.state === 'connecting') return asked ? sleepAtSocket(k, task, socket, 'write') : -errno.EALREADY;
  if (asked || socket.pending) return outcome(socket);
  if (socket.state === 'listening' || socket.state === 'connected') return -errno.EISCONN;
  if (familyOf(bytes) === AF.AF_INET || bytes.length < 16) {
    const name = inetName(bytes);
    return typeof name === 'number' ? name : reach(attempt, name);
  }
  return -errno.EAFNOSUPPORT;
}

/** What came of an attempt whose caller slept, or did not wait. */
function outcome(socket: Socket): number {
  socket.pending = false;
  if (socket.state === 'connected') return 0;
  const error = takeError(socket);
  return -(error === 0 ? errno.ECONNABORTED : error);
}

/** The way out through the network card: the caller sleeps until the answer has come in (`tcp_v4_connect`). */
function reachOutside({ k, task, socket, later, call }: Attempt, to: InetName): Answer {
  if (k.state.config.routes?.includes(to.address) !== true) return -errno.ENETUNREACH;
  const failure = callOutside(k, socket, to);
  if (failure < 0) return failure;
  socket.pending = later;
  if (later) return -errno.EINPROGRESS;
  call.progress = 1;
  return sleepAtSocket(k, task, socket, 'write');
}

function reach(attempt: Attempt, to: InetName): Answer {
  const { k, socket, later } = attempt;
  const { port } = to;
  const address = to.address === INADDR_ANY ? INADDR_LOOPBACK : to.address;
  if (!isOwn(address)) return reachOutside(attempt, to);
  const listener = inetListener(k, address, port);
  if (listener !== undefined && listener.queue.length > listener.backlog) return full(attempt, listener);
  if (socket.name === null) {
    const failure = nameByItself(k, socket, INADDR_ANY);
    if (failure < 0) return failure;
  }
  const unnamed = socket.name?.family === AF.AF_INET && socket.name.address === INADDR_ANY;
  if (unnamed && socket.name?.family === AF.AF_INET) socket.name = { ...socket.name, address };
  socket.pending = later;
  if (listener === undefined) {
    // The port stays its own; the address was only for this connection.
    if (unnamed && socket.name?.family === AF.AF_INET) socket.name = { ...socket.name, address: INADDR_ANY };
    if (later) socket.error = errno.ECONNREFUSED;
    return later ? -errno.EINPROGRESS : -errno.ECONNREFUSED;
  }
  // A socket that was connected before starts anew.
  Object.assign(socket, { shutRead: false, shutWrite: false, ended: false, error: 0 });
  socket.peerName = { family: AF.AF_INET, address, port };
  arrive(k, listener, socket);
  return later ? -errno.EINPROGRESS : 0;
}
