import { unpackGantt } from '../../../shared/gantt.ts';
import type { ResultsView } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { programHue } from '../../theme/palette.ts';
import { chart } from '../logic/gantt.ts';

const ROW = 26;
const WIDTH = 1000;
const LEFT = 62;

/** Who had the cores, from boot to the end: a row a core, kernel work hatched dark. The table beside it says the same. */
export function Gantt({ results }: { results: ResultsView }) {
  const { cores, bars, end, marks } = chart(unpackGantt(results.gantt));
  const programs = new Map(results.processes.map((process) => [process.pid, process.program]));
  const height = cores.length * ROW + 24;
  const at = (tick: number): number => LEFT + ((WIDTH - LEFT) * tick) / Math.max(1, end);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={t('gantt')}
      style={{ width: '100%', minWidth: '34rem', display: 'block' }}
    >
      {cores.map((core, row) => (
        <text key={core} x="0" y={row * ROW + 17} fill="#A3B3D9" font-size="13">
          {t('core', { core })}
        </text>
      ))}
      {bars
        .filter((bar) => bar.mode !== 'idle')
        .map((bar) => {
          const program = programs.get(bar.pid);
          return (
            <rect
              key={`${bar.core}-${bar.from}`}
              x={at(bar.from)}
              y={cores.indexOf(bar.core) * ROW + 4}
              width={Math.max(0.8, at(bar.to) - at(bar.from) - 0.3)}
              height={bar.mode === 'kernel' ? ROW - 14 : ROW - 8}
              fill={program === undefined ? '#8FA8FF' : programHue[program]}
              opacity={bar.mode === 'kernel' ? 0.65 : 1}
            >
              <title>{`pid ${bar.pid} ${program ?? ''} ${bar.from}–${bar.to} ${bar.mode}`}</title>
            </rect>
          );
        })}
      {marks.map((mark) => (
        <text
          key={mark}
          x={at(mark)}
          y={height - 4}
          fill="#A3B3D9"
          font-size="12"
          text-anchor={mark === 0 ? 'start' : mark === end ? 'end' : 'middle'}
        >
          {mark}
        </text>
      ))}
    </svg>
  );
}

/** What the colours and heights of the chart mean. */
export function Legend({ results }: { results: ResultsView }) {
  const programs = [...new Set(results.processes.map(({ program }) => program))];
  return (
    <p class="legend">
      {programs.map((program) => (
        <span key={program}>
          <span class="dot" style={{ '--hue': programHue[program] }} /> {program}
        </span>
      ))}
      <span>{t('legendModes')}</span>
    </p>
  );
}
