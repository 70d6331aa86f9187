import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CoreView, QueueEntry, RoomView } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { kernel, room } from '../../net/store.ts';
import { nameOf, POLICY_NAMES } from '../format.ts';
import { Panel } from '../frame.tsx';
import { type Send, useSend } from '../send.ts';

/** The process chosen in the queue, 0 for none. */
const chosen = signal(0);
const LETTERS = [
  'q',
  'w',
  'e',
  'r',
  't',
  'y',
  'u',
  'i',
  'o',
  'p',
  'a',
  's',
  'd',
  'f',
  'g',
  'h',
  'j',
  'k',
  'l',
];
/** Ticks of waiting that fill the bar. */
const LONG = 40;

function give(send: Send, core: number): void {
  if (chosen.value === 0) return;
  send('dispatch', { core, pid: chosen.value });
  chosen.value = 0;
}

/** Letters choose a process, digits the core; shift and a digit preempt. */
function useKeys(queue: readonly QueueEntry[], cores: readonly CoreView[], send: Send): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
      const digit = /^Digit(\d)$/.exec(event.code)?.[1];
      const entry = queue[LETTERS.indexOf(event.key.toLowerCase())];
      if (digit !== undefined && cores[Number(digit)] !== undefined) {
        if (event.shiftKey) send('preempt', { core: Number(digit) });
        else give(send, Number(digit));
      } else if (entry !== undefined) chosen.value = entry.pid;
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}

function Queued({ entry, view, letter }: { entry: QueueEntry; view: RoomView; letter: string | undefined }) {
  const process = view.processes.find((candidate) => candidate.pid === entry.pid);
  const hot = entry.waited > LONG / 2;
  return (
    <button
      type="button"
      draggable
      class={`queued ${hot ? 'hot' : ''}`}
      aria-pressed={chosen.value === entry.pid}
      data-testid="queue-row"
      data-pid={entry.pid}
      onClick={() => {
        chosen.value = chosen.value === entry.pid ? 0 : entry.pid;
      }}
      onDragStart={() => {
        chosen.value = entry.pid;
      }}
    >
      <span class="top">
        {letter !== undefined && <kbd>{letter.toUpperCase()}</kbd>}
        <b>{process?.program ?? 'process'}</b>
        <span class="dim">{entry.pid}</span>
      </span>
      <span class="dim">{nameOf(view, entry.pid)}</span>
      <span class="bar-wait">
        <i style={{ width: `${Math.min(100, (100 * entry.waited) / LONG)}%` }} />
      </span>
      <span>
        {t('waiting')} {t('ticks', { ticks: entry.waited })}
        {hot ? ' ⚠' : ''}
      </span>
      <span class="dim">
        {entry.lined >= 0
          ? t('linedUp', { core: entry.lined })
          : `${t('lastBurst', { ticks: entry.lastBurst })} · ${t('nice', { nice: entry.nice })}`}
      </span>
    </button>
  );
}

/** Who waits for a core, the longest first. */
export function ReadyQueue() {
  const send = useSend();
  const view = room.value;
  const queue = [...(kernel.value?.queue ?? [])].sort((a, b) => b.waited - a.waited || a.pid - b.pid);
  useKeys(queue, view?.cores ?? [], send);
  if (view === null) return null;
  return (
    <Panel title={t('queue')} aside={<span class="wide">{t('queueHint')}</span>}>
      {queue.length === 0 && <p class="dim">{t('queueEmpty')}</p>}
      <div class="queue">
        {queue.map((entry, index) => (
          <Queued key={entry.pid} entry={entry} view={view} letter={LETTERS[index]} />
        ))}
      </div>
    </Panel>
  );
}

function CoreRow({ core, view }: { core: CoreView; view: RoomView }) {
  const send = useSend();
  const process = view.processes.find((candidate) => candidate.pid === core.pid);
  const mode =
    core.mode === 'kernel'
      ? `${t('modeKernel')} · ${core.syscall === '' ? core.activity : core.syscall}`
      : t('modeUser');
  return (
    <li
      class={`core ${core.pid === 0 ? '' : core.mode}`}
      data-testid="core"
      data-core={core.id}
      data-pid={core.pid}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        give(send, core.id);
      }}
    >
      <span class="disc">{core.pid === 0 ? '–' : core.pid}</span>
      <div class="grow">
        <div class="dim">
          <kbd>{core.id}</kbd> {t('core', { core: core.id })}
        </div>
        <b>{core.pid === 0 ? t('idle') : `${process?.program ?? ''} · ${nameOf(view, core.pid)}`}</b>
        <div class="dim">
          {core.pid === 0 ? '' : `${mode} · ${t('ticksLeft', { ticks: core.quantumLeft })}`}
        </div>
      </div>
      {chosen.value !== 0 ? (
        <button type="button" class="primary" data-testid="run-here" onClick={() => give(send, core.id)}>
          {t('runHere')}
        </button>
      ) : (
        <button
          type="button"
          data-testid="preempt"
          disabled={core.pid === 0}
          onClick={() => send('preempt', { core: core.id })}
        >
          {t('preempt')}
        </button>
      )}
    </li>
  );
}

/** The cores with who runs there, and the quantum. */
export function Cores() {
  const send = useSend();
  const view = room.value;
  if (view === null) return null;
  const set = (ticks: number): void => send('quantum', { ticks: Math.max(1, Math.min(50, ticks)) });
  const aside = (
    <span class="row">
      {t('quantum', { ticks: view.quantum })}
      <button type="button" class="quiet" aria-label={t('quantumLess')} onClick={() => set(view.quantum - 1)}>
        −
      </button>
      <button type="button" class="quiet" aria-label={t('quantumMore')} onClick={() => set(view.quantum + 1)}>
        +
      </button>
    </span>
  );
  return (
    <Panel title={t('cores')} aside={aside} class="grow">
      <ul class="corelist scroll">
        {view.cores.map((core) => (
          <CoreRow key={core.id} core={core} view={view} />
        ))}
      </ul>
    </Panel>
  );
}

/** Figures of the round so far. */
export function Figures() {
  const stats = room.value?.stats;
  if (stats === undefined) return null;
  const rows = [
    [t('statIdle'), t('ticks', { ticks: stats.idleWhileReady })],
    [t('statSwitches'), stats.switches],
    [t('statWait95'), t('ticks', { ticks: stats.wait95 })],
    [t('statFairness'), stats.fairness.toFixed(2)],
    [t('statDone'), stats.jobsDone],
    [t('statLate'), stats.jobsLate],
  ] as const;
  return (
    <Panel title={t('thisRound')}>
      <dl class="stats" style={{ margin: 0 }}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** Says that an algorithm has stepped in for silent schedulers. */
export function Autopilot() {
  const view = room.value;
  if (view === null || !view.autopilot || view.phase !== 'run') return null;
  return (
    <div class="ribbon" role="status" data-testid="autopilot">
      {t('autopilot', { policy: POLICY_NAMES[view.policy] ?? view.policy })}
    </div>
  );
}
