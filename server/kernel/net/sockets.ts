import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { AF } from '../../../shared/abi/socket.ts';
import { createInode, dropHold } from '../fs/inodes.ts';
import { sleepOn, wakeup } from '../proc/sleep.ts';
import { BLOCKED, type Kernel, type OpenFile, type Task } from '../types.ts';
import { newSocket, type Socket } from './state.ts';

/** What a process can wait for at a socket: bytes or connections to take, or room to put some. */
type Side = 'read' | 'write';

const channel = (socket: Socket, side: Side): string => `socket:${socket.id}:${side}`;

export function wakeSocket(k: Kernel, socket: Socket, ...sides: Side[]): void {
  for (const side of sides) wakeup(k, channel(socket, side));
}

export function sleepAtSocket(k: Kernel, task: Task, socket: Socket, side: Side): typeof BLOCKED {
  sleepOn(k, task, channel(socket, side));
  return BLOCKED;
}

export function peerOf(k: Kernel, socket: Socket): Socket | undefined {
  return k.state.net.sockets.get(socket.peer);
}

/** The error that waits at the socket; it is told once (`sock_error`). */
export function takeError(socket: Socket): number {
  const error = socket.error;
  socket.error = 0;
  return error;
}

/** An open file description for a socket: an inode of its own that no directory names. */
export function openSocket(k: Kernel, task: Task, socket: Socket, flags: number): OpenFile {
  const inode = createInode(k.state, {
    kind: 'socket',
    mode: 0o777,
    uid: task.cred.euid,
    gid: task.cred.egid,
  });
  inode.nlink = 1;
  inode.holds = 1;
  const file: OpenFile = {
    id: k.state.nextFile++,
    inode: inode.ino,
    flags: O.O_RDWR | flags,
    offset: 0,
    refs: 1,
    mount: 0,
    pipe: -1,
    end: '',
    socket: socket.id,
  };
  k.state.openFiles.set(file.id, file);
  return file;
}

/** Joins two sockets; `connecting`: one has called, and the other has not answered yet. */
export function join(one: Socket, other: Socket, state: 'connecting' | 'connected' = 'connected'): void {
  for (const [socket, peer] of [
    [one, other],
    [other, one],
  ] as const) {
    socket.state = state;
    socket.peer = peer.id;
    socket.peerName = peer.name;
  }
}

/**
 * A connection reaches a listening socket: its end of it waits there to be accepted. Undefined: the queue is full, as one more
 * than the backlog may wait (`sk_acceptq_is_full`).
 */
export function arrive(k: Kernel, listener: Socket, client: Socket): Socket | undefined {
  if (listener.queue.length > listener.backlog) return undefined;
  const end = newSocket(k.state.net, listener.family);
  // Who comes through any address of the machine has come through one of them.
  end.name =
    listener.name?.family === AF.AF_INET && client.peerName !== null ? client.peerName : listener.name;
  end.reuse = listener.reuse;
  join(client, end);
  listener.queue.push(end.id);
  wakeSocket(k, listener, 'read');
  return end;
}

/** The peer of a socket that is closed learns it: at once where bytes were left unread or nobody ever took the connection. */
function leavePeer(k: Kernel, socket: Socket, reset: boolean): void {
  const peer = peerOf(k, socket);
  if (peer === undefined) return;
  peer.peer = 0;
  peer.shutRead = true;
  if (reset) peer.error = errno.ECONNRESET;
  else peer.ended = true;
  if (reset || socket.family === AF.AF_UNIX) peer.shutWrite = true;
  if (reset && socket.family === AF.AF_INET) peer.state = 'closed';
  if (peer.outside?.finished === true) k.state.net.sockets.delete(peer.id);
  wakeSocket(k, peer, 'read', 'write');
}

/** Takes the socket away, and with a listening one those that were never accepted. */
export function releaseSocket(k: Kernel, socket: Socket, unaccepted = false): void {
  k.state.net.sockets.delete(socket.id);
  for (const id of socket.queue) {
    const waiting = k.state.net.sockets.get(id);
    if (waiting !== undefined) releaseSocket(k, waiting, true);
  }
  leavePeer(k, socket, unaccepted || socket.size > 0);
  wakeSocket(k, socket, 'read', 'write');
  if (socket.bound > 0) dropHold(k, socket.bound);
}

/** The last descriptor of a socket is closed. */
export function closeSocket(k: Kernel, file: OpenFile): void {
  const socket = k.state.net.sockets.get(file.socket);
  if (socket !== undefined) releaseSocket(k, socket);
  const inode = k.state.inodes.get(file.inode);
  if (inode !== undefined) inode.nlink = 0;
}
