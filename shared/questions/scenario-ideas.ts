import type { IdeaId } from '../ideas.ts';
import { SCENARIOS } from '../scenarios/index.ts';

/** The idea that each question of Userland's own scenarios asks for, in the order of the questions; null: one of none of them. */
export const SCENARIO_IDEAS: Readonly<Record<string, readonly (IdeaId | null)[]>> = {
  'first-boot': ['syscall', 'syscall'],
  'friendly-machine': ['blocked', 'blocked'],
  'rush-hour': ['blocked', 'quantum', null],
  'real-time-music': [null, 'blocked', 'blocked'],
  'interrupt-storm': ['kernel-entered', 'kernel-entered', null],
  'memory-pressure': ['page-fault', 'page-fault', 'page-fault'],
  'fork-bomb': ['fork', 'separation', 'fork'],
  'no-protection': ['address-space', 'crash', 'root'],
  infected: ['address-space', 'syscall'],
  containers: ['container', 'container', 'container'],
};

/** A question is known by its words: it is the same one in a lesson that a teacher has made of the scenario. */
const BY_TEXT: ReadonlyMap<string, IdeaId> = new Map(
  SCENARIOS.flatMap(({ id, questions }) =>
    questions.flatMap(({ text }, place) => {
      const idea = SCENARIO_IDEAS[id]?.[place];
      return idea == null ? [] : [[text, idea] as const];
    }),
  ),
);

export function ideaOfScenarioQuestion(text: string): IdeaId | undefined {
  return BY_TEXT.get(text);
}
