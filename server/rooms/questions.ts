import type { Ask } from '../../shared/protocol/polls.ts';
import { INVENTORY } from '../../shared/questions/inventory.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';

/** A question that can be put to a room. */
export interface PollQuestion {
  /** Where it is from: `scenario/ID/PLACE`, `inventory/ID` or `typed`. */
  source: string;
  text: string;
  answers: readonly string[];
  /** Index of the right answer; −1 where none is. */
  right: number;
  /** '' where nothing is to be said. */
  why: string;
}

/** An item of the concept inventory; undefined where there is none of that name. */
export function itemQuestion(item: string): PollQuestion | undefined {
  const found = INVENTORY.find(({ id }) => id === item);
  if (found === undefined) return undefined;
  const { text, answers, right, why } = found;
  return { source: `inventory/${found.id}`, text, answers, right, why };
}

/** The question that the host means; undefined where there is none of that name or place. */
export function questionOf(ask: Ask, scenario: Scenario): PollQuestion | undefined {
  switch (ask.from) {
    case 'scenario': {
      const found = scenario.questions[ask.question];
      return found && { ...found, source: `scenario/${scenario.id}/${ask.question}` };
    }
    case 'inventory':
      return itemQuestion(ask.question);
    default: {
      const { text, answers, right, why } = ask;
      return { source: 'typed', text, answers, right, why };
    }
  }
}
