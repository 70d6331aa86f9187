import type { TeamGoalView, TeamView } from '../../shared/protocol/view.ts';
import { isStation } from '../../shared/roles.ts';
import { TEAM_MEASURES, type TeamMeasure, targetFor } from '../../shared/scenarios/goals.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { machineSize, roleCounts } from '../../shared/scenarios/size.ts';
import type { RoundContext } from './round.ts';
import { percentile95 } from './views/world.ts';

const hundredths = (value: number): number => Math.round(value * 100) / 100;
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Seats that have a process. */
const processesOf = ({ state }: RoundContext): number =>
  [...state.seats.values()].filter(({ role }) => !isStation(role)).length;

/** How each measure is taken. Seats whose player has left still count: their users had jobs too. */
const TAKEN: Readonly<Record<TeamMeasure, (context: RoundContext) => number>> = {
  throughput: (context) => share(context.state.jobsDone, processesOf(context)),
  turnaround: ({ state }) => {
    const all = [...state.seats.values()].flatMap(({ turnarounds }) => turnarounds);
    return share(
      all.reduce((sum, ticks) => sum + ticks, 0),
      all.length,
    );
  },
  wait: ({ state }) => percentile95(state.waits),
  late: ({ state }) => 100 * share(state.jobsLate, state.jobsDone + state.jobsLate),
  lost: ({ machine }) => machine.state.irq.keyboard.lost + machine.state.irq.nic.lost,
  faults: ({ state, machine }) => share(machine.state.memory.counts.major, state.jobsDone),
  breaches: ({ state }) => state.breaches.length,
  panics: ({ state }) => state.panics,
};

/** Every measure as it stands. */
export function measuresOf(context: RoundContext): Record<TeamMeasure, number> {
  const names = Object.keys(TAKEN) as TeamMeasure[];
  return Object.fromEntries(names.map((name) => [name, hundredths(TAKEN[name](context))])) as Record<
    TeamMeasure,
    number
  >;
}

/** Whether a value is on the right side of a target. */
export function isMet(measure: TeamMeasure, target: number, value: number): boolean {
  return TEAM_MEASURES[measure].least ? value >= target : value <= target;
}

/** The scenario's goals as they stand. */
export function goalsOf(context: RoundContext): TeamView['goals'] {
  const { scenario, machine } = context;
  const load = {
    processes: processesOf(context),
    cores: machine.state.cores.length,
    perCore: scenario.machine.processesPerCore,
  };
  return (scenario.goals ?? []).map((goal) => {
    const { measure } = goal;
    const target = targetFor(goal, load);
    const value = hundredths(TAKEN[measure](context));
    return { measure, target, value, met: isMet(measure, target, value) };
  });
}

/** What the scenario will ask of so many players, as roles are dealt by its rules. */
export function goalsAhead(scenario: Scenario, players: number): TeamGoalView[] {
  const counts = roleCounts(players, scenario);
  const processes = Math.max(scenario.leastProcesses, counts.process + counts.malware);
  const { cores } = machineSize(scenario.machine, processes, counts.scheduler);
  const load = { processes, cores, perCore: scenario.machine.processesPerCore };
  return (scenario.goals ?? []).map((goal) => ({
    measure: goal.measure,
    target: targetFor(goal, load),
    value: null,
    met: false,
  }));
}

/** Malware wins when it got at something before the auditor stopped it on evidence: who is known has lost. */
function malwareOf({ state }: RoundContext): TeamView['malware'] {
  return [...state.seats.values()]
    .filter(({ role }) => role === 'malware')
    .map(({ id, user }) => {
      const own = state.breaches.filter(({ seat }) => seat === id);
      const caughtAt = state.audit.caught.get(user);
      const won = own.some(({ tick }) => caughtAt === undefined || tick < caughtAt);
      return { seat: id, breaches: own.length, caught: caughtAt !== undefined, won };
    });
}

/** What the machine came to: the user's patience has lasted, and every goal of the scenario is met. */
export function teamView(context: RoundContext): TeamView {
  const held = context.state.patience > 0;
  const goals = goalsOf(context);
  return {
    won: held && goals.every(({ met }) => met),
    held,
    patience: Math.round(context.state.patience),
    goals,
    malware: malwareOf(context),
  };
}
