import type { Stars } from '../../shared/protocol/level.ts';
import { preference } from './keys.ts';

const KEY = 'levels';
const UNLOCKS = 'unlocks';

/** Stars of the levels that this browser has seen done, by level. What it keeps is for the map alone; the server judges. */
export function readStars(): Record<string, Stars> {
  try {
    return JSON.parse(preference.get(KEY) ?? '{}') as Record<string, Stars>;
  } catch {
    return {};
  }
}

/** A number of stars as it comes over the network. */
export function starsOf(count: number): Stars {
  return ([3, 2, 1] as const).find((stars) => count >= stars) ?? 0;
}

/** What was unlocked in this browser by asking for it. */
export const readUnlocks = (): string[] =>
  (preference.get(UNLOCKS) ?? '').split(' ').filter((what) => what !== '');

export function keepUnlocks(unlocks: readonly string[]): void {
  preference.set(UNLOCKS, [...new Set([...readUnlocks(), ...unlocks])].join(' '));
}

/** The browser's stars and what was unlocked belonged to a player who is gone from it. */
export function forgetStars(): void {
  preference.set(KEY, '{}');
  preference.set(UNLOCKS, '');
}

/** Keeps the best result of a level. */
export function keepStars(level: string, stars: Stars): void {
  const kept = readStars();
  if ((kept[level] ?? 0) >= stars) return;
  preference.set(KEY, JSON.stringify({ ...kept, [level]: stars }));
}
