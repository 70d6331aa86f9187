import type { Daily, DailyStation } from '../../../shared/daily/day.ts';
import { DAILY_MEASURES } from '../../../shared/daily/index.ts';
import type { DailyHow } from '../../../shared/protocol/daily.ts';
import { LEVEL_SEED, scenarioOfLevel } from '../levels/setup.ts';
import { createRound, type RoundOptions, replay } from '../round.ts';
import type { JournalEntry, RoundSeat } from '../types.ts';
import { dailyLevel } from './level.ts';

/** How an algorithm did on a day's machine. */
export interface Rival {
  name: string;
  /** What the station is measured by; less is better. */
  value: number;
  score: number;
}

/** A played daily machine as the journal tells it. */
export interface DailyScore {
  /** Points; 1000 are worth what the day's plain algorithm reaches, more is better. 0: it was not played to its end. */
  score: number;
  value: number;
  /** How it was played. */
  how: DailyHow;
  /** Hash of the machine at the end. */
  hash: string;
}

type Algorithms = Pick<RoundOptions, 'policy' | 'standIns'>;

/** Who else is on the board, by station; the first one is the plain one that scores 1000. */
const RIVALS: Record<DailyStation, readonly (readonly [string, Algorithms])[]> = {
  scheduler: [
    ['Round robin', { policy: 'rr' }],
    ['FCFS', { policy: 'fcfs' }],
    ['MLFQ', { policy: 'mlfq' }],
    ['CFS', { policy: 'cfs' }],
    ['EEVDF', { policy: 'eevdf' }],
    ['SJF, knowing each burst', { policy: 'sjf' }],
  ],
  memory: [
    ['FIFO', { standIns: { replacement: 'fifo' } }],
    ['Random', { standIns: { replacement: 'random' } }],
    ['Clock', { standIns: { replacement: 'clock' } }],
    ['LRU', { standIns: { replacement: 'lru' } }],
  ],
  disk: [
    ['FCFS', { standIns: { disk: 'fcfs' } }],
    ['SSTF', { standIns: { disk: 'sstf' } }],
    ['LOOK', { standIns: { disk: 'look' } }],
    ['C-LOOK', { standIns: { disk: 'c-look' } }],
  ],
};

const SEAT = 's1';
const PLAIN = 1000;

/** Points for a value, where the plain algorithm has `plain`: half of its pages, ticks or cylinders is twice its points. */
export function points(plain: number, value: number): number {
  return Math.round((PLAIN * Math.max(1, plain)) / Math.max(1, value));
}

/** The day's machine under an algorithm in the player's stead. */
function runAlgorithm(daily: Daily, algorithms: Algorithms): number {
  const level = dailyLevel(daily);
  const scheduler = daily.station === 'scheduler';
  const played = { ...level, goals: [], limits: [], ...(scheduler && { role: 'process' as const }) };
  const round = createRound({
    scenario: scenarioOfLevel(played),
    seed: LEVEL_SEED,
    seats: [{ id: SEAT, nickname: '', role: played.role, bot: true }],
    level: played,
    ...algorithms,
  });
  round.input(SEAT, { type: 'answer', choice: 0 });
  if (!scheduler) round.input(SEAT, { type: 'gone' });
  while (!round.over && !round.held) round.tick();
  return round.measure(DAILY_MEASURES[daily.station]);
}

const rivals = new Map<string, Rival[]>();
/** Three a day, for the days that boards are asked for. */
const MOST_KEPT = 32;

/** The algorithms on the day's machine, best first. */
export function rivalsOf(daily: Daily): Rival[] {
  const key = `${daily.day} ${daily.station}`;
  const known = rivals.get(key);
  if (known !== undefined) return known;
  const values = RIVALS[daily.station].map(([name, algorithms]) => ({
    name,
    value: runAlgorithm(daily, algorithms),
  }));
  const plain = values[0]?.value ?? 1;
  const all = values
    .map((rival) => ({ ...rival, score: points(plain, rival.value) }))
    .sort((a, b) => b.score - a.score);
  const [oldest] = rivals.keys();
  if (rivals.size >= MOST_KEPT && oldest !== undefined) rivals.delete(oldest);
  rivals.set(key, all);
  return all;
}

/** Keeps the algorithms as they were played somewhere else. */
export function keepRivals({ day, station }: Daily, played: Rival[]): void {
  rivals.set(`${day} ${station}`, played);
}

/** Points of the plain algorithm's value. */
function plainOf(daily: Daily): number {
  const [name] = RIVALS[daily.station][0] ?? [];
  return rivalsOf(daily).find((rival) => rival.name === name)?.value ?? 1;
}

/** By whose choices the scheduler's cores were given: the journal says which of them came from the player's code. */
function howOf(journal: readonly JournalEntry[]): DailyHow {
  const choices = journal.flatMap(({ input }) => (input.type === 'dispatch' ? [input.code === true] : []));
  if (!choices.includes(true)) return 'hand';
  return choices.includes(false) ? 'both' : 'code';
}

/** Plays the journal of a daily machine again and scores what the kernel did: nothing else that came from a client counts. */
export function scoreJournal(
  daily: Daily,
  seats: readonly RoundSeat[],
  journal: readonly JournalEntry[],
): DailyScore {
  const level = dailyLevel(daily);
  const options = { scenario: scenarioOfLevel(level), seed: LEVEL_SEED, seats, level };
  const round = replay(options, journal, level.lengthTicks, () => undefined);
  const value = round.measure(DAILY_MEASURES[daily.station]);
  // Without a star it still counts: only work that was left undone does not.
  const done = round.measure('finished') === level.arrivals.length;
  return { score: done ? points(plainOf(daily), value) : 0, value, how: howOf(journal), hash: round.hash() };
}
