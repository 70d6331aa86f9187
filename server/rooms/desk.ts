import { POLICY_STATIONS } from '../../shared/policies.ts';
import type { DeskView } from '../../shared/protocol/desk.ts';
import type { Message } from '../../shared/protocol/messages.ts';
import type { TallyView } from '../../shared/protocol/polls.ts';
import type { RoomState } from '../../shared/protocol/state.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { policiesOf } from '../game/policies.ts';
import type { Round } from '../game/round.ts';
import { hashOf } from '../store/secrets.ts';
import { Polls, type PollsData } from './polls.ts';
import type { SavedRoom } from './saved.ts';
import type { SeatRecord, SeatTable } from './seats.ts';
import { type Ban, newSettings, type RoomSettings } from './settings.ts';
import { Spotlight } from './spotlight.ts';
import { Survey, type SurveyData } from './survey.ts';

interface DeskParts {
  state: RoomState;
  seats: SeatTable;
  /** Most players that the server lets in. */
  most: number;
  /** The scenario of this round, in the lobby of the next one. */
  scenario(): Scenario;
}

/** What a room has beside its machine: the host's settings and the question that is on the screens. */
export class Desk {
  readonly #parts: DeskParts;
  readonly settings: RoomSettings;
  polls: Polls;
  survey: Survey;
  readonly spotlight = new Spotlight();

  constructor(parts: DeskParts, settings = newSettings(), polls = new Polls(), survey = new Survey()) {
    this.#parts = parts;
    this.settings = settings;
    this.polls = polls;
    this.survey = survey;
    this.sync();
  }

  /** Goes on with what another server has kept of a desk. */
  resume({ settings, polls, survey }: Pick<SavedRoom, 'settings' | 'polls' | 'survey'>): void {
    Object.assign(this.settings, settings);
    this.polls = new Polls(polls as unknown as PollsData);
    this.survey = new Survey(survey as unknown as SurveyData);
    this.sync();
  }

  /** Brings what everybody sees of it up to what is so now. */
  sync(): void {
    const { locked, generatedNames } = this.settings;
    Object.assign(this.#parts.state, { locked, generatedNames });
    const view = this.polls.view();
    const poll = view === null ? '' : JSON.stringify(view);
    if (this.#parts.state.poll !== poll) this.#parts.state.poll = poll;
    const survey = this.survey.view();
    this.#parts.state.survey = survey === null ? '' : JSON.stringify(survey);
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
      waiting: this.#parts.seats.waiting().map(({ id, typed, shown }) => ({
        seat: id,
        nickname: typed,
        connected: shown.connected,
      })),
      capacity: this.capacity,
      most: this.most,
      banned: banned.map(({ seat, nickname }) => ({ seat, nickname })),
      policies: { ...policiesOf(this.#parts.scenario()), ...this.settings.policies },
      questions: this.#parts.scenario().questions.map(({ text }) => text),
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

  get most(): number {
    return this.#parts.most;
  }

  /** What the host has chosen for stations where nobody sits, as inputs for a machine that boots. */
  openingInputs(): ({ type: 'policy' } & Message<'policy'>)[] {
    const usual = policiesOf(this.#parts.scenario());
    return POLICY_STATIONS.flatMap((station) => {
      const algorithm = this.settings.policies[station];
      if (algorithm === undefined || algorithm === usual[station]) return [];
      return [{ type: 'policy', station, algorithm } as { type: 'policy' } & Message<'policy'>];
    });
  }

  /** Follows the process in the spotlight; without a round there is none. */
  follow(round: Round | undefined): void {
    if (round === undefined) this.spotlight.clear();
    else this.spotlight.follow(round, this.#nameOf);
  }

  /** Shows a process, or pid 0: none. False: that process or line is not there. */
  shine(round: Round | undefined, pid: number, line: string): boolean {
    if (pid !== 0) return round !== undefined && this.spotlight.show(round, pid, line, this.#nameOf);
    this.spotlight.clear();
    return true;
  }

  readonly #nameOf = (seat: string): string | undefined => this.#parts.seats.get(seat)?.shown.nickname;

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
