import type { ResultsView } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';
import { programHue } from '../../theme/palette.ts';

/** Waiting, turnaround, response and CPU time per process, in ticks: the chart's figures as a table. */
export function Times({ view }: { view: ResultsView }) {
  const most = Math.max(1, ...view.processes.map(({ waiting, cpu }) => waiting + cpu));
  return (
    <details class="times">
      <summary>{t('ganttTable')}</summary>
      <div class="ganttscroll">
        <table>
          <thead>
            <tr>
              <th>{t('process')}</th>
              <th>{t('cpuAndWaiting')}</th>
              <th class="number">{t('cpu')}</th>
              <th class="number">{t('waiting')}</th>
              <th class="number">{t('turnaround')}</th>
              <th class="number">{t('response')}</th>
            </tr>
          </thead>
          <tbody>
            {view.processes.map((process) => (
              <tr
                key={`${process.nickname}${process.pid}`}
                class={process.pid === self.value.pid ? 'own' : ''}
                style={{ '--hue': programHue[process.program] }}
              >
                <td>
                  <span class="dot" aria-hidden="true" /> <b>{process.program}</b>{' '}
                  <span class="dim">
                    {process.nickname} · {process.pid}
                  </span>
                </td>
                <td class="spread">
                  <i style={{ width: `${(100 * process.cpu) / most}%` }} />
                  <u style={{ width: `${(100 * process.waiting) / most}%` }} />
                </td>
                <td class="number">{process.cpu}</td>
                <td class="number">{process.waiting}</td>
                <td class="number">{process.turnaround}</td>
                <td class="number">{process.response}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
