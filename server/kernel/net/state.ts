import type { SocketName } from '../../../shared/abi/socket.ts';

/**
 * A stream socket (`struct socket`, `struct sock`). `fresh`: neither connected nor listening. `connecting`: it has asked a
 * machine outside, and waits for the answer (SYN-SENT). `closed`: it was connected, and the connection is over for good.
 */
export interface Socket {
  id: number;
  family: SocketName['family'];
  state: 'fresh' | 'listening' | 'connecting' | 'connected' | 'closed';
  /** Its own name, null before it has one, and its peer's. */
  name: SocketName | null;
  peerName: SocketName | null;
  /** The socket at the other end, 0: it is gone or was never there. */
  peer: number;
  /** Inode that carries its name in the file system, NO_FILE where its name is in none, 0: it has not bound a path. */
  bound: number;
  /** Of a listening one: how many may wait beyond the first, and those that do, the first one first. */
  backlog: number;
  queue: number[];
  /** What has come and is not yet read: pieces, with the first one's bytes that are read already. */
  received: Uint8Array[];
  start: number;
  size: number;
  /** Nothing more can come, nothing more be sent (`RCV_SHUTDOWN`, `SEND_SHUTDOWN`). */
  shutRead: boolean;
  shutWrite: boolean;
  /** The peer has said that it sends no more (FIN). */
  ended: boolean;
  /** Error that the next call gets (`SO_ERROR`). */
  error: number;
  /** Connected, or refused, without having waited: the next `connect` tells. */
  pending: boolean;
  reuse: boolean;
  /** Of the end of a connection that lies outside, beyond the network card; null: the socket is on this machine. */
  outside: {
    /** Segments that have come from it. */
    arrived: number;
    /** It has said all it had to say, and goes with the connection. */
    finished: boolean;
  } | null;
}

/** Everything that the machine's network keeps. */
export interface NetState {
  sockets: Map<number, Socket>;
  next: number;
  /** Port that is tried first where a program names none. */
  nextPort: number;
}

/** Where a name that begins with NUL is bound. */
export const NO_FILE = -1;

/** Ports for who names none (`ip_local_port_range`). */
export const FIRST_PORT = 32_768;
export const LAST_PORT = 60_999;

/** Bytes that a socket keeps for its reader; a sender of more waits. */
export const RECEIVE_BYTES = 65_536;

/** Longest queue of a listening socket (`net.core.somaxconn`). */
export const MOST_BACKLOG = 4096;

export function newNetState(): NetState {
  return { sockets: new Map(), next: 1, nextPort: FIRST_PORT };
}

export function newSocket(net: NetState, family: Socket['family']): Socket {
  const socket: Socket = {
    id: net.next++,
    family,
    state: 'fresh',
    name: null,
    peerName: null,
    peer: 0,
    bound: 0,
    backlog: 0,
    queue: [],
    received: [],
    start: 0,
    size: 0,
    shutRead: false,
    shutWrite: false,
    ended: false,
    error: 0,
    pending: false,
    reuse: false,
    outside: null,
  };
  net.sockets.set(socket.id, socket);
  return socket;
}
