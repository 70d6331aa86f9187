import { useState } from 'preact/hooks';
import { r } from '../../i18n/r.ts';
import { barAt, type CoreRow, sliceAt, type Window } from '../logic/gantt.ts';

/** Slices that a table shows; more are read by zooming in. */
const MOST = 200;

function slicesIn(rows: readonly CoreRow[], { from, to }: Window) {
  return rows
    .flatMap((row, core) => {
      const first = Math.max(0, sliceAt(row, Math.max(0, Math.floor(from))));
      const slices = [];
      for (let index = first; index < row.starts.length && slices.length <= MOST; index += 1) {
        const bar = barAt(row, index);
        if (bar.from >= to) break;
        slices.push({ core, ...bar });
      }
      return slices;
    })
    .sort((a, b) => a.from - b.from || a.core - b.core);
}

/** The part of the chart that is in view, slice by slice, for whoever can't see it. Made when it is opened. */
export function SlicesTable(props: {
  rows: readonly CoreRow[];
  window: Window;
  nameOf: (pid: number) => string;
}) {
  const [open, setOpen] = useState(false);
  const slices = open ? slicesIn(props.rows, props.window) : [];
  const modes = { user: r('modeUser'), kernel: r('modeKernel'), idle: r('modeIdle') };
  return (
    <details class="times" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{r('slicesTable')}</summary>
      {slices.length > MOST && <p class="dim">{r('slicesMost', { most: MOST })}</p>}
      <div class="ganttscroll tall">
        <table>
          <thead>
            <tr>
              <th scope="col">{r('colCore')}</th>
              <th scope="col" class="number">
                {r('colFrom')}
              </th>
              <th scope="col" class="number">
                {r('colTo')}
              </th>
              <th scope="col">{r('colProcess')}</th>
              <th scope="col">{r('colMode')}</th>
            </tr>
          </thead>
          <tbody>
            {slices.slice(0, MOST).map(({ core, from, to, pid, mode }) => (
              <tr key={`${core} ${from}`}>
                <td>{core}</td>
                <td class="number">{from}</td>
                <td class="number">{to}</td>
                <td>{mode === 'idle' ? '–' : props.nameOf(pid)}</td>
                <td>{modes[mode]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
