import { errno } from '../../../shared/abi/errno.ts';
import { AF, inetAddress, MACHINE_ADDRESS, parseInetAddress } from '../../../shared/abi/socket.ts';
import type { Packet, Segment } from '../irq/state.ts';
import type { Kernel } from '../types.ts';
import { type InetName, inetListener, nameByItself } from './names.ts';
import { arrive, join, peerOf, releaseSocket, wakeSocket } from './sockets.ts';
import { newSocket, type Socket } from './state.ts';
import { deliver, drop, waiting } from './stream.ts';

/**
 * Connections that leave the machine. The end that lies outside is kept as a socket without a descriptor: what the machine sends
 * lies there until the outside has taken it. What comes in comes through the network card, as packets: a lost one was never
 * there, and is sent again by who sent it.
 */
type End = Socket & { outside: NonNullable<Socket['outside']> };

/** An end of which `arrived` segments have come. */
function newEnd(k: Kernel, name: InetName, arrived: number): End {
  return Object.assign(newSocket(k.state.net, AF.AF_INET), { name, outside: { arrived, finished: false } });
}

/** The first segment goes out (SYN): the socket waits for the answer. Returns 0 or the error. */
export function callOutside(k: Kernel, socket: Socket, to: InetName): number {
  if (socket.name === null) {
    const failure = nameByItself(k, socket, MACHINE_ADDRESS);
    if (failure < 0) return failure;
  }
  const end = newEnd(k, to, 0);
  Object.assign(socket, { shutRead: false, shutWrite: false, ended: false, error: 0 });
  join(socket, end, 'connecting');
  return 0;
}

/** The end outside that has this address and port, and is connected, or would like to be, to the machine's port. */
function endAt(k: Kernel, address: number, fromPort: number, port: number): End | undefined {
  for (const socket of k.state.net.sockets.values()) {
    if (socket.outside === null || socket.name?.family !== AF.AF_INET) continue;
    if (socket.name.address !== address || socket.name.port !== fromPort) continue;
    if (socket.peerName?.family === AF.AF_INET && socket.peerName.port === port) return socket as End;
  }
  return undefined;
}

/** Somebody outside wants to be connected: who listens there gets the connection. A full queue takes nobody, as on Linux. */
function takeSyn(k: Kernel, name: InetName, port: number): void {
  const listener = inetListener(k, MACHINE_ADDRESS, port);
  if (listener === undefined || listener.queue.length > listener.backlog) return;
  const end = newEnd(k, name, 1);
  end.peerName = { family: AF.AF_INET, address: MACHINE_ADDRESS, port };
  arrive(k, listener, end);
}

/** The end outside says nothing more: its peer reads on to the end of what has come. */
function finish(k: Kernel, end: End, peer: Socket | undefined): void {
  end.outside.finished = true;
  end.shutWrite = true;
  if (peer === undefined) {
    k.state.net.sockets.delete(end.id);
    return;
  }
  peer.ended = true;
  peer.shutRead = true;
  wakeSocket(k, peer, 'read', 'write');
}

/** The other end refuses, or has had enough (`tcp_reset`). */
function reset(k: Kernel, end: End, peer: Socket | undefined): void {
  const refused = peer?.state === 'connecting';
  releaseSocket(k, end, true);
  if (!refused) return;
  Object.assign(peer, { state: 'fresh', error: errno.ECONNREFUSED, shutRead: false, shutWrite: false });
}

const SEGMENTS: Record<
  Exclude<Segment['kind'], 'syn'>,
  (k: Kernel, end: End, peer: Socket | undefined, bytes: Uint8Array) => void
> = {
  'syn-ack'(k, end, peer) {
    if (peer?.state !== 'connecting') return;
    join(peer, end);
    wakeSocket(k, peer, 'read', 'write');
  },
  data(k, _, peer, bytes) {
    if (peer !== undefined) deliver(k, peer, bytes);
  },
  fin: finish,
  rst: reset,
};

/** A packet of a connection; one that comes twice or too early is no news. */
export function takeSegment(k: Kernel, { segment, from, port, bytes }: Packet): boolean {
  const address = parseInetAddress(from);
  if (segment === undefined || address === undefined) return false;
  const end = endAt(k, address, segment.fromPort, port);
  if (segment.kind === 'syn') {
    if (end === undefined) takeSyn(k, { family: AF.AF_INET, address, port: segment.fromPort }, port);
    return true;
  }
  if (end === undefined || end.outside.arrived !== segment.seq) return false;
  end.outside.arrived += 1;
  SEGMENTS[segment.kind](k, end, peerOf(k, end), bytes);
  return true;
}

/** An end of a connection as the outside knows it. */
export interface OutsideEnd {
  id: number;
  /** Its own address and port, and the machine's port. */
  address: string;
  port: number;
  to: number;
  /** Segments of it that the machine has taken. */
  arrived: number;
  /** `asked`: the machine has called and gets no answer yet. `left`: the machine's end is closed. */
  state: 'asked' | 'waiting' | 'accepted' | 'left';
}

/** `queued`: sockets that wait to be accepted. */
function stateOf(k: Kernel, end: End, queued: ReadonlySet<number>): OutsideEnd['state'] {
  const peer = peerOf(k, end);
  if (peer === undefined) return 'left';
  if (end.state === 'connecting') return 'asked';
  return queued.has(peer.id) ? 'waiting' : 'accepted';
}

/** What lies at the other end of the network cable sees and does. Segments it sends by `Machine.packetArrives`. */
export class Outside {
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Every connection that leaves the machine, the oldest first. */
  ends(): OutsideEnd[] {
    const ends: OutsideEnd[] = [];
    const { sockets } = this.#kernel.state.net;
    const queued = new Set([...sockets.values()].flatMap(({ queue }) => queue));
    for (const socket of sockets.values()) {
      const { id, outside, name, peerName } = socket;
      if (outside === null || name?.family !== AF.AF_INET || peerName?.family !== AF.AF_INET) continue;
      const state = stateOf(this.#kernel, socket as End, queued);
      const { arrived } = outside;
      ends.push({
        id,
        address: inetAddress(name.address),
        port: name.port,
        to: peerName.port,
        arrived,
        state,
      });
    }
    return ends;
  }

  /** Takes what the machine has sent to this end. */
  take(id: number): Uint8Array {
    const end = this.#kernel.state.net.sockets.get(id);
    if (end === undefined || end.outside === null) return new Uint8Array();
    const bytes = waiting(end, end.size);
    drop(this.#kernel, end, bytes.length);
    return bytes;
  }

  /** Forgets an end whose connection the machine has closed. */
  forget(id: number): void {
    const end = this.#kernel.state.net.sockets.get(id);
    if (end !== undefined && end.outside !== null && end.peer === 0)
      this.#kernel.state.net.sockets.delete(id);
  }
}
