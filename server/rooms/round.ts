import type { Message, MessageType } from '../../shared/protocol/messages.ts';
import type {
  CoreView,
  DevicesView,
  GameEvent,
  KernelView,
  ProcessView,
  ResultsView,
  StatsView,
  WallView,
} from '../../shared/protocol/view.ts';
import type { Role } from '../../shared/roles.ts';

/** A seat as a round knows it. */
export interface RoundSeat {
  id: string;
  nickname: string;
  role: Role;
  bot: boolean;
}

/** An event and who may see it: `only` this seat, or everybody `except` it; neither: everybody. */
export interface RoundEvent {
  event: GameEvent;
  only?: string;
  except?: string;
}

type InRound = 'program' | 'clear' | 'keys' | 'level' | 'exploit' | 'dispatch' | 'preempt' | 'quantum';
type PlayerInput = { [T in InRound & MessageType]: { type: T } & Message<T> }[InRound & MessageType];

/** What goes into a round's journal: the in-round messages, and who comes and goes. */
export type SeatInput = PlayerInput | { type: 'join'; seat: RoundSeat } | { type: 'gone' };

export type InputAnswer = { ok: true } | { ok: false; code: string; message: string };

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
  readonly journal: readonly { tick: number; seat: string; input: SeatInput }[];
  /** SelfView by parts: part name → plain data. */
  self(seat: string): object;
  kernelView(seat: string): KernelView | null;
  world(): World;
  readonly over: boolean;
  results(): ResultsView;
}
