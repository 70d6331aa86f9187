/** What a player unlocks by asking for it, and not by a star: every level, for teachers and for those who know their way. */
export const ALL_LEVELS = 'all';

/** How a level stands. */
export type LevelOutcome = 'open' | 'done' | 'failed';
export type Stars = 0 | 1 | 2 | 3;

/** Where a call can be on its way, in its order: in userspace, at the kernel's stations, at the disk, on the terminal. */
export const PACKET_PLACES = [
  'user',
  'gate',
  'path',
  'inode',
  'mode',
  'cache',
  'disk',
  'copy',
  'terminal',
] as const;
export type PacketPlace = (typeof PACKET_PLACES)[number];

/** A call of the player's as the kernel carried it out. Times in ticks. */
export interface CallRecord {
  name: string;
  /** As strace prints it; without an answer while it is under way. */
  text: string;
  ticks: number;
  /** For how many of them it slept until the disk had answered. */
  slept: number;
  /** What the kernel did for it, in order. */
  steps: { step: string; detail: string }[];
  over: boolean;
  ok: boolean;
}

/** The things of the kernel that a question is about, to be shown beside it. */
export type Scene =
  | { is: 'directory'; names: string[]; at: number; ino: number }
  | { is: 'mode'; bits: string; owner: number; caller: number }
  | { is: 'shelf'; inodes: number[]; wanted: number }
  | { is: 'core'; sleeper: string; ready: string }
  | { is: 'memory'; user: string; kernel: string };

/** What a level's player sees of its course; the texts of its steps are in `shared/levels`. */
export interface LevelView {
  id: string;
  /** Step under way, from 0; as many as there are when all are done. */
  step: number;
  /** A question that holds the machine; `tried` are wrong answers given, `said` what the last one is told. */
  question: { text: string; options: string[]; tried: number[]; said: string; scene: Scene | null } | null;
  /** How far the step is, where a measure completes it: the measure and what it has to reach. */
  progress: { value: number; of: number } | null;
  /** In a level that follows a call: where it is, and the player's calls so far, oldest first. */
  packet: { at: PacketPlace; calls: CallRecord[] } | null;
  /** The machine stands still until its scheduler chooses who follows on a core. */
  waits: boolean;
  /** The kernel's last steps for the player's call, oldest first. */
  trail: string[];
  /** What to say to who took a way that leads nowhere; '' for nothing. */
  advice: string;
  goals: { text: string; value: number; holds: boolean }[];
  /** `near`: most of it is used up. */
  limits: { text: string; value: number; holds: boolean; near: boolean }[];
  outcome: LevelOutcome;
  /** Ticks left. */
  left: number;
}

/** What a level came to, computed by the server from the kernel. */
export interface LevelResult {
  levelId: string;
  outcome: LevelOutcome;
  /** It was played to its end: its measures can be compared with others'. */
  complete: boolean;
  stars: Stars;
  /** Value of every measure that the level judges by. */
  measures: Record<string, number>;
  /** Conditions of two and of three stars. */
  conditions: { stars: 2 | 3; text: string; value: number; holds: boolean }[];
  /** Limits and goals that do not hold. */
  missed: { text: string; value: number }[];
  /** Sentence for who failed. */
  advice: string;
}
