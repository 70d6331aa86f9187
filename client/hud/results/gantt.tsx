import { useMemo, useRef, useState } from 'preact/hooks';
import type { ResultsView } from '../../../shared/protocol/view.ts';
import type { Program } from '../../../shared/roles.ts';
import { Chart } from '../../charts/chart.tsx';
import { drawCores, showWindow } from '../../charts/cores.ts';
import type { ECharts } from '../../charts/echarts.ts';
import { r } from '../../i18n/r.ts';
import { t } from '../../i18n/t.ts';
import { ownSeat, postMortem } from '../../net/store.ts';
import { programHue } from '../../theme/palette.ts';
import { type Bar, barAt, moved, rowsOf, sliceAt, type Window, zoomed } from '../logic/gantt.ts';
import { Sign } from '../sign.tsx';
import { SlicesTable } from './slices.tsx';

/** Hue of a process that belongs to no seat. */
const NOBODY = '#8FA8FF';
/** Pixels of a core's row: many cores have lower ones. */
const rowHeight = (cores: number): number => Math.max(26, Math.min(64, Math.round(240 / cores)));

/** Whose each process was: from the post-mortem, and until that is there from the results. */
function useOwners(results: ResultsView): Map<number, { seat: string; program: Program }> {
  const view = postMortem.value;
  return useMemo(() => {
    const programs = new Map(results.processes.map(({ seat, program }) => [seat, program]));
    const pairs: [number, string][] =
      view !== null && view.round === results.round
        ? view.owners
        : results.processes.map(({ pid, seat }) => [pid, seat]);
    return new Map(
      pairs.flatMap(([pid, seat]) => {
        const program = programs.get(seat);
        return program === undefined ? [] : [[pid, { seat, program }]];
      }),
    );
  }, [results, view]);
}

const STEPS: Readonly<Record<string, (window: Window, end: number) => Window>> = {
  '+': (window, end) => zoomed(window, end, 0.5),
  '-': (window, end) => zoomed(window, end, 2),
  ArrowLeft: (window, end) => moved(window, end, -0.25),
  ArrowRight: (window, end) => moved(window, end, 0.25),
  '0': (_, end) => ({ from: 0, to: end }),
};

/** Who had the cores, from boot to the end, to zoom into. The table under it says the same in words. */
export function Gantt({ results, onWatch }: { results: ResultsView; onWatch?: (tick: number) => void }) {
  const rows = useMemo(() => rowsOf(results.gantt), [results]);
  const end = Math.max(1, ...rows.map((row) => row.end));
  const owners = useOwners(results);
  const [window, setWindow] = useState<Window>({ from: 0, to: end });
  const [picked, setPicked] = useState<(Bar & { core: number; at: number }) | undefined>();
  const chart = useRef<ECharts | undefined>(undefined);
  const draw = useMemo(() => {
    const mine = [...owners].filter(([, { seat }]) => seat === ownSeat.value).map(([pid]) => pid);
    return (made: ECharts, library: typeof import('../../charts/echarts.ts')) => {
      chart.current = made;
      drawCores(made, library, {
        rows,
        end,
        own: new Set(mine),
        hueOf: (pid) => programHue[owners.get(pid)?.program as Program] ?? NOBODY,
        onWindow: setWindow,
        onPick(core, tick) {
          const row = rows[core];
          const index = row === undefined ? -1 : sliceAt(row, tick);
          setPicked(row === undefined || index < 0 ? undefined : { ...barAt(row, index), core, at: tick });
        },
      });
    };
  }, [rows, end, owners]);
  const step = (key: string): boolean => {
    const act = STEPS[key === '=' ? '+' : key];
    if (act === undefined || chart.current === undefined) return false;
    showWindow(chart.current, act(window, end), end);
    return true;
  };
  const nameOf = (pid: number): string => {
    const program = owners.get(pid)?.program;
    return program === undefined ? `pid ${pid}` : `${program} (pid ${pid})`;
  };
  const tools = [
    ['+', r('zoomIn'), '+'],
    ['-', r('zoomOut'), '−'],
    ['0', r('zoomAll'), r('zoomAllShort')],
  ] as const;
  return (
    <section
      class="gantt"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is zoomed and moved by keys.
      tabIndex={0}
      aria-label={r('ganttKeys')}
      onKeyDown={(event) => {
        if (!event.ctrlKey && !event.metaKey && !event.altKey && step(event.key)) event.preventDefault();
      }}
    >
      <div class="row wrap charttools">
        {tools.map(([key, label, sign]) => (
          <button key={key} type="button" class="small" aria-label={label} onClick={() => step(key)}>
            {sign}
          </button>
        ))}
        <span class="dim" role="status">
          {r('ganttWindow', { from: Math.round(window.from), to: Math.round(window.to) })}
        </span>
      </div>
      <Chart
        height={`calc(${rows.length * rowHeight(rows.length) + 52}px + 2.4em)`}
        label={t('gantt')}
        testid="gantt"
        draw={draw}
      />
      <p class="picked" role="status" data-testid="gantt-picked">
        {picked === undefined ? (
          <span class="dim">{r('ganttPick')}</span>
        ) : (
          <>
            <b>{r('coreName', { core: picked.core })}</b>{' '}
            {picked.mode === 'idle'
              ? r('sliceIdle', { from: picked.from, to: picked.to })
              : r(picked.mode === 'kernel' ? 'sliceKernel' : 'sliceUser', {
                  who: nameOf(picked.pid),
                  from: picked.from,
                  to: picked.to,
                })}
          </>
        )}
        {picked !== undefined && onWatch !== undefined && (
          <button type="button" class="small" onClick={() => onWatch(picked.at)}>
            <Sign name="play" /> {r('watchTick', { tick: picked.at })}
          </button>
        )}
      </p>
      <SlicesTable rows={rows} window={window} nameOf={nameOf} />
    </section>
  );
}

/** What the colours and heights of the chart mean. */
export function Legend({ results }: { results: ResultsView }) {
  const programs = [...new Set(results.processes.map(({ program }) => program))];
  return (
    <p class="ganttlegend">
      {programs.map((program) => (
        <span key={program}>
          <span class="dot" style={{ '--hue': programHue[program] }} /> {program}
        </span>
      ))}
      <span>{t('legendModes')}</span>
    </p>
  );
}
