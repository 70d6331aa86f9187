import type { DailyStation } from '../daily/day.ts';

/** Whether a player chose by hand, by code of their own, or by both. The browser says so: it earns nothing. */
export type DailyHow = 'hand' | 'code' | 'both';

/** What a round on a daily machine came to, by the server's count. */
export interface DailyView {
  station: DailyStation;
  day: string;
  /** 1000: as the plain algorithm; more is better. 0: not played to its end. */
  score: number;
  /** What the station is measured by: ticks, pages moved or cylinders; less is better. */
  value: number;
  how: DailyHow;
  rivals: { name: string; value: number; score: number }[];
  /** Why it is not on the board: it was not played to its end, its day is over, or nothing can be saved; '': it is there. */
  why: '' | 'unfinished' | 'late' | 'unsaved';
}

/** A row of a day's board. */
export interface BoardRow {
  place: number;
  name: string;
  score: number;
  /** '' where it was kept before anybody asked. */
  how: DailyHow | '';
  /** Key of the round's journal: `npm run replay` confirms the score. */
  round: string;
  own: boolean;
}

export interface BoardView {
  day: string;
  station: DailyStation;
  board: BoardRow[];
  /** The player's own row, where it stands further down. */
  own: BoardRow | null;
  rivals: { name: string; score: number }[];
}
