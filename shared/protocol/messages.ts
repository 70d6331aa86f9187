import { z } from 'zod';
import { STATION_POLICIES } from '../policies.ts';
import { PROTECTION_NAMES } from '../protections.ts';
import { ROLES, type Role } from '../roles.ts';
import { ASK, MOST_ANSWERS, POLL_STEPS } from './polls.ts';
import { SURVEY_RUNS } from './survey.ts';

/**
 * Messages a client may send, each with the shape it must have and the seats that may send it.
 * The server checks shape, then seat, then phase; the kernel has the last word on everything it decides.
 */
export const JOIN = z.object({
  code: z.string().max(12).optional(),
  /** Absent: the server makes one up ("Brave Badger"). */
  nickname: z.string().max(40).optional(),
  /** The seat's own secret, to come back to it. */
  secret: z.string().max(64).optional(),
  hostKey: z.string().max(64).optional(),
  watch: z.boolean().optional(),
  /** Key of `POST /api/progress`: codex pages and stars are kept under it. */
  player: z.string().max(64).optional(),
  /** For "Play now": the role the newcomer wants. */
  role: z.enum(ROLES).optional(),
});
export type JoinOptions = z.infer<typeof JOIN>;

const none = z.object({}).strict();
const pid = z.number().int().min(1).max(4_194_304);
/** Interrupt lines, the most urgent first. */
export const LINES = ['timer', 'disk', 'keyboard', 'network'] as const;
/** Files of a control group that limit it, and how far: the scenario's default, and two steps below it. */
export const LIMIT_FILES = ['cpu.max', 'memory.max', 'pids.max'] as const;
export type LimitFile = (typeof LIMIT_FILES)[number];
export const LIMIT_STEPS = ['default', 'low', 'least'] as const;
export type LimitStep = (typeof LIMIT_STEPS)[number];
export type LineName = (typeof LINES)[number];
/** What the host can let happen to the machine. */
export const INCIDENTS = ['interrupts', 'crash', 'forkbomb'] as const;
export type Incident = (typeof INCIDENTS)[number];
/** An algorithm of one of the stations. */
const POLICY = z.discriminatedUnion('station', [
  z.object({ station: z.literal('scheduler'), algorithm: z.enum(STATION_POLICIES.scheduler) }).strict(),
  z.object({ station: z.literal('memory'), algorithm: z.enum(STATION_POLICIES.memory) }).strict(),
  z.object({ station: z.literal('disk'), algorithm: z.enum(STATION_POLICIES.disk) }).strict(),
  z.object({ station: z.literal('lines'), algorithm: z.enum(STATION_POLICIES.lines) }).strict(),
]);
const core = z.number().int().min(0).max(15);
const seat = z.string().min(1).max(32);

export type Sender = Role | 'host';
const everyone = ROLES;
const programs = ['process', 'malware'] as const;

/** type → [schema, seats that may send it]. */
export const MESSAGES = {
  /** Role wished for in the next round; '' takes the wish back. */
  wish: [z.object({ role: z.enum([...ROLES, '']) }).strict(), everyone],
  /** Ready for the round: ends the briefing early when everybody is. */
  ready: [none, everyone],
  /** Change one's name in the lobby. */
  nickname: [z.object({ nickname: z.string().min(1).max(40) }).strict(), everyone],
  /** Queue program lines: at most 16 queued, 200 characters each. */
  program: [z.object({ lines: z.array(z.string().max(200)).min(1).max(16) }).strict(), programs],
  /** Take queued lines back: one by id, or all that have not begun. */
  clear: [z.object({ id: z.number().int().min(0).optional() }).strict(), programs],
  /** Keys typed at the process's terminal, where it waits for the keyboard. */
  keys: [z.object({ text: z.string().min(1).max(80) }).strict(), programs],
  /** How much of a job is shown. */
  level: [z.object({ level: z.enum(['beginner', 'goals', 'expert']) }).strict(), programs],
  /** Use an exploit card. */
  exploit: [z.object({ id: z.string().min(1).max(40) }).strict(), ['malware']],
  // `code`: a program of the player's chose, not their hand.
  dispatch: [z.object({ core, pid, code: z.boolean().optional() }).strict(), ['scheduler']],
  preempt: [z.object({ core }).strict(), ['scheduler']],
  /** Move a ready process to the run queue of another scheduler's core, or from there to one's own. */
  migrate: [z.object({ core, pid }).strict(), ['scheduler']],
  /** Take the page in a frame out of memory. */
  evict: [z.object({ frame: z.number().int().min(0).max(65_535) }).strict(), ['memory']],
  /** Memory is at an end: the process that the OOM killer takes. */
  oom: [z.object({ pid }).strict(), ['memory']],
  /** Serve a pending interrupt line. */
  serve: [z.object({ line: z.enum(LINES) }).strict(), ['io']],
  /** The disk's next request, by its number. */
  seek: [z.object({ request: z.number().int().min(1) }).strict(), ['io']],
  /** Write a preset to a limit file of the control group in which the process is. */
  limit: [z.object({ pid, file: z.enum(LIMIT_FILES), to: z.enum(LIMIT_STEPS) }).strict(), ['auditor']],
  /** Stop the process's control group, or let it go on. */
  freeze: [z.object({ pid, on: z.boolean() }).strict(), ['auditor']],
  /** SIGKILL to one process. */
  kill: [z.object({ pid }).strict(), ['auditor']],
  quantum: [z.object({ ticks: z.number().int().min(1).max(50) }).strict(), ['scheduler']],
  /** Answers the question that holds a level's machine. */
  answer: [z.object({ choice: z.number().int().min(0).max(9) }).strict(), everyone],
  /** Answer to a question after the round: by its place among the scenario's, or by the id of one made from the round; the first one counts. */
  reply: [
    z
      .object({
        question: z.union([z.number().int().min(0).max(20), z.string().max(40)]),
        choice: z.number().int().min(0).max(9),
      })
      .strict(),
    everyone,
  ],
  /** Answer to the question that the host asks the class; the first one counts. */
  vote: [
    z
      .object({
        poll: z.number().int().min(1),
        choice: z
          .number()
          .int()
          .min(0)
          .max(MOST_ANSWERS - 1),
      })
      .strict(),
    everyone,
  ],
  /** Put a question to the class, at any moment. */
  ask: [ASK, ['host']],
  /** Close the question, show what is right, take it off the screens. */
  poll: [z.object({ to: z.enum(POLL_STEPS) }).strict(), ['host']],
  /** Whether projectors show how the class answers while a question is open. */
  bars: [z.object({ on: z.boolean() }).strict(), ['host']],
  /** Opens the concept inventory to everybody, before or after the lesson, or closes it. */
  survey: [z.object({ run: z.enum([...SURVEY_RUNS, '']) }).strict(), ['host']],
  /** Answer to an item of the open inventory; the first one counts. */
  item: [
    z.object({ item: z.string().min(1).max(40), choice: z.number().int().min(0).max(9) }).strict(),
    everyone,
  ],
  start: [none, ['host']],
  pause: [none, ['host']],
  resume: [none, ['host']],
  /** While the machine is paused: exactly one tick. */
  step: [none, ['host']],
  speed: [
    z.object({ factor: z.union([z.literal(0.5), z.literal(1), z.literal(2), z.literal(4)]) }).strict(),
    ['host'],
  ],
  end: [none, ['host']],
  lobby: [none, ['host']],
  kick: [z.object({ seat }).strict(), ['host']],
  /** A seat that the host took out may come in again. */
  forgive: [z.object({ seat }).strict(), ['host']],
  /** Newcomers wait until they are let in; off: whoever waits comes in. */
  waitingRoom: [z.object({ on: z.boolean() }).strict(), ['host']],
  /** Let in who waits: one seat, or all. */
  admit: [z.object({ seat: seat.optional() }).strict(), ['host']],
  /** Most players that the room lets in. */
  capacity: [z.object({ players: z.number().int().min(1).max(500) }).strict(), ['host']],
  lock: [z.object({ locked: z.boolean() }).strict(), ['host']],
  /** What a seat plays in the next round, whatever is wished; '' leaves it to wishes and rotation again. */
  assign: [z.object({ seat, role: z.enum([...ROLES, '']) }).strict(), ['host']],
  /** Everybody is shown by a made-up name instead of the one typed. */
  names: [z.object({ generated: z.boolean() }).strict(), ['host']],
  rename: [z.object({ seat, nickname: z.string().min(1).max(40) }).strict(), ['host']],
  /** Switch a protection of the simulated machine, also in the middle of a round. */
  protections: [z.object({ name: z.enum(PROTECTION_NAMES), on: z.boolean() }).strict(), ['host']],
  /** Something goes wrong on the machine: a storm of interrupts, a null pointer, a fork bomb. */
  inject: [z.object({ what: z.enum(INCIDENTS) }).strict(), ['host']],
  /** The algorithm that plays a station where nobody sits, also in the middle of a round. */
  policy: [POLICY, ['host']],
  /** Show a process, and one of its last lines of strace, big on the projector; pid 0: none. */
  spotlight: [
    z.object({ pid: z.number().int().min(0).max(4_194_304), line: z.string().max(400).optional() }).strict(),
    ['host'],
  ],
  scenario: [z.object({ id: z.string().min(1).max(40) }).strict(), ['host']],
} as const satisfies Record<string, readonly [z.ZodType, readonly Sender[]]>;

export type MessageType = keyof typeof MESSAGES;
export type Message<T extends MessageType> = z.infer<(typeof MESSAGES)[T][0]>;

/** Messages the server sends besides the state. */
export interface ServerMessages {
  /** After joining, and again when the host lets one in who waited. `secret` brings the seat back; keep it for the session. */
  welcome: { seat: string; secret: string; kind: string; code: string };
  /** What happened in the last tick. */
  events: { tick: number; events: import('./view.ts').GameEvent[] };
  results: import('./view.ts').ResultsView;
  /** Shortly after the results: what the round's journal tells everybody. */
  postmortem: import('./postmortem.ts').PostMortemView;
  /** With it, to each seat that had a process: what is its own. */
  own: import('./postmortem.ts').OwnRecordView;
  /** After a round on a daily machine: its score, by the server's count. */
  daily: import('./daily.ts').DailyView;
  /** Some time after the results: the same round under every policy. */
  counterfactual: import('./view.ts').CounterfactualView;
  /** To projectors, where the host wants it: how the class answers what is asked; null: they are not to show it. */
  tally: import('./polls.ts').TallyView | null;
  /** To projectors and the host: the process that is shown from near, as it is now; null: none. */
  spotlight: import('./spotlight.ts').SpotlightView | null;
  /** A refused message: one sentence that says what to do. `type` is the message refused. */
  refused: { type: string; code: string; message: string };
}

/** Reasons for which a join is refused or a connection closed, as WebSocket close codes or HTTP-like codes, with what to do. */
export const CLOSE = {
  kicked: 4101,
  replaced: 4102,
  roomEnded: 4103,
  flooding: 4104,
  serverStopping: 4105,
} as const;

export const JOIN_ERRORS = {
  wrongCode: 4201,
  full: 4202,
  locked: 4203,
  nameTaken: 4204,
  nameRefused: 4205,
  hostKey: 4206,
  badRequest: 4207,
  seatGone: 4208,
} as const;
