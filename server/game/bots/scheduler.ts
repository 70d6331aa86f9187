import type { KernelView } from '../../../shared/protocol/view.ts';
import type { Skill } from '../../../shared/skills.ts';
import type { SeatInput } from '../types.ts';
import type { BotRole } from './bot.ts';
import type { Person } from './person.ts';
import type { BotView } from './view.ts';

type Ready = KernelView['queue'][number];

interface SchedulerMind {
  /** A quantum has been set, or was found good. */
  settled: boolean;
  /** Since when it has seen whom on each core. */
  running: Map<number, { pid: number; since: number }>;
}

interface Habits {
  looks: readonly [number, number];
  /** How many it lines up at a look, and how long the line of a core is that it is content with. */
  acts: number;
  line: number;
  /** Quanta among which it chooses; none: it leaves the quantum alone. */
  quanta: readonly number[];
  /** The next of those who wait, by its own order. */
  next(waiting: readonly Ready[], person: Person): Ready | undefined;
  /** Ticks after which who computes makes room for who has short bursts; 0: never. */
  preempts: number;
}

const first = (waiting: readonly Ready[], key: (ready: Ready) => number): Ready | undefined =>
  [...waiting].sort((a, b) => key(a) - key(b) || a.pid - b.pid)[0];

/** Ticks of waiting that weigh as much as one of computing: nobody starves. */
const AGING = 4;

const HABITS: Readonly<Record<Skill, Habits>> = {
  // Anybody who is there, in no order; and a quantum that sounded good.
  novice: {
    looks: [5, 9],
    acts: 2,
    line: 2,
    quanta: [2, 3, 30],
    next: (waiting, { pick }) => waiting[pick(Math.max(1, waiting.length))],
    preempts: 0,
  },
  // Who has waited longest, all round.
  middling: {
    looks: [4, 7],
    acts: 4,
    line: 3,
    quanta: [],
    next: (waiting) => first(waiting, ({ waited }) => -waited),
    preempts: 0,
  },
  // Who will be through soonest, by the last burst (SJF, STCF), and in time also who is not.
  expert: {
    looks: [2, 4],
    acts: 8,
    line: 4,
    quanta: [8],
    next: (waiting) => first(waiting, ({ lastBurst, waited }) => lastBurst - waited / AGING),
    preempts: 8,
  },
};

/** The core of its own with the shortest line that is shorter than `most`. */
function shortest(lines: ReadonlyMap<number, number>, most: number): number | undefined {
  const [best] = [...lines].filter(([, length]) => length < most).sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  return best?.[0];
}

/** Notes who is on which core since when, as somebody would who watches. */
function watch({ world, tick }: BotView, { running }: SchedulerMind): void {
  for (const { id, pid } of world.cores) {
    if (running.get(id)?.pid !== pid) running.set(id, { pid, since: tick });
  }
}

/** Cores of its own whose process has computed for long while somebody waits who will not. */
function preempted(
  { world, tick }: BotView,
  kernel: KernelView,
  { running }: SchedulerMind,
  after: number,
): SeatInput[] {
  if (after === 0 || !kernel.queue.some(({ lastBurst }) => lastBurst > 0 && lastBurst < after)) return [];
  return world.cores
    .filter(({ id, pid, mode }) => {
      const since = running.get(id)?.since ?? tick;
      return kernel.mine.includes(id) && pid !== 0 && mode === 'user' && tick - since > after;
    })
    .map(({ id }) => ({ type: 'preempt', core: id }));
}

/** Shares out its own cores. */
export const schedulerBot: BotRole<SchedulerMind> = {
  looks: (person) => person.takes(HABITS[person.skill].looks),
  begin: () => ({ settled: false, running: new Map() }),
  decide(view, person, mind) {
    const { kernel } = view;
    if (kernel === null || view.world.down) return [];
    const { quanta, acts, line, next, preempts } = HABITS[person.skill];
    watch(view, mind);
    const inputs: SeatInput[] = [];
    const quantum = quanta[person.pick(Math.max(1, quanta.length))];
    if (!mind.settled && quantum !== undefined) inputs.push({ type: 'quantum', ticks: quantum });
    mind.settled = true;
    const lines = new Map(
      kernel.mine.map((core) => [core, kernel.lined.filter((entry) => entry.core === core).length]),
    );
    let waiting = kernel.queue.filter(({ lined }) => lined < 0);
    for (let act = 0; act < acts; act += 1) {
      const core = shortest(lines, line);
      const chosen = next(waiting, person);
      if (core === undefined || chosen === undefined) break;
      inputs.push({ type: 'dispatch', core, pid: chosen.pid });
      lines.set(core, (lines.get(core) ?? 0) + 1);
      waiting = waiting.filter(({ pid }) => pid !== chosen.pid);
    }
    inputs.push(...preempted(view, kernel, mind, preempts));
    return inputs;
  },
};
