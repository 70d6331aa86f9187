/** What one seat did in one round, as plain data. Figures are the journal's: playing it again gives the same. */
export interface Deeds {
  program: string;
  jobsDone: number;
  jobsLate: number;
  points: number;
  /** Calls made by name. */
  calls: Record<string, number>;
  /** Errors by `call ERRNO`: how often met, and whether the same call succeeded later in the round. */
  errors: Record<string, { met: number; overcome: boolean }>;
  /** Walls that the seat ran into, and how often. */
  walls: Record<string, number>;
  /** What it did, by type of input: lines queued, dispatches, evictions, … */
  acts: Record<string, number>;
  /** Of its process: page faults, cores lost to the timer or to an order, and how often it fell asleep. */
  faults: number;
  preempted: number;
  sleeps: number;
}

/** A class's report as the server gives it. */
export interface ReportView {
  room: string;
  name: string;
  begun: string;
  seats: { seat: string; nickname: string }[];
  /** Stars of the campaign's levels in the browser that the seat was taken with, as they stand now. */
  levels: { seat: string; level: string; stars: number }[];
  rounds: { round: number; seat: string; scenario: string; role: string; deeds: Deeds }[];
  /** In the order in which they were given. `asked`: `before` or `after` the lesson, or `round`. */
  answers: {
    seat: string;
    question: string;
    asked: string;
    given: number;
    right: boolean | null;
    made?: string;
  }[];
  /** What was asked, in its words; `right` −1: an opinion. */
  questions: { question: string; source: string; text: string; answers: readonly string[]; right: number }[];
}

export const NO_DEEDS: Omit<Deeds, 'program'> = {
  jobsDone: 0,
  jobsLate: 0,
  points: 0,
  calls: {},
  errors: {},
  walls: {},
  acts: {},
  faults: 0,
  preempted: 0,
  sleeps: 0,
};
