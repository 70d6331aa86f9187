import type { SeatRecord } from './seats.ts';

/** What a seat has earned in the room: points of the rounds before, and those of the present one. */
export class Points {
  readonly #earlier = new Map<string, number>();

  /** A round begins: what is shown now is from earlier ones. */
  begin(seats: readonly SeatRecord[]): void {
    for (const { id, shown } of seats) this.#earlier.set(id, shown.points);
  }

  /** Points of the rounds before the present one. */
  before({ id }: SeatRecord): number {
    return this.#earlier.get(id) ?? 0;
  }

  /** Goes on with what a seat had before the present round. */
  resume(seat: string, earlier: number): void {
    this.#earlier.set(seat, earlier);
  }

  /** Shows the points of earlier rounds and of this one together. */
  show(seat: SeatRecord, points: number): void {
    const sum = (this.#earlier.get(seat.id) ?? 0) + points;
    if (seat.shown.points !== sum) seat.shown.points = sum;
  }

  forget(seat: SeatRecord): void {
    this.#earlier.delete(seat.id);
  }
}
