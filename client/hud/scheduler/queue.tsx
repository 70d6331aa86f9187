import { useEffect } from 'preact/hooks';
import { level as levelOf } from '../../../shared/levels/index.ts';
import type { QueueEntry, RoomView } from '../../../shared/protocol/view.ts';
import { useKeys } from '../../a11y/keys.ts';
import { t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';
import { programHue } from '../../theme/palette.ts';
import { nameOf } from '../format.ts';
import { CORE_KEYS, nextSlot, SLOT_KEYS } from '../logic/slots.ts';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { chosen, give, places, pointed } from './choice.ts';

/** Ticks of waiting that fill the bar, and from which one waits too long. */
const LONG = 40;
const TOO_LONG = 20;

/** What a process that comes by itself in a level needs in all, where that is known there. */
function needOf(seat: string | undefined): string | undefined {
  const level = levelOf(self.value.course?.id ?? '');
  if (level === undefined || !level.lengthsKnown) return undefined;
  const arrival = level.arrivals.find((_, index) => seat === `a${index + 1}`);
  const works = arrival?.lines.map((line) => Number(/^work (\d+)$/.exec(line)?.[1] ?? 0)) ?? [];
  return works.length === 0
    ? undefined
    : t('levelNeeds', { ticks: works.reduce((sum, ticks) => sum + ticks, 0) });
}

function Queued({ entry, view, place }: { entry: QueueEntry; view: RoomView; place: number }) {
  const process = view.processes.find((candidate) => candidate.pid === entry.pid);
  const hot = entry.waited >= TOO_LONG;
  const hue = process === undefined ? '' : programHue[process.program];
  return (
    <button
      type="button"
      draggable
      class={`readycard ${hot ? 'hot' : ''} ${entry.lined >= 0 ? 'lined' : ''}`}
      style={{ '--hue': hue }}
      aria-pressed={chosen.value === entry.pid}
      data-testid="queue-row"
      data-pid={entry.pid}
      onClick={() => {
        chosen.value = chosen.value === entry.pid ? 0 : entry.pid;
      }}
      onDragStart={(event) => {
        event.dataTransfer?.setData('text/plain', String(entry.pid));
        chosen.value = entry.pid;
      }}
    >
      <span class="top">
        {SLOT_KEYS[place] !== undefined && <kbd>{SLOT_KEYS[place]}</kbd>}
        <span class="dot" aria-hidden="true" />
        <b>{process?.program ?? t('process')}</b>
        <span class="dim pid">{entry.pid}</span>
      </span>
      <span class="who dim">{nameOf(view, entry.pid)}</span>
      <span class="wait">
        <span class="track">
          <i style={{ width: `${Math.min(100, (100 * entry.waited) / LONG)}%` }} />
        </span>
        <b>
          {hot && <Sign name="warning" />}
          {t('ticks', { ticks: entry.waited })}
        </b>
      </span>
      <span class="facts dim">
        {entry.lined >= 0 ? (
          <>
            <Sign name="arrow" /> {t('linedUp', { core: entry.lined })}
          </>
        ) : (
          (needOf(process?.seat) ??
          `${t('lastBurst', { ticks: entry.lastBurst })} · ${t('nice', { nice: entry.nice })}`)
        )}
      </span>
    </button>
  );
}

/** Digits choose a process, letters give a core, shift and a letter take it back; arrows and Enter do both. */
function useSchedulerKeys(): void {
  const send = useSend();
  useKeys((event) => {
    const cores = room.peek()?.cores.length ?? 0;
    const slots = places.peek().map((entry) => entry?.pid ?? null);
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    const letter = (CORE_KEYS as readonly string[]).indexOf(event.key.toLowerCase());
    if (digit !== undefined && !event.shiftKey) {
      chosen.value = slots[Number(digit) - 1] ?? 0;
      return true;
    }
    if (letter >= 0 && letter < cores) {
      if (event.shiftKey) send('preempt', { core: letter });
      else give(send, letter);
      return true;
    }
    switch (event.key) {
      case 'ArrowRight':
      case 'ArrowLeft': {
        const at = nextSlot(slots, slots.indexOf(chosen.peek()), event.key === 'ArrowRight' ? 1 : -1);
        chosen.value = slots[at] ?? 0;
        return true;
      }
      case 'ArrowDown':
      case 'ArrowUp':
        if (cores === 0) return false;
        pointed.value = (pointed.peek() + (event.key === 'ArrowDown' ? 1 : cores - 1)) % cores;
        return true;
      case 'Enter':
        if (chosen.peek() === 0 || event.target instanceof HTMLButtonElement) return false;
        give(send, pointed.peek());
        return true;
      case 'Escape':
        chosen.value = 0;
        return true;
      default:
        return false;
    }
  });
}

/** Who waits for a core. Everybody keeps the place, and its key, until they run. */
export function ReadyQueue() {
  const view = room.value;
  const shown = places.value;
  useSchedulerKeys();
  useEffect(() => {
    if (chosen.value !== 0 && !shown.some((entry) => entry?.pid === chosen.value)) chosen.value = 0;
  }, [shown]);
  if (view === null) return null;
  const count = shown.filter((entry) => entry !== null).length;
  return (
    <section class="panel readyqueue" aria-label={t('queue')}>
      <header>
        <h2>
          {t('queue')} <span class="count">{count}</span>
        </h2>
        <span class="dim wide">{t('queueHint')}</span>
      </header>
      {count === 0 && <p class="dim">{t('queueEmpty')}</p>}
      <div class="queue">
        {shown.map((entry, place) =>
          entry === null ? (
            <span key={`free${place}`} class="readycard free" aria-hidden="true" />
          ) : (
            <Queued key={entry.pid} entry={entry} view={view} place={place} />
          ),
        )}
      </div>
    </section>
  );
}
