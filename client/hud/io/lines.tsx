import type { IoView } from '../../../shared/protocol/stations.ts';
import { useKeys } from '../../a11y/keys.ts';
import { t } from '../../i18n/t.ts';
import { room } from '../../net/store.ts';
import { POLICY_NAMES, percent } from '../format.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { io } from './disk.tsx';

type Line = IoView['lines'][number];

/** Ticks that a full bar stands for. */
const LONG = 20;

/** Lines that wait for a person; the timer is the scheduler's clock and is served by itself. */
const shown = (view: IoView): Line[] => view.lines.filter(({ line }) => line !== 'timer');

function LineCard({ line, index }: { line: Line; index: number }) {
  const send = useSend();
  const hurry = line.pending && line.left <= 5;
  return (
    <button
      type="button"
      class={`irq ${line.pending ? 'pending' : ''} ${hurry ? 'hurry' : ''}`}
      data-testid={`irq-${line.line}`}
      data-pending={line.pending}
      disabled={!line.pending}
      onClick={() => send('serve', { line: line.line })}
    >
      <kbd>{index + 1}</kbd>
      <b>{t(`line_${line.line}_name` as 'line_disk_name')}</b>
      <span class="state">
        {line.pending ? t('irqPending', { ticks: line.left }) : t('irqQuiet')}
        {hurry && <Sign name="warning" />}
      </span>
      <span class="track">
        <i style={{ width: line.pending ? `${Math.min(100, (100 * line.left) / LONG)}%` : '0' }} />
      </span>
      <span class="dim served">
        {t('irqServed', { served: line.served })}
        {line.lost > 0 && <b class="lost"> · {t('irqLost', { lost: line.lost })}</b>}
      </span>
    </button>
  );
}

/** The interrupt lines: who has rung, and how long the device can wait. */
export function Lines() {
  const send = useSend();
  const view = io.value;
  useKeys((event) => {
    const lines = io.peek() === null ? [] : shown(io.peek() as IoView);
    const line = lines[Number(/^Digit([1-9])$/.exec(event.code)?.[1] ?? 0) - 1];
    if (line === undefined || event.shiftKey) return false;
    send('serve', { line: line.line });
    return true;
  });
  if (view === null) return null;
  return (
    <section class="panel irqpanel">
      <header>
        <h2>{t('irqLines')}</h2>
        <span class="dim keyhelp">{t('irqKeys')}</span>
      </header>
      <div class="irqs">
        {shown(view).map((line, index) => (
          <LineCard key={line.line} line={line} index={index} />
        ))}
      </div>
    </section>
  );
}

/** What the station is measured by: what was lost, and how far the arm went for it. */
export function IoFigures() {
  const view = io.value;
  if (view === null) return null;
  const of = (name: Line['line']): Line | undefined => view.lines.find(({ line }) => line === name);
  const rows = [
    [t('statKeysLost'), of('keyboard')?.lost ?? 0, true],
    [t('statPacketsLost'), of('network')?.lost ?? 0, true],
    [t('statSpare'), percent(view.grade), false],
    [t('statSeek'), view.disk.seek, false],
  ] as const;
  return (
    <Panel title={t('thisRound')} class="figures">
      <dl class="stats two">
        {rows.map(([name, value, loss]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class={loss && Number(value) > 0 ? 'bad' : ''}>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** Says that the controller serves by itself while the station is silent. */
export function IoAutopilot() {
  const view = io.value;
  if (view === null || !view.silent || room.value?.phase !== 'run') return null;
  return (
    <div class="ribbon" role="status">
      <Sign name="gear" /> {t('autopilot', { policy: POLICY_NAMES[view.fallback] ?? view.fallback })}
    </div>
  );
}
