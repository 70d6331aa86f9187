import type { Statement } from '../../shared/lang/ast.ts';
import type { Message, MessageType } from '../../shared/protocol/messages.ts';
import type { GameEvent } from '../../shared/protocol/view.ts';
import type { Program, Role } from '../../shared/roles.ts';
import type { Skill } from '../../shared/skills.ts';
import type { MechanismId } from '../../shared/walls.ts';
import type { Segment } from '../kernel/irq/state.ts';
import type { LevelState } from './levels/types.ts';

/** A seat as a round gets it. */
export interface RoundSeat {
  id: string;
  nickname: string;
  role: Role;
  bot: boolean;
  /** Of a bot: how well it plays; absent: as `DEFAULT_SKILL` says. */
  skill?: Skill;
}

type InRound =
  | 'program'
  | 'clear'
  | 'keys'
  | 'level'
  | 'exploit'
  | 'dispatch'
  | 'preempt'
  | 'migrate'
  | 'quantum'
  | 'answer'
  | 'evict'
  | 'oom'
  | 'serve'
  | 'seek'
  | 'limit'
  | 'freeze'
  | 'kill';
type PlayerInput = { [T in InRound & MessageType]: { type: T } & Message<T> }[InRound & MessageType];

/** What goes into a round's journal: messages of players, and who comes and goes. */
export type SeatInput =
  | PlayerInput
  | { type: 'join'; seat: RoundSeat }
  | { type: 'gone' }
  /** From the host, who has no seat in the round. */
  | ({ type: 'protections' } & Message<'protections'>)
  | ({ type: 'inject' } & Message<'inject'>)
  | ({ type: 'policy' } & Message<'policy'>);

export interface JournalEntry {
  /** Applied after this tick and before the next. */
  tick: number;
  seat: string;
  input: SeatInput;
}

export type InputAnswer = { ok: true } | { ok: false; code: string; message: string };

/** An event and who may see it: `only` this seat, or everybody `except` it; neither: everybody. */
export interface RoundEvent {
  event: GameEvent;
  only?: string;
  except?: string;
}

/** A program line in the queue of a process. */
export interface Line {
  id: number;
  text: string;
  statement: Statement;
  state: 'queued' | 'running' | 'done' | 'failed';
  result: string;
}

/** One level of the statement that runs: a body and where in it execution stands. */
export interface Frame {
  body: Statement[];
  at: number;
  /** Repetitions of the body still to come after this one. */
  again: number;
}

/** The userspace side of a process: plain data in the machine's state. */
export interface ProgramState {
  seat: string;
  /** The seat's own process; its children end when their lines do. */
  main: boolean;
  lines: Line[];
  stack: Frame[];
  /** Ticks of `work` left in the running statement. */
  left: number;
  /** How often a spinning process lost its core. */
  lostCore: number;
  /** Of an executed program: where the array of its arguments lies; 0: it was not executed. */
  argv: number;
  variables: Map<string, number>;
}

/** Somebody outside who is connected to the machine, or wants to be: a visitor of a web server, or the server that browsers ask. */
export interface Caller {
  /** Seat whose web server it visits; '': it is a server itself. */
  seat: string;
  /** Job of that seat for which it is there. */
  job: number;
  /** Where it is, and the machine's port. */
  address: string;
  port: number;
  to: number;
  /** All that it says, in order; how much of it was sent so far, and the last of it when. */
  segments: { kind: Segment['kind']; text: string }[];
  sent: number;
  sentAt: number;
  /** Tick since which it could have been answered. */
  since: number;
  /** What it got. */
  got: string;
}

/** When a goal counts as reached, in terms of the kernel. */
export type GoalCheck =
  | { kind: 'printed'; texts: string[] }
  | { kind: 'served'; text: string }
  | { kind: 'listed'; path: string }
  | { kind: 'file'; path: string; text: string }
  | { kind: 'synced'; path: string; text: string }
  | { kind: 'resident'; pages: number }
  | { kind: 'freed'; pages: number }
  | { kind: 'cpu'; ticks: number }
  | { kind: 'beats'; count: number; longest: number }
  | { kind: 'waited'; children: number };

export interface Goal {
  text: string;
  check: GoalCheck;
}

/** A job as its program's table makes it. */
export interface JobSpec {
  title: string;
  story: string;
  goals: Goal[];
  /** Lines that do it, each with why it is there. */
  recipe: { line: string; why: string }[];
  points: number;
  /** The user types this at the keyboard so many ticks after the job came. */
  typed?: { after: number; text: string };
}

/** A job under way, with what the kernel did for it so far. */
export interface Job extends JobSpec {
  id: number;
  program: Program;
  startedAt: number;
  deadline: number;
  done: boolean[];
  printed: string;
  /** What visitors got of it. */
  served: string;
  /** Ticks of user-mode work. */
  cpu: number;
  beats: number;
  lastBeat: number;
  /** It has slept since the last beat. */
  slept: boolean;
  /** Tick at which the last goal was reached, −1 before. */
  reachedAt: number;
  peakResident: number;
  waited: number;
}

export interface SeatState {
  id: string;
  nickname: string;
  role: Role;
  bot: boolean;
  skill?: Skill;
  /** User name on the machine, with its home in /home. */
  user: string;
  uid: number;
  program: Program;
  /** Port at which its web server listens, 0: it is none. */
  port: number;
  /** Its process, 0: none at present. */
  pid: number;
  respawnAt: number;
  present: boolean;
  level: 'beginner' | 'goals' | 'expert';
  job: Job | null;
  nextJobAt: number;
  jobsMade: number;
  jobsDone: number;
  jobsLate: number;
  points: number;
  /** What it has earned beyond them, less than one. */
  part: number;
  /** How well a station's own choices turned out of late, 0 to 1; a half before the first choice. */
  grade: number;
  linesMade: number;
  discoveries: MechanismId[];
  strace: string[];
  terminal: string;
  /** Steps of `ls` (1–5) and what happened in the last one. */
  journey: { step: 0 | 1 | 2 | 3 | 4 | 5; detail: string } | null;
  /** Turnaround of its jobs, and ticks until the first line of each ran. */
  turnarounds: number[];
  responses: number[];
  answered: boolean;
  /** CPU and ready-queue ticks of its processes that have ended. */
  pastCpu: number;
  pastWaited: number;
}

export interface GanttSlice {
  core: number;
  from: number;
  to: number;
  pid: number;
  mode: 'user' | 'kernel' | 'idle';
}

/** Everything that a round knows beside its machine: plain data, hashed with it. */
export interface RoundState {
  scenario: string;
  tick: number;
  lengthTicks: number;
  random: number;
  seats: Map<string, SeatState>;
  patience: number;
  jobsDone: number;
  jobsLate: number;
  jobsMade: number;
  walls: Map<MechanismId, { hits: number; first: number; by: string }>;
  /** Ready-queue waits, the last thousand. */
  waits: number[];
  gantt: GanttSlice[];
  /** The course of a level; null in every other round. */
  course: LevelState | null;
  /** Last tick of an interrupt storm that the host has sent; 0: none. */
  stormUntil: number;
  /** The machine is down: since when, when it boots (0: it does), when it is up again (0: not known yet). */
  outage: { at: number; rebootAt: number; upAt: number } | null;
  /** How often the machine has stopped. */
  panics: number;
  /** What malware has got at, each paid once. */
  breaches: { seat: string; what: string; tick: number }[];
  /** Pages evicted by hand and not missed yet, oldest first; `key`: pid and page number. */
  evictions: { key: string; seat: string; tick: number }[];
  /** Who is at the other end of the network cable, and how many visitors there have been. */
  callers: Caller[];
  visits: number;
  /** First process of each container that was started, by name. */
  containers: Map<string, number>;
  audit: AuditState;
}

/** What the auditor's station knows. Users stand for their control groups. */
export interface AuditState {
  log: { tick: number; pid: number; program: Program | ''; mechanism: MechanismId; answer: string }[];
  /** Refusals by user. */
  denials: Map<string, number>;
  /** System calls by living process. */
  calls: Map<number, number>;
  /** By user, refusals that had been met when a stop was paid last. */
  answered: Map<string, number>;
  /** By user, the tick at which malware was stopped on evidence first. */
  caught: Map<string, number>;
}

export interface JobContext {
  /** Number of the job on this machine: names of new files carry it. */
  number: number;
  user: string;
  home: string;
  /** Port at which its service listens; 0: it has none. */
  port: number;
  /** A whole number below `n`, from the round's generator. */
  pick(n: number): number;
}
