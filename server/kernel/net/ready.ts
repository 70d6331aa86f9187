import { POLL } from '../../../shared/abi/poll-flags.ts';
import type { Kernel } from '../types.ts';
import { peerOf } from './sockets.ts';
import { RECEIVE_BYTES, type Socket } from './state.ts';

/** What could be done with the socket now without sleeping (`tcp_poll`, `unix_poll`). */
export function socketReadiness(k: Kernel, socket: Socket): number {
  if (socket.state === 'listening') return socket.queue.length > 0 ? POLL.POLLIN : 0;
  if (socket.state === 'connecting') return 0;
  if (socket.state === 'fresh' && !socket.pending) return POLL.POLLOUT | POLL.POLLHUP;
  const over = (socket.shutRead && socket.shutWrite) || socket.state !== 'connected';
  const peer = peerOf(k, socket);
  const room = peer === undefined || socket.shutWrite || peer.size < RECEIVE_BYTES;
  return (
    (socket.size > 0 || socket.shutRead || socket.error !== 0 ? POLL.POLLIN : 0) |
    (room ? POLL.POLLOUT : 0) |
    (socket.error !== 0 ? POLL.POLLERR : 0) |
    (over ? POLL.POLLHUP : 0)
  );
}
