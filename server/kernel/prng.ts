import type { MachineState } from './types.ts';

/** Where a generator stands; the machine's state is one. */
export type Generator = Pick<MachineState, 'random'>;

/** Next 32-bit number of the machine's own generator (mulberry32): part of the state, so that a replay draws the same. */
export function random32(state: Generator): number {
  state.random = (state.random + 0x6d2b79f5) >>> 0;
  let t = state.random;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}

/** A whole number from 0 to `below` − 1. */
export function randomBelow(state: Generator, below: number): number {
  return random32(state) % below;
}
