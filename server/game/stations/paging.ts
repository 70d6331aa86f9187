import type { PagingView } from '../../../shared/protocol/view.ts';
import { compareReplacements } from '../../kernel/mm/replace/compare.ts';
import type { RoundContext } from '../round.ts';

/** How the round's accesses to memory went, beside every replacement algorithm on as many frames; OPT knows what was to come. */
export function pagingView({ machine }: RoundContext): PagingView | null {
  const { references, userFrames } = machine;
  const { config, memory } = machine.state;
  if (references.length === 0) return null;
  const { first, played, others } = compareReplacements(references, userFrames, config.seed);
  const { byHand, byFallback } = memory.counts;
  return { frames: userFrames, first, played, byHand, byFallback, others };
}
