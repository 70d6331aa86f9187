import type { Level } from '../../../shared/levels/schema.ts';
import type { LevelResult, LevelView } from '../../../shared/protocol/level.ts';
import type { Machine } from '../../kernel/machine.ts';
import type { KernelEvent } from '../../kernel/types.ts';
import type { InputAnswer, ProgramState, RoundState, SeatState } from '../types.ts';
import { answer, arrivalSeat, beginLevel, followLevel, isHeld, isOver, newLevelState } from './course.ts';
import { type LevelContext, measure } from './measures.ts';
import { queueLines } from './setup.ts';
import { levelResult, levelView } from './view.ts';

/** A level on a round: what it adds to the round's own rules. Its state lies in the round's. */
export class LevelPlay {
  readonly level: Level;
  readonly #machine: Machine<ProgramState>;
  readonly #round: RoundState;

  constructor(level: Level, machine: Machine<ProgramState>, round: RoundState, player: string) {
    this.level = level;
    this.#machine = machine;
    this.#round = round;
    round.course = newLevelState(level, player);
  }

  #context(): LevelContext {
    const { course, seats, tick } = this.#round;
    const seat = seats.get(course?.seat ?? '');
    if (course === null || seat === undefined) throw new Error(`level ${this.level.id} has no player`);
    return { machine: this.#machine, seat, state: course, tick };
  }

  isPlayer(seat: string): boolean {
    return this.#round.course?.seat === seat;
  }

  /** Whether the machine waits for an answer. */
  get held(): boolean {
    return this.#round.course !== null && isHeld(this.level, this.#machine, this.#round.course);
  }

  get over(): boolean {
    return this.#round.course !== null && isOver(this.#round.course, this.#round.tick);
  }

  begin(): void {
    // Who plans the arm's way has the disk alone; its interrupts are taken by priority.
    if (this.level.role === 'io' && this.level.thinks) this.#machine.setLinePolicy('priority');
    beginLevel(this.level, this.#context());
  }

  /** Whether a seat's process may start: who comes by itself comes once. */
  mayStart(seat: SeatState): boolean {
    const arrival = this.#round.course?.arrivals.find((candidate) => candidate.seat === seat.id);
    return arrival === undefined || arrival.pid === 0;
  }

  /** The seat's process has started: who comes by itself has its lines ready. */
  started(seat: SeatState): void {
    const index = this.level.arrivals.findIndex((_, at) => arrivalSeat(at) === seat.id);
    const arrival = this.#round.course?.arrivals[index];
    if (arrival === undefined) return;
    arrival.pid = seat.pid;
    arrival.at = this.#round.tick;
    queueLines(this.#machine, seat.pid, this.level, index);
  }

  /** Program and time of who comes by itself. */
  prepare(seat: SeatState): void {
    const index = this.level.arrivals.findIndex((_, at) => arrivalSeat(at) === seat.id);
    const arrival = this.level.arrivals[index];
    if (arrival === undefined) return;
    seat.program = arrival.program;
    seat.respawnAt = arrival.at;
  }

  follow(events: readonly KernelEvent[]): void {
    followLevel(this.level, this.#context(), events);
  }

  answer(choice: number): InputAnswer {
    return answer(this.level, this.#context(), choice);
  }

  view(): LevelView {
    return levelView(this.level, this.#context());
  }

  measure(name: string): number {
    return measure(this.#context(), name);
  }

  /** Process of a seat that came by itself, ended or not; 0: it has not come. */
  pidOf(seat: string): number {
    return this.#round.course?.arrivals.find((arrival) => arrival.seat === seat)?.pid ?? 0;
  }

  result(): LevelResult {
    return levelResult(this.level, this.#context());
  }
}
