import type { Reference } from '../meter.ts';
import { type ReplacementName, replacements } from './table.ts';
import { replayPages } from './textbook.ts';

/** What a round's accesses to memory came to, and what every algorithm would have made of them. */
export interface Comparison {
  /** First touches: no algorithm spares them. */
  first: number;
  /** Faults as they were, and under each algorithm; first touches among them. */
  played: number;
  others: { policy: ReplacementName; faults: number }[];
}

/** Pages by numbers of their own: what comes to stand where a page was freed is another page. */
function tellApart(references: readonly Reference[]): {
  pages: number[];
  freed: Map<number, number[]>;
  first: number;
  again: number;
} {
  const known = new Map<number, number>();
  const pages: number[] = [];
  const freed = new Map<number, number[]>();
  let first = 0;
  let again = 0;
  for (const { page, what } of references) {
    const number = known.get(page);
    if (what === 'freed') {
      if (number !== undefined) freed.set(pages.length, [...(freed.get(pages.length) ?? []), number]);
      known.delete(page);
      continue;
    }
    if (number === undefined) {
      first += 1;
      known.set(page, first);
    } else if (what === 'brought') again += 1;
    pages.push(known.get(page) as number);
  }
  return { pages, freed, first, again };
}

/**
 * The same accesses on so many frames under every algorithm, OPT with the future known: what the memory manager is measured against
 * afterwards. A page that its process gave up leaves its frame at once, as on the machine. Pages that processes share count for
 * each of them.
 */
export function compareReplacements(
  references: readonly Reference[],
  frames: number,
  seed: number,
): Comparison {
  const { pages, freed, first, again } = tellApart(references);
  const others = (Object.keys(replacements) as ReplacementName[]).map((policy) => ({
    policy,
    faults: pages.length - replayPages(policy, frames, pages, seed, freed).hits,
  }));
  return { first, played: first + again, others };
}
