import type { PostMortemView } from '../../../shared/protocol/postmortem.ts';
import type { CounterfactualView, ResultsView } from '../../../shared/protocol/view.ts';
import { wall } from '../../../shared/walls.ts';
import { r } from '../../i18n/r.ts';
import { POLICY_NAMES } from '../format.ts';

/** Difference in per cent below which two policies came out alike. */
const ALIKE = 3;

const per = (value: number, base: number): number => Math.round((100 * (base - value)) / Math.max(1, base));

/** How the class's own schedule stood among the algorithms, by turnaround. */
function compared({ rows }: CounterfactualView): string | undefined {
  const own = rows.find(({ played }) => played);
  const others = rows.filter(({ played, jobsDone }) => !played && jobsDone > 0);
  const best = others.toSorted((a, b) => a.turnaround - b.turnaround)[0];
  const robin = others.find(({ policy }) => policy === 'rr');
  if (own === undefined || best === undefined || own.jobsDone === 0) return undefined;
  const name = POLICY_NAMES[best.policy] ?? best.policy;
  const behind = per(best.turnaround, own.turnaround);
  if (own.policy !== 'human')
    return behind < ALIKE
      ? r('talkPolicyBest', { policy: POLICY_NAMES[own.policy] ?? own.policy })
      : r('talkPolicy', { policy: POLICY_NAMES[own.policy] ?? own.policy, best: name, behind });
  if (behind < ALIKE) return r('talkBest', { policy: name });
  const ahead = robin === undefined ? 0 : per(own.turnaround, robin.turnaround);
  return ahead >= ALIKE
    ? r('talkAhead', { ahead, best: name, behind })
    : r('talkBehind', { best: name, behind });
}

/** One sentence worth talking about, from what is known so far; the first that applies. */
export function talkingPoint(
  results: ResultsView,
  postMortem: PostMortemView | null,
  counterfactual: CounterfactualView | null,
): string {
  const comparison = counterfactual === null ? undefined : compared(counterfactual);
  if (comparison !== undefined) return comparison;
  const most = results.walls.toSorted((a, b) => b.hits - a.hits)[0];
  if (most !== undefined) return r('talkWall', { wall: wall(most.id).name, hits: most.hits });
  const calls = postMortem?.calls.toSorted((a, b) => b.kernel - a.kernel)[0];
  if (calls !== undefined)
    return r('talkCall', { name: calls.name, ticks: calls.kernel, calls: calls.calls });
  const ticks = results.stats.idleWhileReady;
  return ticks === 0 ? r('talkBusy') : r('talkIdle', { ticks });
}
