import type { CounterfactualRow } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { counterfactual, room } from '../../net/store.ts';
import { POLICY_NAMES } from '../format.ts';

const COLUMNS: readonly [name: () => string, value: (row: CounterfactualRow) => string | number][] = [
  [() => t('cfDone'), (row) => row.jobsDone],
  [() => t('cfLate'), (row) => row.jobsLate],
  [() => t('cfTurnaround'), (row) => row.turnaround],
  [() => t('cfResponse'), (row) => row.response],
  [() => t('cfWait95'), (row) => row.wait95],
  [() => t('cfFairness'), (row) => row.fairness.toFixed(2)],
  [() => t('cfSwitches'), (row) => row.switches],
  [() => t('cfIdle'), (row) => row.idleWhileReady],
  [() => t('cfPatience'), (row) => row.patience],
];

function nameOf({ policy, played }: CounterfactualRow): string {
  const name = POLICY_NAMES[policy] ?? policy;
  return played ? t('cfPlayed', { policy: name }) : name;
}

/** The round under every policy, with the class's own result in it, and what the comparison holds fixed. */
export function Counterfactual() {
  const view = counterfactual.value;
  if (view === null || view.round !== room.value?.round) return null;
  return (
    <section class="panel" data-testid="counterfactual">
      <header>
        <h2>{t('cfTitle')}</h2>
      </header>
      <p class="dim">{t('cfFixed')}</p>
      <p class="dim">{t('cfFree')}</p>
      <div class="ganttscroll">
        <table>
          <thead>
            <tr>
              <th>{t('cfPolicy')}</th>
              {COLUMNS.map(([name]) => (
                <th class="number" key={name()}>
                  {name()}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.rows.map((row) => (
              <tr key={`${row.policy} ${row.played}`} class={row.played ? 'own' : ''}>
                <th scope="row">{nameOf(row)}</th>
                {COLUMNS.map(([name, value]) => (
                  <td class="number" key={name()}>
                    {value(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
