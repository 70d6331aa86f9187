import type { KernelView } from '../../../shared/protocol/view.ts';
import type { SeatInput } from '../types.ts';
import type { BotView } from './bots.ts';

/** Gives every core without a successor the process that has waited longest. */
export function schedulerBot({ cores }: BotView, kernel: KernelView): SeatInput[] {
  const waiting = kernel.queue.filter((entry) => entry.lined < 0).sort((a, b) => b.waited - a.waited);
  const inputs: SeatInput[] = [];
  for (const core of cores) {
    const lined = kernel.lined.filter((entry) => entry.core === core.id).length;
    const next = lined === 0 ? waiting.shift() : undefined;
    if (next !== undefined) inputs.push({ type: 'dispatch', core: core.id, pid: next.pid });
  }
  return inputs;
}
