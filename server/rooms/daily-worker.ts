import { parentPort, workerData } from 'node:worker_threads';
import type { Daily } from '../../shared/daily/day.ts';
import type { Bounds } from '../../shared/levels/bounds.ts';
import { dailyBounds, keepLevel } from '../game/daily/level.ts';
import { type DailyScore, keepRivals, type Rival, rivalsOf, scoreJournal } from '../game/daily/score.ts';
import type { JournalEntry, RoundSeat } from '../game/types.ts';

/** A daily machine that somebody has played. */
export interface PlayedDaily {
  daily: Daily;
  seats: readonly RoundSeat[];
  journal: readonly JournalEntry[];
}

export interface DailyAnswer extends DailyScore {
  rivals: Rival[];
}

/** What a thread is asked for: to score a journal, to play the algorithms, or to measure the bounds of the stars. */
export type DailyWork =
  | { want: 'score'; played: PlayedDaily; bounds: Record<string, Bounds> | undefined; rivals: Rival[] }
  | { want: 'rivals'; daily: Daily }
  | { want: 'bounds'; daily: Daily };

export type DailyFound =
  | { want: 'score'; answer: DailyAnswer }
  | { want: 'rivals'; rivals: Rival[] }
  | { want: 'bounds'; bounds: Record<string, Bounds> };

function find(work: DailyWork): DailyFound {
  if (work.want === 'rivals') return { want: 'rivals', rivals: rivalsOf(work.daily) };
  if (work.want === 'bounds') return { want: 'bounds', bounds: dailyBounds(work.daily) };
  const { daily, seats, journal } = work.played;
  if (work.bounds !== undefined) keepLevel(daily, work.bounds);
  if (work.rivals.length > 0) keepRivals(daily, work.rivals);
  return { want: 'score', answer: { ...scoreJournal(daily, seats, journal), rivals: rivalsOf(daily) } };
}

/** A thread that does one piece of work on a daily machine, so that no room waits for it, and ends. */
parentPort?.postMessage(find(workerData as DailyWork));
