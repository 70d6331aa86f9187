import type { Keeping } from '../store/keep.ts';

/** What the rooms of one server share. */
export interface Services {
  /** What outlasts a room. */
  keeping: Keeping;
  maxSeats: number;
  ticksPerSecond: number;
  /** `manual`: time goes on only by `MachineRoom.advance`, for tests. Nothing on the network can set it. */
  clock: 'real' | 'manual';
  /** The time of day, in milliseconds since 1970: daily machines begin and end by it. */
  today: () => number;
  /** Milliseconds after which a room without a connection ends. */
  emptyAfter: number;
  /** Writes a line about a fault of the server. */
  log: (line: string) => void;
}
