import type { CoreView, RoomView } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { kernel, room } from '../../net/store.ts';
import { programHue } from '../../theme/palette.ts';
import { nameOf } from '../format.ts';
import { CORE_KEYS } from '../logic/slots.ts';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { chosen, give, isMine, pointed } from './choice.ts';

const MOST_TICKS = 50;

/** What a core does, in words. */
function doing(core: CoreView): string {
  // Between two processes a core may still be said to compute: nobody is on it.
  if (core.pid === 0)
    return core.activity === 'idle' || core.activity === 'user'
      ? t('coreIdle')
      : t(`activity_${core.activity}`);
  if (core.mode === 'user') return t('modeUser');
  return core.syscall === '' ? t(`activity_${core.activity}`) : `${core.syscall}()`;
}

function CoreRow({ core, view, quantum }: { core: CoreView; view: RoomView; quantum: number }) {
  const send = useSend();
  const process = view.processes.find((candidate) => candidate.pid === core.pid);
  const lined = (kernel.value?.lined ?? []).filter((entry) => entry.core === core.id);
  const letter = CORE_KEYS[core.id]?.toUpperCase();
  const share = quantum === 0 ? 0 : Math.min(100, (100 * core.quantumLeft) / quantum);
  const ready = chosen.value !== 0;
  const mine = isMine(core.id);
  const here = mine ? t(ready ? 'runHere' : 'runNext') : t('moveHere');
  return (
    // Dropping is a shortcut; the button below does the same for keys and touch.
    <fieldset
      class={`core ${core.pid === 0 ? 'idle' : core.mode} ${pointed.value === core.id ? 'pointed' : ''}`}
      style={{ '--hue': process === undefined ? '' : programHue[process.program] }}
      aria-label={t('core', { core: core.id })}
      data-testid="core"
      data-core={core.id}
      data-pid={core.pid}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        give(send, core.id);
      }}
    >
      <span class="disc" style={{ '--left': `${share}%` }}>
        <b>{core.pid === 0 ? '–' : core.pid}</b>
      </span>
      <div class="grow about">
        <div class="name">
          <kbd>{letter}</kbd> <span class="dim">{t('core', { core: core.id })}</span>
        </div>
        <b class="who">
          {core.pid === 0
            ? t(core.mode === 'kernel' ? 'coreKernel' : 'idle')
            : `${process?.program ?? ''} · ${nameOf(view, core.pid)}`}
        </b>
        <div class={`mode ${core.mode}`}>
          {mine && core.pid !== 0 && `${t('coreTicks', { ticks: core.quantumLeft })} · `}
          {mine && core.pid !== 0 && core.mode === 'kernel' && (
            <span class="wordy">{t('modeKernel')} · </span>
          )}
          {mine ? doing(core) : t('othersCore', { count: kernel.value?.waiting[core.id] ?? 0 })}
        </div>
        {lined.length > 0 && (
          <div class="next">
            <Sign name="arrow" /> {t('nextHere')}{' '}
            {lined.map((entry) => (
              <span key={entry.pid} class="pidchip">
                {entry.pid}
              </span>
            ))}
          </div>
        )}
      </div>
      <div class="acts">
        <button
          type="button"
          class={ready ? 'primary' : ''}
          data-testid="run-here"
          disabled={!ready && (kernel.value?.queue.length ?? 0) === 0}
          title={mine ? t(ready ? 'runHere' : 'runLongest') : t('moveThere')}
          onClick={() => give(send, core.id)}
        >
          <Sign name={mine ? 'play' : 'arrow'} /> {here}
        </button>
        {mine && (
          <button
            type="button"
            data-testid="preempt"
            disabled={core.pid === 0}
            title={`⇧ ${letter}`}
            onClick={() => send('preempt', { core: core.id })}
          >
            <Sign name="up" /> {t('preempt')}
          </button>
        )}
      </div>
    </fieldset>
  );
}

/** Up to so many ticks the quantum changes by one, beyond by several at a time. */
const FINE_TICKS = 8;
const COARSE_STEP = 4;

function Quantum({ ticks }: { ticks: number }) {
  const send = useSend();
  const set = (wanted: number): void => send('quantum', { ticks: Math.max(1, Math.min(MOST_TICKS, wanted)) });
  return (
    <span class="quantum">
      <button
        type="button"
        aria-label={t('quantumLess')}
        data-testid="quantum-less"
        onClick={() => set(ticks > FINE_TICKS ? Math.max(FINE_TICKS, ticks - COARSE_STEP) : ticks - 1)}
      >
        −
      </button>
      <span aria-live="polite">{t('quantum', { ticks })}</span>
      <button
        type="button"
        aria-label={t('quantumMore')}
        data-testid="quantum-more"
        onClick={() => set(ticks >= FINE_TICKS ? ticks + COARSE_STEP : ticks + 1)}
      >
        +
      </button>
    </span>
  );
}

/** The cores with who runs there, and the quantum. */
export function Cores() {
  const view = room.value;
  if (view === null) return null;
  return (
    <section class="panel tall cores">
      <header>
        <h2>{t('cores')}</h2>
        <Quantum ticks={view.quantum} />
      </header>
      <div class={`corelist scroll ${view.cores.length > 2 ? 'many' : ''}`}>
        {view.cores.map((core) => (
          <CoreRow key={core.id} core={core} view={view} quantum={view.quantum} />
        ))}
      </div>
      <p class="dim wide keyhelp">{t('keysHelp')}</p>
    </section>
  );
}
