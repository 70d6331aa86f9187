import type { AuditorView } from '../../../shared/protocol/stations.ts';
import type { Skill } from '../../../shared/skills.ts';
import type { MechanismId } from '../../../shared/walls.ts';
import type { SeatInput } from '../types.ts';
import type { BotRole } from './bot.ts';

type Row = AuditorView['processes'][number];

interface AuditorMind {
  /** Whom it has stopped: the program, and the refusals that its group had met. */
  answered: { program: string; denials: number }[];
  /** When it gets nervous next, and when it counts processes. */
  nervousAt: number;
  countsAt: number;
}

interface Habits {
  looks: readonly [number, number];
  /** Evidence that it takes to stop a process: refusals, weighed. */
  enough: number;
  /** What a refusal weighs that happens to clumsy people as well. */
  clumsy: number;
  /** Ticks after which it stops somebody without evidence: who has had most of the core. Null: it never does. */
  nervous: readonly [number, number] | null;
  /** Holds the children of a suspect down at half of that evidence. */
  limits: boolean;
  /** Ticks from one look at the processes that each group has to the next. Null: it never counts them. */
  counts: readonly [number, number] | null;
}

const HABITS: Readonly<Record<Skill, Habits>> = {
  // Who computes much looks suspicious, and one refusal is enough.
  novice: { looks: [15, 30], enough: 1, clumsy: 1, nervous: [250, 450], limits: false, counts: null },
  middling: { looks: [8, 14], enough: 4, clumsy: 1, nervous: null, limits: false, counts: [450, 800] },
  // A kernel address or a privileged instruction is no accident; a file that one may not read can be.
  expert: { looks: [3, 6], enough: 2, clumsy: 0.5, nervous: null, limits: true, counts: [10, 20] },
};

/** What happens to anybody by a mistaken path or a loop too long. */
const CLUMSY: ReadonlySet<MechanismId> = new Set<MechanismId>([
  'file-mode',
  'descriptor-limit',
  'memory-limit',
  'process-limit',
]);

/** Refusals of a process that were answered: one that was stopped comes back with a new pid and its group's counters. */
function answeredOf({ program, denials }: Row, { answered }: AuditorMind): number {
  const known = answered.filter((stop) => stop.program === program && stop.denials <= denials);
  return Math.max(0, ...known.map((stop) => stop.denials));
}

/** Weight of what a process was refused since it was stopped last: by the log what it was, and what has left the log as it counts. */
function evidence({ log }: AuditorView, row: Row, habits: Habits, mind: AuditorMind): number {
  const fresh = row.denials - answeredOf(row, mind);
  const known = log.filter((entry) => entry.pid === row.pid).slice(0, fresh);
  const weight = known.reduce((sum, { mechanism }) => sum + (CLUMSY.has(mechanism) ? habits.clumsy : 1), 0);
  return weight + (fresh - known.length) * habits.clumsy;
}

/** Whether a group has many more processes than its limit says: where limits do not hold, nothing is refused. */
const multiplies = ({ limits, pids, steps }: Row): boolean =>
  steps['pids.max'] === 'default' && pids >= 2 * limits.pids;

/** Stops who was refused enough since it was stopped last, and who multiplies; holds suspects down; a novice also strikes at random. */
export const auditorBot: BotRole<AuditorMind> = {
  looks: (person) => person.takes(HABITS[person.skill].looks),
  begin: (person) => ({
    answered: [],
    nervousAt: person.takes(HABITS[person.skill].nervous ?? [0, 0]),
    countsAt: person.takes(HABITS[person.skill].counts ?? [0, 0]),
  }),
  decide({ station: view, tick, world }, person, mind) {
    if (view?.station !== 'auditor' || world.down) return [];
    const habits = HABITS[person.skill];
    const inputs: SeatInput[] = [];
    const weighed = view.processes
      .filter(({ frozen }) => !frozen)
      .map((row) => ({ row, weight: evidence(view, row, habits, mind) }));
    const caught = weighed.find(({ weight }) => weight >= habits.enough)?.row;
    if (caught !== undefined) {
      mind.answered.push({ program: caught.program, denials: caught.denials });
      inputs.push({ type: 'kill', pid: caught.pid });
    } else if (habits.nervous !== null && tick >= mind.nervousAt) {
      mind.nervousAt = tick + person.takes(habits.nervous);
      const [busiest] = [...view.processes].sort((a, b) => b.cpu - a.cpu || a.pid - b.pid);
      if (busiest !== undefined) inputs.push({ type: 'kill', pid: busiest.pid });
    }
    if (habits.counts !== null && tick >= mind.countsAt) {
      mind.countsAt = tick + person.takes(habits.counts);
      // Killing one of a bomb's processes leaves the others: only the whole group can be stopped.
      const bomb = weighed.find(({ row }) => multiplies(row))?.row;
      if (bomb !== undefined) inputs.push({ type: 'freeze', pid: bomb.pid, on: true });
    }
    const loose = weighed.find(
      ({ row, weight }) =>
        row !== caught && row.steps['pids.max'] === 'default' && weight >= habits.enough / 2,
    )?.row;
    if (habits.limits && loose !== undefined)
      inputs.push({ type: 'limit', pid: loose.pid, file: 'pids.max', to: 'least' });
    return inputs;
  },
};
