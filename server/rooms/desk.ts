import type { DeskView } from '../../shared/protocol/desk.ts';
import type { TallyView } from '../../shared/protocol/polls.ts';
import type { RoomState } from '../../shared/protocol/state.ts';
import { Polls } from './polls.ts';
import type { SeatRecord } from './seats.ts';
import { newSettings, type RoomSettings } from './settings.ts';

/** What a room has beside its machine: the host's settings and the question that is on the screens. */
export class Desk {
  readonly #state: RoomState;
  readonly settings: RoomSettings;
  readonly polls: Polls;

  constructor(state: RoomState, settings = newSettings(), polls = new Polls()) {
    this.#state = state;
    this.settings = settings;
    this.polls = polls;
    this.sync();
  }

  /** Brings what everybody sees of it up to what is so now. */
  sync(): void {
    const { locked, generatedNames } = this.settings;
    Object.assign(this.#state, { locked, generatedNames });
    const view = this.polls.view();
    const poll = view === null ? '' : JSON.stringify(view);
    if (this.#state.poll !== poll) this.#state.poll = poll;
  }

  /** Documents of a seat that come from the desk. */
  parts(seat: SeatRecord): object {
    if (!seat.host) return { vote: this.polls.own(seat.id) };
    return { desk: this.#view() };
  }

  #view(): DeskView {
    const { bars } = this.settings;
    const asked = this.polls.current?.question;
    return { bars, tally: this.polls.tally(), right: asked?.right ?? -1, why: asked?.why ?? '' };
  }

  /** What projectors may see of a poll that is open. */
  get bars(): TallyView | null {
    return this.settings.bars && this.polls.current?.phase === 'open' ? this.polls.tally() : null;
  }
}
