import { rebuilding } from '../../server/game/rebuild.ts';
import type { Round } from '../../server/game/round.ts';
import type { JournalEntry, RoundEvent, RoundSeat } from '../../server/game/types.ts';
import type { KeptRound } from '../../server/store/journal.ts';
import { readScenario } from '../../shared/scenarios/schema.ts';

/**
 * What a kept round says of its seats, found by playing its journal again and looking at nothing else. It goes by its own way,
 * not by the record that the server keeps as the round goes: the two are compared.
 */
export interface FromJournal {
  round: Round;
  /** By seat, bots left out: the columns of the report's line for it, as text. */
  figures: Map<string, Figures>;
}

/** `walls` stands sorted by name: the report sorts by number, then by name. */
export type Figures = Record<(typeof COLUMNS)[number], string>;
export const COLUMNS = [
  'round',
  'scenario',
  'role',
  'program',
  'jobs_done',
  'jobs_late',
  'points',
  'calls',
  'errors_met',
  'errors_overcome',
  'walls',
  'acts',
  'page_faults',
  'preempted',
  'blocked',
] as const;

/** Lines of a CSV as records; fields may be quoted. */
export function records(csv: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, field = '', end] of csv.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)) {
    rows.at(-1)?.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === '\r\n') rows.push([]);
  }
  const [names = [], ...lines] = rows.filter((row) => row.length > 0);
  return lines.map((line) => Object.fromEntries(names.map((name, at) => [name, line[at] ?? ''])));
}

class Counts extends Map<string, number> {
  add(name: string): void {
    this.set(name, (this.get(name) ?? 0) + 1);
  }

  /** Most first, then by name. */
  override toString(): string {
    return [...this]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([name, count]) => `${name} ${count}`)
      .join('; ');
  }
}

/** One thing that went wrong or well for a seat, in the order in which it happened. */
type Happening = { met: string } | { succeeded: string } | { jobDone: true };

/** Everything that is looked at of one seat. */
class Watched {
  readonly calls = new Counts();
  readonly walls = new Counts();
  readonly story: Happening[] = [];
  faults = 0;
  preempted = 0;
  blocked = 0;
  #asleep = false;
  #pid = 0;
  #jobs = 0;
  late = 0;
  points = 0;
  program = '';

  readonly seat: RoundSeat;

  constructor(seat: RoundSeat) {
    this.seat = seat;
  }

  get jobs(): number {
    return this.#jobs;
  }

  look(round: Round, events: readonly RoundEvent[]): void {
    const state = round.seat(this.seat.id);
    if (state === undefined) return;
    // A process may have begun or ended in this tick: what it had before and what it has now are both the seat's.
    const own = new Set([this.#pid, state.pid].filter((pid) => pid !== 0));
    this.#pid = state.pid;
    if (state.jobsDone > this.#jobs) this.story.push({ jobDone: true });
    this.#jobs = state.jobsDone;
    this.late = state.jobsLate;
    this.points = state.points;
    this.program = state.program;
    const sleep = round.machine.tasks.get(state.pid)?.state ?? '';
    const asleep = sleep === 'S' || sleep === 'D';
    if (asleep && !this.#asleep) this.blocked += 1;
    this.#asleep = asleep;
    for (const { event, only } of events) {
      if (event.kind === 'wall' && only === this.seat.id) this.walls.add(event.id);
      if (!('pid' in event) || !own.has(event.pid)) continue;
      if (event.kind === 'call') this.calls.add(event.name);
      if (event.kind === 'return')
        this.story.push(event.ok ? { succeeded: event.name } : { met: `${event.name} ${event.text}` });
      if (event.kind === 'exit' && event.how.startsWith('SIG'))
        this.story.push({ met: `ended by ${event.how}` });
      if (event.kind === 'fault') this.faults += 1;
      if (event.kind === 'preempt' && event.why !== 'yield') this.preempted += 1;
    }
  }

  /** Errors in the order in which they were first met. */
  errors(): Map<string, number> {
    const met = new Counts();
    for (const happening of this.story) if ('met' in happening) met.add(happening.met);
    return met;
  }

  /** After its last time the same call succeeded; after the end of a process a job was done. */
  overcome(error: string): boolean {
    const last = this.story.findLastIndex((happening) => 'met' in happening && happening.met === error);
    return this.story
      .slice(last + 1)
      .some((later) =>
        error.startsWith('ended by ')
          ? 'jobDone' in later
          : 'succeeded' in later && error.startsWith(`${later.succeeded} `),
      );
  }
}

export function fromJournal(kept: KeptRound): FromJournal {
  const read = readScenario(kept.setup);
  if (!read.ok) throw new Error(read.message);
  const journal = kept.inputs as JournalEntry[];
  const seats = kept.seats as RoundSeat[];
  const joined = journal.flatMap(({ input }) => (input.type === 'join' ? [input.seat] : []));
  const watched = [...seats, ...joined].filter(({ bot }) => !bot).map((seat) => new Watched(seat));
  /** Tick after which a seat was taken out: what its process does from then on is nobody's. */
  const goneAt = new Map(
    journal.flatMap(({ seat, tick, input }) => (input.type === 'gone' ? [[seat, tick]] : [])),
  );
  const steps = rebuilding(
    { scenario: read.scenario, seed: kept.seed, seats },
    journal,
    kept.tick,
    (round, events) => {
      for (const one of watched) {
        const gone = goneAt.get(one.seat.id);
        if (gone === undefined || round.tickNumber <= gone) one.look(round, events);
      }
    },
  );
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  if (step.value === undefined) throw new Error('another round comes of the journal');
  // What was done after the last tick may have brought points, and no tick came to look at them.
  for (const one of watched) if (!goneAt.has(one.seat.id)) one.look(step.value, []);
  const figures = new Map<string, Figures>();
  for (const one of watched) {
    const acts = new Counts();
    for (const { seat, input } of journal) if (seat === one.seat.id) acts.add(input.type);
    const errors = one.errors();
    figures.set(one.seat.id, {
      round: String(kept.number),
      scenario: kept.scenario,
      role: one.seat.role,
      program: one.program,
      jobs_done: String(one.jobs),
      jobs_late: String(one.late),
      points: String(one.points),
      calls: String(one.calls),
      errors_met: [...errors].map(([error, count]) => `${error} ${count}`).join('; '),
      errors_overcome: [...errors.keys()].filter((error) => one.overcome(error)).join('; '),
      walls: String(one.walls),
      acts: String(acts),
      page_faults: String(one.faults),
      preempted: String(one.preempted),
      blocked: String(one.blocked),
    });
  }
  return { round: step.value, figures };
}
