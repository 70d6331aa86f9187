/** How a level stands. */
export type LevelOutcome = 'open' | 'done' | 'failed';
export type Stars = 0 | 1 | 2 | 3;

/** What a level's player sees of its course; the texts of its steps are in `shared/levels`. */
export interface LevelView {
  id: string;
  /** Step under way, from 0; as many as there are when all are done. */
  step: number;
  /** A question that holds the machine; `tried` are wrong answers given, `said` what the last one is told. */
  question: { text: string; options: string[]; tried: number[]; said: string } | null;
  /** The machine stands still until its scheduler chooses who follows on a core. */
  waits: boolean;
  /** The kernel's last steps for the player's call, oldest first. */
  trail: string[];
  /** What to say to who took a way that leads nowhere; '' for nothing. */
  advice: string;
  goals: { text: string; value: number; holds: boolean }[];
  limits: { text: string; value: number; holds: boolean }[];
  outcome: LevelOutcome;
  /** Ticks left. */
  left: number;
}

/** What a level came to, computed by the server from the kernel. */
export interface LevelResult {
  levelId: string;
  outcome: LevelOutcome;
  stars: Stars;
  /** Value of every measure that the level judges by. */
  measures: Record<string, number>;
  /** Conditions of two and of three stars. */
  conditions: { stars: 2 | 3; text: string; value: number; holds: boolean }[];
  /** Sentence for who failed. */
  advice: string;
}
