import type { SeatState } from './types.ts';

/** Kept to thousandths, so that sums are the same everywhere. */
export const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

/** What a seat gains, or loses. Points are whole and never below nothing; a part of one waits until it is whole. */
export function earn(seat: SeatState, points: number): void {
  const sum = Math.max(0, thousandths(seat.points + seat.part + points));
  seat.points = Math.floor(sum);
  seat.part = thousandths(sum - seat.points);
}
