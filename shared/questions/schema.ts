import { z } from 'zod';
import { CURRICULUM } from '../curriculum.ts';

/** A question with answers to choose from. */
export const QUESTION = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    text: z.string().min(10).max(240),
    answers: z.array(z.string().min(1).max(160)).min(3).max(5),
    /** Index of the right answer. */
    right: z.number().int().min(0),
    why: z.string().min(20).max(320),
    /** The misconception that a wrong answer shows, index for index; '' for the right one and for mere slips. */
    shows: z.array(z.string().max(120)),
    codes: z.array(z.string().refine((code) => code in CURRICULUM)).min(1),
    /** Page of the codex to read again. */
    page: z.string(),
  })
  .strict()
  .refine(
    ({ right, answers, shows }) =>
      right < answers.length && shows.length === answers.length && shows[right] === '',
    {
      message: 'the right answer is one of the answers and shows no misconception',
    },
  );
export type Question = z.infer<typeof QUESTION>;
