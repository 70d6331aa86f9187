import { z } from 'zod';
import { PROGRAMS } from '../roles.ts';
import { SKILLS } from '../skills.ts';

import { CONTAINERS } from './container.ts';
import { TEAM_GOAL } from './goals.ts';
import { reasonOf } from './reason.ts';

/** Text that people read: something is in it, and it fits its place. */
const words = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => text.trim() !== '', { message: 'it is empty' });

const question = z.strictObject({
  text: words(300),
  answers: z.array(words(200)).min(2).max(5),
  /** Index of the right answer. */
  right: z.number().int().min(0),
  why: words(500),
});

const USER_SCHEMA = z.strictObject({
  /** What goes by itself in 100 ticks. */
  drain: z.number().min(0).max(50),
  /** What a job done at once gives back, on a machine of eight processes. */
  pleased: z.number().min(0).max(50),
  /** What a job that is too late costs there. A job done in between lies in between, as late as it is. */
  annoyed: z.number().min(0).max(50),
});
export type User = z.infer<typeof USER_SCHEMA>;

/** The user of a scenario that says nothing of theirs. */
export const USER: User = { drain: 4, pleased: 2.5, annoyed: 5 };

/** How much of a job is shown at first: the whole recipe, its goals, or nothing but the task. */
export const READING_LEVELS = ['beginner', 'goals', 'expert'] as const;
export type ReadingLevel = (typeof READING_LEVELS)[number];

export const SCHEDULING = [
  'fcfs',
  'sjf',
  'stcf',
  'rr',
  'priority',
  'lottery',
  'stride',
  'mlfq',
  'cfs',
  'eevdf',
] as const;

/** Version of what a scenario may say. It goes up when an old one would come to mean something else. */
export const SCENARIO_VERSION = 1;

/**
 * Mistakes of people that no mechanism makes good: some leave home and diary open to all (drawn from the seed); everybody may
 * write the script that everybody runs; a helper with root's rights leaves a file open for what it starts.
 */
export const MISTAKES = ['open-diaries', 'shared-script', 'leaky-helper'] as const;

/** A scenario: a machine, who runs on it, and what there is to learn. Times in ticks, memory in frames and pages. */
export const SCENARIO = z
  .strictObject({
    /** Absent: this version. */
    version: z.literal(SCENARIO_VERSION).optional(),
    id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    name: words(40),
    blurb: words(200),
    lengthTicks: z.number().int().min(50).max(6000),
    machine: z.strictObject({
      processesPerCore: z.number().int().min(1).max(16),
      framesPerProcess: z.number().int().min(1).max(64),
      swapSlots: z.number().int().min(0).max(4096),
      quantum: z.number().int().min(1).max(50),
      /** Policy where nobody schedules, and the one that steps in for people. */
      policy: z.enum(SCHEDULING),
      /** What devices hold, and how long their lines wait for a person, where it differs from the usual. */
      devices: z
        .object({
          keyboardBytes: z.number().int().min(1).max(4096),
          ringPackets: z.number().int().min(1).max(256),
          keyboardDeadline: z.number().int().min(1).max(200),
          networkDeadline: z.number().int().min(1).max(200),
        })
        .optional(),
      costs: z.strictObject({
        modeSwitch: z.number().int().min(0).max(10),
        contextSwitch: z.number().int().min(0).max(10),
        pageFault: z.number().int().min(0).max(10),
        disk: z.number().int().min(0).max(50),
      }),
      limits: z.strictObject({
        nproc: z.number().int().min(1).max(64),
        nofile: z.number().int().min(4).max(1024),
        memoryPages: z.number().int().min(8).max(1024),
      }),
    }),
    /** Traffic of devices beside what the jobs cause: keys typed at the console, and packets that nobody waits for. */
    traffic: z
      .object({
        keysEvery: z.number().int().min(1).max(6000),
        keys: z.number().int().min(1).max(64),
        packetsEvery: z.number().int().min(1).max(6000),
      })
      .optional(),
    /** What separates the processes from each other and from the kernel; a scenario may switch it off inside its machine. */
    protections: z.strictObject({
      preemption: z.boolean(),
      rings: z.boolean(),
      isolation: z.boolean(),
      permissions: z.boolean(),
      limits: z.boolean(),
      /** A cost more than a protection here; absent: off. */
      kpti: z.boolean().optional(),
    }),
    /** Absent: every process lives on the machine itself. */
    containers: CONTAINERS.optional(),
    /** What people on this machine did not think of; absent: nothing. */
    mistakes: z.array(z.enum(MISTAKES)).optional(),
    /** Programs dealt out to seats, in turn. */
    programs: z.array(z.enum(PROGRAMS)).min(1).max(48),
    jobs: z.strictObject({
      /** Ticks from a job's end to the next one, and how long the user waits for one. */
      pause: z.number().int().min(1).max(600),
      patience: z.number().int().min(20).max(6000),
    }),
    /** How the user's patience goes, in hundredths of it; absent: as `USER` says. */
    user: USER_SCHEMA.optional(),
    /** What the machine has to come to, beside the user's patience; absent: nothing. */
    goals: z.array(TEAM_GOAL).max(3).optional(),
    /** How much of a job's recipe seats are shown until they choose for themselves; absent: all of it. */
    recipes: z.enum(READING_LEVELS).optional(),
    /** Which roles people can have besides that of a process. */
    roles: z.strictObject({
      scheduler: z.boolean(),
      memory: z.boolean(),
      io: z.boolean(),
      auditor: z.boolean(),
      malware: z.boolean(),
    }),
    /** Fewest processes on the machine; bots fill up to it. */
    leastProcesses: z.number().int().min(1).max(40),
    /** How well those bots play; absent: as `DEFAULT_SKILL` says. */
    bots: z.enum(SKILLS).optional(),
    questions: z.array(question).max(5),
    codes: z.array(words(40)).min(1).max(30),
  })
  .superRefine(({ questions }, context) => {
    for (const [index, { right, answers }] of questions.entries()) {
      if (right < answers.length) continue;
      const path = ['questions', index, 'right'];
      context.addIssue({ code: 'custom', path, message: 'the right answer must be one of the answers' });
    }
  });

/** Every protection of the machine is on. */
export const ALL_PROTECTIONS = {
  preemption: true,
  rings: true,
  isolation: true,
  permissions: true,
  limits: true,
} as const;

export type Scenario = z.infer<typeof SCENARIO>;
export type ScenarioQuestion = Scenario['questions'][number];

/** What a list of scenarios shows of one. */
export type ScenarioCard = Pick<Scenario, 'id' | 'name' | 'blurb' | 'lengthTicks' | 'roles' | 'codes'>;

export function scenarioCard({ id, name, blurb, lengthTicks, roles, codes }: Scenario): ScenarioCard {
  return { id, name, blurb, lengthTicks, roles, codes };
}

export type ReadScenario =
  | { ok: true; scenario: Scenario }
  /** `field`: path of what is wrong, '' where it is no scenario at all. */
  | { ok: false; message: string; field: string };

const no = (message: string, field = ''): ReadScenario => ({ ok: false, message, field });

/** A scenario from outside, checked; or one sentence that names its version or the field that is wrong. */
export function readScenario(value: unknown): ReadScenario {
  const version = (value as { version?: unknown } | null)?.version;
  if (version !== undefined && version !== SCENARIO_VERSION) {
    return no(
      `The scenario is of version ${JSON.stringify(version)}, and this Userland reads version ${SCENARIO_VERSION}: use the Userland that it was made with.`,
      'version',
    );
  }
  const parsed = SCENARIO.safeParse(value);
  if (parsed.success) return { ok: true, scenario: parsed.data };
  const issue = parsed.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...(issue?.path ?? []), ...unknown].join('.');
  const named = ['scenario', ...(field === '' ? [] : [field])].join('.');
  return no(`The field ${named} is wrong: ${reasonOf(issue)}.`, field);
}
