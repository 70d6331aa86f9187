import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { AF, MSG } from '../../../shared/abi/socket.ts';
import { badPointer, copyFromUser, copyToUser } from '../mm/usercopy.ts';
import { sendSignal } from '../proc/signals.ts';
import type { BLOCKED, Kernel, OpenFile, PendingCall, SyscallArg, Task } from '../types.ts';
import { peerOf, sleepAtSocket, takeError, wakeSocket } from './sockets.ts';
import { RECEIVE_BYTES, type Socket } from './state.ts';

type Result = number | typeof BLOCKED;

const waits = (file: OpenFile, flags: number): boolean =>
  (file.flags & O.O_NONBLOCK) === 0 && (flags & MSG.MSG_DONTWAIT) === 0;

/** Puts bytes where the socket's reader finds them. */
export function deliver(k: Kernel, socket: Socket, bytes: Uint8Array): void {
  socket.received.push(bytes);
  socket.size += bytes.length;
  wakeSocket(k, socket, 'read');
}

/** What lies in the socket's buffer, up to `count` bytes; it stays there. */
export function waiting(socket: Socket, count: number): Uint8Array {
  const out = new Uint8Array(Math.min(count, socket.size));
  let done = 0;
  for (const [index, piece] of socket.received.entries()) {
    const rest = index === 0 ? piece.subarray(socket.start) : piece;
    const part = rest.subarray(0, out.length - done);
    out.set(part, done);
    done += part.length;
    if (done === out.length) break;
  }
  return out;
}

/** Takes the first bytes away: who waited for room may go on. */
export function drop(k: Kernel, socket: Socket, count: number): void {
  socket.size -= count;
  let left = count + socket.start;
  while (socket.received[0] !== undefined && left >= socket.received[0].length) {
    left -= socket.received[0].length;
    socket.received.shift();
  }
  socket.start = left;
  const peer = peerOf(k, socket);
  if (peer !== undefined) wakeSocket(k, peer, 'write');
}

/** What a reader gets who finds nothing: the end, an error, or null where it should wait (`tcp_recvmsg`, `unix_stream_read`). */
function nothingToRead(socket: Socket): number | null {
  if (socket.ended && socket.family === AF.AF_INET) return 0;
  if (socket.error !== 0) return -takeError(socket);
  if (socket.shutRead) return 0;
  return socket.state === 'connected' ? null : -errno.ENOTCONN;
}

/** `recv`: what is there, up to `count` bytes; sleeps until something is, and answers 0 at the end. */
export function receive(
  k: Kernel,
  task: Task,
  file: OpenFile,
  address: number,
  count: number,
  flags: number,
): Result {
  const socket = k.state.net.sockets.get(file.socket) as Socket;
  if (socket.state === 'listening' && socket.family === AF.AF_INET) return -errno.ENOTCONN;
  if (socket.family === AF.AF_UNIX && socket.state !== 'connected') return -errno.EINVAL;
  if (socket.size > 0) {
    const bytes = waiting(socket, count);
    const copied = copyToUser(k, task, address, bytes);
    if (copied === 0 && bytes.length > 0) return badPointer(k, task);
    if ((flags & MSG.MSG_PEEK) === 0) drop(k, socket, copied);
    return copied;
  }
  const answer = nothingToRead(socket);
  if (answer !== null) return answer;
  return waits(file, flags) ? sleepAtSocket(k, task, socket, 'read') : -errno.EAGAIN;
}

/** Nobody can hear it any more: a signal too, unless the call or the program asks for none. */
function broken(k: Kernel, task: Task, flags: number): number {
  if ((flags & MSG.MSG_NOSIGNAL) === 0) sendSignal(k, task, signals.SIGPIPE, task.pid);
  return -errno.EPIPE;
}

/** Why nothing can be sent, or 0 (`tcp_sendmsg_locked`, `unix_stream_sendmsg`). */
function cannotSend(k: Kernel, task: Task, socket: Socket, flags: number): number {
  if (socket.family === AF.AF_UNIX && socket.state !== 'connected') return -errno.ENOTCONN;
  if (socket.family === AF.AF_INET) {
    const error = takeError(socket);
    if (error !== 0) return error === errno.EPIPE ? broken(k, task, flags) : -error;
  }
  return socket.state === 'connected' && !socket.shutWrite ? 0 : broken(k, task, flags);
}

/** The peer has closed: the bytes go out, and what comes back ends the connection (`tcp_reset`). */
function sendToNobody(k: Kernel, socket: Socket): void {
  socket.state = 'closed';
  socket.shutRead = true;
  socket.shutWrite = true;
  socket.error = errno.EPIPE;
  wakeSocket(k, socket, 'read', 'write');
}

/**
 * `send`: into the peer's buffer, as much as there is room for; sleeps for the rest. `call.progress` counts what was sent before a
 * sleep.
 */
export function send(
  k: Kernel,
  task: Task,
  file: OpenFile,
  source: SyscallArg,
  count: number,
  flags: number,
  call: PendingCall,
): Result {
  const socket = k.state.net.sockets.get(file.socket) as Socket;
  const refused = call.progress > 0 && socket.shutWrite ? call.progress : cannotSend(k, task, socket, flags);
  if (refused !== 0) return refused;
  const peer = peerOf(k, socket);
  const room = peer === undefined ? count : RECEIVE_BYTES - peer.size;
  const part = Math.min(count - call.progress, room);
  const bytes = bytesFrom(k, task, source, call.progress, part);
  if (bytes.length < part) return call.progress > 0 ? call.progress : badPointer(k, task);
  if (peer === undefined && count > 0) sendToNobody(k, socket);
  else if (peer !== undefined && part > 0) deliver(k, peer, bytes);
  call.progress += part;
  if (call.progress === count) return count;
  if (waits(file, flags)) return sleepAtSocket(k, task, socket, 'write');
  return call.progress > 0 ? call.progress : -errno.EAGAIN;
}

function bytesFrom(k: Kernel, task: Task, source: SyscallArg, from: number, count: number): Uint8Array {
  if (typeof source === 'number') return copyFromUser(k, task, source + from, count);
  return copyFromUser(k, task, source, from + count).subarray(from);
}
