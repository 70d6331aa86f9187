import type { Packet } from '../irq/state.ts';
import type { Kernel } from '../types.ts';
import { takeSegment } from './outside.ts';

/** A protocol that packets from the network card can belong to. True: it has taken the packet. */
export type Receiver = (k: Kernel, packet: Packet) => boolean;

/** Every protocol, asked in order. To add one is to add a row. */
const RECEIVERS: readonly Receiver[] = [takeSegment];

/** Hands a packet to whoever it is for. False: nobody waits for it, and it is dropped. */
export function deliverPacket(k: Kernel, packet: Packet): boolean {
  return RECEIVERS.some((receiver) => receiver(k, packet));
}
