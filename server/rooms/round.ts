import type {
  CoreView,
  DevicesView,
  KernelView,
  ProcessView,
  ResultsView,
  StatsView,
  WallView,
} from '../../shared/protocol/view.ts';
import type { InputAnswer, JournalEntry, RoundEvent, SeatInput } from '../game/types.ts';

export type { InputAnswer, RoundEvent, RoundSeat, SeatInput } from '../game/types.ts';

/** What everybody sees of the machine. */
export interface World {
  processes: ProcessView[];
  cores: CoreView[];
  frames: ArrayLike<number>;
  devices: DevicesView;
  walls: WallView[];
  stats: StatsView;
  patience: number;
  patienceMax?: number;
  policy: string;
  autopilot: boolean;
  quantum: number;
}

/** The game as the room drives it; made by `createRound`. */
export interface Round {
  tick(): RoundEvent[];
  input(seat: string, input: SeatInput): InputAnswer;
  readonly journal: readonly JournalEntry[];
  /** SelfView by parts: part name → plain data. */
  self(seat: string): object;
  kernelView(seat: string): KernelView | null;
  world(): World;
  readonly over: boolean;
  results(): ResultsView;
}
