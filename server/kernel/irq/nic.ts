import { deliverPacket } from '../net/deliver.ts';
import type { Kernel } from '../types.ts';
import { raise } from './lines.ts';
import type { Packet } from './state.ts';

/** A packet arrives at the network card: it waits in the receive ring for the interrupt. A full ring loses it. */
export function receive(k: Kernel, packet: Packet): void {
  const { nic, ringPackets } = k.state.irq;
  if (nic.ring.length >= ringPackets) {
    nic.lost += 1;
    k.events.push({ kind: 'overrun', device: 'network', tty: '', lost: 1 });
  } else {
    nic.ring.push(packet);
    nic.received += 1;
  }
  raise(k, 'network');
}

/** The card's bottom half: packets go up to the network stack, in the order of their arrival. */
export function takePackets(k: Kernel): void {
  const { nic } = k.state.irq;
  for (const packet of nic.ring.splice(0)) {
    if (!deliverPacket(k, packet)) nic.unclaimed += 1;
  }
}
