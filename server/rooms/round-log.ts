import type { ResultsView } from '../../shared/protocol/view.ts';
import type { Round } from '../game/round.ts';
import type { Journal } from '../store/journal.ts';

/** Carries a round's journal to the store, as the round goes. */
export class RoundLog {
  readonly #journal: Journal;
  #key = '';
  #kept = 0;
  /** Writes that are under way, and the promise of the last one. */
  #open = 0;
  #written: Promise<void> = Promise.resolve();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Key of the round's journal; '' before the first round. */
  get key(): string {
    return this.#key;
  }

  /** Whether something has happened that is not in the store yet: nobody is told of it before it is. */
  get behind(): boolean {
    return this.#open > 0;
  }

  /** Resolves when what was kept so far is in the store, or where nothing can be kept at the moment. */
  get written(): Promise<void> {
    return this.#written;
  }

  begin(room: string, number: number, { options }: Round): void {
    const { scenario, seed, seats } = options;
    this.#key = this.#journal.begin({ room, number, scenario: scenario.id, setup: scenario, seed, seats });
    this.#kept = 0;
  }

  /** Goes on with a round that another server has begun. */
  resume(key: string, round: Round): void {
    this.#key = key;
    this.#kept = round.journal.length;
  }

  /** Keeps the inputs that have come since the last time, and how far the round has come. */
  keep(round: Round): void {
    const fresh = round.journal.slice(this.#kept);
    this.#kept = round.journal.length;
    this.#journal.append(this.#key, fresh, round.tickNumber);
    this.#open += 1;
    this.#written = this.#journal.written().then(() => {
      this.#open -= 1;
    });
  }

  end(round: Round, results: ResultsView): void {
    this.keep(round);
    this.#journal.end(this.#key, results);
  }
}
