import type { MachineState } from '../types.ts';

/** What is wrong with sockets: ends that don't refer to each other, sockets that nobody has, buffers that don't add up. */
export function netFaults(state: MachineState): string[] {
  const faults: string[] = [];
  const { sockets } = state.net;
  const files = new Map<number, number>();
  for (const { socket } of state.openFiles.values())
    if (socket >= 0) files.set(socket, (files.get(socket) ?? 0) + 1);
  const queued = new Map<number, number>();
  for (const socket of sockets.values()) {
    if (socket.queue.length > 0 && socket.state !== 'listening')
      faults.push(`socket ${socket.id} does not listen and has a queue`);
    for (const id of socket.queue) queued.set(id, (queued.get(id) ?? 0) + 1);
  }
  for (const id of [...files.keys(), ...queued.keys()])
    if (!sockets.has(id)) faults.push(`an open file or a queue refers to socket ${id}, which is none`);
  for (const socket of sockets.values()) {
    const { id, peer } = socket;
    if (peer !== 0 && sockets.get(peer)?.peer !== id)
      faults.push(`socket ${id} is connected to ${peer}, which is not connected to it`);
    const owners = (files.get(id) ?? 0) + (queued.get(id) ?? 0) + (socket.outside === null ? 0 : 1);
    if (owners !== 1) faults.push(`socket ${id} has ${owners} owners`);
    const bytes = socket.received.reduce((sum, piece) => sum + piece.length, 0) - socket.start;
    if (bytes !== socket.size) faults.push(`socket ${id} counts ${socket.size} bytes and has ${bytes}`);
  }
  return faults;
}
