import { computed, signal } from '@preact/signals';
import { FRAME, type MemoryView } from '../../../shared/protocol/stations.ts';
import { station } from '../../net/store.ts';

/** The memory manager's view, while that is one's station. */
export const memory = computed<MemoryView | null>(() =>
  station.value?.station === 'memory' ? station.value : null,
);

/** Frame that the arrow keys point at. */
export const pointed = signal(0);

export type FrameView = MemoryView['frames'][number];

export const is = (frame: FrameView, bit: keyof typeof FRAME): boolean => (frame[2] & FRAME[bit]) !== 0;

/** Whether the page in it can leave memory. */
export function canLeave(frame: FrameView): boolean {
  return (frame[2] & (FRAME.pinned | FRAME.free | FRAME.kernel)) === 0;
}

/**
 * The next frame after `from` that is cheap to take: not used lately, and not written; else not used lately; else any.
 * −1: nothing can leave.
 */
export function cheapest(frames: MemoryView['frames'], from: number): number {
  const order = frames.map((_, step) => (from + 1 + step) % frames.length);
  const leaving = order.filter((frame) => canLeave(frames[frame] as FrameView));
  const cold = leaving.filter((frame) => !is(frames[frame] as FrameView, 'accessed'));
  const clean = cold.filter((frame) => !is(frames[frame] as FrameView, 'dirty'));
  return clean[0] ?? cold[0] ?? leaving[0] ?? -1;
}
