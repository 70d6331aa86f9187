import type { StationPolicies } from '../policies.ts';
import type { TallyView } from './polls.ts';
import type { SurveyCounts } from './survey.ts';

/** What the host alone sees of the room beside its players: the settings, and how the class answers what is asked. */
export interface DeskView {
  waitingRoom: boolean;
  /** Who waits before the door, the first who came first, by the names that they typed. */
  waiting: { seat: string; nickname: string; connected: boolean }[];
  /** Most players, and most that the server lets in. */
  capacity: number;
  most: number;
  /** Whom the host has taken out. */
  banned: { seat: string; nickname: string }[];
  /** Algorithms of stations where nobody sits, now or in the next round. */
  policies: StationPolicies;
  /** Projectors show how the class answers while a question is open. */
  bars: boolean;
  /** How many have begun and finished the inventory, before and after. */
  surveys: SurveyCounts;
  /** Words of the scenario's questions, by their places. */
  questions: string[];
  /** How the class answers; null where nothing is asked. */
  tally: TallyView | null;
  /** Index of the right answer to what is asked, −1: none. Known here before it is shown. */
  right: number;
  why: string;
}
