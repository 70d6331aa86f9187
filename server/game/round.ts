import type { Level } from '../../shared/levels/schema.ts';
import type { ProtectionName } from '../../shared/protections.ts';
import type { Incident, Message } from '../../shared/protocol/messages.ts';
import type { StationView } from '../../shared/protocol/stations.ts';
import type { GameEvent, KernelView, ResultsView, TeamView } from '../../shared/protocol/view.ts';
import { isStation, type Program } from '../../shared/roles.ts';
import type { TeamMeasure } from '../../shared/scenarios/goals.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import type { Machine } from '../kernel/machine.ts';
import { hashState } from '../kernel/snapshot.ts';
import type { KernelEvent, MachineState, PolicyName } from '../kernel/types.ts';
import { Bots } from './bots/bots.ts';
import { Chronicle } from './chronicle.ts';
import { inject, stormTick } from './inject.ts';
import { applyInput } from './inputs.ts';
import type { Arrivals } from './jobs/arrivals.ts';
import { tickJobs } from './jobs/run.ts';
import { LevelPlay } from './levels/play.ts';
import { arrivalSeats, configOfLevel } from './levels/setup.ts';
import { tickOutage } from './outage.ts';
import { setPolicyOf } from './policies.ts';
import { resultsOf } from './results.ts';
import { dealCores, kernelView } from './schedulers.ts';
import { drainPatience } from './score.ts';
import {
  MOST_SEATS,
  machineConfig,
  newMachine,
  newRoundState,
  newSeat,
  type StandIns,
  startProcess,
  withStandIns,
} from './setup.ts';
import { payEvictions } from './stations/memory.ts';
import { stationView, takeUp } from './stations/table.ts';
import { goalsOf, measuresOf } from './team.ts';
import { deviceTraffic } from './traffic.ts';
import type {
  InputAnswer,
  JournalEntry,
  ProgramState,
  RoundEvent,
  RoundSeat,
  RoundState,
  SeatInput,
  SeatState,
} from './types.ts';
import { type SelfGlance, selfGlance, selfView } from './views/self.ts';
import { type Glance, glanceView, type World, worldView } from './views/world.ts';
import { tickWeb } from './web.ts';

/** Ticks until a process that found no room on the machine is tried again. */
const AGAIN = 5;

/** In whose name the host's inputs stand in the journal. */
const HOST = 'host';

export interface RoundOptions {
  scenario: Scenario;
  /** Seed of everything that is drawn in the round. */
  seed: number;
  seats: readonly RoundSeat[];
  /** False for a replay: the journal holds what bots did. */
  bots?: boolean;
  /** Schedules in everybody's stead: what would have been. */
  policy?: PolicyName;
  /** Algorithms that serve memory and the disk where nobody has the station; absent: the scenario's. */
  standIns?: StandIns;
  /** Jobs that come when these came, and not when their users think of them. */
  arrivals?: Arrivals;
  /** A level instead of jobs and patience; the first seat plays it. */
  level?: Level;
  /** Looks on as the kernel tells of a tick, before the game has made anything of it. */
  watch?: (round: Round, events: readonly KernelEvent[]) => void;
}

/** A round as it stands between two ticks. */
export interface RoundSnapshot {
  round: RoundState;
  machine: MachineState;
}

/** What the parts of a round work on. */
export interface RoundContext {
  readonly scenario: Scenario;
  readonly arrivals?: Arrivals | undefined;
  readonly state: RoundState;
  readonly machine: Machine<ProgramState>;
  /** Tells everybody, or `only` one seat, or all `except` one. */
  emit(event: GameEvent, to?: { only?: string; except?: string }): void;
}

/**
 * One round: a machine, the seats that play on it, and what they have achieved. Pure: it moves by `tick` and `input` alone,
 * and its journal of inputs gives the same round again, hash by hash.
 */
export class Round {
  readonly journal: JournalEntry[] = [];
  /** What it was made with: with its journal, all that it takes to play it again. */
  readonly options: RoundOptions;
  readonly #scenario: Scenario;
  readonly #arrivals: Arrivals | undefined;
  #state: RoundState;
  readonly #machine: Machine<ProgramState>;
  #chronicle: Chronicle;
  readonly #bots: Bots | undefined;
  readonly #level: LevelPlay | undefined;
  #events: RoundEvent[] = [];

  constructor(options: RoundOptions) {
    const { scenario, seed, seats: given, bots = true, level, policy, arrivals, standIns } = options;
    this.options = options;
    const seats = level === undefined ? given : [...given, ...arrivalSeats(level)];
    this.#scenario = scenario;
    this.#arrivals = arrivals;
    this.#state = newRoundState(scenario, seed);
    const processes = seats.filter((seat) => !isStation(seat.role)).length;
    const schedulers = seats.filter((seat) => seat.role === 'scheduler').length;
    const own = machineConfig(scenario, seed, Math.max(1, processes), schedulers);
    const base = standIns === undefined ? own : withStandIns(own, standIns);
    const config = policy === undefined ? base : { ...base, policy, fallback: policy };
    this.#machine = newMachine(level === undefined ? config : configOfLevel(level, config));
    const player = given[0]?.id ?? '';
    this.#level = level && new LevelPlay(level, this.#machine, this.#state, player);
    this.#chronicle = new Chronicle(this.#context());
    for (const seat of seats) this.#addSeat(seat);
    // What the memory manager is measured against afterwards: no part of the state, and the same in a replay.
    if (seats.some(({ role }) => role === 'memory')) this.#machine.recordReferences(true);
    dealCores(this.#context());
    // Processes and first jobs are there before the first tick: the briefing shows them.
    this.#startProcesses(this.#context());
    if (this.#level === undefined) tickJobs(this.#context());
    else this.#level.begin();
    this.#bots = bots && level === undefined ? new Bots(seed) : undefined;
  }

  #context(): RoundContext {
    return {
      scenario: this.#scenario,
      arrivals: this.#arrivals,
      state: this.#state,
      machine: this.#machine,
      emit: (event, to = {}) => void this.#events.push({ event, ...to }),
    };
  }

  #addSeat(seat: RoundSeat): void {
    const index = this.#state.seats.size;
    const made = newSeat(seat, index, this.#scenario, this.#state.tick);
    this.#level?.prepare(made);
    this.#state.seats.set(seat.id, made);
    takeUp(this.#context(), seat.role);
  }

  get scenario(): Scenario {
    return this.#scenario;
  }

  get tickNumber(): number {
    return this.#state.tick;
  }

  /** The round is over: its time is up, or the user has lost patience. */
  get over(): boolean {
    if (this.#level !== undefined) return this.#level.over;
    return this.#state.tick >= this.#state.lengthTicks || this.#state.patience <= 0;
  }

  /** The machine stands still until its player answers. */
  get held(): boolean {
    return this.#level?.held === true;
  }

  /** Lets one tick pass: the machine's, then what follows from it for jobs, patience and points. */
  tick(): RoundEvent[] {
    if (this.over || this.held) return [];
    this.#bots?.act(this);
    this.#state.tick += 1;
    const context = this.#context();
    this.#startProcesses(context);
    deviceTraffic(context);
    if (this.#level === undefined) tickWeb(context);
    stormTick(context);
    const events = this.#machine.tick();
    this.options.watch?.(this, events);
    // A level looks first: what it counts of a process is there as long as the process is.
    this.#level?.follow(events);
    this.#chronicle.follow(events);
    tickOutage(context);
    if (this.#level === undefined) {
      tickJobs(context);
      payEvictions(context);
      drainPatience(context);
    }
    return this.#events.splice(0);
  }

  #startProcesses(context: RoundContext): void {
    if (this.#machine.state.panic !== null) return;
    for (const seat of this.#state.seats.values()) {
      if (isStation(seat.role) || seat.pid !== 0 || seat.respawnAt > this.#state.tick) continue;
      if (this.#level?.mayStart(seat) === false) continue;
      if (!startProcess(context, seat)) {
        seat.respawnAt = this.#state.tick + AGAIN;
        continue;
      }
      this.#level?.started(seat);
      context.emit({ kind: 'start', pid: seat.pid, program: seat.program });
    }
  }

  /** What a seat does. Refused inputs change nothing and say why; accepted ones go into the journal. */
  input(seat: string, input: SeatInput): InputAnswer {
    const answer = this.#apply(seat, input);
    if (answer.ok) this.journal.push({ tick: this.#state.tick, seat, input });
    return answer;
  }

  #apply(id: string, input: SeatInput): InputAnswer {
    if (input.type === 'join') {
      if (this.#state.seats.has(id))
        return { ok: false, code: 'seated', message: 'This seat plays already.' };
      if (this.#state.seats.size >= MOST_SEATS)
        return { ok: false, code: 'full', message: 'The machine is full; wait for the next round.' };
      this.#addSeat(input.seat);
      if (input.seat.role === 'scheduler') dealCores(this.#context());
      return { ok: true };
    }
    if (input.type === 'protections') return this.#protect(id, input.name, input.on);
    if (input.type === 'policy') return this.#choosePolicy(id, input);
    if (input.type === 'inject') return this.#inject(id, input.what);
    const seat = this.#state.seats.get(id);
    if (seat === undefined)
      return {
        ok: false,
        code: 'no-seat',
        message: 'You have no seat in this round; wait for the next one.',
      };
    if (this.over) return { ok: false, code: 'over', message: 'The round is over.' };
    if (input.type === 'answer') {
      if (this.#level !== undefined) return this.#level.answer(input.choice);
      return { ok: false, code: 'no-level', message: 'Nothing is asked in this round: go on playing.' };
    }
    return applyInput(this.#context(), seat, input);
  }

  /** The host switches a protection of the simulated machine. */
  #protect(id: string, name: ProtectionName, on: boolean): InputAnswer {
    if (id !== HOST) return { ok: false, code: 'role', message: 'Only the host switches protections.' };
    if (this.over) return { ok: false, code: 'over', message: 'The round is over.' };
    this.#machine.setProtection(name, on);
    this.#events.push({ event: { kind: 'protection', name, on } });
    return { ok: true };
  }

  /** The host says which algorithm plays a station where nobody sits. */
  #choosePolicy(id: string, { station, algorithm }: Message<'policy'>): InputAnswer {
    if (id !== HOST) return { ok: false, code: 'role', message: 'Only the host chooses algorithms.' };
    if (this.over) return { ok: false, code: 'over', message: 'The round is over.' };
    setPolicyOf(this.#machine, { station, algorithm } as Message<'policy'>);
    this.#events.push({ event: { kind: 'policy', station, algorithm } });
    return { ok: true };
  }

  /** The host lets something go wrong on the simulated machine. */
  #inject(id: string, what: Incident): InputAnswer {
    if (id !== HOST) return { ok: false, code: 'role', message: 'Only the host sends something in.' };
    if (this.over) return { ok: false, code: 'over', message: 'The round is over.' };
    return inject(this.#context(), what);
  }

  /** Hash of the machine and of everything the round knows beside it. */
  hash(): string {
    return hashState([this.#machine.state, this.#state]);
  }

  /** A copy of everything that the round will be made of from here on, but for what bots have in mind. */
  snapshot(): RoundSnapshot {
    return { round: structuredClone(this.#state), machine: this.#machine.snapshot() };
  }

  /** Goes on from a snapshot of a round of the same scenario. */
  restore(snapshot: RoundSnapshot): void {
    this.#state = structuredClone(snapshot.round);
    this.#machine.restore(snapshot.machine);
    this.#chronicle = new Chronicle(this.#context());
    this.#events = [];
  }

  /** The machine's state, to look at. */
  get machine(): MachineState {
    return this.#machine.state;
  }

  seat(id: string): SeatState | undefined {
    return this.#state.seats.get(id);
  }

  seats(): Iterable<SeatState> {
    return this.#state.seats.values();
  }

  /**
   * A process from near: whose it is ('' where nobody plays it), and its last calls as strace prints them, oldest first; those
   * of a seat's own process with those of its children. Undefined: there is none.
   */
  closeUp(pid: number): { seat: string; program: Program; strace: readonly string[] } | undefined {
    const task = this.#machine.task(pid);
    if (task === undefined || task.state === 'Z') return undefined;
    const seat = this.#state.seats.get((task.user as ProgramState | null)?.seat ?? '');
    if (seat === undefined) return { seat: '', program: 'sh', strace: [] };
    const own = seat.pid === pid;
    const strace = own ? seat.strace : seat.strace.filter((line) => line.startsWith(`[pid ${pid}]`));
    return { seat: own ? seat.id : '', program: seat.program, strace };
  }

  /** A seat's own view, part by part. */
  self(id: string): object {
    const seat = this.#state.seats.get(id);
    if (seat === undefined) return {};
    const parts = selfView(this.#context(), seat);
    return this.#level?.isPlayer(id) === true ? { ...parts, course: this.#level.view() } : parts;
  }

  /** The part of a seat's own view that its player acts by; undefined: there is no such seat. */
  selfGlance(id: string, lines: number): SelfGlance | undefined {
    const seat = this.#state.seats.get(id);
    return seat && selfGlance(this.#context(), seat, lines);
  }

  /** What schedulers and the host see; null for others. */
  kernelView(id: string): KernelView | null {
    const seat = this.#state.seats.get(id);
    return seat?.role === 'scheduler' || id === 'host' ? kernelView(this.#machine, id) : null;
  }

  /** What a station beside the scheduler's sees; null for seats that have none. */
  stationView(id: string): StationView | null {
    const seat = this.#state.seats.get(id);
    return seat === undefined ? null : stationView(this.#context(), seat);
  }

  /** Who is on each core: everybody sees that. */
  cores(): { id: number; pid: number }[] {
    return this.#machine.state.cores.map(({ id, pid }) => ({ id, pid }));
  }

  world(): World {
    return worldView(this.#context());
  }

  /** The part of what everybody sees that a player takes in at a glance. */
  glance(): Glance {
    return glanceView(this.#context());
  }

  /** What the scenario asks of everybody together, as it stands; a level has goals of its own. */
  goals(): TeamView['goals'] {
    return this.#level === undefined ? goalsOf(this.#context()) : [];
  }

  /** Everything that a team can be measured by, as it stands. */
  measures(): Record<TeamMeasure, number> {
    return measuresOf(this.#context());
  }

  /** A measure of the level; 0 where there is none. */
  measure(name: string): number {
    return this.#level?.measure(name) ?? 0;
  }

  results(): ResultsView {
    const results = resultsOf(this.#context());
    // Whoever comes by itself in a level has ended by then: the chart of the cores still tells whose its slices are.
    const processes = results.processes.map((row) =>
      row.pid === 0 ? { ...row, pid: this.#level?.pidOf(row.seat) ?? 0 } : row,
    );
    return { ...results, processes, level: this.#level?.result() ?? null };
  }
}

export function createRound(options: RoundOptions): Round {
  return new Round(options);
}

/**
 * Plays a journal again, without bots. `each` sees the round after every tick, and what the tick told; it ends at `ticks`, or where the round does.
 */
export function replay(
  options: Omit<RoundOptions, 'bots'>,
  journal: readonly JournalEntry[],
  ticks: number,
  each: (round: Round, events: readonly RoundEvent[]) => void,
): Round {
  const round = new Round({ ...options, bots: false });
  let next = 0;
  for (let tick = 0; tick < ticks && !round.over; tick += 1) {
    for (; next < journal.length && (journal[next] as JournalEntry).tick <= round.tickNumber; next += 1) {
      const { seat, input } = journal[next] as JournalEntry;
      round.input(seat, input);
    }
    each(round, round.tick());
  }
  return round;
}
