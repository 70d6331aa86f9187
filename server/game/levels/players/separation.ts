import { EXPLOITS } from '../../exploits.ts';
import type { Player } from '../run.ts';
import { type Pair, scripted, stubborn } from './types.ts';

/** Plays cards in turn, one whenever the process is there and has nothing to do. */
function cards(ids: readonly string[]): Player {
  let next = 0;
  return ({ course, quiet }) => {
    if (course.question !== null)
      return [{ type: 'answer', choice: course.question.tried.length === 0 ? 2 : 0 }];
    const id = ids[next % ids.length];
    if (!quiet || course.outcome !== 'open' || id === undefined) return [];
    next += 1;
    return [{ type: 'exploit', id }];
  };
}

/** One card a wall: the first that meets it. */
const ONE_EACH = EXPLOITS.filter(
  (card, index) => EXPLOITS.findIndex(({ mechanism }) => mechanism === card.mechanism) === index,
).map(({ id }) => id);

export const separationPlayers: Record<string, Pair> = {
  'separation-1': {
    good: () => cards(ONE_EACH),
    wrong: () => cards(['kernel-read', 'kernel-write']),
  },
  'separation-2': {
    good: (level) =>
      scripted(level, { lines: { 0: level.steps[0]?.lines ?? [] }, answers: { 1: [1], 2: [2] } }),
    wrong: () => stubborn(['work 20']),
  },
};
