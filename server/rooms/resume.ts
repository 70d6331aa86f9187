import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Level } from '../../shared/levels/schema.ts';
import { readScenario } from '../../shared/scenarios/schema.ts';
import { scenarioOfLevel } from '../game/levels/setup.ts';
import { rebuilding } from '../game/rebuild.ts';
import type { Round, RoundOptions } from '../game/round.ts';
import type { JournalEntry, RoundEvent, RoundSeat } from '../game/types.ts';
import type { KeptRound } from '../store/journal.ts';

/** The rules of a kept round; undefined where they are others by now. A level's stand in the level. */
function rulesOf(
  setup: unknown,
  level: Level | undefined,
): Pick<RoundOptions, 'scenario' | 'level'> | undefined {
  if (level !== undefined) {
    const scenario = scenarioOfLevel(level);
    return JSON.stringify(setup) === JSON.stringify(scenario) ? { scenario, level } : undefined;
  }
  const read = readScenario(setup);
  return read.ok ? { scenario: read.scenario } : undefined;
}

/**
 * Plays a kept round again up to where it stood; other rooms go on meanwhile. `level`: the one that it was played on, if any.
 * Undefined where that can't be done.
 */
export async function resumeRound(
  { setup, seed, seats, inputs, tick }: KeptRound,
  level: Level | undefined,
  each: (round: Round, events: readonly RoundEvent[]) => void,
): Promise<Round | undefined> {
  const rules = rulesOf(setup, level);
  if (rules === undefined) return undefined;
  const options = { ...rules, seed, seats: seats as RoundSeat[] };
  // An input after the last tick that was noted belongs to the machine as it stands then.
  const steps = rebuilding(options, inputs as JournalEntry[], tick, each);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await nextTurn();
  }
}
