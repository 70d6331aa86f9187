import type { PackedGantt } from '../gantt.ts';
import type { Chair, PolicyName, PolicyStation, StationPolicies } from '../policies.ts';
import type { ProtectionName, ProtectionsView } from '../protections.ts';
import type { Phase, Program, Role, SeatKind } from '../roles.ts';
import type { TeamMeasure } from '../scenarios/goals.ts';
import type { ScenarioCard, ScenarioQuestion } from '../scenarios/schema.ts';
import type { MechanismId } from '../walls.ts';
import type { LevelResult, LevelView } from './level.ts';
import type { Incident } from './messages.ts';
import type { OwnVote, PollView } from './polls.ts';
import type { SurveyView } from './survey.ts';

/**
 * What a client knows of a room, as plain data: the client's copy of the state in `shared/protocol/state.ts`.
 * The world and the interface draw from these and from `GameEvent`s, and from nothing else.
 * Units: ticks unless a name says otherwise; memory in pages or frames of 4,096 bytes.
 */
export interface RoomView {
  code: string;
  name: string;
  scenario: string;
  /** What the scenario is called and is about; null in a level. */
  about: AboutView | null;
  /** What it asks of everybody together, as it stands; in the lobby for as many players as there are. */
  goals: TeamGoalView[];
  /** The scenario that the teacher has prepared. */
  prepared: ScenarioCard | null;
  /** With the results: what the round's scenario asks. */
  questions: ScenarioQuestion[];
  phase: Phase;
  round: number;
  locked: boolean;
  generatedNames: boolean;
  paused: boolean;
  /** Speed factor 0.5–4; 1 is five ticks a second. */
  speed: number;
  tick: number;
  /** Tick at which the running phase ends; 0 where it has no end. */
  endsAt: number;
  patience: number;
  patienceMax: number;
  policy: string;
  /** The human schedulers are silent and the fallback policy picks. */
  autopilot: boolean;
  quantum: number;
  hostPresent: boolean;
  /** False while the server can't save what happens. */
  saving: boolean;
  seats: SeatView[];
  processes: ProcessView[];
  cores: CoreView[];
  /** Owner of each frame: 0 free, 1 the kernel, 2 page cache, else the owner's pid. */
  frames: number[];
  devices: DevicesView;
  walls: WallView[];
  stats: StatsView;
  /** The algorithm of each station, which chooses where no person does. */
  policies: StationPolicies;
  /** Stations where a person chooses at this moment. */
  hands: Chair[];
  /** Which protections of the simulated machine are on. */
  protections: ProtectionsView;
  /** The concept inventory that is open to the class; null while none is. */
  survey: SurveyView | null;
  /** The machine has stopped or boots again; null while it runs. */
  outage: OutageView | null;
  /** What the host asks the class; null while nothing is asked. */
  poll: PollView | null;
}

export interface AboutView {
  name: string;
  blurb: string;
}

/** A goal of the scenario: whether `target` has to be reached or kept to, `TEAM_MEASURES` says. */
export interface TeamGoalView {
  measure: TeamMeasure;
  target: number;
  /** Null before the round. */
  value: number | null;
  met: boolean;
}

/** What stands on every screen while the machine is down: the console's lines, from tick `at` to tick `until`. */
export interface OutageView {
  phase: 'panic' | 'boot';
  at: number;
  until: number;
  lines: string[];
}

/** A place in the room, as everybody sees it. Role and points' origin are not here: they are the seat's own. */
export interface SeatView {
  id: string;
  nickname: string;
  /** Avatar number 0–11. */
  avatar: number;
  connected: boolean;
  bot: boolean;
  points: number;
}

export type ProcessState = 'R' | 'S' | 'D' | 'T' | 'Z';

export interface ProcessView {
  pid: number;
  ppid: number;
  program: Program;
  /** Seat that plays it, '' for a bot's or the machine's own child. */
  seat: string;
  nickname: string;
  bot: boolean;
  state: ProcessState;
  /** Core it is on, or -1. */
  core: number;
  /** In the kernel on its own behalf: between the gate and the return. */
  inKernel: boolean;
  /** Name of the call it is in, or ''. */
  syscall: string;
  /** Resident pages. */
  pages: number;
  /** What it waits for: 'disk', 'keyboard', 'pipe', 'child', 'user', 'timer', or ''. */
  waiting: string;
  /** Its control group is frozen: it runs no further until somebody thaws it. */
  frozen: boolean;
  /** 0 content … 1 the user is about to give up on its job. */
  tired: number;
  /** Name of the container in which it lives, '' for the machine itself. */
  container: string;
}

export interface CoreView {
  id: number;
  /** 0: none. */
  pid: number;
  mode: 'user' | 'kernel' | 'idle';
  activity: 'user' | 'mode switch' | 'syscall' | 'context switch' | 'fault' | 'interrupt' | 'idle';
  quantumLeft: number;
  syscall: string;
}

export interface DevicesView {
  /** Cylinder 0–99 the arm stands at. */
  diskArm: number;
  diskQueue: number;
  /** Interrupts served since boot. */
  timer: number;
  disk: number;
  keyboard: number;
  network: number;
}

export interface WallView {
  id: MechanismId;
  hits: number;
  /** Tick of its first hit. */
  first: number;
}

export interface StatsView {
  jobsDone: number;
  jobsLate: number;
  /** Per cent of core ticks that were not idle. */
  busy: number;
  idleWhileReady: number;
  switches: number;
  /** 95th percentile of waits in the ready queue. */
  wait95: number;
  /** Jain's index of CPU time over runnable processes, 0–1. */
  fairness: number;
  faults: number;
  syscalls: number;
}

/** A line of the ready queue: for kernel seats and the host only. */
export interface QueueEntry {
  pid: number;
  waited: number;
  lastBurst: number;
  nice: number;
  /** Core it is lined up for, or -1. */
  lined: number;
}

export interface ProgramLine {
  id: number;
  text: string;
  state: 'queued' | 'running' | 'done' | 'failed';
  /** '= 3', 'done', '= -1 EACCES (Permission denied)'. */
  result: string;
}

export interface GoalView {
  text: string;
  done: boolean;
}

export interface JobView {
  id: number;
  program: Program;
  title: string;
  story: string;
  goals: GoalView[];
  /** Lines that do it; empty where the level shows goals only. */
  recipe: string[];
  /** Why each recipe line is there, index for index. */
  why: string[];
  /** Tick at which the user gives up. */
  deadline: number;
  points: number;
}

/** Steps of a real `ls`, lit as they happen: 1 userspace, 2 the call goes down, 3 the kernel works, 4 results come back, 5 output. */
export interface JourneyView {
  step: 0 | 1 | 2 | 3 | 4 | 5;
  detail: string;
}

export interface ExploitCard {
  id: string;
  title: string;
  text: string;
  /** Lines it puts into the program. */
  lines: string[];
  /** Already discovered by this player. */
  found: boolean;
}

/** What belongs to one seat alone. */
export interface SelfView {
  seat: string;
  kind: Exclude<SeatKind, 'waiting'>;
  /** Wish for the next round, '' for none. */
  wish: Role | '';
  pid: number;
  program: Program | '';
  /** The one-sentence briefing for the role. */
  briefing: string;
  level: 'beginner' | 'goals' | 'expert';
  job: JobView | null;
  lines: ProgramLine[];
  variables: { name: string; value: number; text: string }[];
  buffers: { name: string; address: number; size: number }[];
  descriptors: { fd: number; what: string }[];
  files: string[];
  mappedPages: number;
  residentPages: number;
  /** Last lines as strace prints them, oldest first, at most 60. */
  strace: string[];
  /** What the terminal shows, at most 4,000 characters. */
  terminal: string;
  journey: JourneyView | null;
  exploits: ExploitCard[];
  discoveries: MechanismId[];
  /** Course of the level that this seat plays; null in every other round. */
  course: LevelView | null;
  /** Items of the open concept inventory that this seat has answered; null while it is closed. */
  survey: string[] | null;
  jobsDone: number;
  points: number;
  /** The own answer to what the host asks; null before. */
  vote: OwnVote | null;
}

/** What a scheduler sees of its own cores and their run queue; the host sees all. */
export interface KernelView {
  queue: QueueEntry[];
  /** Cores that are theirs, and how many processes wait in the run queue of each core. */
  mine: number[];
  waiting: number[];
  /** Lined up per core, core after core, in order. */
  lined: { core: number; pid: number }[];
  /** Ticks since the last act while the algorithm `fallback` picks in their place, else 0. */
  silentFor: number;
  fallback: string;
}

/** What a round came to for the machine as a whole. */
export interface TeamView {
  /** The user's patience has lasted, and every goal is met. */
  won: boolean;
  held: boolean;
  /** The user's patience at the end, of 100. */
  patience: number;
  goals: (TeamGoalView & { value: number })[];
  /** Roles are told now: what each malware got at, and whether the auditor has stopped it on evidence. */
  malware: { seat: string; breaches: number; caught: boolean; won: boolean }[];
}

/** What came of a machine's memory under its manager, and what algorithms would have made of the same accesses. Faults. */
export interface PagingView {
  /** Frames that there were for processes. */
  frames: number;
  /** First touches of pages: no choice of anybody's spares them. */
  first: number;
  /** As it was played: by hand, and where the fallback stepped in. First touches are among them, also below. */
  played: number;
  byHand: number;
  byFallback: number;
  others: { policy: string; faults: number }[];
}

export interface ResultsView {
  /** What the level came to; null after every other round. */
  level: LevelResult | null;
  round: number;
  /** As `team.won`. */
  won: boolean;
  team: TeamView;
  /** Null where nobody looked after memory. */
  paging: PagingView | null;
  /** One sentence: how it ended. */
  verdict: string;
  stats: StatsView;
  ranks: {
    seat: string;
    nickname: string;
    role: Role;
    bot: boolean;
    points: number;
    jobs: number;
    note: string;
  }[];
  walls: { id: MechanismId; hits: number; by: string }[];
  /** Who had the cores, packed: `unpackGantt` of `shared/gantt.ts`. */
  gantt: PackedGantt;
  processes: {
    seat: string;
    /** 0: it had ended, and was not started again. */
    pid: number;
    program: Program;
    nickname: string;
    waiting: number;
    turnaround: number;
    response: number;
    cpu: number;
  }[];
}

/** A round's figures under one policy; times in ticks. */
export interface CounterfactualRow {
  /** Name of the policy; `human` where people scheduled, `mixed` where the host changed it on the way. */
  policy: string;
  /** The round as it was played, and not one that might have been. */
  played: boolean;
  jobsDone: number;
  jobsLate: number;
  /** The user's patience at the end, of 100. */
  patience: number;
  /** Means over all jobs done: from a job's coming to its end, and to its process's first run. */
  turnaround: number;
  response: number;
  /** Ready-queue wait below which 95 of 100 lie. */
  wait95: number;
  /** Jain's index of the CPU shares, 0 to 1. */
  fairness: number;
  switches: number;
  /** Ticks in which a core idled while somebody was ready. */
  idleWhileReady: number;
  /** Inputs that found no room or no process. */
  lost: number;
}

/** The round under every policy, and what that holds fixed. */
export interface CounterfactualView {
  round: number;
  /** The same under every policy: the machine, which jobs come when, what was typed, and at which tick. */
  fixed: ('machine' | 'arrivals' | 'programs' | 'moments')[];
  /** Not the same: schedulers' acts are left out, a job begins when the one before it has ended, nobody reacts to what is new. */
  free: ('schedulers' | 'starts' | 'reactions')[];
  /** As it was played first. */
  rows: CounterfactualRow[];
}

/** What happens at once and is over: for animation, ticker and sound. */
export type GameEvent =
  | { kind: 'call'; pid: number; core: number; name: string }
  | { kind: 'return'; pid: number; name: string; ok: boolean; text: string }
  | { kind: 'step'; pid: number; step: string; detail: string }
  | { kind: 'dispatch'; core: number; pid: number }
  | { kind: 'preempt'; core: number; pid: number; why: string }
  /** A page was missing. It came into `frame`, from the disk or without it; `nowhere`: nothing lies at that address, `frame` is −1. */
  | { kind: 'fault'; pid: number; frame: number; from: 'disk' | 'memory' | 'nowhere' }
  /**
   * A page left its frame; `pid`: whose it was, 0 for the file cache's. `by`: the process that needed the frame, 0 where a person
   * chose. `to`: where its bytes went; `nowhere` if they need no copy.
   */
  | { kind: 'evict'; frame: number; pid: number; by: number; to: 'swap' | 'file' | 'nowhere' }
  /** Root froze the control group of this process, or thawed it. */
  | { kind: 'freeze'; pid: number; on: boolean }
  /** Memory was at an end: the kernel took this process. */
  | { kind: 'oom'; pid: number }
  /** A line was not served in time: keys or packets were lost. */
  | { kind: 'overrun'; device: 'keyboard' | 'network'; lost: number }
  | { kind: 'interrupt'; line: 'timer' | 'disk' | 'keyboard' | 'network'; core: number }
  /** `pid` is 0 for everybody but the seat that ran into the wall. */
  | { kind: 'wall'; id: MechanismId; answer: string; first: boolean; pid: number }
  | { kind: 'exit'; pid: number; how: string }
  | { kind: 'start'; pid: number; program: Program }
  | { kind: 'job'; pid: number; title: string; outcome: 'done' | 'late'; points: number }
  /** The kernel gave up; `comm` and `pid` as the console names them. */
  | { kind: 'panic'; pid: number; comm: string; reason: string }
  | { kind: 'reboot' }
  /** The host has let this happen. */
  | { kind: 'incident'; what: Incident }
  | { kind: 'protection'; name: ProtectionName; on: boolean }
  /** The host has chosen the algorithm of a station where nobody sits. */
  | { kind: 'policy'; station: PolicyStation; algorithm: PolicyName }
  | { kind: 'note'; text: string; tone: 'good' | 'bad' | 'plain' };
