/** A page in memory, as a replacement policy may see it. Times count accesses or loads; greater is later. */
export interface Resident {
  page: number;
  loadedAt: number;
  usedAt: number;
  accessed: boolean;
}

export const REPLACEMENTS = ['fifo', 'lru', 'clock', 'opt'] as const;
export type ReplacementName = (typeof REPLACEMENTS)[number];

export interface ReplacementState {
  /** Where the clock's hand stands: index into the residents. */
  hand: number;
}

/** Index of the resident to evict. `nextUse`: when a page is needed again (Infinity: never), known to OPT only. */
export type Replacement = (
  state: ReplacementState,
  residents: readonly Resident[],
  clearAccessed: (index: number) => void,
  nextUse: (page: number) => number,
) => number;

function least(residents: readonly Resident[], key: (resident: Resident) => number): number {
  let best = 0;
  for (const [index, resident] of residents.entries()) {
    if (key(resident) < key(residents[best] as Resident)) best = index;
  }
  return best;
}

/** OSTEP chapter 22. */
export const replacements: Record<ReplacementName, Replacement> = {
  fifo: (_, residents) => least(residents, (resident) => resident.loadedAt),
  lru: (_, residents) => least(residents, (resident) => resident.usedAt),
  /** Passes over pages accessed since the hand last came by, taking their bit away. */
  clock(state, residents, clearAccessed) {
    for (;;) {
      const index = state.hand % residents.length;
      state.hand = (index + 1) % residents.length;
      if (!(residents[index] as Resident).accessed) return index;
      clearAccessed(index);
    }
  },
  opt: (_, residents, __, nextUse) => least(residents, (resident) => -nextUse(resident.page)),
};

export interface PagingAnswer {
  accesses: { hit: boolean; evicted: number | null }[];
  hits: number;
}

/** Runs a textbook exercise: `pages` accessed in order with so many frames, under a policy of the game's machine. */
export function runPagingCase(
  policy: 'FIFO' | 'LRU' | 'OPT' | 'CLOCK',
  frames: number,
  pages: readonly number[],
): PagingAnswer {
  const replace = replacements[policy.toLowerCase() as ReplacementName];
  const residents: Resident[] = [];
  const state = { hand: 0 };
  const accesses = pages.map((page, now) => {
    const found = residents.find((resident) => resident.page === page);
    if (found !== undefined) {
      found.usedAt = now;
      found.accessed = true;
      return { hit: true, evicted: null };
    }
    const fresh: Resident = { page, loadedAt: now, usedAt: now, accessed: true };
    if (residents.length < frames) {
      residents.push(fresh);
      return { hit: false, evicted: null };
    }
    const nextUse = (wanted: number): number => {
      const at = pages.indexOf(wanted, now + 1);
      return at < 0 ? Number.POSITIVE_INFINITY : at;
    };
    const victim = replace(
      state,
      residents,
      (index) => {
        (residents[index] as Resident).accessed = false;
      },
      nextUse,
    );
    const evicted = (residents[victim] as Resident).page;
    residents[victim] = fresh;
    return { hit: false, evicted };
  });
  return { accesses, hits: accesses.filter((access) => access.hit).length };
}
