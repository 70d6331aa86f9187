import type { Machine } from '../kernel/machine.ts';
import type { RoundContext } from './round.ts';
import type { ProgramState } from './types.ts';

/** The terminal at which nobody's program reads. */
const CONSOLE = 'console';
/** The discard service (RFC 863): nobody on the machine waits for it. */
const DISCARD = 9;

export function openConsole(machine: Machine<ProgramState>): void {
  machine.state.ttys.set(CONSOLE, { name: CONSOLE, input: [] });
}

/** Once a tick: the devices' own traffic, which interrupts whoever works. */
export function deviceTraffic({ scenario: { traffic }, state, machine }: RoundContext): void {
  if (traffic === undefined) return;
  if (state.tick % traffic.keysEvery === 0) pressConsole(machine, traffic.keys);
  // A little out of step with the keys, so that lines ring together only now and then.
  if ((state.tick + 3) % traffic.packetsEvery === 0) {
    strayPacket(machine);
  }
}

export function pressConsole(machine: Machine<ProgramState>, keys: number): void {
  machine.typeKeys(CONSOLE, 'x'.repeat(keys));
}

/** A packet of 64 bytes that nobody waits for. */
export function strayPacket(machine: Machine<ProgramState>): void {
  machine.packetArrives({ port: DISCARD, from: '10.0.0.2', bytes: new Uint8Array(64) });
}
