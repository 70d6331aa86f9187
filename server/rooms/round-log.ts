import type { ResultsView } from '../../shared/protocol/view.ts';
import type { Round } from '../game/round.ts';
import type { Journal } from '../store/journal.ts';

/** Carries a round's journal to the store, as the round goes. */
export class RoundLog {
  readonly #journal: Journal;
  #key = '';
  #kept = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  begin(room: string, number: number, { options }: Round): void {
    const { scenario, seed, seats } = options;
    this.#key = this.#journal.begin({ room, number, scenario: scenario.id, setup: scenario, seed, seats });
    this.#kept = 0;
  }

  /** Keeps the inputs that have come since the last time. */
  keep(round: Round): void {
    const fresh = round.journal.slice(this.#kept);
    this.#kept = round.journal.length;
    this.#journal.append(this.#key, fresh);
  }

  end(round: Round, results: ResultsView): void {
    this.keep(round);
    this.#journal.end(this.#key, results);
  }
}
