import type { MechanismId } from '../../shared/walls.ts';
import type { RoundContext } from './round.ts';
import type { SeatState } from './types.ts';

const DISCOVERY = 15;
/** More for who finds a wall first in the room. */
const FIRST = 5;
export const PATIENCE = 100;

/** A wall that this seat had not met. Research pays malware; everybody keeps the codex card. */
export function discover(
  context: RoundContext,
  seat: SeatState,
  mechanism: MechanismId,
  first: boolean,
): void {
  if (seat.discoveries.includes(mechanism)) return;
  seat.discoveries.push(mechanism);
  if (seat.role !== 'malware') return;
  const points = DISCOVERY + (first ? FIRST : 0);
  seat.points += points;
  context.emit({ kind: 'note', text: `Wall discovered: +${points}`, tone: 'good' }, seat.id);
}

function schedulers(context: RoundContext): SeatState[] {
  return [...context.state.seats.values()].filter((seat) => seat.role === 'scheduler');
}

/** How much one job weighs in the user's patience: as much for a small machine as for a large one. */
function weight(context: RoundContext): number {
  const processes = [...context.state.seats.values()].filter((seat) => seat.role !== 'scheduler').length;
  return 8 / Math.max(4, processes);
}

/** A job done pleases the user, pays its process, and those who gave it the core. */
export function rewardJob(context: RoundContext, seat: SeatState, points: number): void {
  seat.points += points;
  context.state.patience = Math.min(PATIENCE, context.state.patience + 2 * weight(context));
  for (const scheduler of schedulers(context)) scheduler.points += 2;
}

/** A job late annoys the user. */
export function punishLate(context: RoundContext): void {
  context.state.patience = Math.max(0, context.state.patience - 5 * weight(context));
  for (const scheduler of schedulers(context)) scheduler.points = Math.max(0, scheduler.points - 2);
}

/** Patience that goes by itself, per tick: the user wants to see something happen. */
const DRAIN = 0.04;

export function drainPatience({ state }: RoundContext): void {
  // Kept to thousandths, so that sums are the same everywhere.
  state.patience = Math.max(0, Math.round((state.patience - DRAIN) * 1000) / 1000);
}
