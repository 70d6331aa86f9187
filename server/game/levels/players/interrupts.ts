import type { IoView } from '../../../../shared/protocol/stations.ts';
import type { SeatInput } from '../../types.ts';
import { ioPlayer } from './stations.ts';
import { type Pair, scripted, stubborn } from './types.ts';

type Request = IoView['disk']['queue'][number];

/** Sends the arm to whom `rank` puts first, if it stands still. */
export function arm(rank: (request: Request, disk: IoView['disk']) => number) {
  return ({ disk }: IoView): SeatInput[] => {
    if (disk.active >= 0) return [];
    const [next] = [...disk.queue].sort((a, b) => rank(a, disk) - rank(b, disk) || a.id - b.id);
    return next === undefined ? [] : [{ type: 'seek', request: next.id }];
  };
}

/** Ahead of the arm by distance, then what lies behind it. */
export function sweep({ cylinder }: Request, disk: IoView['disk']): number {
  const way = (cylinder - disk.arm) * disk.direction;
  return way >= 0 ? way : disk.cylinders - way;
}

/** Serves the line with the nearest deadline, as soon as so few ticks are left. */
function nearest(left: number) {
  return ({ lines }: IoView): SeatInput[] => {
    const [first] = lines.filter((line) => line.pending && line.left <= left).sort((a, b) => a.left - b.left);
    return first === undefined ? [] : [{ type: 'serve', line: first.line }];
  };
}

export const interruptsPlayers: Record<string, Pair> = {
  'interrupts-1': {
    good: (level) => scripted(level, { answers: { 0: [1], 2: [1] } }),
    wrong: (level) => {
      const known = scripted(level, { answers: { 0: [1] } });
      const rude = stubborn(['hlt', 'lcr3']);
      return (view) => (view.course.question !== null ? known(view) : rude(view));
    },
  },
  'interrupts-2': {
    good: () => ioPlayer(nearest(10)),
    // At once, each time: nothing is lost, but everybody is interrupted.
    other: () => ioPlayer(nearest(Number.POSITIVE_INFINITY)),
    // Whoever rings most often gets all the attention.
    wrong: () =>
      ioPlayer(({ lines }) =>
        lines.some(({ line, pending }) => line === 'keyboard' && pending)
          ? [{ type: 'serve', line: 'keyboard' }]
          : [],
      ),
  },
  'interrupts-3': {
    good: () => ioPlayer(arm(sweep)),
    wrong: () => ioPlayer(arm(({ id }) => id)),
  },
  'interrupts-4': {
    good: (level) =>
      scripted(level, {
        lines: {
          0: level.steps[0]?.lines ?? [],
          3: [...(level.steps[3]?.lines.slice(0, 1) ?? []), 'wait4(pid)'],
        },
        answers: { 2: [1] },
      }),
    wrong: (level) =>
      scripted(level, {
        lines: { 0: level.steps[0]?.lines ?? [], 3: level.steps[3]?.lines.slice(0, 2) ?? [] },
        answers: { 2: [1] },
      }),
  },
};
