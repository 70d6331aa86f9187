import { isStation } from '../../shared/roles.ts';
import type { MechanismId } from '../../shared/walls.ts';
import type { RoundContext } from './round.ts';
import { schedulerOf } from './schedulers.ts';
import type { SeatState } from './types.ts';

const DISCOVERY = 15;
/** More for who finds a wall first in the room. */
const FIRST = 5;
export const PATIENCE = 100;
/** What a job done gives back, and what a late one costs, on a machine of eight processes. */
const DONE = 1.3;
const LATE = 5;

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
  context.emit({ kind: 'note', text: `Wall discovered: +${points}`, tone: 'good' }, { only: seat.id });
}

/** Points of a scheduler for a job that got its core in time, and against one that did not. */
const SCHEDULED = 2;

/** A job's process answers to the scheduler in whose queue it stands. While the policy stands in, nobody gains or loses. */
function creditScheduler({ state, machine }: RoundContext, seat: SeatState, points: number): void {
  const one = state.seats.get(schedulerOf(machine, seat.pid));
  if (one !== undefined) one.points = Math.max(0, one.points + points);
}

/** How much one job weighs in the user's patience: as much for a small machine as for a large one. */
function weight(context: RoundContext): number {
  const processes = [...context.state.seats.values()].filter((seat) => !isStation(seat.role)).length;
  return 8 / Math.max(4, processes);
}

/** A job done pleases the user, pays its process, and those who gave it the core. */
export function rewardJob(context: RoundContext, seat: SeatState, points: number): void {
  seat.points += points;
  context.state.patience = Math.min(PATIENCE, context.state.patience + DONE * weight(context));
  creditScheduler(context, seat, SCHEDULED);
}

/** A job late annoys the user. */
export function punishLate(context: RoundContext, seat: SeatState): void {
  context.state.patience = Math.max(0, context.state.patience - LATE * weight(context));
  creditScheduler(context, seat, -SCHEDULED);
}

/** What a job that was lost with the machine costs the user: nobody was slow, but it is gone. */
const LOST = 2;

export function punishLost(context: RoundContext): void {
  context.state.jobsLate += 1;
  context.state.patience = Math.max(0, context.state.patience - LOST * weight(context));
}

/** Patience that goes by itself, per tick: the user wants to see something happen. */
const DRAIN = 0.05;

export function drainPatience({ state }: RoundContext): void {
  // Kept to thousandths, so that sums are the same everywhere.
  state.patience = Math.max(0, Math.round((state.patience - DRAIN) * 1000) / 1000);
}
