import type { RoundContext } from './round.ts';
import type { SeatState } from './types.ts';

/** Points for something that malware got at or brought about although it should not have: once for each thing. */
const BREACH = 8;

/** Malware has won something. `what` names it, so that it is paid once; `text` tells its player. */
export function breach({ state, emit }: RoundContext, seat: SeatState, what: string, text: string): void {
  if (
    seat.role !== 'malware' ||
    state.breaches.some((known) => known.seat === seat.id && known.what === what)
  )
    return;
  state.breaches.push({ seat: seat.id, what, tick: state.tick });
  seat.points += BREACH;
  emit({ kind: 'note', text: `${text}: +${BREACH}`, tone: 'good' }, { only: seat.id });
}

/** Secrets as they stand in files: whoever makes them appear on a terminal has read them. */
const DIARY = /Dear diary, this is (\w+), and/g;
const PASSWORDS = 'root:$6$';

/** Looks at what a seat's processes printed: is it what only somebody else may read? */
export function findSecrets(context: RoundContext, seat: SeatState, printed: string): void {
  for (const [, user] of printed.matchAll(DIARY)) {
    if (user === undefined || user === seat.user) continue;
    if (!context.state.breaches.some(({ what }) => what === `diary:${user}`))
      context.emit(
        { kind: 'note', text: `The diary of ${user} was read aloud.`, tone: 'bad' },
        { except: seat.id },
      );
    breach(context, seat, `diary:${user}`, `You read the diary of ${user}`);
  }
  if (printed.includes(PASSWORDS)) breach(context, seat, 'passwords', 'You have the passwords');
}
