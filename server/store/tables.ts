import type { Generated } from 'kysely';
import type { DailyHow } from '../../shared/protocol/daily.ts';

/** Every table of the store. Times are ISO texts, documents JSON texts: both databases keep them alike. */
export interface Tables {
  rounds: {
    id: string;
    room: string;
    number: number;
    scenario: string;
    /** The whole scenario; null in rounds from before it was kept. */
    setup: string | null;
    seed: number;
    seats: string;
    results: string | null;
    begun: string;
  };
  /** Last tick of each round that has run. */
  round_ticks: { round: string; tick: number };
  /** Hosted rooms as they stand, by their code; `data` is the document of `server/rooms/saved.ts`. */
  rooms: { code: string; data: string; seen: string };
  /** Which server has a room open, and until when it is believed to without a sign of life. */
  leases: { room: string; holder: string; until: string };
  inputs: { id: Generated<number>; round: string; tick: number; seat: string; input: string };
  /** A player is known by nothing but keys, of which only hashes are kept. */
  players: { id: string; made: string; seen: string };
  player_keys: { hash: string; player: string };
  /** Codes that move a player to another device: hashed, short-lived, used once. */
  transfers: { hash: string; player: string; expires: string };
  levels: { player: string; level: string; stars: number; measures: string; reached: string };
  codex: { player: string; page: string; met: string };
  /** What a player has unlocked by asking for it (`shared/levels/unlocks.ts`); what stars open follows from them. */
  unlocks: { player: string; what: string; made: string };
  daily: {
    day: string;
    station: string;
    player: string;
    name: string;
    score: number;
    /** '' in rows of earlier versions. */
    how: DailyHow | '';
    round: string;
    made: string;
  };
  /** One row a hosted room, found again by the hash of its host key alone. */
  reports: { id: string; host: string; room: string; name: string; begun: string };
  /** Found by its code by students, by the hash of its key by the teacher. `levels`: a list of ids. */
  assignments: {
    id: string;
    host: string;
    code: string;
    title: string;
    levels: string;
    due: string;
    made: string;
  };
  assignment_students: { assignment: string; player: string; nickname: string };
  assignment_results: {
    assignment: string;
    player: string;
    level: string;
    late: number;
    stars: number;
    measures: string;
    reached: string;
  };
  /** `player`: whose stars the report shows for the seat; null where the browser sent no key, or its progress was deleted. */
  report_seats: { report: string; seat: string; nickname: string; player: string | null };
  report_rounds: {
    report: string;
    round: number;
    seat: string;
    scenario: string;
    role: string;
    deeds: string;
  };
  report_answers: {
    report: string;
    seat: string;
    question: string;
    asked: string;
    given: number;
    /** 1 right, 0 wrong, −1 neither: an opinion. */
    right: number;
    made: string;
  };
  report_questions: {
    report: string;
    question: string;
    source: string;
    text: string;
    answers: string;
    /** Index of the right answer, −1: an opinion. */
    right: number;
  };
}
