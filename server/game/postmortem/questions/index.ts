import type { RoundQuestion } from '../../../../shared/protocol/postmortem.ts';
import { draw } from '../../prng.ts';
import type { Story } from '../story.ts';
import { ENDS } from './ends.ts';
import { MEMORY } from './memory.ts';
import { REFUSALS } from './refusals.ts';
import { TIMES } from './time.ts';
import type { Draft, Kind } from './types.ts';

/** Every kind of question, what happens seldom first. */
export const KINDS: readonly Kind[] = [...ENDS, ...REFUSALS, ...MEMORY, ...TIMES];

/** Questions after a round, so that its two minutes suffice. */
const MOST = 3;

function asked({ id, idea, codes }: Kind, draft: Draft, seed: number): RoundQuestion {
  const answers = [
    { text: draft.right, shows: '' },
    ...draft.wrong.map(([text, shows]) => ({ text, shows })),
  ];
  let state = seed;
  for (let last = answers.length - 1; last > 0; last -= 1) {
    const drawn = draw(state, last + 1);
    state = drawn.state;
    const [a, b] = [answers[last], answers[drawn.value]] as [(typeof answers)[0], (typeof answers)[0]];
    answers[last] = b;
    answers[drawn.value] = a;
  }
  return {
    id,
    idea,
    tick: draft.tick,
    text: draft.text,
    answers: answers.map(({ text }) => text),
    right: answers.findIndex(({ shows }) => shows === ''),
    why: draft.why,
    shows: answers.map(({ shows }) => shows),
    codes: [...codes],
    page: draft.page,
  };
}

/** Questions about what happened in a round, each about another idea. The same story and seed give the same questions. */
export function questionsOf(story: Story, seed: number): RoundQuestion[] {
  const questions: RoundQuestion[] = [];
  const ideas = new Set<string>();
  const ticks = new Set<number>();
  for (const [index, kind] of KINDS.entries()) {
    if (questions.length >= MOST) break;
    if (ideas.has(kind.idea)) continue;
    const draft = kind.make(story);
    // One thing that happened is asked about once.
    if (draft === undefined || ticks.has(draft.tick)) continue;
    if (draft.tick > 0) ticks.add(draft.tick);
    ideas.add(kind.idea);
    questions.push(asked(kind, draft, seed + index));
  }
  return questions;
}
