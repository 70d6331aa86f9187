import type { PagingView } from '../../../shared/protocol/view.ts';
import { r } from '../../i18n/r.ts';
import { POLICY_NAMES } from '../format.ts';

interface Bar {
  key: string;
  name: string;
  faults: number;
  played: boolean;
}

/** The round's own faults among those that algorithms would have had, the fewest on top. */
function barsOf({ played, others }: PagingView, mine: boolean): Bar[] {
  const rows = others.map(({ policy, faults }) => ({
    key: policy,
    name: POLICY_NAMES[policy] ?? policy,
    faults,
    played: false,
  }));
  const own = { key: 'played', name: r(mine ? 'pagingMine' : 'pagingPlayed'), faults: played, played: true };
  return [own, ...rows].sort((a, b) => a.faults - b.faults || Number(b.played) - Number(a.played));
}

function verdict(view: PagingView, mine: boolean): string {
  const of = (policy: string): number => view.others.find((row) => row.policy === policy)?.faults ?? 0;
  return r(mine ? 'pagingVerdictMine' : 'pagingVerdict', {
    played: view.played,
    clock: of('clock'),
    opt: of('opt'),
  });
}

/** The memory manager's post-mortem, `mine` for the one who was it: the same accesses on as many frames under every algorithm, and under the one that knows the future. */
export function Paging({ view, mine }: { view: PagingView; mine: boolean }) {
  const bars = barsOf(view, mine);
  const most = Math.max(1, ...bars.map(({ faults }) => faults));
  const { frames, first, byHand, byFallback } = view;
  return (
    <section class="panel" data-testid="paging">
      <header>
        <h2>{r(mine ? 'pagingTitleMine' : 'pagingTitle')}</h2>
      </header>
      <p class="sentence">{verdict(view, mine)}</p>
      <table class="paging">
        <thead>
          <tr>
            <th scope="col">{r('pagingWho')}</th>
            <th scope="col" class="number">
              {r('pagingFaults')}
            </th>
            <th scope="col">
              <span class="visually-hidden">{r('pagingBar')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ key, name, faults, played }) => (
            <tr key={key} class={played ? 'own' : ''}>
              <th scope="row">{name}</th>
              <td class="number">{faults}</td>
              <td class="faultbar" aria-hidden="true">
                <span>
                  <i class="first" style={{ width: `${(100 * Math.min(first, faults)) / most}%` }} />
                  <i class="again" style={{ width: `${(100 * Math.max(0, faults - first)) / most}%` }} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="dim key">
        <i class="first" aria-hidden="true" /> {r('pagingFirst', { first })}
        <br />
        <i class="again" aria-hidden="true" /> {r('pagingAgain')}
      </p>
      <p class="dim">{r('pagingHow', { frames, byHand, byFallback })}</p>
    </section>
  );
}
