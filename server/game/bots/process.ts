import type { Skill } from '../../../shared/skills.ts';
import type { SeatInput } from '../types.ts';
import type { BotRole } from './bot.ts';
import type { Person } from './person.ts';
import { writeProgram } from './programs.ts';
import type { BotView } from './view.ts';

/** Lines that a program can have queued, and descriptors that every process begins with. */
const QUEUE = 16;
const STANDARD = 3;

export interface ProcessMind {
  /** The job that it is at, 0: none, and the process that it wrote for. */
  job: number;
  pid: number;
  /** Tick at which it goes on. */
  at: number;
  /** Lines that it is going to queue, and those that it left out. */
  todo: string[];
  forgotten: string[];
  /** Since when it sees the program ended and the job not done; −1: it does not. */
  stuckSince: number;
}

type Span = readonly [least: number, most: number];

/** Times in ticks, shares from 0 to 1. */
interface Habits {
  looks: Span;
  /** To read a job, to type or tap the next lines, and how many at a time. */
  reads: Span;
  types: Span;
  batch: number;
  /** To notice that a program has ended and the job is not done. */
  notices: Span;
  /** How often a path is mistyped, and a line forgotten that tidies up. */
  mistypes: number;
  forgets: number;
  /** Takes back what is left of a job that is over, and closes what lies open. */
  tidies: boolean;
  /** Writes its own programs: it does without recipes. */
  writes: boolean;
  /** Share of a job's time from which on it hurries; 1: it never looks at the clock. */
  hurries: number;
}

const HABITS: Readonly<Record<Skill, Habits>> = {
  novice: {
    looks: [4, 8],
    reads: [36, 80],
    types: [5, 10],
    batch: 2,
    notices: [15, 34],
    mistypes: 0.06,
    forgets: 0.25,
    tidies: false,
    writes: false,
    hurries: 1,
  },
  middling: {
    looks: [3, 6],
    reads: [30, 75],
    types: [5, 11],
    batch: 3,
    notices: [12, 30],
    mistypes: 0.05,
    forgets: 0.1,
    tidies: true,
    writes: false,
    hurries: 0.6,
  },
  expert: {
    looks: [1, 3],
    reads: [12, 32],
    types: [1, 3],
    batch: QUEUE,
    notices: [4, 8],
    mistypes: 0.01,
    forgets: 0,
    tidies: true,
    writes: true,
    hurries: 0.5,
  },
};

/** Programs that sleep for keys or for another process, and the line that reads keys. */
const WAITS: ReadonlySet<string> = new Set(['edit', 'sh', 'httpd', 'browser']);
const KEYS = /^n = read\(0,/;

const TIDYING = /^(close|munmap|wait4)\(/;
const OPENS = /(open\("\/[^"]*)([a-z0-9])("|\.)/;

/** A program as this person types it: now and then a letter of a path is missing, or a line that tidies up. */
function typed(lines: readonly string[], person: Person, mind: ProcessMind): string[] {
  const { mistypes, forgets } = HABITS[person.skill];
  return lines.flatMap((line) => {
    if (TIDYING.test(line) && person.chance(forgets)) {
      mind.forgotten.push(line);
      return [];
    }
    return OPENS.test(line) && person.chance(mistypes) ? [line.replace(OPENS, '$1$3')] : [line];
  });
}

/** Its own program where it writes one, else the recipe that it is shown. */
function programFor({ self: { job } }: BotView): readonly string[] {
  if (job === null) return [];
  return job.recipe.length > 0 ? job.recipe : writeProgram(job);
}

const isOver = (state: string): boolean => state === 'done' || state === 'failed';

/** What it takes to close whatever lies open, oldest first, but for the socket at which it is to listen. */
function closing({ self: { descriptors } }: BotView): string[] {
  return descriptors.filter(({ fd, listens }) => fd >= STANDARD && !listens).map(({ fd }) => `close(${fd})`);
}

/** A job that is new to it: it reads, and makes up its mind. */
function takeUp(view: BotView, person: Person, mind: ProcessMind): SeatInput[] {
  const { job, lines, pid } = view.self;
  if (job === null) return [];
  const { reads, tidies } = HABITS[person.skill];
  // Ctrl+C for what would sleep until this job's keys come, or for ever.
  const asleep =
    mind.pid === pid && WAITS.has(job.program) ? lines.find(({ state }) => state === 'running') : undefined;
  Object.assign(mind, { job: job.id, pid, forgotten: [], stuckSince: -1 });
  mind.at = view.tick + person.takes(reads);
  // Who has learnt that descriptors run out begins with a clean table.
  mind.todo = [...(tidies ? closing(view) : []), ...typed(programFor(view), person, mind)];
  const inputs: SeatInput[] = [];
  if (tidies && lines.some(({ state }) => state === 'queued')) inputs.push({ type: 'clear' });
  if (asleep !== undefined) inputs.push({ type: 'clear', id: asleep.id });
  return inputs;
}

/** The program has ended, the job is not done: first what was forgotten, else all of it again. */
function mend(view: BotView, person: Person, mind: ProcessMind): void {
  const { notices } = HABITS[person.skill];
  if (mind.stuckSince < 0) {
    mind.stuckSince = view.tick;
    mind.at = view.tick + person.takes(notices);
    return;
  }
  const missing = mind.forgotten.splice(0);
  const failed = view.self.lines.slice(-QUEUE).some(({ state }) => state === 'failed');
  mind.todo =
    missing.length > 0 && !failed
      ? missing
      : [
          ...closing(view),
          // The user types once: what they typed lies in the buffer.
          ...typed(programFor(view), person, mind).filter((line) => !KEYS.test(line)),
        ];
  mind.stuckSince = -1;
}

/** How long the next lines take: less where the user is about to give up. */
function pause({ self: { job }, tick }: BotView, person: Person): number {
  const { types, hurries } = HABITS[person.skill];
  const ticks = person.takes(types);
  const left = job === null ? 0 : job.deadline - tick;
  return hurries < 1 && left < 100 * (1 - hurries) ? Math.ceil(ticks / 2) : ticks;
}

export const processBot: BotRole<ProcessMind> = {
  looks: (person) => person.takes(HABITS[person.skill].looks),
  begin: () => ({ job: 0, pid: 0, at: 0, todo: [], forgotten: [], stuckSince: -1 }),
  rests({ tick, pid, job }, _, mind) {
    return pid === 0 || job === 0 || (mind.job === job && mind.pid === pid && tick < mind.at);
  },
  decide(view, person, mind) {
    const { self, tick, world } = view;
    const { writes, batch } = HABITS[person.skill];
    if (self.pid === 0 || self.job === null || world.down) return [];
    // Recipes are for those who need them: the job is shown again, without.
    if (writes && self.level !== 'expert') return [{ type: 'level', level: 'expert' }];
    if (mind.job !== self.job.id || mind.pid !== self.pid) return takeUp(view, person, mind);
    if (tick < mind.at) return [];
    const waiting = self.lines.filter(({ state }) => !isOver(state)).length;
    if (mind.todo.length > 0) {
      const lines = mind.todo.slice(0, Math.min(batch, QUEUE - waiting));
      if (lines.length === 0) return [];
      mind.todo.splice(0, lines.length);
      mind.at = tick + pause(view, person);
      return [{ type: 'program', lines }];
    }
    if (waiting === 0) mend(view, person, mind);
    return [];
  },
};
