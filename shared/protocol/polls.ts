import { z } from 'zod';

/** Most answers that a question may have, and the fewest. */
export const MOST_ANSWERS = 5;
export const FEWEST_ANSWERS = 2;

/** What the host asks: a question of the room's scenario, one of the concept inventory, or one typed on the spot. */
export const ASK = z.discriminatedUnion('from', [
  z.object({ from: z.literal('scenario'), question: z.number().int().min(0).max(20) }).strict(),
  z.object({ from: z.literal('inventory'), question: z.string().min(1).max(40) }).strict(),
  z
    .object({
      from: z.literal('typed'),
      text: z.string().trim().min(3).max(240),
      answers: z.array(z.string().trim().min(1).max(160)).min(FEWEST_ANSWERS).max(MOST_ANSWERS),
      /** Index of the right answer; −1 where none is: an opinion. */
      right: z
        .number()
        .int()
        .min(-1)
        .max(MOST_ANSWERS - 1),
      why: z.string().trim().max(320),
    })
    .strict()
    .refine(({ right, answers }) => right < answers.length, { path: ['right'], message: 'is no answer' }),
]);
export type Ask = z.infer<typeof ASK>;

/** Where a poll goes next: no more answers, the right one shown, off the screens. */
export const POLL_STEPS = ['closed', 'shown', 'gone'] as const;
export type PollStep = (typeof POLL_STEPS)[number];
export type PollPhase = 'open' | 'closed' | 'shown';

/** A question as everybody in the room sees it. Nothing says how the class answers while it is open. */
export interface PollView {
  /** Number of the poll in this room, from 1. */
  id: number;
  phase: PollPhase;
  text: string;
  answers: string[];
  /** How many players have answered. */
  answered: number;
  /** Answers by their index, once it is closed; null before. */
  counts: number[] | null;
  /** Index of the right answer once it is shown; −1 before, and where there is none. */
  right: number;
  /** Why it is right, once that is shown; '' before. */
  why: string;
}

/** How the class answers at this moment: for the host, and for projectors where the host wants it. */
export interface TallyView {
  id: number;
  /** Answers by their index. */
  counts: number[];
}

/** The player's own answer. */
export interface OwnVote {
  poll: number;
  /** Index of the answer. */
  choice: number;
}
