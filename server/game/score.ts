import { isStation, type Station } from '../../shared/roles.ts';
import { USER, type User } from '../../shared/scenarios/schema.ts';
import type { MechanismId } from '../../shared/walls.ts';
import { earn, thousandths } from './earn.ts';
import { praise } from './grade.ts';
import type { RoundContext } from './round.ts';
import { schedulerOf } from './schedulers.ts';
import type { SeatState } from './types.ts';

const DISCOVERY = 2;
/** More for who finds a wall first in the room. */
const FIRST = 2;
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

/**
 * A station lives by the jobs of the processes that it looks after: it earns so many times what each of them earns on average,
 * on a small machine as on a large one. What its own choices bring comes to it, or is taken off.
 */
const SHARE: Readonly<Record<Station, number>> = { scheduler: 1.2, memory: 1.26, io: 1.25, auditor: 1.21 };

/** Processes of the machine. */
const processesOf = ({ state }: RoundContext): number =>
  [...state.seats.values()].filter(({ role }) => !isStation(role)).length;

/**
 * A job's process answers to the scheduler in whose queue it stands, with all that stand there. While the policy stands in, nobody
 * gains or loses.
 */
function creditScheduler({ state, machine }: RoundContext, seat: SeatState, points: number): void {
  const one = state.seats.get(schedulerOf(machine, seat.pid));
  if (one === undefined) return;
  const own = [...state.seats.values()].filter(
    ({ pid }) => pid !== 0 && schedulerOf(machine, pid) === one.id,
  ).length;
  earn(one, (SHARE.scheduler * points) / Math.max(1, own));
}

/** The other stations, while their players and not the algorithms choose. */
function creditKeepers(context: RoundContext, points: number): void {
  const { state, machine } = context;
  const { memory, irq } = machine.state;
  const there = { memory: !memory.silent, io: !irq.silent, auditor: true, scheduler: false };
  for (const seat of state.seats.values()) {
    if (!seat.present || !isStation(seat.role) || !there[seat.role]) continue;
    earn(seat, (SHARE[seat.role] * praise(seat) * points) / processesOf(context));
  }
}

/** How much one job weighs in the user's patience: as much for a small machine as for a large one. */
function weight(context: RoundContext): number {
  return 8 / Math.max(4, processesOf(context));
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
  creditScheduler(context, seat, points);
  creditKeepers(context, points);
}

/** A job late annoys the user, and costs the scheduler what it would have brought. */
export function punishLate(context: RoundContext, seat: SeatState, points: number): void {
  please(context, -userOf(context).annoyed);
  creditScheduler(context, seat, -points);
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
  state.patience = Math.max(0, thousandths(state.patience - userOf(context).drain / 100));
}
