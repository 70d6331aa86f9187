import { thousandths } from './earn.ts';
import type { SeatState } from './types.ts';

/** Weight of the latest choice: lines and requests come by the hundred in a round, pages that must leave by the dozen. */
const LATEST = { io: 1 / 24, memory: 1 / 8 } as const;
type Graded = keyof typeof LATEST;

/** What a middling player reaches, and how much a station earns more for each step above it, from nothing to perfect. */
const USUAL: Readonly<Record<Graded, number>> = { io: 0.57, memory: 0.68 };
const SWAY: Readonly<Record<Graded, number>> = { io: 0.3, memory: 0.2 };

/** One more choice of a station's player, and how it turned out: 0 badly, 1 as well as could be. */
export function mark(seat: SeatState, station: Graded, quality: number): void {
  const kept = Math.min(1, Math.max(0, quality));
  seat.grade = thousandths(seat.grade + (kept - seat.grade) * LATEST[station]);
}

/** How many times its share a station earns, by how well it chose of late. */
export function praise(seat: SeatState): number {
  if (seat.role !== 'io' && seat.role !== 'memory') return 1;
  return 1 + SWAY[seat.role] * (seat.grade - USUAL[seat.role]);
}
