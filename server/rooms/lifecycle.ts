import { randomInt } from 'node:crypto';
import type { RoomState } from '../../shared/protocol/state.ts';
import type { CounterfactualView, ResultsView } from '../../shared/protocol/view.ts';
import type { Phase } from '../../shared/roles.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { DEFAULT_SKILL } from '../../shared/skills.ts';
import { LEVEL_SEED } from '../game/levels/setup.ts';
import { createRound, type Round } from '../game/round.ts';
import { goalsAhead } from '../game/team.ts';
import type { InputAnswer, RoundEvent, RoundSeat, SeatInput } from '../game/types.ts';
import { Afterwards } from './afterwards.ts';
import { addBots, castPlayers, dropBots } from './cast.ts';
import { Pace } from './pace.ts';
import { Points } from './points.ts';
import { type PollQuestion, questionOf } from './questions.ts';
import { type Hosted, PlayRecord } from './record.ts';
import type { Repertoire } from './repertoire.ts';
import { resumeRound } from './resume.ts';
import { RoundLog } from './round-log.ts';
import { type SavedCourse, type SavedRoom, type SavedSeat, savedSeat } from './saved.ts';
import type { SeatRecord, SeatTable } from './seats.ts';
import type { Services } from './services.ts';
import { syncPrivate } from './views/private.ts';
import { clearWorld, syncDocument, syncWorld } from './views/sync.ts';

/** How long a seat outlives its connection while no round is on, in milliseconds. */
export const LOBBY_SEAT_MS = 60_000;

/** What the lifecycle tells the clients. */
export interface Outlet {
  /** The events of a tick, for each client what it may see. */
  events(tick: number, events: readonly RoundEvent[]): void;
  results(results: ResultsView): void;
  counterfactual(view: CounterfactualView): void;
  /** The state is up to what is so now. */
  synced(): void;
  /** What the host does to a machine as it boots. */
  opening(): SeatInput[];
  /** A round's machine has been made. */
  begun(): void;
  /** The round is over; its journal is kept under that key. */
  ended(round: Round, journalKey: string): void;
  /** Documents of a seat that do not come from the machine. */
  parts(seat: SeatRecord): object;
  /** The post-mortem is there: for everybody, and for each seat what is its own. */
  postMortem(): void;
}

/** The course of a room: lobby → boot → run → results → boot … Time comes in through `advance` only. */
export class Lifecycle {
  readonly #state: RoomState;
  readonly #seats: SeatTable;
  readonly #services: Services;
  readonly #outlet: Outlet;
  /** Milliseconds that the room has seen. */
  now = 0;
  results: ResultsView | undefined;
  /** What the last round's journal tells, once that is known. */
  readonly afterwards: Afterwards;
  #round: Round | undefined;
  readonly #repertoire: Repertoire;
  readonly record: PlayRecord;
  readonly #log: RoundLog;
  readonly #points = new Points();
  readonly #pace: Pace;

  constructor(
    state: RoomState,
    seats: SeatTable,
    repertoire: Repertoire,
    services: Services,
    outlet: Outlet,
  ) {
    this.#state = state;
    this.#seats = seats;
    this.#repertoire = repertoire;
    this.#services = services;
    this.#outlet = outlet;
    state.saving = services.keeping.saving;
    this.record = new PlayRecord(services.keeping);
    this.#log = new RoundLog(services.keeping.journal);
    this.#pace = new Pace(services.ticksPerSecond);
    this.afterwards = new Afterwards(outlet, (line) => services.log(`Room ${state.code}: ${line}`));
  }

  /** From the next round on, what players do goes into the report of a hosted room. */
  report(room: Hosted): void {
    this.record.hosted = room;
  }

  /** Hash of the machine and of everything the round knows; '' without a round. */
  get hash(): string {
    return this.#round?.hash() ?? '';
  }

  /** Whether something has happened that the store does not have yet. */
  get behind(): boolean {
    return this.#log.behind;
  }

  /** Resolves when the store has what has happened so far. */
  get written(): Promise<void> {
    return this.#log.written;
  }

  /** The room's course, but for what the journal of its round tells. */
  saved(): SavedCourse {
    const { scenario, phase, round, paused, speed } = this.#state;
    const [journal, report] = [this.#log.key, this.record.report ?? null];
    return { scenario, phase: phase as Phase, round, journal, report, paused, speed };
  }

  /** A seat, and what it had before the present round. */
  savedSeat(seat: SeatRecord): SavedSeat {
    return savedSeat(seat, this.#points.before(seat));
  }

  /** Goes on where a room stood whose server has gone; its seats are there already. Where its round can't be had, in the lobby. */
  async resume({ course, seats }: SavedRoom): Promise<void> {
    const { scenario, round: number, report, paused, speed } = course;
    Object.assign(this.#state, { scenario, round: number, speed });
    for (const { id, earlier } of seats) this.#points.resume(id, earlier);
    this.record.resume(report ?? undefined, number, this.scenario);
    if (course.phase === 'lobby') return;
    const kept = await this.#services.keeping.journal.read(course.journal);
    const round =
      kept &&
      (await resumeRound(kept, this.#repertoire.level(scenario), (again, events) => {
        if (again.tickNumber === 1) this.record.resume(report ?? undefined, number, again.scenario);
        this.record.recall(again, this.#seats.players(), events);
      }));
    if (kept === undefined || round === undefined) {
      this.#services.log(
        `Room ${this.#state.code}: its round could not be played again, and it is in the lobby.`,
      );
      dropBots(this.#seats);
      return;
    }
    this.#round = round;
    this.#log.resume(course.journal, round);
    if (course.phase === 'boot' && round.tickNumber === 0) this.#brief();
    else this.#run();
    this.#state.tick = course.phase === 'results' ? 0 : round.tickNumber;
    this.#state.paused = paused;
    if (course.phase === 'results') {
      this.#show(round);
      this.afterwards.begin(round, number);
    } else if (round.over || kept.results !== null) this.#finish();
    this.syncAll();
  }

  get phase(): Phase {
    return this.#state.phase as Phase;
  }

  /** Boots a machine: roles, bots, briefing. `briefing` false starts to run at once. */
  start(briefing = true): void {
    const scenario = this.scenario;
    const level = this.#repertoire.level(this.#state.scenario);
    const seed = level === undefined ? randomInt(2 ** 31) : LEVEL_SEED;
    this.#state.round += 1;
    dropBots(this.#seats);
    castPlayers(this.#seats, scenario, seed);
    if (level === undefined) addBots(this.#seats, scenario);
    this.results = undefined;
    this.afterwards.clear();
    for (const seat of this.#seats.all()) seat.ready = false;
    this.#points.begin(this.#seats.all());
    const seats = this.#seats
      .all()
      .filter((seat) => !seat.host)
      .map((seat) => roundSeat(seat, scenario));
    this.#round = createRound({ scenario, seed, seats, ...(level && { level }) });
    for (const input of this.#outlet.opening()) this.#round.input('host', input);
    this.#log.begin(this.#state.code, this.#state.round, this.#round);
    this.#outlet.begun();
    this.record.begin(this.#state.round, this.#state.scenario, scenario.machine.policy);
    clearWorld(this.#state);
    this.#state.questions = '';
    this.#state.paused = false;
    this.#state.tick = 0;
    if (briefing) this.#brief();
    else this.#run();
    this.syncAll();
  }

  #brief(): void {
    this.#state.phase = 'boot';
    this.#pace.boot();
    this.#state.endsAt = this.#pace.bootTicks;
  }

  #run(): void {
    this.#state.phase = 'run';
    this.#state.tick = 0;
    this.#state.endsAt = this.scenario.lengthTicks;
    this.#pace.run();
  }

  /** Ends the round early: to the results while it runs, to the lobby while it boots. */
  end(): void {
    if (this.phase === 'run') this.#finish();
    else if (this.phase === 'boot') this.toLobby();
  }

  #finish(): void {
    const round = this.#round;
    if (round === undefined) return;
    const results = this.#show(round);
    this.#log.end(round, results);
    this.record.end(round, this.#seats.players(), results);
    for (const seat of this.#seats.players()) {
      seat.past.push(seat.role);
      seat.wish = '';
      seat.assigned = '';
      seat.ready = false;
      if (seat.client === undefined) seat.leftAt = this.now;
    }
    this.#outlet.results(results);
    this.#outlet.ended(round, this.#log.key);
    this.syncAll();
    this.afterwards.begin(round, this.#state.round);
  }

  /** Brings everybody to the results of a round. */
  #show(round: Round): ResultsView {
    const results = { ...round.results(), round: this.#state.round };
    this.results = results;
    this.#state.phase = 'results';
    this.#state.questions = JSON.stringify(round.scenario.questions);
    this.#state.endsAt = 0;
    this.#state.paused = false;
    for (const rank of results.ranks) {
      const seat = this.#seats.get(rank.seat);
      if (seat !== undefined) this.#points.show(seat, rank.points);
    }
    return results;
  }

  toLobby(): void {
    if (this.#round !== undefined && this.phase !== 'results') this.#log.keep(this.#round);
    this.#round = undefined;
    this.results = undefined;
    this.afterwards.clear();
    dropBots(this.#seats);
    clearWorld(this.#state);
    this.#state.questions = '';
    this.#state.phase = 'lobby';
    this.#state.paused = false;
    this.#state.tick = 0;
    this.#state.endsAt = 0;
    for (const seat of this.#seats.players()) {
      seat.ready = false;
      if (seat.client === undefined) seat.leftAt = this.now;
    }
    this.syncAll();
  }

  /** Lets time pass, in milliseconds of the room's clock; the machine stands still while the host pauses it or `still`. */
  advance(milliseconds: number, still = false): void {
    this.now += milliseconds;
    this.#state.saving = this.#services.keeping.saving;
    this.#expireSeats();
    if (this.#state.paused || still) return;
    if (this.phase === 'boot') this.#boot(milliseconds);
    else if (this.phase === 'run') {
      this.#pace.catchUp(milliseconds * this.#state.speed, () => {
        this.tick();
        return this.phase === 'run';
      });
    }
  }

  #boot(milliseconds: number): void {
    const { passed, done } = this.#pace.brief(milliseconds);
    this.#state.tick = passed;
    if (!done && !this.#everybodyReady()) return;
    this.#run();
    this.syncAll();
  }

  #everybodyReady(): boolean {
    const present = this.#seats.players().filter((seat) => seat.client !== undefined);
    return present.length > 0 && present.every((seat) => seat.ready);
  }

  /** Lets the machine run one tick. */
  tick(): void {
    const round = this.#round;
    if (round === undefined || round.held) return;
    const events = round.tick();
    this.#state.tick += 1;
    this.#log.keep(round);
    this.record.follow(round, this.#seats.players(), events);
    if (events.length > 0) this.#outlet.events(this.#state.tick, events);
    if (round.over || this.#state.tick >= this.#state.endsAt) this.#finish();
    else this.syncAll();
  }

  /** Keeps a player's first answer to a question of the scenario just played, or to one made from the round. */
  reply(seat: SeatRecord, asked: number | string, given: number): boolean {
    const found = this.#asked(asked);
    if (found === undefined || given >= found.question.answers.length) return false;
    this.record.reply(seat, found.key, found.question, given);
    return true;
  }

  #asked(asked: number | string): { key: string; question: PollQuestion } | undefined {
    if (typeof asked === 'number') {
      const scenario = this.#round?.scenario;
      const question = scenario && questionOf({ from: 'scenario', question: asked }, scenario);
      return question && { key: `${scenario.id}/${asked}`, question };
    }
    const made = this.afterwards.postMortem?.questions.find(({ id }) => id === asked);
    return made && { key: `made/${made.id}`, question: { ...made, source: `made/${made.idea}` } };
  }

  /** Hands an input of a seat to the round. */
  input(seat: SeatRecord, input: SeatInput): InputAnswer {
    if (this.#round === undefined) {
      return { ok: false, code: 'phase', message: 'No round is on: wait until it starts.' };
    }
    const answer = this.#round.input(seat.id, input);
    // Nobody is told of it before it is in the journal: see `written`.
    if (answer.ok) this.#log.keep(this.#round);
    // While the machine stands still no tick shows the others what has changed.
    if (this.#round.held) this.syncAll();
    else this.syncSeat(seat);
    return answer;
  }

  /** The host acts on the machine: switches a protection, or lets something go wrong. */
  act(input: Extract<SeatInput, { type: 'protections' | 'inject' | 'policy' }>): InputAnswer {
    const round = this.#round;
    if (round === undefined)
      return { ok: false, code: 'phase', message: 'No round is on: wait until it starts.' };
    const answer = round.input('host', input);
    if (answer.ok) this.#log.keep(round);
    this.syncAll();
    return answer;
  }

  /** Brings a newcomer into what is going on: into a machine that boots or runs as a process. */
  newcomer(seat: SeatRecord): void {
    if (this.phase !== 'boot' && this.phase !== 'run') return;
    seat.role = 'process';
    this.input(seat, { type: 'join', seat: roundSeat(seat, this.scenario) });
  }

  /** Takes a seat out of the room; its process stays on the machine without a player. */
  remove(seat: SeatRecord): void {
    if (this.phase === 'boot' || this.phase === 'run') this.#round?.input(seat.id, { type: 'gone' });
    this.#seats.remove(seat);
    this.#points.forget(seat);
  }

  #expireSeats(): void {
    for (const seat of this.#seats.waiting()) this.#expire(seat);
    if (this.phase !== 'lobby' && this.phase !== 'results') return;
    for (const seat of this.#seats.players()) this.#expire(seat);
  }

  #expire(seat: SeatRecord): void {
    if (seat.leftAt === undefined || this.now - seat.leftAt < LOBBY_SEAT_MS) return;
    this.remove(seat);
    if (seat.waiting) this.syncAll();
  }

  /** The scenario of this round, in the lobby of the next one. */
  get scenario(): Scenario {
    const found = this.#repertoire.scenario(this.#state.scenario);
    if (found === undefined) throw new Error(`there is no scenario ${this.#state.scenario}`);
    return found;
  }

  /** The round on the machine; undefined while none boots or runs. */
  get round(): Round | undefined {
    return this.phase === 'boot' || this.phase === 'run' ? this.#round : undefined;
  }

  /** Brings the synchronised state up to what is so now. */
  syncAll(): void {
    const round = this.#round;
    if (round !== undefined) {
      syncWorld(this.#state, round.world(), (id) => this.#seats.get(id)?.shown.nickname);
    }
    this.#syncGoals();
    for (const seat of this.#seats.all()) {
      const points = round?.seat(seat.id)?.points;
      if (points !== undefined && this.phase === 'run') this.#points.show(seat, points);
      this.syncSeat(seat);
    }
    this.#outlet.synced();
  }

  /** What the scenario is about and asks: of a round, or in the lobby of as many players as there are. */
  #syncGoals(): void {
    if (this.#repertoire.level(this.#state.scenario) !== undefined) return;
    const { name, blurb } = this.scenario;
    const goals = this.#round?.goals() ?? goalsAhead(this.scenario, this.#seats.players().length);
    syncDocument(this.#state, 'about', { name, blurb });
    syncDocument(this.#state, 'goals', goals.length === 0 ? null : goals);
  }

  /** Brings what one seat may see of its own up to what is so now. */
  syncSeat(seat: SeatRecord): void {
    syncPrivate(seat, this.#seats, this.#round, this.phase, this.#outlet.parts(seat));
  }
}

function roundSeat({ id, shown, role, bot }: SeatRecord, scenario: Scenario): RoundSeat {
  const seat = { id, nickname: shown.nickname, role, bot };
  return bot ? { ...seat, skill: scenario.bots ?? DEFAULT_SKILL } : seat;
}
