/** A page in memory, as a replacement policy may see it. Times count accesses or loads; greater is later. */
export interface Resident {
  page: number;
  loadedAt: number;
  usedAt: number;
  accessed: boolean;
}

/** What a policy has to choose with. Indices are those of `residents`. */
export interface Replacing {
  residents: readonly Resident[];
  /** Where the clock's hand stands: index into the residents. */
  hand: number;
  /** Takes the accessed bit away, as the hardware lets the kernel do. */
  clearAccessed(index: number): void;
  /** Puts a page at the tail of the queue, as if it had just been loaded. */
  requeue(index: number): void;
  /** When a page is needed again (Infinity: never). Known to OPT only, in exercises and afterwards. */
  nextUse(page: number): number;
  /** A number below `count` from the machine's own generator. */
  random(count: number): number;
}

/** Index of the resident to evict; there is one at least. */
export type Replacement = (replacing: Replacing) => number;

/** The resident with the least key; the first of equals. */
export function least(residents: readonly Resident[], key: (resident: Resident) => number): number {
  let best = 0;
  for (const [index, resident] of residents.entries()) {
    if (key(resident) < key(residents[best] as Resident)) best = index;
  }
  return best;
}
