import { pagesMetBy } from '../../shared/codex/met.ts';
import type { ResultsView } from '../../shared/protocol/view.ts';
import { type Deeds, NO_DEEDS } from '../../shared/report/view.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import type { Round } from '../game/round.ts';
import type { RoundEvent } from '../game/types.ts';
import type { Keeping } from '../store/keep.ts';
import type { Asked } from '../store/reports.ts';
import type { Poll } from './polls.ts';
import type { PollQuestion } from './questions.ts';
import type { SeatRecord } from './seats.ts';

/** A hosted room, as its report begins: `host` is the hash of its key. */
export interface Hosted {
  host: string;
  code: string;
  name: string;
}

interface Entry {
  role: string;
  deeds: Deeds;
  /** What was written last, to write only what has changed. */
  written: string;
  /** Its process slept at the end of the tick before. */
  asleep: boolean;
}

const noDeeds = (program: string): Deeds => {
  return { ...structuredClone(NO_DEEDS), program };
};
const ENDED = 'ended by ';

/**
 * Follows what players do: for the teacher's report, tick by tick, and for the codex pages and stars of players who have
 * a key. Bots are in neither. Calls of a player's children are not counted: they run the same lines.
 */
export class PlayRecord {
  readonly #keeping: Keeping;
  /** Undefined: nobody hosts the room, and there is no report. */
  hosted: Hosted | undefined;
  #report: string | undefined;
  #entries = new Map<string, Entry>();
  #seatOf = new Map<number, string>();
  /** Nickname and player's key of each seat, as the report was told last. */
  readonly #told = new Map<string, string>();
  /** Signs of each seat whose pages are on their way to the store. */
  readonly #met = new Map<string, Set<string>>();
  #round = 0;
  /** Entries of the round's journal that have been read. */
  #read = 0;
  #scenario = '';
  #policy = '';

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  begin(round: number, scenario: string, policy: string): void {
    this.#round = round;
    this.#read = 0;
    this.#scenario = scenario;
    this.#entries = new Map();
    this.#seatOf = new Map();
    this.#open();
    this.#policy = policy;
  }

  /** Id of the report; undefined before it has begun. */
  get report(): string | undefined {
    return this.#report;
  }

  /** Goes on with a report, and a round of it, that another server has begun. */
  resume(report: string | undefined, round: number, scenario: Scenario): void {
    this.#report = report;
    this.#round = round;
    this.#scenario = scenario.id;
    this.#policy = scenario.machine.policy;
  }

  /** The report of a hosted room, begun now if it was not yet. */
  #open(): string | undefined {
    if (this.hosted !== undefined) this.#report ??= this.#keeping.reports.begin(this.hosted);
    return this.#report;
  }

  follow(round: Round, seats: readonly SeatRecord[], events: readonly RoundEvent[]): void {
    this.recall(round, seats, events);
    this.#write();
  }

  /** As `follow`, for a tick that was written before. */
  recall(round: Round, seats: readonly SeatRecord[], events: readonly RoundEvent[]): void {
    const present = new Map(seats.map((seat) => [seat.id, seat]));
    for (const seat of seats) this.#look(round, seat);
    this.#readJournal(round);
    for (const { event, only } of events) {
      if (!('pid' in event)) continue;
      const id = event.kind === 'wall' ? only : this.#seatOf.get(event.pid);
      const seat = id === undefined ? undefined : present.get(id);
      const entry = id === undefined ? undefined : this.#entries.get(id);
      if (seat === undefined || entry === undefined) continue;
      this.#note(seat, entry.deeds, event);
    }
  }

  /** What seats did since the journal was read last. */
  #readJournal({ journal }: Round): void {
    for (; this.#read < journal.length; this.#read += 1) {
      const entry = journal[this.#read];
      const acts = entry && this.#entries.get(entry.seat)?.deeds.acts;
      if (entry === undefined || acts === undefined) continue;
      acts[entry.input.type] = (acts[entry.input.type] ?? 0) + 1;
    }
  }

  /** Brings jobs and points up to what they are, and learns which process is the seat's. */
  #look(round: Round, seat: SeatRecord): void {
    const played = round.seat(seat.id);
    if (played === undefined) return;
    let entry = this.#entries.get(seat.id);
    if (entry === undefined) {
      entry = { role: seat.role, deeds: noDeeds(played.program), written: '', asleep: false };
      this.#entries.set(seat.id, entry);
    }
    this.#meet(seat, `role:${seat.role}`);
    if (seat.role === 'scheduler') this.#meet(seat, `policy:${this.#policy}`);
    if (played.pid !== 0) this.#seatOf.set(played.pid, seat.id);
    const { deeds } = entry;
    if (played.jobsDone > deeds.jobsDone) {
      this.#meet(seat, `job:${played.program}`);
      for (const [key, error] of Object.entries(deeds.errors))
        if (key.startsWith(ENDED)) error.overcome = true;
    }
    deeds.jobsDone = played.jobsDone;
    deeds.jobsLate = played.jobsLate;
    deeds.points = played.points;
    const state = round.machine.tasks.get(played.pid)?.state;
    const asleep = state === 'S' || state === 'D';
    if (asleep && !entry.asleep) deeds.sleeps += 1;
    entry.asleep = asleep;
    this.#tell(seat);
  }

  /** Who a seat is, where the report does not know it yet. */
  #tell({ id, shown, player }: SeatRecord): void {
    const now = `${shown.nickname}/${player ?? ''}`;
    if (this.#report === undefined || this.#told.get(id) === now) return;
    this.#told.set(id, now);
    this.#keeping.reports.seat(this.#report, id, shown.nickname, player);
  }

  #note(seat: SeatRecord, deeds: Deeds, event: RoundEvent['event']): void {
    switch (event.kind) {
      case 'call':
        deeds.calls[event.name] = (deeds.calls[event.name] ?? 0) + 1;
        this.#meet(seat, 'event:call');
        this.#meet(seat, `call:${event.name}`);
        return;
      case 'return':
        if (event.ok) {
          for (const [key, error] of Object.entries(deeds.errors))
            if (key.startsWith(`${event.name} `)) error.overcome = true;
        } else {
          err(deeds, `${event.name} ${event.text}`);
          this.#meet(seat, 'event:error');
        }
        return;
      case 'wall':
        deeds.walls[event.id] = (deeds.walls[event.id] ?? 0) + 1;
        this.#meet(seat, `wall:${event.id}`);
        return;
      case 'fault':
        deeds.faults += 1;
        this.#meet(seat, 'event:fault');
        return;
      case 'preempt':
        if (event.why !== 'yield') deeds.preempted += 1;
        this.#meet(seat, 'event:preempted');
        return;
      case 'exit':
        if (!event.how.startsWith('SIG')) return;
        err(deeds, ENDED + event.how);
        this.#meet(seat, 'end:signal');
        this.#meet(seat, `end:${event.how}`);
        return;
      default:
    }
  }

  #meet(seat: SeatRecord, sign: string): void {
    if (seat.player === undefined) return;
    let known = this.#met.get(seat.id);
    if (known === undefined) {
      known = new Set();
      this.#met.set(seat.id, known);
    }
    if (known.has(sign)) return;
    known.add(sign);
    for (const page of pagesMetBy(sign)) this.#keeping.progress.recordCodex(seat.player, page);
  }

  #write(): void {
    if (this.#report === undefined) return;
    const rows = [];
    for (const [seat, entry] of this.#entries) {
      const text = JSON.stringify(entry.deeds);
      if (text === entry.written) continue;
      entry.written = text;
      rows.push({
        round: this.#round,
        seat,
        scenario: this.#scenario,
        role: entry.role,
        deeds: structuredClone(entry.deeds),
      });
    }
    this.#keeping.reports.deeds(this.#report, rows);
  }

  /** The round is over: its last figures, and the stars of a level. */
  end(round: Round, seats: readonly SeatRecord[], { level }: ResultsView): void {
    this.follow(round, seats, []);
    if (level === null || level.outcome !== 'done') return;
    for (const { player } of seats) {
      if (player !== undefined)
        this.#keeping.progress.recordLevel(player, level.levelId, level.stars, level.measures);
    }
  }

  /** An answer to a question, with the words of it: before the first round (0), in one or after it. The first one counts. */
  answer(seat: SeatRecord, key: string, question: PollQuestion, given: number, asked: Asked = 'round'): void {
    const report = this.#open();
    if (report === undefined) return;
    const { source, text, answers, right } = question;
    const { reports } = this.#keeping;
    reports.asked(report, { question: key, source, text, answers, right });
    this.#tell(seat);
    const correct = right < 0 ? null : given === right;
    reports.answer(report, { seat: seat.id, question: key, asked, given, right: correct });
  }

  /** An answer to a question of this round. */
  reply(seat: SeatRecord, key: string, question: PollQuestion, given: number): void {
    this.answer(seat, `${this.#round}/${key}`, question, given);
  }

  /** An answer to what the host asks the class. */
  vote(seat: SeatRecord, poll: Readonly<Poll>, given: number): void {
    this.reply(seat, `poll/${poll.id}`, poll.question, given);
  }
}

function err(deeds: Deeds, key: string): void {
  const known = deeds.errors[key];
  // Met again, it is to be overcome again.
  deeds.errors[key] = { met: (known?.met ?? 0) + 1, overcome: false };
}
