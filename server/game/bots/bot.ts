import type { SeatInput } from '../types.ts';
import type { Person } from './person.ts';
import type { BotView } from './view.ts';

/** What a player takes in without looking closer: its process, and the number of its job, 0 for none. */
export interface Glimpse {
  tick: number;
  pid: number;
  job: number;
}

/** How a role is played. `Mind`: what its player keeps in mind from one look to the next. */
export interface BotRole<Mind = unknown> {
  /** Ticks from one look at the screen to the next. */
  looks(person: Person): number;
  begin(person: Person): Mind;
  /** At a glimpse: it would do nothing, whatever the rest of its screen shows. Spares the look; `decide` gives the same. */
  rests?(glimpse: Glimpse, person: Person, mind: Mind): boolean;
  /** What the player does at what it sees. May change `mind`, and nothing else. */
  decide(view: BotView, person: Person, mind: Mind): SeatInput[];
}

/** A role of which the table forgets what its mind is made of: it gets back what it began with. */
export function role<Mind>(rules: BotRole<Mind>): BotRole {
  return rules as BotRole;
}
