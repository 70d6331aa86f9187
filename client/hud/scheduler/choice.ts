import { computed, signal } from '@preact/signals';
import { kernel } from '../../net/store.ts';
import { assignSlots, type Slots } from '../logic/slots.ts';
import type { Send } from '../send.ts';

/** The process chosen in the ready queue, 0 for none. */
export const chosen = signal(0);
/** The core that the arrow keys point at. */
export const pointed = signal(0);

let before: Slots = [];

/** Places of the ready queue on screen, and who stands there. */
export const places = computed(() => {
  const queue = kernel.value?.queue ?? [];
  before = assignSlots(before, queue);
  const entries = new Map(queue.map((entry) => [entry.pid, entry]));
  return before.map((pid) => (pid === null ? null : (entries.get(pid) ?? null)));
});

/** Whether the core is one's own, and not another scheduler's. */
export function isMine(core: number): boolean {
  return kernel.value?.mine.includes(core) ?? true;
}

/** Lines the chosen process up for a core of one's own, or moves it to another scheduler's queue. Without a choice, whoever has waited longest. */
export function give(send: Send, core: number): void {
  const queue = (kernel.peek()?.queue ?? []).filter(({ lined }) => lined < 0);
  const longest = queue.reduce((most, entry) => (entry.waited > most.waited ? entry : most), {
    pid: 0,
    waited: -1,
  });
  const pid = chosen.peek() === 0 ? longest.pid : chosen.peek();
  if (pid === 0) return;
  send(isMine(core) ? 'dispatch' : 'migrate', { core, pid });
  chosen.value = 0;
}
