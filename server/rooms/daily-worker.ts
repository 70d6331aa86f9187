import { parentPort, workerData } from 'node:worker_threads';
import type { Daily } from '../../shared/daily/day.ts';
import { type DailyScore, type Rival, rivalsOf, scoreJournal } from '../game/daily/score.ts';
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

/** A thread that plays one journal of a daily machine again, scores it beside the algorithms, and ends. */
const { daily, seats, journal } = workerData as PlayedDaily;
parentPort?.postMessage({
  ...scoreJournal(daily, seats, journal),
  rivals: rivalsOf(daily),
} satisfies DailyAnswer);
