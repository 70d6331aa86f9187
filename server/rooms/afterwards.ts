import type { OwnRecordView, PostMortemView } from '../../shared/protocol/postmortem.ts';
import type { CounterfactualView } from '../../shared/protocol/view.ts';
import type { PlayedRound } from '../game/counterfactual.ts';
import type { PostMortem } from '../game/postmortem/index.ts';
import type { Round } from '../game/round.ts';
import type { PostMortemAnswer } from './postmortem-worker.ts';
import { ThreadQueue } from './threads.ts';

const postMortems = new ThreadQueue<PlayedRound, PostMortemAnswer>(
  new URL('./postmortem-worker.ts', import.meta.url),
);
const counterfactuals = new ThreadQueue<PlayedRound, Omit<CounterfactualView, 'round'>>(
  new URL('./counterfactual-worker.ts', import.meta.url),
);

/** What the clients are told, as soon as it is known. */
export interface AfterwardsOutlet {
  postMortem(): void;
  counterfactual(view: CounterfactualView): void;
}

/** What is found out about a room's last round from its journal, beside the rooms: the post-mortem first, then other policies. */
export class Afterwards {
  readonly #outlet: AfterwardsOutlet;
  readonly #log: (line: string) => void;
  #own: PostMortem['own'] = new Map();
  #chunks: readonly Uint8Array[] = [];
  #round: Round | undefined;
  postMortem: PostMortemView | undefined;
  counterfactual: CounterfactualView | undefined;

  constructor(outlet: AfterwardsOutlet, log: (line: string) => void) {
    this.#outlet = outlet;
    this.#log = log;
  }

  /** Another round has begun, or none is left to look back at. */
  clear(): void {
    this.#round = undefined;
    this.postMortem = undefined;
    this.counterfactual = undefined;
    this.#own = new Map();
    this.#chunks = [];
  }

  /** A round is over. Levels have a result of their own. */
  begin(round: Round, number: number): void {
    this.clear();
    const { options, journal, tickNumber } = round;
    if (options.level !== undefined || tickNumber === 0) return;
    this.#round = round;
    const { scenario, seed, seats } = options;
    const played: PlayedRound = {
      options: { scenario, seed, seats },
      journal: [...journal],
      ticks: tickNumber,
    };
    void this.#look(round, number, played);
    void this.#compare(round, number, played);
  }

  async #look(round: Round, number: number, played: PlayedRound): Promise<void> {
    try {
      const found = await postMortems.run(played);
      if (found === undefined || this.#round !== round) return;
      this.#own = found.own;
      this.#chunks = found.chunks;
      this.postMortem = { round: number, ...found.view };
      this.#outlet.postMortem();
    } catch (error) {
      this.#log(`Round ${number} was not played again for its post-mortem: ${error}`);
    }
  }

  async #compare(round: Round, number: number, played: PlayedRound): Promise<void> {
    try {
      const figures = await counterfactuals.run(played);
      if (figures === undefined || this.#round !== round) return;
      this.counterfactual = { round: number, ...figures };
      this.#outlet.counterfactual(this.counterfactual);
    } catch (error) {
      this.#log(`Round ${number} was not played under other policies: ${error}`);
    }
  }

  /** What belongs to one seat alone; undefined for seats that had no process. */
  own(seat: string): OwnRecordView | undefined {
    const own = this.#own.get(seat);
    return own === undefined || this.postMortem === undefined
      ? undefined
      : { round: this.postMortem.round, ...own };
  }

  /** A chunk of the recording, gzipped JSON; undefined where that round or chunk is not at hand. */
  chunk(round: number, index: number): Uint8Array | undefined {
    return this.postMortem?.round === round ? this.#chunks[index] : undefined;
  }
}
