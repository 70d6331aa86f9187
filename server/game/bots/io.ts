import type { IoView } from '../../../shared/protocol/stations.ts';
import type { Skill } from '../../../shared/skills.ts';
import type { BotRole } from './bot.ts';

type Line = IoView['lines'][number];
type Request = IoView['disk']['queue'][number];

interface IoMind {
  /** Since when it has seen each line ring. */
  rings: Map<string, number>;
}

interface Habits {
  looks: readonly [number, number];
  /** The less, the sooner. */
  line(line: Line, mind: IoMind): number;
  request(request: Request, disk: IoView['disk']): number;
}

const way = ({ cylinder }: Request, { arm }: IoView['disk']): number => Math.abs(cylinder - arm);
/** Ticks before its deadline at which a request comes before nearer ones. */
const URGENT = 4;

const HABITS: Readonly<Record<Skill, Habits>> = {
  // In the order in which they came.
  novice: {
    looks: [5, 9],
    line: ({ line }, { rings }) => rings.get(line) ?? 0,
    request: ({ id }) => id,
  },
  // The line that can wait least, and the nearest request (SSTF).
  middling: { looks: [3, 6], line: ({ left }) => left, request: way },
  // Deadlines first; among those that can wait, the nearest, and rather onward than back (SCAN).
  expert: {
    looks: [1, 2],
    line: ({ left }) => left,
    request: (request, disk) =>
      request.left <= URGENT
        ? request.left - 1000
        : way(request, disk) + ((request.cylinder - disk.arm) * disk.direction < 0 ? disk.cylinders / 4 : 0),
  },
};

/** Serves lines and the disk's queue. */
export const ioBot: BotRole<IoMind> = {
  looks: (person) => person.takes(HABITS[person.skill].looks),
  begin: () => ({ rings: new Map() }),
  decide({ station: view, tick }, person, mind) {
    if (view?.station !== 'io') return [];
    const { lines, disk } = view;
    const habits = HABITS[person.skill];
    for (const { line, pending } of lines) {
      if (!pending) mind.rings.delete(line);
      else if (!mind.rings.has(line)) mind.rings.set(line, tick);
    }
    const [line] = lines
      .filter(({ pending, masked }) => pending && !masked)
      .sort((a, b) => habits.line(a, mind) - habits.line(b, mind));
    const [request] =
      disk.active < 0
        ? [...disk.queue].sort((a, b) => habits.request(a, disk) - habits.request(b, disk) || a.id - b.id)
        : [];
    return [
      ...(line === undefined ? [] : [{ type: 'serve', line: line.line } as const]),
      ...(request === undefined ? [] : [{ type: 'seek', request: request.id } as const]),
    ];
  },
};
