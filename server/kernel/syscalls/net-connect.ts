import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { AF, INADDR_ANY, INADDR_LOOPBACK } from '../../../shared/abi/socket.ts';
import { type InetName, inetListener, isOwn, nameByItself, unixListener } from '../net/names.ts';
import { callOutside } from '../net/outside.ts';
import { arrive, sleepAtSocket, takeError } from '../net/sockets.ts';
import type { Socket } from '../net/state.ts';
import type { BLOCKED, Handler, Kernel, OpenFile, PendingCall, Task } from '../types.ts';
import { familyOf, inetName, nameFromUser, socketAt, unixPath } from './net-names.ts';

/** `man 2 connect`. The address is read before it is known whether there is a socket. */
export const connect: Handler = (k, task, [fd, address, length], call) => {
  const at = socketAt(k, task, fd);
  if (at === -errno.EBADF) return at;
  const bytes = nameFromUser(k, task, address, length);
  if (typeof bytes === 'number') return bytes;
  if (typeof at === 'number') return at;
  const { socket, file } = at;
  return socket.family === AF.AF_UNIX
    ? connectUnix(k, task, socket, file, bytes)
    : connectInet(k, task, socket, file, bytes, call);
};

/** Sleeps until the listener has room, or says that it would. */
function full(k: Kernel, task: Task, listener: Socket, file: OpenFile): number | typeof BLOCKED {
  return (file.flags & O.O_NONBLOCK) !== 0 ? -errno.EAGAIN : sleepAtSocket(k, task, listener, 'write');
}

/** `unix_stream_connect`: whom it is for is looked for before it matters who asks. */
function connectUnix(
  k: Kernel,
  task: Task,
  socket: Socket,
  file: OpenFile,
  bytes: Uint8Array,
): number | typeof BLOCKED {
  const path = unixPath(bytes);
  if (typeof path === 'number') return path;
  const listener = unixListener(k, task, path);
  if (typeof listener === 'number') return listener;
  if (listener.queue.length > listener.backlog) return full(k, task, listener, file);
  if (socket.state !== 'fresh') return socket.state === 'listening' ? -errno.EINVAL : -errno.EISCONN;
  arrive(k, listener, socket);
  return 0;
}

/** `inet_stream_connect`: without waiting, the answer comes with the next call. */
function connectInet(
  k: Kernel,
  task: Task,
  socket: Socket,
  file: OpenFile,
  bytes: Uint8Array,
  call: PendingCall,
): number | typeof BLOCKED {
  if (bytes.length < 2) return -errno.EINVAL;
  if (call.progress > 0 || socket.state === 'connecting') return answered(k, task, socket, call);
  if (socket.pending) {
    socket.pending = false;
    if (socket.state === 'connected') return 0;
    const error = takeError(socket);
    return -(error === 0 ? errno.ECONNABORTED : error);
  }
  if (socket.state === 'listening' || socket.state === 'connected') return -errno.EISCONN;
  if (familyOf(bytes) === AF.AF_INET || bytes.length < 16) {
    const name = inetName(bytes);
    return typeof name === 'number' ? name : reach(k, task, socket, file, name, call);
  }
  return -errno.EAFNOSUPPORT;
}

/** What a call gets that has asked a machine outside before it slept; one that only now asks is too early. */
function answered(k: Kernel, task: Task, socket: Socket, call: PendingCall): number | typeof BLOCKED {
  if (socket.state === 'connecting')
    return call.progress > 0 ? sleepAtSocket(k, task, socket, 'write') : -errno.EALREADY;
  if (socket.state === 'connected') return 0;
  const error = takeError(socket);
  return -(error === 0 ? errno.ECONNABORTED : error);
}

/** The way out through the network card: the caller sleeps until the answer has come in (`tcp_v4_connect`). */
function reachOutside(
  k: Kernel,
  task: Task,
  socket: Socket,
  file: OpenFile,
  to: InetName,
  call: PendingCall,
): number | typeof BLOCKED {
  if (k.state.config.routes?.includes(to.address) !== true) return -errno.ENETUNREACH;
  const failure = callOutside(k, socket, to);
  if (failure < 0) return failure;
  if ((file.flags & O.O_NONBLOCK) !== 0) {
    socket.pending = true;
    return -errno.EINPROGRESS;
  }
  call.progress = 1;
  return sleepAtSocket(k, task, socket, 'write');
}

function reach(
  k: Kernel,
  task: Task,
  socket: Socket,
  file: OpenFile,
  to: InetName,
  call: PendingCall,
): number | typeof BLOCKED {
  const { port } = to;
  const address = to.address === INADDR_ANY ? INADDR_LOOPBACK : to.address;
  if (!isOwn(address)) return reachOutside(k, task, socket, file, to, call);
  const listener = inetListener(k, address, port);
  if (listener !== undefined && listener.queue.length > listener.backlog)
    return full(k, task, listener, file);
  if (socket.name === null) {
    const failure = nameByItself(k, socket, INADDR_ANY);
    if (failure < 0) return failure;
  }
  const unnamed = socket.name?.family === AF.AF_INET && socket.name.address === INADDR_ANY;
  if (unnamed && socket.name?.family === AF.AF_INET) socket.name = { ...socket.name, address };
  const later = (file.flags & O.O_NONBLOCK) !== 0;
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
