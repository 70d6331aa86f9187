import type { QueueEntry } from '../../../shared/protocol/view.ts';

/** Keys of the places 1 to 9, and of cores 0 to 9. */
export const SLOT_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
export const CORE_KEYS = ['q', 'w', 'e', 'r', 't', 'y', 'u', 'i', 'o', 'p'] as const;

/**
 * Places of the ready queue on screen. A process keeps its place, and with it its key, as long as it is ready:
 * a queue that reorders itself five times a second can't be clicked. A free place with a key goes to whoever has waited
 * longest among those without one; they stand behind, the longest wait first.
 */
export type Slots = readonly (number | null)[];

/** The places for the queue as it is now, from the places before. Trailing free places are dropped. */
export function assignSlots(before: Slots, queue: readonly QueueEntry[]): Slots {
  const ready = new Set(queue.map(({ pid }) => pid));
  const slots: (number | null)[] = before
    .slice(0, SLOT_KEYS.length)
    .map((pid) => (pid !== null && ready.has(pid) ? pid : null));
  const placed = new Set(slots);
  const rest = queue.filter(({ pid }) => !placed.has(pid)).sort((a, b) => b.waited - a.waited);
  for (const { pid } of rest) {
    const free = slots.indexOf(null);
    if (free < 0) slots.push(pid);
    else slots[free] = pid;
  }
  while (slots.length > 0 && slots.at(-1) === null) slots.pop();
  return slots;
}

/** The occupied place next to `from` in direction `step` (1 or -1), going round; -1 where nobody is ready. */
export function nextSlot(slots: Slots, from: number, step: 1 | -1): number {
  for (let away = 1; away <= slots.length; away++) {
    const at = (((from + step * away) % slots.length) + slots.length) % slots.length;
    if (slots[at] !== null) return at;
  }
  return slots[from] === undefined || slots[from] === null ? -1 : from;
}
