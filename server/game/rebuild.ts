import { Round, type RoundOptions } from './round.ts';
import type { JournalEntry, RoundEvent } from './types.ts';

/** Ticks between two pauses, in which others may have their turn. */
const TICKS_AT_ONCE = 20;

/**
 * A round as it stood after `ticks`, from its journal: it can go on from there, for its bots act again and have in mind what they
 * had. `each` sees the round after every tick. Undefined where another round comes of the journal: the rules have changed.
 */
export function* rebuilding(
  options: RoundOptions,
  journal: readonly JournalEntry[],
  ticks: number,
  each: (round: Round, events: readonly RoundEvent[]) => void,
): Generator<undefined, Round | undefined> {
  const bots = new Set(options.seats.flatMap(({ id, bot }) => (bot ? [id] : [])));
  const people = journal.filter(({ seat }) => !bots.has(seat));
  const round = new Round(options);
  let next = 0;
  const takeInputs = (): void => {
    for (
      let entry = people[next];
      entry !== undefined && entry.tick <= round.tickNumber;
      entry = people[next]
    ) {
      round.input(entry.seat, entry.input);
      next += 1;
    }
  };
  while (round.tickNumber < ticks && !round.over) {
    takeInputs();
    each(round, round.tick());
    if (round.tickNumber % TICKS_AT_ONCE === 0) yield undefined;
  }
  takeInputs();
  const same = JSON.stringify(round.journal) === JSON.stringify(journal);
  return same && round.tickNumber === ticks ? round : undefined;
}
