import { signalName } from '../../../shared/abi/signals.ts';
import type { CallFigures, OwnRecordView, ProcessFigures } from '../../../shared/protocol/postmortem.ts';
import { isStation } from '../../../shared/roles.ts';
import { INIT } from '../../kernel/proc/exit.ts';
import type { KernelEvent } from '../../kernel/types.ts';
import type { Round } from '../round.ts';
import type { RoundEvent } from '../types.ts';

/** Lines of a seat's strace that are kept: some 200 KB at most. */
const MOST_LINES = 3000;

type Calls = Map<string, CallFigures>;

interface SeatRecord {
  figures: ProcessFigures;
  calls: Calls;
  strace: OwnRecordView['strace'];
  leftOut: number;
  walls: OwnRecordView['walls'];
}

function newRecord(seat: string): SeatRecord {
  const figures: ProcessFigures = {
    seat,
    calls: 0,
    errors: 0,
    faults: 0,
    badFaults: 0,
    sleeps: 0,
    dispatched: 0,
    preempted: 0,
    walls: 0,
  };
  return { figures, calls: new Map(), strace: [], leftOut: 0, walls: [] };
}

function callOf(calls: Calls, name: string): CallFigures {
  let known = calls.get(name);
  if (known === undefined) {
    known = { name, calls: 0, errors: 0, kernel: 0, span: 0 };
    calls.set(name, known);
  }
  return known;
}

/** As `strace -c` sorts: what took most time first, then what was called most. */
function sorted(calls: Calls): CallFigures[] {
  return [...calls.values()].sort(
    (a, b) => b.kernel - a.kernel || b.calls - a.calls || (a.name < b.name ? -1 : 1),
  );
}

/** Counts what the processes of each seat did, its children's deeds with its own, while a round is played again. */
export class FiguresWatch {
  readonly #records = new Map<string, SeatRecord>();
  readonly #all: Calls = new Map();
  /** Seat of each process that was ever seen. */
  readonly #owner = new Map<number, string>();
  /** Calls that have begun and not returned: their name and tick, by process. */
  readonly #open = new Map<number, { name: string; tick: number }>();
  #round: Round | undefined;

  /** The kernel's events of a tick, as they come from the machine. */
  kernel(round: Round, events: readonly KernelEvent[]): void {
    this.#round = round;
    for (const seat of round.seats()) {
      if (isStation(seat.role)) continue;
      this.#record(seat.id);
      if (seat.pid !== 0) this.#owner.set(seat.pid, seat.id);
    }
    for (const event of events) if (event.kind === 'fork') this.#adopt(event.pid, event.child);
    this.#kernelTicks(round, events);
    for (const event of events) this.#one(event, round.tickNumber);
  }

  /** What the game told of a tick: walls, with the seat that ran into each. */
  told(events: readonly RoundEvent[], tick: number): void {
    for (const { event, only } of events) {
      if (event.kind !== 'wall' || only === undefined) continue;
      const { figures, walls } = this.#record(only);
      figures.walls += 1;
      walls.push({ tick, id: event.id, answer: event.answer });
    }
  }

  #adopt(parent: number, child: number): void {
    const seat = this.#owner.get(parent);
    if (seat !== undefined) this.#owner.set(child, seat);
  }

  #record(seat: string): SeatRecord {
    let known = this.#records.get(seat);
    if (known === undefined) {
      known = newRecord(seat);
      this.#records.set(seat, known);
    }
    return known;
  }

  /** The seat's record to which a process belongs; undefined for init and what nobody plays. */
  recordOf(pid: number): SeatRecord | undefined {
    const seat = this.#owner.get(pid);
    return seat === undefined ? undefined : this.#records.get(seat);
  }

  seatOf(pid: number): string | undefined {
    return this.#owner.get(pid);
  }

  /** A tick that a core spent on a call: in the mode switch before it, or in its handler. */
  #kernelTicks(round: Round, events: readonly KernelEvent[]): void {
    for (const core of round.machine.cores) {
      if (core.activity !== 'mode switch' && core.activity !== 'syscall') continue;
      const pid = core.pid || core.last;
      if (pid === INIT) continue;
      const ended = events.find(
        (event) => event.kind === 'syscallExit' && event.pid === pid && event.core === core.id,
      );
      const name =
        ended?.kind === 'syscallExit' ? ended.name : (round.machine.tasks.get(pid)?.call?.name ?? '');
      if (name === '') continue;
      callOf(this.#all, name).kernel += 1;
      const own = this.recordOf(pid);
      if (own !== undefined) callOf(own.calls, name).kernel += 1;
    }
  }

  #one(event: KernelEvent, tick: number): void {
    if (!('pid' in event) || event.pid === INIT) return;
    const record = this.recordOf(event.pid);
    switch (event.kind) {
      case 'syscallEnter':
        this.#open.set(event.pid, { name: event.name, tick });
        return;
      case 'syscallExit':
        this.#returned(event, record, tick);
        return;
      case 'exit':
        this.#open.delete(event.pid);
        if (record !== undefined) this.#trace(record, event.pid, ending(event), tick);
        return;
      case 'signalDelivered':
        if (record !== undefined) this.#trace(record, event.pid, event.strace, tick);
        return;
      default:
        if (record !== undefined) count(record.figures, event);
    }
  }

  #returned(
    { pid, name, ret, strace }: KernelEvent & { kind: 'syscallExit' },
    record: SeatRecord | undefined,
    tick: number,
  ): void {
    const begun = this.#open.get(pid);
    this.#open.delete(pid);
    const span = begun?.name === name ? tick - begun.tick + 1 : 1;
    for (const calls of [this.#all, record?.calls]) {
      if (calls === undefined) continue;
      const figures = callOf(calls, name);
      figures.calls += 1;
      figures.span += span;
      if (ret < 0) figures.errors += 1;
    }
    if (record === undefined) return;
    record.figures.calls += 1;
    if (ret < 0) record.figures.errors += 1;
    this.#trace(record, pid, strace, tick);
  }

  #trace(record: SeatRecord, pid: number, line: string, tick: number): void {
    const own = this.#round?.seat(record.figures.seat)?.pid === pid;
    record.strace.push({ tick, text: own ? line : `[pid ${pid}] ${line}` });
    if (record.strace.length <= MOST_LINES) return;
    record.strace.shift();
    record.leftOut += 1;
  }

  owners(): [pid: number, seat: string][] {
    return [...this.#owner];
  }

  processes(): ProcessFigures[] {
    return [...this.#records.values()].map(({ figures }) => ({ ...figures }));
  }

  calls(): CallFigures[] {
    return sorted(this.#all);
  }

  /** What belongs to each seat alone. */
  own(): Map<string, Omit<OwnRecordView, 'round'>> {
    return new Map(
      [...this.#records].map(([seat, { strace, leftOut, calls, walls }]) => [
        seat,
        { strace, leftOut, calls: sorted(calls), walls },
      ]),
    );
  }
}

function ending({ signal, code }: KernelEvent & { kind: 'exit' }): string {
  return signal > 0 ? `+++ killed by ${signalName(signal)} +++` : `+++ exited with ${code} +++`;
}

function count(figures: ProcessFigures, event: KernelEvent): void {
  if (event.kind === 'fault') figures[event.resolved ? 'faults' : 'badFaults'] += 1;
  else if (event.kind === 'block') figures.sleeps += 1;
  else if (event.kind === 'dispatch') figures.dispatched += 1;
  else if (event.kind === 'preempt' && event.why !== 'yield') figures.preempted += 1;
}
