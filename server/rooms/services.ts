import type { Role } from '../../shared/roles.ts';
import type { Journal } from '../store/journal.ts';
import type { Round, RoundSeat } from './round.ts';

/** What a room needs to know of a scenario. */
export interface ScenarioFacts {
  id: string;
  name: string;
  blurb: string;
  /** Length of a round in ticks. */
  lengthTicks: number;
  /** Whether some processes are infected. */
  malware: boolean;
  /** Fewest processes on the machine; bots fill up to it. */
  leastProcesses: number;
}

/** A person to give a role to: what they wish for and what they have played, oldest first. */
export interface Candidate {
  id: string;
  wish: Role | '';
  past: readonly Role[];
}

/** The game's rules as the rooms use them. */
export interface Rules {
  scenarios(): readonly ScenarioFacts[];
  createRound(scenario: string, seed: number, seats: RoundSeat[]): Round;
  assignRoles(candidates: Candidate[], scenario: string, seed: number): Map<string, Role>;
}

/** What the rooms of one server share. */
export interface Services {
  rules: Rules;
  journal: Journal;
  maxSeats: number;
  ticksPerSecond: number;
  /** `manual`: time goes on only by `MachineRoom.advance`, for tests. Nothing on the network can set it. */
  clock: 'real' | 'manual';
  /** Milliseconds after which a room without a connection ends. */
  emptyAfter: number;
  /** Writes a line about a fault of the server. */
  log: (line: string) => void;
}
