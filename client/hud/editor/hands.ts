import { signal } from '@preact/signals';
import { dailyOf } from '../../../shared/daily/day.ts';
import type { Level } from '../../../shared/levels/schema.ts';

/** A daily machine with an editor may be played by hand as well: what its player has chosen. */
export const byHand = signal(false);

/** Whether the player may choose between hand and code. */
export function mayChoose(level: Level | undefined): boolean {
  return level !== undefined && level.editor !== '' && dailyOf(level.id) !== undefined;
}

/** Whether the level is played by code now. */
export function playsByCode(level: Level | undefined): boolean {
  return level !== undefined && level.editor !== '' && !(mayChoose(level) && byHand.value);
}
