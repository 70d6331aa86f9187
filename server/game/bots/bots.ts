import { DEFAULT_SKILL } from '../../../shared/skills.ts';
import type { Round } from '../round.ts';
import type { SeatInput, SeatState } from '../types.ts';
import { newPerson, type Person } from './person.ts';
import { BOTS } from './table.ts';
import { botView } from './view.ts';

interface Player {
  person: Person;
  mind: unknown;
  /** Tick of its next look at the screen. */
  looksAt: number;
}

/** The bots of a round: they act through the same inputs as people, and their inputs are in the journal. */
export class Bots {
  readonly #seed: number;
  readonly #players = new Map<string, Player>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  #player({ id, role, skill = DEFAULT_SKILL }: SeatState): Player {
    const known = this.#players.get(id);
    if (known !== undefined) return known;
    const person = newPerson(skill, this.#seed, id);
    const player = { person, mind: BOTS[role].begin(person), looksAt: 0 };
    this.#players.set(id, player);
    return player;
  }

  /** Lets every bot act that looks at its screen in this tick. */
  act(round: Round): void {
    for (const seat of round.seats()) {
      if (!seat.bot || !seat.present) continue;
      const player = this.#player(seat);
      if (round.tickNumber < player.looksAt) continue;
      player.looksAt = round.tickNumber + BOTS[seat.role].looks(player.person);
      for (const input of this.decide(round, seat)) round.input(seat.id, input);
    }
  }

  /** What the bot in a seat does now. Nothing of the round but the seat's view reaches the one who decides. */
  decide(round: Round, seat: SeatState): SeatInput[] {
    const { person, mind } = this.#player(seat);
    const { rests, decide } = BOTS[seat.role];
    const glimpse = { tick: round.tickNumber, pid: seat.pid, job: seat.job?.id ?? 0 };
    if (rests?.(glimpse, person, mind) === true) return [];
    return decide(botView(round, seat.id), person, mind);
  }
}
