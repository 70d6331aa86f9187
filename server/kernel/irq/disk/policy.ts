/** The disk as a scheduling algorithm sees it: where the arm stands and which way it last moved (1: to higher cylinders). */
export interface Arm {
  arm: number;
  direction: 1 | -1;
  /** The outermost cylinder is `cylinders` − 1. */
  cylinders: number;
}

/** Which request is next, and how the arm gets there. */
export interface Choice {
  /** Index in the queue. */
  index: number;
  /** Cylinders at which the arm turns or from which it sweeps back before it moves to the request. */
  via: number[];
  direction: 1 | -1;
}

/** Chooses among waiting requests, in the order of their arrival; there is one at least. */
export type DiskPolicy = (disk: Arm, queue: readonly { cylinder: number }[]) => Choice;

/** Index of the least by `key`, the first of equals; undefined where `key` admits none (Infinity). */
export function leastBy(
  queue: readonly { cylinder: number }[],
  key: (cylinder: number) => number,
): number | undefined {
  let best: number | undefined;
  let bestKey = Number.POSITIVE_INFINITY;
  for (const [index, { cylinder }] of queue.entries()) {
    const value = key(cylinder);
    if (value < bestKey) {
      best = index;
      bestKey = value;
    }
  }
  return best;
}

/** The nearest request that lies in the direction or under the arm. */
export function nextIn(
  from: number,
  direction: 1 | -1,
  queue: readonly { cylinder: number }[],
): number | undefined {
  return leastBy(queue, (cylinder) => {
    const way = (cylinder - from) * direction;
    return way < 0 ? Number.POSITIVE_INFINITY : way;
  });
}

/** Whither the arm goes when it has chosen: the way the last stretch leads, or the old one where it does not move. */
export function heading(from: number, to: number, old: 1 | -1): 1 | -1 {
  if (to === from) return old;
  return to > from ? 1 : -1;
}

/** Cylinders that the arm crosses on its way. */
export function distance(from: number, via: readonly number[], to: number): number {
  let at = from;
  let total = 0;
  for (const stop of [...via, to]) {
    total += Math.abs(stop - at);
    at = stop;
  }
  return total;
}
