import { level as levelOf } from '../../../../shared/levels/index.ts';
import type { AuditorView } from '../../../../shared/protocol/stations.ts';
import { EXPLOITS } from '../../exploits.ts';
import type { SeatInput } from '../../types.ts';
import type { Player } from '../run.ts';
import { auditPlayer } from './stations.ts';
import { type Pair, rightOf, scripted, stubborn } from './types.ts';

/** Plays cards in turn, one whenever the process is there and has nothing to do. */
function cards(ids: readonly string[]): Player {
  let next = 0;
  return ({ course, quiet }) => {
    if (course.question !== null)
      return [{ type: 'answer', choice: rightOf(levelOf(course.id), course.step) ?? 0 }];
    const id = ids[next % ids.length];
    if (!quiet || course.outcome !== 'open' || id === undefined) return [];
    next += 1;
    return [{ type: 'exploit', id }];
  };
}

/** One card a wall: the first that meets it. */
const ONE_EACH = EXPLOITS.filter(
  (card, index) => EXPLOITS.findIndex(({ mechanism }) => mechanism === card.mechanism) === index,
).map(({ id }) => id);

type Suspect = AuditorView['processes'][number];

/** Pid of the process refused by most different walls, where there are three at least. */
function thief({ log, processes }: AuditorView): Suspect | undefined {
  const walls = ({ pid }: Suspect) =>
    new Set(log.filter((entry) => entry.pid === pid).map((e) => e.mechanism));
  return processes.find((row) => walls(row).size >= 3);
}

/** The oldest process of the group that has most of them. */
function grower({ processes }: AuditorView): Suspect | undefined {
  const most = Math.max(...processes.map(({ pids }) => pids));
  return most < 4 ? undefined : processes.find(({ pids }) => pids === most);
}

function hunter(): Player {
  return auditPlayer((view, step): SeatInput[] => {
    const suspect = step < 4 ? thief(view) : grower(view);
    if (suspect === undefined) return [];
    const { pid } = suspect;
    if (step === 1 && !suspect.frozen) return [{ type: 'freeze', pid, on: true }];
    if (step === 4) return [{ type: 'limit', pid, file: 'pids.max', to: 'low' }];
    return step === 3 || step === 5 ? [{ type: 'kill', pid }] : [];
  });
}

/** Takes whoever uses most for the culprit. */
function prejudiced(): Player {
  return auditPlayer(({ processes }): SeatInput[] => {
    const [first] = [...processes].sort((a, b) => b.cpu - a.cpu);
    return first === undefined || first.cpu < 20 ? [] : [{ type: 'kill', pid: first.pid }];
  });
}

export const separationPlayers: Record<string, Pair> = {
  'separation-1': {
    good: () => cards(ONE_EACH),
    wrong: () => cards(['kernel-read', 'kernel-write']),
  },
  'separation-2': {
    good: (level) =>
      scripted(level, { lines: { 0: level.steps[0]?.lines ?? [] }, answers: { 1: [1], 2: [2] } }),
    wrong: () => stubborn(['work 20']),
  },
  'separation-3': {
    good: hunter,
    wrong: prejudiced,
  },
  'separation-4': {
    good: (level) =>
      scripted(level, {
        lines: Object.fromEntries([1, 4, 5].map((step) => [step, level.steps[step]?.lines ?? []])),
      }),
    // Takes the container for a machine of its own, and attacks the hardware.
    wrong: () => stubborn(['hlt', 'x = load KERNEL', 'out']),
  },
};
