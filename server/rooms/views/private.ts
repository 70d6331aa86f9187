import type { GameEvent } from '../../../shared/protocol/view.ts';
import { isStation, type Phase } from '../../../shared/roles.ts';
import type { Round } from '../../game/round.ts';
import type { RoundEvent } from '../../game/types.ts';
import { kindOf, type SeatRecord, type SeatTable } from '../seats.ts';
import { syncKernel, syncSelf } from './sync.ts';

/** Part 'who' of a seat that has no process at the moment. */
function idleWho(seat: SeatRecord): object {
  return {
    seat: seat.id,
    kind: kindOf(seat),
    wish: seat.wish,
    pid: 0,
    program: '',
    briefing: '',
    level: 'beginner',
    jobsDone: 0,
    points: seat.shown.points,
    discoveries: [],
  };
}

/** Part 'players' of the host's seat: what a teacher sees of everybody, roles included. */
function playersPart(seats: readonly SeatRecord[], roles: boolean): object[] {
  return seats
    .filter((seat) => !seat.host)
    .map((seat) => ({
      seat: seat.id,
      nickname: seat.shown.nickname,
      role: roles ? seat.role : '',
      wish: seat.wish,
      assigned: seat.assigned,
      ready: seat.ready,
      connected: seat.shown.connected,
      bot: seat.bot,
      points: seat.shown.points,
    }));
}

/**
 * The events of a tick as one seat may see them ('' for whoever has no seat). Who ran into a wall is known to that seat
 * alone: elsewhere the event's `pid` is 0.
 */
export function eventsFor(seat: string, events: readonly RoundEvent[]): GameEvent[] {
  const seen: GameEvent[] = [];
  for (const { event, only, except } of events) {
    if (only !== undefined && only !== seat) continue;
    if (except !== undefined && except === seat) continue;
    seen.push(event.kind === 'wall' && only === undefined ? { ...event, pid: 0 } : event);
  }
  return seen;
}

/**
 * Brings the private documents of a seat up to what is so now: of its own round for a player, of everybody for the host.
 * `more` comes from elsewhere in the room. Bots have none, and the host's wait until somebody looks through it.
 */
export function syncPrivate(
  seat: SeatRecord,
  seats: SeatTable,
  round: Round | undefined,
  phase: Phase,
  more: object,
): void {
  if (seat.bot || (seat.host && seat.client === undefined)) return;
  const playing = phase === 'boot' || phase === 'run' ? round : undefined;
  if (seat.host) {
    const players = playersPart(seats.all(), round !== undefined);
    syncSelf(seat.shown, { who: idleWho(seat), players, ...more });
  } else {
    const parts: { who?: object } = round?.self(seat.id) ?? {};
    syncSelf(seat.shown, { ...parts, who: { ...idleWho(seat), ...parts.who, wish: seat.wish }, ...more });
  }
  const kernel =
    seat.host || isStation(seat.role)
      ? (playing?.kernelView(seat.id) ?? playing?.stationView(seat.id))
      : undefined;
  syncKernel(seat.shown, kernel ?? null);
}
