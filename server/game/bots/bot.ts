import type { SeatInput } from '../types.ts';
import type { Person } from './person.ts';
import type { BotView } from './view.ts';

/** How a role is played. `Mind`: what its player keeps in mind from one look to the next. */
export interface BotRole<Mind = unknown> {
  /** Ticks from one look at the screen to the next. */
  looks(person: Person): number;
  begin(person: Person): Mind;
  /** What the player does at what it sees. May change `mind`, and nothing else. */
  decide(view: BotView, person: Person, mind: Mind): SeatInput[];
}

/** A role of which the table forgets what its mind is made of: it gets back what it began with. */
export function role<Mind>(rules: BotRole<Mind>): BotRole {
  return rules as BotRole;
}
