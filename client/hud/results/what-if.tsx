import { useMemo, useState } from 'preact/hooks';
import type { CounterfactualRow } from '../../../shared/protocol/view.ts';
import { Chart } from '../../charts/chart.tsx';
import type { ECharts } from '../../charts/echarts.ts';
import { drawPolicies } from '../../charts/policies.ts';
import { r } from '../../i18n/r.ts';
import { type Text, t } from '../../i18n/t.ts';
import { counterfactual, room } from '../../net/store.ts';
import { POLICY_NAMES } from '../format.ts';
import { reducedMotion } from '../settings.tsx';

type Figure = Exclude<keyof CounterfactualRow, 'policy' | 'played' | 'lost'>;

/** Figures to compare by: name, whether more is better, and what they are counted in. */
const FIGURES: readonly [figure: Figure, name: Text, more: boolean, unit: string][] = [
  ['turnaround', 'cfTurnaround', false, r('inTicks')],
  ['response', 'cfResponse', false, r('inTicks')],
  ['wait95', 'cfWait95', false, r('inTicks')],
  ['jobsDone', 'cfDone', true, r('inJobs')],
  ['jobsLate', 'cfLate', false, r('inJobs')],
  ['fairness', 'cfFairness', true, r('ofOne')],
  ['switches', 'cfSwitches', false, r('inSwitches')],
  ['idleWhileReady', 'cfIdle', false, r('inTicks')],
  ['patience', 'cfPatience', true, r('ofHundred')],
];

function nameOf({ policy, played }: CounterfactualRow): string {
  const name = POLICY_NAMES[policy] ?? policy;
  return played ? t('cfPlayed', { policy: name }) : name;
}

/** One figure under every policy, the best on top, the class's own among them. */
function PolicyChart({ rows }: { rows: readonly CounterfactualRow[] }) {
  const [chosen, setChosen] = useState<Figure>('turnaround');
  const still = reducedMotion.value;
  const [, name, more, unit] = FIGURES.find(([figure]) => figure === chosen) ?? FIGURES[0]!;
  const draw = useMemo(() => {
    const bars = rows
      .map((row) => ({ name: nameOf(row), value: row[chosen], played: row.played }))
      .sort((a, b) => (more ? b.value - a.value : a.value - b.value));
    return (chart: ECharts) => drawPolicies(chart, bars, unit, !still);
  }, [rows, chosen, more, unit, still]);
  return (
    <>
      <fieldset class="bare choices">
        <legend class="visually-hidden">{r('cfChoose')}</legend>
        {FIGURES.map(([figure, text]) => (
          <button
            key={figure}
            type="button"
            class="small"
            aria-pressed={figure === chosen}
            onClick={() => setChosen(figure)}
          >
            {t(text)}
          </button>
        ))}
      </fieldset>
      <p class="dim">{r(more ? 'moreIsBetter' : 'lessIsBetter')}</p>
      <Chart
        height={`${rows.length * 30 + 60}px`}
        label={r('cfChartLabel', { figure: t(name) })}
        testid="policies"
        draw={draw}
      />
    </>
  );
}

/** The round under every policy, with the class's own result in it, and what the comparison holds fixed. */
export function WhatIf() {
  const view = counterfactual.value;
  if (view === null || view.round !== room.value?.round) return <p class="panel dim">{r('computing')}</p>;
  return (
    <section class="panel" data-testid="counterfactual">
      <header>
        <h2>{t('cfTitle')}</h2>
      </header>
      <PolicyChart rows={view.rows} />
      <div class="ganttscroll">
        <table>
          <caption class="visually-hidden">{t('cfTitle')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('cfPolicy')}</th>
              {FIGURES.map(([figure, name]) => (
                <th scope="col" class="number" key={figure}>
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.rows.map((row) => (
              <tr key={`${row.policy} ${row.played}`} class={row.played ? 'own' : ''}>
                <th scope="row">{nameOf(row)}</th>
                {FIGURES.map(([figure]) => (
                  <td class="number" key={figure}>
                    {figure === 'fairness' ? row.fairness.toFixed(2) : row[figure]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="dim">{t('cfFixed')}</p>
      <p class="dim">{t('cfFree')}</p>
    </section>
  );
}
