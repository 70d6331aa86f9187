import { isStation } from '../../shared/roles.ts';
import { USER, type User } from '../../shared/scenarios/schema.ts';
import type { MechanismId } from '../../shared/walls.ts';
import type { RoundContext } from './round.ts';
import { schedulerOf } from './schedulers.ts';
import type { SeatState } from './types.ts';

const DISCOVERY = 8;
/** More for who finds a wall first in the room. */
const FIRST = 4;
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
  context.emit({ kind: 'note', text: `Wall discovered: +${points}`, tone: 'good' }, { only: seat.id });
}

/** Points of a scheduler for a job that got its core in time, and against one that did not. */
const SCHEDULED = 2;

/** A job's process answers to the scheduler in whose queue it stands. While the policy stands in, nobody gains or loses. */
function creditScheduler({ state, machine }: RoundContext, seat: SeatState, points: number): void {
  const one = state.seats.get(schedulerOf(machine, seat.pid));
  if (one !== undefined) one.points = Math.max(0, one.points + points);
}

/** What a job done pays who looks after memory, the lines or the denials meanwhile. */
const UPKEEP = 1;

/** Every other station lives by the jobs that its machine gets done, while its player and not the algorithm chooses. */
function creditKeepers({ state, machine }: RoundContext): void {
  const { memory, irq } = machine.state;
  const there = { memory: !memory.silent, io: !irq.silent, auditor: true };
  for (const seat of state.seats.values()) {
    if (seat.present && Object.hasOwn(there, seat.role) && there[seat.role as keyof typeof there])
      seat.points += UPKEEP;
  }
}

/** How much one job weighs in the user's patience: as much for a small machine as for a large one. */
function weight(context: RoundContext): number {
  const processes = [...context.state.seats.values()].filter((seat) => !isStation(seat.role)).length;
  return 8 / Math.max(4, processes);
}

const userOf = ({ scenario }: RoundContext): User => scenario.user ?? USER;

/** The user's patience grows, or shrinks, by what one job is worth. */
function please(context: RoundContext, by: number): void {
  const { state } = context;
  state.patience = Math.min(PATIENCE, Math.max(0, state.patience + by * weight(context)));
}

/** A job done pleases the user, pays its process, and those who gave it the core. `lateness`: share of its time that it took, 0 to 1. */
export function rewardJob(context: RoundContext, seat: SeatState, points: number, lateness: number): void {
  seat.points += points;
  const { pleased, annoyed } = userOf(context);
  please(context, pleased - (pleased + annoyed) * lateness);
  creditScheduler(context, seat, SCHEDULED);
  creditKeepers(context);
}

/** A job late annoys the user. */
export function punishLate(context: RoundContext, seat: SeatState): void {
  please(context, -userOf(context).annoyed);
  creditScheduler(context, seat, -SCHEDULED);
}

/** What a job that was lost with the machine costs the user: nobody was slow, but it is gone. */
const LOST = 2;

export function punishLost(context: RoundContext): void {
  context.state.jobsLate += 1;
  please(context, -LOST);
}

/** Once a tick: some patience goes by itself, for the user wants to see something happen. */
export function drainPatience(context: RoundContext): void {
  const { state } = context;
  // Kept to thousandths, so that sums are the same everywhere.
  state.patience = Math.max(0, Math.round((state.patience - userOf(context).drain / 100) * 1000) / 1000);
}
