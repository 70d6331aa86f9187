import { FRAME, type MemoryView } from '../../../../shared/protocol/stations.ts';
import type { SeatInput } from '../../types.ts';
import { memoryPlayer } from './stations.ts';
import { type Pair, scripted, stubborn } from './types.ts';

type Frame = MemoryView['frames'][number];
const has = ([, , bits]: Frame, mask: number): boolean => (bits & mask) !== 0;

/** Takes the page that `rank` puts first, whenever somebody waits; each tap is at another frame, in case one can't leave. */
export function evictor(rank: (frame: Frame) => number) {
  return ({ faults, frames }: MemoryView): SeatInput[] => {
    if (faults.length === 0) return [];
    const [best] = [...frames.keys()]
      .filter((index) => !has(frames[index] as Frame, FRAME.pinned | FRAME.free | FRAME.kernel))
      .sort((a, b) => rank(frames[a] as Frame) - rank(frames[b] as Frame) || a - b);
    return best === undefined ? [] : [{ type: 'evict', frame: best }];
  };
}

/** Takes dark frames; where nothing can leave, ends the process that came last (the one that grows) or first. */
function killer(last: boolean) {
  // With swap full, a page that was written has nowhere to go.
  const evict = evictor((frame) => (has(frame, FRAME.dirty) ? 2 : 0) + (has(frame, FRAME.accessed) ? 1 : 0));
  return (view: MemoryView): SeatInput[] => {
    if (!view.exhausted || view.faults.length === 0) return evict(view);
    const owners = view.frames.map(([owner]) => owner).filter((owner) => owner > 0);
    return [{ type: 'oom', pid: last ? Math.max(...owners) : Math.min(...owners) }];
  };
}

export const memoryPlayers: Record<string, Pair> = {
  'memory-1': {
    good: (level) =>
      scripted(level, {
        lines: { 3: level.steps[3]?.lines ?? [] },
        answers: { 1: [0], 2: [1], 4: [1] },
      }),
    wrong: () => stubborn(['store 64, 1']),
  },
  'memory-2': {
    good: () => memoryPlayer(evictor((frame) => (has(frame, FRAME.accessed) ? 1 : 0))),
    wrong: () => memoryPlayer(evictor((frame) => (has(frame, FRAME.accessed) ? 0 : 1))),
  },
  'memory-3': {
    good: () => memoryPlayer(killer(true)),
    wrong: () => memoryPlayer(killer(false)),
  },
  'memory-4': {
    good: (level) =>
      scripted(level, {
        lines: { 1: level.steps[1]?.lines ?? [], 3: level.steps[3]?.lines ?? [] },
        answers: { 1: [1], 2: [0] },
      }),
    wrong: (level) => {
      const known = scripted(level, { answers: { 1: [1], 2: [0] } });
      const many = stubborn(['pid = fork()']);
      return (view) => (view.course.step < 1 || view.course.question !== null ? known(view) : many(view));
    },
  },
};
