import { ALL_LEVELS } from '../protocol/level.ts';
import { CHAPTERS, LEVELS, levelsOf } from './index.ts';
import type { Level } from './schema.ts';

/** The level whose star opens this one; undefined: it is open from the start, as the first of each chapter. */
export function keyOf(id: string): Level | undefined {
  const chapter = CHAPTERS.map((one) => levelsOf(one.id)).find((levels) => levels.some((l) => l.id === id));
  const place = chapter?.findIndex((level) => level.id === id) ?? 0;
  return chapter?.[place - 1];
}

/** Ids of the campaign's levels that are open to who has these stars. `unlocks`: what was asked for. */
export function openLevels(
  stars: Readonly<Record<string, number>>,
  unlocks: readonly string[] = [],
): ReadonlySet<string> {
  const has = (id: string): boolean => (stars[id] ?? 0) > 0;
  const open = LEVELS.filter(({ id }) => {
    const key = keyOf(id);
    return unlocks.includes(ALL_LEVELS) || key === undefined || has(key.id) || has(id);
  });
  return new Set(open.map(({ id }) => id));
}
