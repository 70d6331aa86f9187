import type { Cgroup } from '../../kernel/types.ts';
import type { LevelContext } from './measures.ts';
import type { ArrivalRecord } from './types.ts';

/** The control group of who came by itself, or undefined where it has ended. */
function groupOf({ machine }: LevelContext, { pid }: ArrivalRecord): Cgroup | undefined {
  return machine.state.cgroups.get(machine.task(pid)?.cgroup ?? -1);
}

const gone = ({ ended }: ArrivalRecord): boolean => ended >= 0;
const isFrozen = (context: LevelContext, arrival: ArrivalRecord): boolean =>
  !gone(arrival) && groupOf(context, arrival)?.freeze === true;

function count(context: LevelContext, which: (arrival: ArrivalRecord) => boolean): number {
  return context.state.arrivals.filter(which).length;
}

/** Measures of a hunt for malware: what became of the infected, and of those who are not. Numbers of processes. */
export const SUSPECTS: Record<string, (context: LevelContext) => number> = {
  /** Infected ones that are no more. */
  caught: (context) => count(context, (arrival) => arrival.infected && gone(arrival)),
  innocents: (context) => count(context, (arrival) => !arrival.infected && gone(arrival)),
  /** Infected ones that stand frozen, with something in the log against them, or are no more. */
  held: (context) =>
    count(context, (one) => one.infected && (gone(one) || (one.refused > 0 && isFrozen(context, one)))),
  /** Those that stand frozen although no wall has refused them, and innocents whatever the log says. */
  blindly: (context) =>
    count(context, (one) => isFrozen(context, one) && (!one.infected || one.refused === 0)),
  /** Infected ones that may not have as many processes as everybody else, or are no more. */
  bounded: (context) =>
    count(context, (one) => {
      const most = groupOf(context, one)?.pids.max ?? 0;
      return one.infected && (gone(one) || most < context.machine.state.config.limits.nproc);
    }),
};

/** Innocents that stand frozen in this tick: added up, what a hunt has cost them. */
export function frozenInnocents(context: LevelContext): number {
  return count(context, (arrival) => !arrival.infected && isFrozen(context, arrival));
}
