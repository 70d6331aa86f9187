import { setImmediate as nextTurn } from 'node:timers/promises';
import { readScenario } from '../../shared/scenarios/schema.ts';
import { rebuilding } from '../game/rebuild.ts';
import type { Round } from '../game/round.ts';
import type { JournalEntry, RoundEvent, RoundSeat } from '../game/types.ts';
import type { KeptRound } from '../store/journal.ts';

/** Plays a kept round again up to where it stood; other rooms go on meanwhile. Undefined where that can't be done. */
export async function resumeRound(
  { setup, seed, seats, inputs, tick }: KeptRound,
  each: (round: Round, events: readonly RoundEvent[]) => void,
): Promise<Round | undefined> {
  const read = readScenario(setup);
  if (!read.ok) return undefined;
  const options = { scenario: read.scenario, seed, seats: seats as RoundSeat[] };
  // An input after the last tick that was noted belongs to the machine as it stands then.
  const steps = rebuilding(options, inputs as JournalEntry[], tick, each);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await nextTurn();
  }
}
