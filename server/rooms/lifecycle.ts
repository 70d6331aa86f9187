import { randomInt } from 'node:crypto';
import { level as levelOf } from '../../shared/levels/index.ts';
import type { RoomState } from '../../shared/protocol/state.ts';
import type { CounterfactualView, ResultsView } from '../../shared/protocol/view.ts';
import { isStation, type Phase, type Role } from '../../shared/roles.ts';
import { scenario as scenarioOf } from '../../shared/scenarios/index.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { DEFAULT_SKILL } from '../../shared/skills.ts';
import { LEVEL_SEED, scenarioOfLevel } from '../game/levels/setup.ts';
import { assignRoles } from '../game/roles.ts';
import { createRound, type Round } from '../game/round.ts';
import type { InputAnswer, RoundEvent, RoundSeat, SeatInput } from '../game/types.ts';
import { Afterwards } from './afterwards.ts';
import { generateNickname } from './names.ts';
import { type Hosted, PlayRecord } from './record.ts';
import type { SeatRecord, SeatTable } from './seats.ts';
import type { Services } from './services.ts';
import { syncPrivate } from './views/private.ts';
import { clearWorld, syncWorld } from './views/sync.ts';

/** Length of the briefing, in milliseconds. */
export const BOOT_MS = 20_000;
/** How long a seat outlives its connection while no round is on, in milliseconds. */
export const LOBBY_SEAT_MS = 60_000;
/** Ticks of a round run at once at most, when the server fell behind. */
const MAX_CATCH_UP = 5;

/** What the lifecycle tells the clients. */
export interface Outlet {
  /** The events of a tick, for each client what it may see. */
  events(tick: number, events: readonly RoundEvent[]): void;
  results(results: ResultsView): void;
  counterfactual(view: CounterfactualView): void;
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
  readonly #record: PlayRecord;
  #journalKey = '';
  #journaled = 0;
  /** Points of earlier rounds by seat: what is shown is these and the round's. */
  #earlier = new Map<string, number>();
  /** Milliseconds of simulated time that are due. */
  #due = 0;
  #bootLeft = 0;

  constructor(state: RoomState, seats: SeatTable, services: Services, outlet: Outlet) {
    this.#state = state;
    this.#seats = seats;
    this.#services = services;
    this.#outlet = outlet;
    state.saving = services.keeping.saving;
    this.#record = new PlayRecord(services.keeping);
    this.afterwards = new Afterwards(outlet, (line) => services.log(`Room ${state.code}: ${line}`));
  }

  /** From the next round on, what players do goes into the report of a hosted room. */
  report(room: Hosted): void {
    this.#record.hosted = room;
  }

  get phase(): Phase {
    return this.#state.phase as Phase;
  }

  get #tickMs(): number {
    return 1000 / this.#services.ticksPerSecond;
  }

  /** Boots a machine: roles, bots, briefing. `briefing` false starts to run at once. */
  start(briefing = true): void {
    const scenario = this.#scenario();
    const level = levelOf(this.#state.scenario);
    const seed = level === undefined ? randomInt(2 ** 31) : LEVEL_SEED;
    this.#state.round += 1;
    this.#dropBots();
    this.#assignRoles(scenario, seed);
    if (level === undefined) this.#addBots(scenario);
    this.results = undefined;
    this.afterwards.clear();
    for (const seat of this.#seats.all()) {
      seat.ready = false;
      this.#earlier.set(seat.id, seat.shown.points);
    }
    const seats = this.#seats
      .all()
      .filter((seat) => !seat.host)
      .map((seat) => roundSeat(seat, scenario));
    this.#round = createRound({ scenario, seed, seats, ...(level && { level }) });
    this.#journalKey = this.#services.keeping.journal.begin({
      room: this.#state.code,
      number: this.#state.round,
      scenario: scenario.id,
      seed,
      seats,
    });
    this.#record.begin(this.#state.round, this.#state.scenario, scenario.machine.policy);
    this.#journaled = 0;
    this.#due = 0;
    clearWorld(this.#state);
    this.#state.paused = false;
    this.#state.tick = 0;
    if (briefing) {
      this.#state.phase = 'boot';
      this.#bootLeft = BOOT_MS;
      this.#state.endsAt = Math.round(BOOT_MS / this.#tickMs);
    } else {
      this.#run();
    }
    this.syncAll();
  }

  #run(): void {
    this.#state.phase = 'run';
    this.#state.tick = 0;
    this.#state.endsAt = this.#scenario().lengthTicks;
    this.#due = 0;
  }

  /** Ends the round early: to the results while it runs, to the lobby while it boots. */
  end(): void {
    if (this.phase === 'run') this.#finish();
    else if (this.phase === 'boot') this.toLobby();
  }

  #finish(): void {
    const round = this.#round;
    if (round === undefined) return;
    this.#keepJournal(round);
    const results = round.results();
    this.results = results;
    this.#services.keeping.journal.end(this.#journalKey, results);
    this.#record.end(round, this.#seats.players(), results);
    this.#state.phase = 'results';
    this.#state.endsAt = 0;
    this.#state.paused = false;
    for (const rank of results.ranks) {
      const seat = this.#seats.get(rank.seat);
      if (seat !== undefined) this.#showPoints(seat, rank.points);
    }
    for (const seat of this.#seats.players()) {
      seat.past.push(seat.role);
      seat.wish = '';
      seat.assigned = '';
      seat.ready = false;
      if (seat.client === undefined) seat.leftAt = this.now;
    }
    this.#outlet.results(results);
    this.syncAll();
    this.afterwards.begin(round, this.#state.round);
  }

  toLobby(): void {
    if (this.#round !== undefined && this.phase !== 'results') this.#keepJournal(this.#round);
    this.#round = undefined;
    this.results = undefined;
    this.afterwards.clear();
    this.#dropBots();
    clearWorld(this.#state);
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
    else if (this.phase === 'run') this.#catchUp(milliseconds);
  }

  #boot(milliseconds: number): void {
    this.#bootLeft -= milliseconds;
    this.#state.tick = Math.round((BOOT_MS - Math.max(0, this.#bootLeft)) / this.#tickMs);
    if (this.#bootLeft > 0 && !this.#everybodyReady()) return;
    this.#run();
    this.syncAll();
  }

  #everybodyReady(): boolean {
    const present = this.#seats.players().filter((seat) => seat.client !== undefined);
    return present.length > 0 && present.every((seat) => seat.ready);
  }

  #catchUp(milliseconds: number): void {
    const due = this.#due + milliseconds * this.#state.speed;
    this.#due = Math.min(due, MAX_CATCH_UP * this.#tickMs);
    while (this.#due >= this.#tickMs && this.phase === 'run') {
      this.#due -= this.#tickMs;
      this.tick();
    }
  }

  /** Lets the machine run one tick. */
  tick(): void {
    const round = this.#round;
    if (round === undefined || round.held) return;
    const events = round.tick();
    this.#state.tick += 1;
    this.#keepJournal(round);
    this.#record.follow(round, this.#seats.players(), events);
    if (events.length > 0) this.#outlet.events(this.#state.tick, events);
    if (round.over || this.#state.tick >= this.#state.endsAt) this.#finish();
    else this.syncAll();
  }

  #keepJournal(round: Round): void {
    const fresh = round.journal.slice(this.#journaled);
    this.#journaled = round.journal.length;
    this.#services.keeping.journal.append(this.#journalKey, fresh);
  }

  /** Keeps a player's first answer to a question of the scenario just played, for the report. */
  reply(seat: SeatRecord, index: number, given: number): boolean {
    const question = scenarioOf(this.#state.scenario)?.questions[index];
    if (question === undefined || given >= question.answers.length) return false;
    this.#record.answer(seat, `${this.#state.scenario}/${index}`, given, given === question.right);
    return true;
  }

  /** Hands an input of a seat to the round. */
  input(seat: SeatRecord, input: SeatInput): InputAnswer {
    if (this.#round === undefined) {
      return { ok: false, code: 'phase', message: 'No round is on: wait until it starts.' };
    }
    const answer = this.#round.input(seat.id, input);
    this.syncSeat(seat);
    return answer;
  }

  /** The host acts on the machine: switches a protection, or lets something go wrong. */
  act(input: Extract<SeatInput, { type: 'protections' | 'inject' }>): InputAnswer {
    const round = this.#round;
    if (round === undefined)
      return { ok: false, code: 'phase', message: 'No round is on: wait until it starts.' };
    const answer = round.input('host', input);
    this.syncAll();
    return answer;
  }

  /** Brings a newcomer into what is going on: into a machine that boots or runs as a process. */
  newcomer(seat: SeatRecord): void {
    if (this.phase !== 'boot' && this.phase !== 'run') return;
    seat.role = 'process';
    this.input(seat, { type: 'join', seat: roundSeat(seat, this.#scenario()) });
  }

  /** Takes a seat out of the room; its process stays on the machine without a player. */
  remove(seat: SeatRecord): void {
    if (this.phase === 'boot' || this.phase === 'run') this.#round?.input(seat.id, { type: 'gone' });
    this.#seats.remove(seat);
    this.#earlier.delete(seat.id);
  }

  #expireSeats(): void {
    if (this.phase !== 'lobby' && this.phase !== 'results') return;
    for (const seat of this.#seats.players()) {
      if (seat.leftAt !== undefined && this.now - seat.leftAt >= LOBBY_SEAT_MS) this.remove(seat);
    }
  }

  #scenario(): Scenario {
    const level = levelOf(this.#state.scenario);
    const found = level === undefined ? scenarioOf(this.#state.scenario) : scenarioOfLevel(level);
    if (found === undefined) throw new Error(`there is no scenario ${this.#state.scenario}`);
    return found;
  }

  #assignRoles(scenario: Scenario, seed: number): void {
    const players = this.#seats.players();
    const candidates = players.map(({ id, wish, assigned, past }) => ({ id, wish, assigned, past }));
    const roles = assignRoles(candidates, scenario, seed);
    for (const seat of players) seat.role = roles.get(seat.id) ?? 'process';
  }

  #addBots({ roles, leastProcesses }: Scenario): void {
    const players = this.#seats.players();
    let processes = players.filter((seat) => !isStation(seat.role)).length;
    let infected = players.some((seat) => seat.role === 'malware') || !roles.malware;
    while (processes < leastProcesses) {
      const role: Role = infected ? 'process' : 'malware';
      infected = true;
      this.#seats.add('bot', generateNickname(this.#seats.takenNames()), role);
      processes += 1;
    }
  }

  #dropBots(): void {
    for (const bot of this.#seats.bots()) this.#seats.remove(bot);
  }

  /** Brings the synchronised state up to what is so now. */
  syncAll(): void {
    const round = this.#round;
    if (round !== undefined) {
      syncWorld(this.#state, round.world(), (id) => this.#seats.get(id)?.shown.nickname);
    }
    for (const seat of this.#seats.all()) {
      const points = round?.seat(seat.id)?.points;
      if (points !== undefined && this.phase === 'run') this.#showPoints(seat, points);
      this.syncSeat(seat);
    }
  }

  /** Shows the points of earlier rounds and of this one together. */
  #showPoints(seat: SeatRecord, points: number): void {
    const sum = (this.#earlier.get(seat.id) ?? 0) + points;
    if (seat.shown.points !== sum) seat.shown.points = sum;
  }

  /** Brings what one seat may see of its own up to what is so now. */
  syncSeat(seat: SeatRecord): void {
    syncPrivate(seat, this.#seats, this.#round, this.phase);
  }
}

function roundSeat({ id, shown, role, bot }: SeatRecord, scenario: Scenario): RoundSeat {
  const seat = { id, nickname: shown.nickname, role, bot };
  return bot ? { ...seat, skill: scenario.bots ?? DEFAULT_SKILL } : seat;
}
