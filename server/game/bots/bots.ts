import type { StationView } from '../../../shared/protocol/stations.ts';
import type { KernelView, SelfView } from '../../../shared/protocol/view.ts';
import { draw } from '../prng.ts';
import type { Round } from '../round.ts';
import type { SeatInput, SeatState } from '../types.ts';
import { processBot } from './process.ts';
import { schedulerBot } from './scheduler.ts';
import { stationBot } from './stations.ts';

/** What a bot knows: its seat's own view and, at a station, the kernel's. The same that a person's browser gets. */
export interface BotView {
  tick: number;
  self: Pick<SelfView, 'kind' | 'pid'> & {
    job: SelfView['job'];
    lines: SelfView['lines'];
    exploits: SelfView['exploits'];
  };
  kernel: KernelView | null;
  station: StationView | null;
  cores: { id: number; pid: number }[];
}

/** What a bot remembers between ticks. */
export interface BotMind {
  /** Job it has answered already, and tick at which it acts on the present one. */
  jobSeen: number;
  actAt: number;
  jobsAnswered: number;
  pick(n: number): number;
}

/** The bots of a round: they act through the same inputs as people, and their inputs are in the journal. */
export class Bots {
  #random: number;
  readonly #minds = new Map<string, BotMind>();

  constructor(seed: number) {
    this.#random = (seed ^ 0x5bd1e995) >>> 0;
  }

  #mind(id: string): BotMind {
    const known = this.#minds.get(id);
    if (known !== undefined) return known;
    const mind: BotMind = {
      jobSeen: 0,
      actAt: 0,
      jobsAnswered: 0,
      pick: (n) => {
        const drawn = draw(this.#random, n);
        this.#random = drawn.state;
        return drawn.value;
      },
    };
    this.#minds.set(id, mind);
    return mind;
  }

  /** Lets every bot that is due act. */
  act(round: Round, seats: readonly SeatState[]): void {
    for (const seat of seats) {
      if (!seat.bot) continue;
      for (const input of this.#decide(round, seat)) round.input(seat.id, input);
    }
  }

  #decide(round: Round, seat: SeatState): SeatInput[] {
    const view = viewOf(round, seat.id);
    const mind = this.#mind(seat.id);
    if (view.station !== null) return stationBot(view.station, view.tick);
    return view.kernel !== null ? schedulerBot(view.kernel) : processBot(view, mind);
  }
}

interface Parts {
  who: Pick<SelfView, 'kind' | 'pid'>;
  job?: SelfView['job'];
  program?: { lines: SelfView['lines'] };
  exploits?: SelfView['exploits'];
}

function viewOf(round: Round, id: string): BotView {
  const parts = round.self(id) as Parts;
  return {
    tick: round.tickNumber,
    self: {
      ...parts.who,
      job: parts.job ?? null,
      lines: parts.program?.lines ?? [],
      exploits: parts.exploits ?? [],
    },
    kernel: round.kernelView(id),
    station: round.stationView(id),
    cores: round.cores(),
  };
}
