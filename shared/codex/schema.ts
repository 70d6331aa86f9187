import { z } from 'zod';
import { CURRICULUM } from '../curriculum.ts';

const label = z.string().min(1).max(34);
const tone = z.enum(['user', 'wall', 'kernel', 'hardware', 'good', 'bad', 'plain']);

/** Pictures as data; the client draws one kind of each. */
export const FIGURE = z.discriminatedUnion('kind', [
  /** Layers from userspace down, with the wall between the two spaces. */
  z.object({
    kind: z.literal('layers'),
    rows: z
      .array(z.object({ tone, name: label, items: z.array(label).min(1).max(5) }))
      .min(2)
      .max(4),
  }),
  /** What happens in order, each step on its side of the wall. */
  z.object({
    kind: z.literal('steps'),
    steps: z
      .array(z.object({ where: z.enum(['user', 'kernel', 'hardware']), text: z.string().min(1).max(90) }))
      .min(3)
      .max(9),
  }),
  /** Rows of slices over time: `who from to`, in ticks. */
  z.object({
    kind: z.literal('gantt'),
    length: z.number().int().min(4).max(40),
    rows: z
      .array(
        z.object({
          name: label,
          slices: z.array(z.tuple([z.string().min(1).max(8), z.number().int(), z.number().int()])),
        }),
      )
      .min(1)
      .max(4),
  }),
  /** Columns of boxes, with arrows from a box to one in the next column: `[column, box, box]`. */
  z.object({
    kind: z.literal('map'),
    columns: z
      .array(
        z.object({
          name: z.string().min(1).max(17),
          boxes: z.array(z.string().min(1).max(15)).min(1).max(6),
        }),
      )
      .min(2)
      .max(3),
    arrows: z.array(z.tuple([z.number().int(), z.number().int(), z.number().int()])),
  }),
  /** States around a ring, arrows with the words for what leads from one to the next: `[from, to, why]`. */
  z.object({
    kind: z.literal('ring'),
    nodes: z
      .array(z.object({ name: z.string().min(1).max(13), tone }))
      .min(3)
      .max(5),
    arrows: z.array(z.tuple([z.number().int(), z.number().int(), z.string().max(22)])).min(2),
  }),
  /** Amounts side by side. */
  z.object({
    kind: z.literal('bars'),
    unit: z.string().min(1).max(60),
    bars: z
      .array(z.object({ name: label, value: z.number().min(0), tone }))
      .min(2)
      .max(6),
  }),
  /** A row of cells: bits, frames, a queue. */
  z.object({
    kind: z.literal('cells'),
    rows: z
      .array(
        z.object({
          name: label,
          cells: z
            .array(z.object({ text: z.string().max(8), tone }))
            .min(2)
            .max(12),
        }),
      )
      .min(1)
      .max(4),
  }),
  /** The interactive figure of segmentation beside paging. */
  z.object({ kind: z.literal('segmentation') }),
]);
export type Figure = z.infer<typeof FIGURE>;
export type Tone = z.infer<typeof tone>;

export const GROUPS = {
  boundary: 'The two spaces',
  process: 'Processes',
  cpu: 'The CPU',
  memory: 'Memory',
  devices: 'Interrupts and devices',
  files: 'Files and pipes',
  separation: 'Separation',
} as const;
export type Group = keyof typeof GROUPS;

/** A page of the codex: one idea. */
export const PAGE = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    title: z.string().min(2).max(44),
    group: z.enum(Object.keys(GROUPS) as [Group, ...Group[]]),
    figure: FIGURE,
    /** What the picture shows, in words: also for whoever can't see it. */
    caption: z.string().min(20).max(260),
    text: z.array(z.string().min(60).max(520)).min(1).max(3),
    /** What is often believed, and what is so. */
    wrong: z.array(z.object({ said: z.string().min(10).max(140), so: z.string().min(10).max(320) })).max(3),
    /** A command on a real Linux, and what to look for in its output. */
    command: z.string().min(2).max(90),
    shows: z.string().min(10).max(200),
    codes: z.array(z.string().refine((code) => code in CURRICULUM, 'is no code of CURRICULUM')).min(1),
    /** Ids of related pages. */
    see: z.array(z.string()).min(1).max(4),
    /** What in a round makes a player meet the idea: see `server/rooms/deeds.ts`. */
    met: z.array(z.string().regex(/^(wall|call|role|job|end|event|policy):[\w-]+$/)),
  })
  .strict();
export type CodexPage = z.infer<typeof PAGE>;
