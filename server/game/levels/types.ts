import type { LevelOutcome, PacketPlace, Scene } from '../../../shared/protocol/level.ts';

/** A question under way: what may be answered, which answer is right, and what was tried. */
export interface Question {
  text: string;
  options: string[];
  right: number;
  why: string[];
  /** Wrong answers given so far. */
  tried: number[];
  /** What is shown beside it, and where the player's call is meanwhile: in a level that follows it. */
  scene: Scene | null;
  place: PacketPlace | null;
}

/** A call of the player's. Ticks; −1: not yet, or not asleep. */
export interface LevelCall {
  name: string;
  text: string;
  at: number;
  ended: number;
  /** Asleep for the disk so far, and since when it is asleep now. */
  slept: number;
  asleep: number;
  steps: { step: string; detail: string }[];
  ok: boolean;
}

/** How a process that came by itself fared. Ticks; −1: not yet. */
export interface ArrivalRecord {
  seat: string;
  pid: number;
  at: number;
  firstRun: number;
  /** How often it was given a core, and for how many ticks it stood in the ready queue before that. */
  runs: number;
  waited: number;
  ended: number;
  /** Ticks of CPU that it took. */
  cpu: number;
  infected: boolean;
  /** How often a wall refused it or its children. */
  refused: number;
}

/** Everything that a level knows beside its round: plain data, hashed with it. */
export interface LevelState {
  id: string;
  /** Seat of the player. */
  seat: string;
  /** Step under way, and the tick at which it began; past the last one: all are done. */
  step: number;
  stepAt: number;
  /** The step's question has been asked; and answered. */
  asked: boolean;
  answered: boolean;
  question: Question | null;
  /** The step's `done` has come about. */
  came: boolean;
  /** What was counted, by name. */
  counts: Map<string, number>;
  /** Printed since the step began, and in the whole level. */
  printed: string;
  allPrinted: string;
  /** Ticks computed since the step began. */
  computed: number;
  /** Ticks for which the player's process and all its children have slept in pipes. */
  stuck: number;
  /** Lines that ended before the step began: their ids. */
  lastLine: number;
  /** The kernel's last steps for the player, as it told them, oldest first. */
  trail: string[];
  /** The player's own calls, oldest first. */
  calls: LevelCall[];
  /** Pitfalls met: their places in the level, the last one last. */
  pitfalls: number[];
  /** Step in which the last of them was met; -1: none. */
  advisedAt: number;
  arrivals: ArrivalRecord[];
  outcome: LevelOutcome;
  /** Tick at which the outcome was known. */
  endedAt: number;
  /** Sentence for who failed. */
  advice: string;
}
