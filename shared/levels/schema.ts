import { z } from 'zod';
import { SYSCALLS } from '../abi/syscalls.ts';
import { PROGRAMS, ROLES } from '../roles.ts';
import { SCENARIO } from '../scenarios/schema.ts';
import { WALLS } from '../walls.ts';

/** Text that stands on the screen at once: two lines of the level's panel. */
const short = z.string().min(1).max(150);
const call = z.enum(SYSCALLS.map((entry) => entry.name));
const mechanism = z.enum(WALLS.map((wall) => wall.id));

/**
 * Something that the player did, or that came of it, told by the kernel alone. Each `is` is implemented in
 * `server/game/levels/predicates.ts`.
 */
export const PREDICATE = z.discriminatedUnion('is', [
  /** The player's process entered a call. */
  z.object({ is: z.literal('entered'), call }).strict(),
  /** A call came back: with success, or with the error of that name. `arg`: a text that stood in its strace line. */
  z
    .object({ is: z.literal('returned'), call, error: z.string().default(''), arg: z.string().default('') })
    .strict(),
  /** The kernel did one of the steps of its work for the player's call. */
  z
    .object({ is: z.literal('stepped'), step: z.enum(['path', 'inode', 'permission', 'cache', 'copy']) })
    .strict(),
  /** The player's process fell asleep: on the disk, the keyboard, a pipe, a child, the timer. */
  z.object({ is: z.literal('slept'), on: z.string() }).strict(),
  /** The text stands on the player's terminal, since the step began. */
  z.object({ is: z.literal('printed'), text: z.string() }).strict(),
  /** A wall refused the player's process. */
  z.object({ is: z.literal('refused'), by: mechanism }).strict(),
  /** A process of the player's ended: by that signal, or by itself where it is ''. */
  z.object({ is: z.literal('ended'), signal: z.string() }).strict(),
  /** The player's process computed for so many ticks, since the step began. */
  z.object({ is: z.literal('computed'), ticks: z.number().int() }).strict(),
  /** A line of the player's was carried out that begins so. */
  z.object({ is: z.literal('ran'), line: z.string() }).strict(),
  /** A measure has reached a value. */
  z.object({ is: z.literal('measured'), measure: z.string(), atLeast: z.number() }).strict(),
  /** The player's process has brought the machine down. */
  z.object({ is: z.literal('panicked') }).strict(),
  /** The file holds the text. */
  z.object({ is: z.literal('holds'), path: z.string(), text: z.string() }).strict(),
  /** The player's process is about to be served: the kernel has taken the call over and works on it in the next tick. */
  z.object({ is: z.literal('handling'), call }).strict(),
]);
export type Predicate = z.infer<typeof PREDICATE>;

/** A measure of `server/game/levels/measures.ts` held against a bound. */
export const CONDITION = z
  .object({
    measure: z.string(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    text: short,
    /** Said where the level ends because of it. */
    hint: short.optional(),
  })
  .strict();
export type Condition = z.infer<typeof CONDITION>;

/** Policies that a measured star may be held against. */
const POLICIES = ['fcfs', 'rr', 'sjf', 'stcf', 'mlfq'] as const;

/**
 * A measure by which stars are given, less being better; `{n}` in its text stands for the bound. Either the bounds lie so much
 * above what the good player reaches (`slack`, for two and for three stars), or between that and what somebody worse does.
 */
export const STAR = z.union([
  z
    .object({
      measure: z.string(),
      text: short,
      slack: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
    })
    .strict(),
  z
    .object({
      measure: z.string(),
      text: short,
      /** Who is worse: the player without the idea, another such player, or a policy. */
      worse: z.enum(['wrong', 'other', ...POLICIES]),
      /** It is asked for one star as well. */
      goal: z.boolean().default(false),
      /** The measure only grows: once the goal is missed the level ends. */
      limit: z.boolean().default(false),
    })
    .strict(),
]);
export type Star = z.infer<typeof STAR>;

/** Questions that `server/game/levels/questions.ts` makes of the kernel's state at that moment. */
export const KERNEL_QUESTIONS = [
  'entry',
  'permission',
  'cache',
  'core',
  'copy',
  'descriptor',
  'outcome',
] as const;

const ask = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('fixed'),
      text: short,
      options: z.array(z.string().min(1).max(90)).min(1).max(4),
      right: z.number().int().min(0),
      /** What a wrong answer is told, option for option; '' for the right one. */
      why: z.array(z.string()),
    })
    .strict(),
  z
    .object({
      kind: z.literal('kernel'),
      question: z.enum(KERNEL_QUESTIONS),
      /** Which component of the path, from 0. */
      component: z.number().int().min(0).default(0),
    })
    .strict(),
]);
export type Ask = z.infer<typeof ask>;

const step = z
  .object({
    text: short,
    /** Offers, tapped or taken by a key, of one line each or of several (see `offer.ts`); others may be written. `^C` is that key of the user's. */
    lines: z.array(z.string()).max(6).default([]),
    /** Asked, with the machine standing still, when `moment` has come; at once where there is none. */
    ask: ask.optional(),
    moment: PREDICATE.optional(),
    /** What completes the step; where there is none, the right answer does. */
    done: PREDICATE.optional(),
    /** Said after the doing. */
    after: short,
    /** In three degrees: a nudge, the way, the very act. */
    hints: z.tuple([short, short, short]),
  })
  .strict()
  .refine((value) => value.done !== undefined || value.ask !== undefined, {
    message: 'a step waits for something: give it `done` or `ask`',
  });
export type Step = z.infer<typeof step>;

/** A process that comes by itself at a tick and carries out its lines. */
const arrival = z
  .object({
    program: z.enum(PROGRAMS),
    at: z.number().int().min(0),
    lines: z.array(z.string()).max(16),
    /** Ends when its lines have: its turnaround is measured. */
    ends: z.boolean().default(false),
    /** It is malware: in an auditor's level it is to be found. */
    infected: z.boolean().default(false),
  })
  .strict();
export type Arrival = z.infer<typeof arrival>;

const extraFile = z
  .object({
    path: z.string(),
    kind: z.enum(['dir', 'file']),
    mode: z.number().int(),
    /** 'player' or 'root'. */
    owner: z.enum(['player', 'root']),
    text: z.string().default(''),
    cached: z.boolean().default(false),
  })
  .strict();

/** A solo level: what is told, what is waited for, and how it is judged. Times in ticks. */
export const LEVEL = z
  .object({
    /** Chapter and place in it: `userspace-1`; or station and day of a daily machine: `daily-disk-2026-03-01`. */
    id: z.string().regex(/^([a-z]+-[1-4]|daily-[a-z]+-\d{4}-\d\d-\d\d)$/),
    title: z.string().min(1).max(40),
    /** Two sentences. */
    story: z.string().min(1).max(200),
    minutes: z.number().int().min(2).max(6),
    role: z.enum(ROLES),
    program: z.enum(PROGRAMS),
    lengthTicks: z.number().int().min(100).max(6000),
    machine: SCENARIO.shape.machine,
    protections: SCENARIO.shape.protections,
    /** Keys and packets that come by themselves. */
    traffic: SCENARIO.shape.traffic,
    /** Who lives in containers, the player first, then the arrivals; and what people did not think of. */
    containers: SCENARIO.shape.containers,
    mistakes: SCENARIO.shape.mistakes,
    /** The machine stands still while it waits for its station's choice (a core, a frame, the next request): its player may think. */
    thinks: z.boolean().default(false),
    /** Each process's card says how long it takes in all, as its user has told. */
    lengthsKnown: z.boolean().default(false),
    /** The way of the player's calls is shown: they are the packet. */
    journey: z.boolean().default(false),
    /** The player writes pickNext: the lines of its body to begin with; '' for levels played by hand. */
    editor: z.string().default(''),
    cores: z.number().int().min(1).max(16),
    files: z.array(extraFile).default([]),
    /** Files of the machine that are not in the page cache at the start. */
    uncached: z.array(z.string()).default([]),
    arrivals: z.array(arrival).default([]),
    steps: z.array(step).min(1).max(20),
    /** All hold: one star. Measured ones are added by `stars`. */
    goals: z.array(CONDITION).default([]),
    /** One that does not hold any more ends the level at once. */
    limits: z.array(CONDITION).default([]),
    /** What two and three stars are given for: the bounds are measured, see `thresholds.ts`. */
    stars: z.array(STAR).min(1),
    /** Ways that lead nowhere, and what to say to who takes one. */
    pitfalls: z.array(z.object({ when: PREDICATE, hint: short }).strict()).min(1),
    /** Said when time is up. */
    late: short,
    /** What the player can explain now: shown with the stars. */
    learned: z.string().min(1).max(400),
    command: z.object({ line: z.string(), shows: short }).strict(),
    codes: z.array(z.string()).min(1),
  })
  .strict()
  .refine((level) => level.steps.every(({ ask: a }) => a?.kind !== 'fixed' || a.right < a.options.length), {
    message: 'the right answer of each question must be one of its options',
  });
/** A level as it is played: with the bounds of its stars. */
export type Level = z.infer<typeof LEVEL> & { two: Condition[]; three: Condition[] };
export type LevelSource = z.input<typeof LEVEL>;
