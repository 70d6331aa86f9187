import { type Daily, dailyId } from '../../shared/daily/day.ts';
import { keepLevel, knownBounds } from '../game/daily/level.ts';
import type { Rival } from '../game/daily/score.ts';
import type { DailyAnswer, DailyFound, DailyWork, PlayedDaily } from './daily-worker.ts';
import { ThreadQueue } from './threads.ts';

const threads = new ThreadQueue<DailyWork, DailyFound>(new URL('./daily-worker.ts', import.meta.url));

/** Algorithms of the days that boards are asked for: three a day. */
const MOST_KEPT = 32;
const rivals = new Map<string, Promise<Rival[]>>();

async function scored(found: Promise<DailyFound>): Promise<DailyAnswer> {
  const answer = await found;
  if (answer.want !== 'score') throw new Error('the thread answered something else');
  return answer.answer;
}

/** The journal's score; undefined where the server has too much to score. What is known of the day is given along. */
export async function scoreInThread(played: PlayedDaily): Promise<DailyAnswer | undefined> {
  const { daily } = played;
  const against = await rivalsInThread(daily);
  const found = threads.run({ want: 'score', played, bounds: knownBounds(daily), rivals: against });
  return found === undefined ? undefined : scored(found);
}

async function foundRivals(found: Promise<DailyFound> | undefined): Promise<Rival[]> {
  const answer = await found;
  return answer?.want === 'rivals' ? answer.rivals : [];
}

/** The algorithms on the day's machine, best first; none where the server has too much to do. Played once and kept. */
export function rivalsInThread(daily: Daily): Promise<Rival[]> {
  const id = dailyId(daily);
  const known = rivals.get(id);
  if (known !== undefined) return known;
  const found = threads.run({ want: 'rivals', daily });
  const playing = foundRivals(found);
  const forget = (): boolean => rivals.delete(id);
  if (found === undefined) return playing;
  playing.catch(forget);
  const [oldest] = rivals.keys();
  if (rivals.size >= MOST_KEPT && oldest !== undefined) rivals.delete(oldest);
  rivals.set(id, playing);
  return playing;
}

const measuring = new Map<string, Promise<void>>();

async function measured(daily: Daily): Promise<void> {
  const answer = await threads.run({ want: 'bounds', daily });
  if (answer?.want === 'bounds') keepLevel(daily, answer.bounds);
}

/** Has the bounds of the day's level measured, so that no room waits for it: afterwards the level is at hand. */
export function prepareDaily(daily: Daily): Promise<void> {
  if (knownBounds(daily) !== undefined) return Promise.resolve();
  const id = dailyId(daily);
  const under = measuring.get(id) ?? measured(daily).finally(() => measuring.delete(id));
  measuring.set(id, under);
  return under;
}
