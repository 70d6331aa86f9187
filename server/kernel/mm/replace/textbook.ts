import { randomBelow } from '../../prng.ts';
import type { Replacing, Resident } from './policy.ts';
import { type ReplacementName, replacements } from './table.ts';

export interface PagingAnswer {
  accesses: { hit: boolean; evicted: number | null }[];
  hits: number;
}

/** For each access, when the same page is accessed next; Infinity: never. */
function nextUses(pages: readonly number[]): number[] {
  const next = new Map<number, number>();
  const found = pages.map(() => Number.POSITIVE_INFINITY);
  for (let index = pages.length - 1; index >= 0; index -= 1) {
    const page = pages[index] as number;
    found[index] = next.get(page) ?? Number.POSITIVE_INFINITY;
    next.set(page, index);
  }
  return found;
}

/**
 * Runs an exercise: `pages` accessed in order with so many frames, under a policy of the game's machine. `freed`: pages that are
 * given up before the access of that index, and their frames with them.
 */
export function replayPages(
  name: ReplacementName,
  frames: number,
  pages: readonly number[],
  seed = 1,
  freed: ReadonlyMap<number, readonly number[]> = new Map(),
): PagingAnswer {
  const residents: Resident[] = [];
  const generator = { random: seed >>> 0 };
  const following = nextUses(pages);
  /** When each page seen so far is needed again. */
  const upcoming = new Map<number, number>();
  let now = 0;
  let loads = 0;
  const replacing: Replacing = {
    residents,
    hand: 0,
    clearAccessed: (index) => {
      (residents[index] as Resident).accessed = false;
    },
    requeue: (index) => {
      (residents[index] as Resident).loadedAt = ++loads;
    },
    nextUse: (wanted) => upcoming.get(wanted) ?? Number.POSITIVE_INFINITY,
    random: (count) => randomBelow(generator, count),
  };
  const forget = (page: number): void => {
    const at = residents.findIndex((resident) => resident.page === page);
    if (at < 0) return;
    residents.splice(at, 1);
    // The hand stays at the page at which it stood.
    if (at < replacing.hand) replacing.hand -= 1;
  };
  const access = (page: number): { hit: boolean; evicted: number | null } => {
    const found = residents.find((resident) => resident.page === page);
    if (found !== undefined) {
      found.usedAt = now;
      found.accessed = true;
      return { hit: true, evicted: null };
    }
    const victim = residents.length < frames ? residents.length : replacements[name](replacing);
    const evicted = residents[victim]?.page ?? null;
    residents[victim] = { page, loadedAt: ++loads, usedAt: now, accessed: true };
    return { hit: false, evicted };
  };
  const accesses = pages.map((page, index) => {
    now = index;
    for (const gone of freed.get(index) ?? []) forget(gone);
    upcoming.set(page, following[index] as number);
    return access(page);
  });
  return { accesses, hits: accesses.filter(({ hit }) => hit).length };
}

/** The same by the names that textbook cases bear. */
export function runPagingCase(
  policy: 'FIFO' | 'LRU' | 'OPT' | 'CLOCK',
  frames: number,
  pages: readonly number[],
): PagingAnswer {
  return replayPages(policy.toLowerCase() as ReplacementName, frames, pages);
}
