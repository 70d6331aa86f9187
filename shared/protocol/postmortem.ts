import type { Question } from '../questions/schema.ts';
import type { MechanismId } from '../walls.ts';

/** What a round looks like afterwards, computed from its journal. Times are ticks. */

/** A line of `strace -c`. */
export interface CallFigures {
  name: string;
  calls: number;
  errors: number;
  /** Ticks that cores spent in kernel mode for it, and ticks from its entry to its return, sleep included. */
  kernel: number;
  span: number;
}

/** What became of one seat's processes; bots' too. */
export interface ProcessFigures {
  seat: string;
  calls: number;
  errors: number;
  /** Page faults that the kernel served, and those that were an error. */
  faults: number;
  badFaults: number;
  /** How often it slept, was put on a core, and lost one before it gave it up. */
  sleeps: number;
  dispatched: number;
  preempted: number;
  /** Hits on walls. */
  walls: number;
}

/** A question made from what happened in the round. */
export interface RoundQuestion extends Question {
  /** Idea of `shared/ideas.ts` that it asks for. */
  idea: string;
  /** Tick that it is about, to look at again; 0: the whole round. */
  tick: number;
}

/** For everybody. */
export interface PostMortemView {
  round: number;
  processes: ProcessFigures[];
  /** Every process that a seat had, children included: pid and seat. */
  owners: [pid: number, seat: string][];
  /** Calls of all processes together, the most frequent first. */
  calls: CallFigures[];
  questions: RoundQuestion[];
  /** Last tick of the recording, and its chunks: `GET /api/rooms/CODE/recording/ROUND/CHUNK`. */
  recording: { ticks: number; chunks: number };
}

/** For one seat: what is its own. */
export interface OwnRecordView {
  round: number;
  /** Lines as strace prints them; the oldest of a long round are left out. */
  strace: { tick: number; text: string }[];
  leftOut: number;
  calls: CallFigures[];
  walls: { tick: number; id: MechanismId; answer: string }[];
}
