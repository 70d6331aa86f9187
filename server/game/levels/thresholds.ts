import { type Bounds, LINES, type Thresholds, withBounds } from '../../../shared/levels/bounds.ts';
import { LEVELS } from '../../../shared/levels/index.ts';
import type { Level, Star } from '../../../shared/levels/schema.ts';
import { PLAYERS } from './players/index.ts';
import { HASTY, PATIENT, randomTapper } from './players/tappers.ts';
import type { Pair } from './players/types.ts';
import { type Played, type Player, playLevel, runLevel } from './run.ts';

/**
 * Where the bounds of stars come from: what the reference players reach is measured on the kernel.
 *
 * - A star with `slack`: what the good player reaches, plus the slack that the level states.
 * - A star between good and worse: three stars within a tenth of the way from the good player to whoever is worse, two
 *   within a third, one within six tenths. Worse is the player or the policy that the level names; where tapping at random does
 *   better than that, then who taps at random: the fourth best of forty.
 * - Lines: twice those of the good player, and two more.
 */
const SHARES = { one: 0.6, two: 0.33, three: 0.1 } as const;
const TAPPERS = 40;
/** So many of them are lucky. */
const LUCKY = 3;
const LINES_FACTOR = 2;
const LINES_MORE = 2;

/** A bound as it is shown: whole numbers stay whole, means have a tenth. */
function shown(value: number, whole: boolean): number {
  return whole ? Math.round(value) : Math.round(10 * value) / 10;
}

/** The level with nothing that ends it early or judges it: a measure is taken at the end of play. */
function unbounded(level: Level): Level {
  const { two: _two, three: _three, ...source } = level;
  const own = source.goals.filter(
    (goal) => !source.stars.some((star) => 'goal' in star && star.goal && star.measure === goal.measure),
  );
  return { ...withBounds({ ...source, goals: own, limits: [] }, {}), limits: [] };
}

const reached = (played: Played, measure: string): number => played.measure(measure);

function worseValue(level: Level, pair: Pair, star: Extract<Star, { worse: string }>): number {
  const { worse, measure } = star;
  const play = (player: Player): number => reached(playLevel(level, player), measure);
  if (worse === 'wrong') return play(pair.wrong(level));
  if (worse === 'other') return play((pair.other ?? pair.wrong)(level));
  return reached(runLevel(level, worse), measure);
}

/** Fourth best of those who tap at random, in haste or with patience, and came through all steps; undefined: hardly anybody did. */
function randomValues(level: Level, measure: string): number | undefined {
  const ended: number[] = [];
  for (let seed = 1; seed <= TAPPERS; seed += 1) {
    const pace = seed % 2 === 0 ? HASTY : PATIENT;
    const played = playLevel(level, randomTapper(level, seed * 7919, pace));
    if (played.result.outcome === 'done') ended.push(reached(played, measure));
  }
  return ended.sort((a, b) => a - b)[LUCKY];
}

function boundsOf(level: Level, pair: Pair, good: Played, star: Star, tappers: boolean): Bounds {
  const best = reached(good, star.measure);
  if ('slack' in star) return { two: best + star.slack[0], three: best + star.slack[1] };
  const named = worseValue(level, pair, star);
  // Code is not written by tapping.
  const random = tappers && level.editor === '' && star.goal ? randomValues(level, star.measure) : undefined;
  // Where chance does as well as the good player, another star of the level tells them apart.
  const bar = random !== undefined && random > best ? Math.min(named, random) : named;
  const whole = [best, named].every(Number.isInteger);
  const at = (share: number): number => shown(best + share * (bar - best), whole);
  return { ...(star.goal ? { one: at(SHARES.one) } : {}), two: at(SHARES.two), three: at(SHARES.three) };
}

/**
 * Bounds of a level's stars, measured anew. With a pair of its own it is a level of a day, drawn while somebody waits: the forty
 * who tap at random are left out.
 */
export function measureLevel(given: Level, own?: Pair): Record<string, Bounds> {
  const pair = own ?? PLAYERS[given.id];
  if (pair === undefined) throw new Error(`no players for ${given.id}`);
  const level = unbounded(given);
  const good = playLevel(level, pair.good(level));
  const bounds = Object.fromEntries(
    given.stars.map((star) => [star.measure, boundsOf(level, pair, good, star, own === undefined)]),
  );
  if (given.role === 'process') {
    const most = LINES_FACTOR * reached(good, LINES) + LINES_MORE;
    bounds[LINES] = { one: most, two: most, three: most };
  }
  return bounds;
}

export function measureAll(): Thresholds {
  return Object.fromEntries(LEVELS.map((level) => [level.id, measureLevel(level)]));
}
