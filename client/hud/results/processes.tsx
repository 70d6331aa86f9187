import type { ProcessFigures } from '../../../shared/protocol/postmortem.ts';
import type { ResultsView } from '../../../shared/protocol/view.ts';
import { r } from '../../i18n/r.ts';
import { t } from '../../i18n/t.ts';
import { ownSeat, postMortem } from '../../net/store.ts';
import { programHue } from '../../theme/palette.ts';

type Row = ResultsView['processes'][number];

/** Columns that the post-mortem fills: a dash until it is there. */
const COUNTED: readonly [name: () => string, value: (figures: ProcessFigures) => number][] = [
  [() => r('colCalls'), ({ calls }) => calls],
  [() => r('colFaults'), ({ faults, badFaults }) => faults + badFaults],
  [() => r('colPreempted'), ({ preempted }) => preempted],
  [() => r('colWalls'), ({ walls }) => walls],
];

/** Waiting, turnaround, response, CPU share, calls, faults and walls of every process. Times are ticks. */
export function Processes({ view }: { view: ResultsView }) {
  const figures = postMortem.value;
  const counted = new Map(
    figures?.round === view.round ? figures.processes.map((process) => [process.seat, process]) : [],
  );
  const most = Math.max(1, ...view.processes.map(({ waiting, cpu }) => waiting + cpu));
  const all = Math.max(
    1,
    view.processes.reduce((sum, { cpu }) => sum + cpu, 0),
  );
  const row = (process: Row) => (
    <tr
      key={process.seat}
      class={process.seat === ownSeat.value ? 'own' : ''}
      style={{ '--hue': programHue[process.program] }}
    >
      <th scope="row">
        <span class="dot" aria-hidden="true" /> <b>{process.program}</b>{' '}
        <span class="dim">
          {process.nickname}
          {process.pid > 0 && ` · ${process.pid}`}
        </span>
      </th>
      <td class="spread">
        <i style={{ width: `${(100 * process.cpu) / most}%` }} />
        <u style={{ width: `${(100 * process.waiting) / most}%` }} />
      </td>
      <td class="number">{process.cpu}</td>
      <td class="number">{Math.round((100 * process.cpu) / all)} %</td>
      <td class="number">{process.waiting}</td>
      <td class="number">{process.turnaround}</td>
      <td class="number">{process.response}</td>
      {COUNTED.map(([name, value]) => {
        const own = counted.get(process.seat);
        return (
          <td class="number" key={name()}>
            {own === undefined ? '–' : value(own)}
          </td>
        );
      })}
    </tr>
  );
  const heads = [t('cpu'), r('colShare'), t('waiting'), t('turnaround'), t('response')];
  return (
    <section class="panel times" data-testid="processes">
      <header>
        <h2>{r('processes')}</h2>
        <span class="dim">{r('inTicks')}</span>
      </header>
      <div class="ganttscroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('process')}</th>
              <th scope="col">{t('cpuAndWaiting')}</th>
              {[...heads, ...COUNTED.map(([name]) => name())].map((head) => (
                <th scope="col" class="number" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{view.processes.map(row)}</tbody>
        </table>
      </div>
    </section>
  );
}
