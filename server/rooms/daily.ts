import { type Daily, dailyOf, dayOf } from '../../shared/daily/day.ts';
import type { DailyView } from '../../shared/protocol/daily.ts';
import type { Round } from '../game/round.ts';
import type { Keeping } from '../store/keep.ts';
import { scoreInThread } from './daily-threads.ts';
import type { Services } from './services.ts';

/** Milliseconds after its day in which a machine that was begun on it may still be ended: nobody thinks over night. */
const GRACE = 3_600_000;

/** Who plays a daily machine: the key of their progress, and the name that the board shows. */
export interface DailyPlayer {
  player?: string | undefined;
  name: string;
}

/** Scores the rounds of a room on a daily machine, from their journals alone, and keeps the scores. */
export class DailyDesk {
  readonly #keeping: Keeping;
  readonly #daily: Daily;
  readonly #who: DailyPlayer;
  readonly #now: () => number;
  #begun = '';

  private constructor(keeping: Keeping, daily: Daily, who: DailyPlayer, now: () => number) {
    this.#keeping = keeping;
    this.#daily = daily;
    this.#who = who;
    this.#now = now;
  }

  /** Undefined: the room plays no daily machine. */
  static of(
    { keeping, today }: Services,
    level: string,
    who: DailyPlayer | undefined,
  ): DailyDesk | undefined {
    const daily = dailyOf(level);
    return daily === undefined || who === undefined ? undefined : new DailyDesk(keeping, daily, who, today);
  }

  /** What is to be kept of it beside the round. */
  get saved(): { name: string; begun: string } {
    return { name: this.#who.name, begun: this.#begun };
  }

  /** Goes on with a round that another server has begun on that day. */
  resume(begun: string): void {
    this.#begun = begun;
  }

  /** A round begins: it counts for the board if the day is the machine's, and it ends soon enough after it. */
  begin(): void {
    this.#begun = dayOf(this.#now());
  }

  get #counts(): boolean {
    const { day } = this.#daily;
    return this.#begun === day && dayOf(this.#now() - GRACE) <= day;
  }

  /**
   * What a round came to, and whether it stands on the board; undefined where the server has too much to score. `seated`: the
   * player's key as the seat knows it, for rooms whose server has gone: their own keys are not kept.
   */
  async score(round: Round, journalKey: string, seated?: string): Promise<DailyView | undefined> {
    const { station, day } = this.#daily;
    const counts = this.#counts;
    const played = { daily: this.#daily, seats: round.options.seats, journal: [...round.journal] };
    const answer = await scoreInThread(played);
    if (answer === undefined) return undefined;
    const { player = seated, name } = this.#who;
    const { score, value, how, rivals } = answer;
    const kept = counts && score > 0 && player !== undefined && this.#keeping.saving;
    if (kept) this.#keeping.daily.record(player, { day, station, name, score, how, round: journalKey });
    const why = score === 0 ? 'unfinished' : !counts ? 'late' : kept ? '' : 'unsaved';
    return { station, day, score, value, how, rivals, why };
  }
}
