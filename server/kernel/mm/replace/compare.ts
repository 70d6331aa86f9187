import { type ReplacementName, replacements } from './table.ts';
import { replayPages } from './textbook.ts';

/** What an algorithm would have made of a round's accesses to memory. */
export interface Counterfactual {
  policy: ReplacementName;
  misses: number;
}

/**
 * The same accesses on so many frames under every algorithm, OPT with the future known: what the memory manager is measured against
 * afterwards. `references`: pages in the order of access, as `Machine.takeReferences` gives them.
 */
export function compareReplacements(
  references: readonly number[],
  frames: number,
  seed: number,
): Counterfactual[] {
  return (Object.keys(replacements) as ReplacementName[]).map((policy) => ({
    policy,
    misses: references.length - replayPages(policy, frames, references, seed).hits,
  }));
}
