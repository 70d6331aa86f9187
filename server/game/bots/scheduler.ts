import type { KernelView } from '../../../shared/protocol/view.ts';
import type { SeatInput } from '../types.ts';

/** Gives every core of its own without a successor the process that has waited longest. */
export function schedulerBot(kernel: KernelView): SeatInput[] {
  const waiting = kernel.queue.filter((entry) => entry.lined < 0).sort((a, b) => b.waited - a.waited);
  const inputs: SeatInput[] = [];
  for (const core of kernel.mine) {
    const lined = kernel.lined.filter((entry) => entry.core === core).length;
    const next = lined === 0 ? waiting.shift() : undefined;
    if (next !== undefined) inputs.push({ type: 'dispatch', core, pid: next.pid });
  }
  return inputs;
}
