import type { DeskView } from '../../shared/protocol/desk.ts';
import type { TallyView } from '../../shared/protocol/polls.ts';
import type { RoomState } from '../../shared/protocol/state.ts';
import { hashOf } from '../store/secrets.ts';
import { Polls } from './polls.ts';
import type { SeatRecord, SeatTable } from './seats.ts';
import { type Ban, newSettings, type RoomSettings } from './settings.ts';
import { Survey } from './survey.ts';

/** What a room has beside its machine: the host's settings and the question that is on the screens. */
export class Desk {
  readonly #state: RoomState;
  readonly #seats: SeatTable;
  /** Most players that the server lets in. */
  most = 0;
  readonly settings: RoomSettings;
  readonly polls: Polls;
  readonly survey: Survey;

  constructor(
    state: RoomState,
    seats: SeatTable,
    settings = newSettings(),
    polls = new Polls(),
    survey = new Survey(),
  ) {
    this.#state = state;
    this.#seats = seats;
    this.settings = settings;
    this.polls = polls;
    this.survey = survey;
    this.sync();
  }

  /** Brings what everybody sees of it up to what is so now. */
  sync(): void {
    const { locked, generatedNames } = this.settings;
    Object.assign(this.#state, { locked, generatedNames });
    const view = this.polls.view();
    const poll = view === null ? '' : JSON.stringify(view);
    if (this.#state.poll !== poll) this.#state.poll = poll;
    const survey = this.survey.view();
    this.#state.survey = survey === null ? '' : JSON.stringify(survey);
  }

  /** Documents of a seat that come from the desk. */
  parts(seat: SeatRecord): object {
    if (!seat.host) return { vote: this.polls.own(seat.id), survey: this.survey.own(seat.id) };
    return { desk: this.#view() };
  }

  #view(): DeskView {
    const { bars, waitingRoom, banned } = this.settings;
    const asked = this.polls.current?.question;
    return {
      waitingRoom,
      waiting: this.#seats.waiting().map(({ id, typed, shown }) => ({
        seat: id,
        nickname: typed,
        connected: shown.connected,
      })),
      capacity: this.capacity,
      most: this.most,
      banned: banned.map(({ seat, nickname }) => ({ seat, nickname })),
      bars,
      surveys: this.survey.counts(),
      tally: this.polls.tally(),
      right: asked?.right ?? -1,
      why: asked?.why ?? '',
    };
  }

  /** Most players that the room lets in. */
  get capacity(): number {
    return this.settings.capacity || this.most;
  }

  /** Keeps a seat out of the room from now on. */
  ban({ id, shown, secretHash, player }: SeatRecord): void {
    const keys = [secretHash, ...(player === undefined ? [] : [hashOf(player)])];
    const ban: Ban = { seat: id, nickname: shown.nickname, keys };
    this.settings.banned.push(ban);
  }

  /** What projectors may see of a poll that is open. */
  get bars(): TallyView | null {
    return this.settings.bars && this.polls.current?.phase === 'open' ? this.polls.tally() : null;
  }
}
