import type { CounterfactualRow, CounterfactualView } from '../../shared/protocol/view.ts';
import { POLICIES, type PolicyName } from '../kernel/types.ts';
import { type Arrivals, ArrivalWatch } from './jobs/arrivals.ts';
import { type Round, type RoundOptions, replay } from './round.ts';
import type { JournalEntry, RoundSeat } from './types.ts';

/** A round that was played: what it takes to play it again, and how many ticks it had. */
export interface PlayedRound {
  options: Omit<RoundOptions, 'bots' | 'policy' | 'arrivals' | 'level' | 'watch'>;
  journal: readonly JournalEntry[];
  ticks: number;
}

/** What is the same under every policy, and what is not: nobody knows what players would have done. */
export const HELD = {
  fixed: ['machine', 'arrivals', 'programs', 'moments'],
  free: ['schedulers', 'starts', 'reactions'],
} as const;

const mean = (numbers: readonly number[]): number =>
  numbers.length === 0
    ? 0
    : Math.round((10 * numbers.reduce((sum, value) => sum + value, 0)) / numbers.length) / 10;

function rowOf(
  round: Round,
  policy: CounterfactualRow['policy'],
  played: boolean,
  lost: number,
): CounterfactualRow {
  const seats = [...round.seats()];
  const { jobsDone, jobsLate, wait95, fairness, switches, idleWhileReady } = round.results().stats;
  return {
    policy,
    played,
    jobsDone,
    jobsLate,
    patience: Math.round(round.world().patience),
    turnaround: mean(seats.flatMap((seat) => seat.turnarounds)),
    response: mean(seats.flatMap((seat) => seat.responses)),
    wait95,
    fairness,
    switches,
    idleWhileReady,
    lost,
  };
}

/** The journal without what schedulers did, and without the host's choices among algorithms: the policy takes their place. */
function withoutSchedulers(journal: readonly JournalEntry[], seats: readonly RoundSeat[]): JournalEntry[] {
  const schedulers = new Set(seats.filter(({ role }) => role === 'scheduler').map(({ id }) => id));
  return journal.filter(({ seat, input }) => {
    if (input.type === 'policy') return input.station !== 'scheduler';
    return !schedulers.has(seat) || input.type === 'gone';
  });
}

function under(
  policy: PolicyName,
  arrivals: Arrivals,
  { options, journal, ticks }: PlayedRound,
): CounterfactualRow {
  const inputs = withoutSchedulers(journal, options.seats);
  const round = replay({ ...options, policy, arrivals }, inputs, ticks, () => {});
  // What found no room or no process is lost; a journal has only what was taken when it was played.
  const due = inputs.filter(({ tick }) => tick < round.tickNumber).length;
  return rowOf(round, policy, false, due - round.journal.length);
}

/** Who scheduled: `mixed` where the host changed the algorithm on the way. */
function policyPlayed({ machine }: Round, journal: readonly JournalEntry[]): string {
  const { policy } = machine.config;
  if (policy === 'human') return policy;
  const chosen = journal.flatMap(({ tick, input }) =>
    input.type === 'policy' && input.station === 'scheduler' ? [{ tick, name: input.algorithm }] : [],
  );
  const names = new Set([...(chosen[0]?.tick === 0 ? [] : [policy]), ...chosen.map(({ name }) => name)]);
  return names.size === 1 ? ([...names][0] as string) : 'mixed';
}

/**
 * The same round under every policy in its schedulers' stead, beside the round as it was played. Held fixed: the machine, which
 * jobs come at which tick, what everybody typed and when. Pure, and as long as eleven rounds: for a thread of its own.
 */
export function counterfactual(played: PlayedRound): Omit<CounterfactualView, 'round'> {
  const watch = new ArrivalWatch();
  const original = replay(played.options, played.journal, played.ticks, (round) => watch.look(round));
  const asPlayed = rowOf(original, policyPlayed(original, played.journal), true, 0);
  const rows = POLICIES.filter((policy) => policy !== 'human').map((policy) =>
    under(policy, watch.arrivals, played),
  );
  return { fixed: [...HELD.fixed], free: [...HELD.free], rows: [asPlayed, ...rows] };
}
