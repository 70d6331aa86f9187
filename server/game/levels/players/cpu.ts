import type { QueueEntry } from '../../../../shared/protocol/view.ts';
import type { SeatInput } from '../../types.ts';
import type { Player, PlayerView } from '../run.ts';
import type { Pair } from './types.ts';

/** Who goes first: less is earlier. `order` is the place of arrival. */
type Rank = (entry: QueueEntry, order: number) => number;

/** Fills every idle core with whoever ranks first; sets the quantum before the first choice. */
export function chooser(rank: Rank, quantum?: number): Player {
  let set = quantum === undefined;
  return ({ course, kernel, cores }: PlayerView): SeatInput[] => {
    if (course.question !== null) return [{ type: 'answer', choice: 0 }];
    if (kernel === null || course.outcome !== 'open') return [];
    const inputs: SeatInput[] = [];
    if (!set && quantum !== undefined) inputs.push({ type: 'quantum', ticks: quantum });
    set = true;
    const free = kernel.queue
      .filter((entry) => entry.lined < 0)
      .sort((a, b) => rank(a, a.pid) - rank(b, b.pid) || a.pid - b.pid);
    for (const core of cores) {
      const busy =
        (core.pid !== 0 && core.quantumLeft !== 1) || kernel.lined.some((entry) => entry.core === core.id);
      const next = busy ? undefined : free.shift();
      if (next !== undefined) inputs.push({ type: 'dispatch', core: core.id, pid: next.pid });
    }
    return inputs;
  };
}

/** The first process of a level has this number, the others follow. */
const FIRST = 2;
/** The long one of the second convoy. */
const SECOND_LONG = 9;
const arrived: Rank = (_, pid) => pid;
const oldest: Rank = ({ waited }) => -waited;

export const cpuPlayers: Record<string, Pair> = {
  'scheduler-1': {
    good: () => chooser(oldest),
    wrong: () => chooser((_, pid) => -pid),
  },
  'scheduler-2': {
    good: () => chooser(({ lastBurst, waited }) => (lastBurst > 0 ? -1000 : 0) - waited),
    wrong: () => chooser(oldest),
  },
  'scheduler-3': {
    good: () => chooser(({ lastBurst, waited }) => lastBurst * 1000 - waited),
    wrong: () => chooser(oldest),
  },
  'scheduler-4': {
    good: () => chooser(({ lastBurst, waited }) => lastBurst * 1000 - waited),
    wrong: () => chooser(oldest),
  },
  'cpu-1': {
    good: () => chooser((_, pid) => (pid === FIRST || pid === SECOND_LONG ? 1 : 0)),
    wrong: () => chooser(arrived),
  },
  'cpu-2': {
    good: () => chooser(oldest, 4),
    wrong: () => chooser(oldest),
    other: () => chooser(oldest, 1),
  },
  'cpu-3': {
    good: () => chooser(({ waited }, pid) => (pid === FIRST ? -1000 : -waited), 2),
    wrong: () => chooser(({ waited }, pid) => (pid === FIRST ? 1000 : -waited)),
  },
  'cpu-4': {
    good: () => chooser((_, pid) => -pid),
    wrong: () => chooser(arrived),
  },
};
