import type { IdeaId } from '../../../../shared/ideas.ts';
import type { Story, Who } from '../story.ts';

/** A question before its answers are put in an order. */
export interface Draft {
  text: string;
  right: string;
  why: string;
  /** Answers that are wrong, each with the misconception that it shows. */
  wrong: readonly (readonly [text: string, shows: string])[];
  page: string;
  tick: number;
}

/** A kind of question: what in a round it can be asked about, if anything. */
export interface Kind {
  id: string;
  idea: IdeaId;
  codes: readonly string[];
  make(story: Story): Draft | undefined;
}

/** `pid 14 (cat)`. */
export const named = ({ pid, program }: Who): string => `pid ${pid} (${program})`;

export const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
