const FIRST = 500;
const MOST = 5000;

/** Milliseconds to wait before the n-th attempt (from 0) to come back: half a second, doubling, five seconds at most. */
export function backoff(attempt: number): number {
  return Math.min(MOST, FIRST * 2 ** Math.min(attempt, 10));
}
