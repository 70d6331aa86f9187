import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CLOSE, JOIN_ERRORS } from '../../shared/protocol/messages.ts';
import { t } from '../i18n/t.ts';
import { closedCode, closedWhy, dismiss, link, notices, room, self } from '../net/store.ts';
import { Brand } from '../pages/brand.tsx';
import { clock, seconds } from './format.ts';
import { Goals } from './goals.tsx';
import { CodexLink } from './process/codex.tsx';
import { RoleChip } from './role-chip.tsx';
import { Settings } from './settings.tsx';
import { Sign } from './sign.tsx';

/** A change of at least so many per cent is a leap, and is shown for so long. */
const LEAP = 3;
const LEAP_MS = 900;

/** Whether a value has just leapt: `gain`, `loss` or ''. */
function useLeap(value: number): 'gain' | 'loss' | '' {
  const before = useRef(value);
  const [moved, setMoved] = useState<'gain' | 'loss' | ''>('');
  useEffect(() => {
    const by = value - before.current;
    before.current = value;
    if (Math.abs(by) < LEAP) return;
    setMoved(by > 0 ? 'gain' : 'loss');
  }, [value]);
  useEffect(() => {
    if (moved === '') return;
    const timer = setTimeout(() => setMoved(''), LEAP_MS);
    return () => clearTimeout(timer);
  }, [moved]);
  return moved;
}

/** The user's patience: a face, a bar and its value for screen readers. */
export function Patience() {
  const view = room.value;
  const share = view === null ? 0 : Math.round((100 * view.patience) / view.patienceMax);
  const moved = useLeap(share);
  if (view === null || view.phase !== 'run' || self.value.course !== null) return null;
  const mood = share >= 60 ? 'good' : share >= 30 ? 'tense' : 'low';
  return (
    <span
      class={`meter ${mood} ${moved}`}
      role="img"
      aria-label={`${t('patience')}: ${share} %`}
      title={t('patience')}
    >
      <span class="face" aria-hidden="true">
        <Sign name={mood === 'low' ? 'frown' : 'smile'} />
      </span>
      <span class="wide">{t('patience')}</span>
      <span class="track">
        <i style={{ width: `${share}%` }} />
      </span>
    </span>
  );
}

export function TimeLeft() {
  const view = room.value;
  if (view === null || view.phase !== 'run') return null;
  return (
    <span class="time" title={t('timeLeft')}>
      <span aria-hidden="true">
        <Sign name="stopwatch" />{' '}
      </span>
      <span class="visually-hidden">{t('timeLeft')}</span>
      <b>{clock(seconds(view.endsAt - view.tick, view))}</b>
    </span>
  );
}

/** The bar on top of every page in a room. `where` says what page it is, where there is no role to show. */
export function Bar({ where }: { where?: string }) {
  const view = room.value;
  const { kind, points } = self.value;
  const plays = kind !== 'host' && kind !== 'watch';
  return (
    <header class="bar">
      <Brand />
      {plays && view !== null && view.phase !== 'lobby' && <RoleChip />}
      <span class="where">{where ?? (view === null ? '' : `${view.name} · ${view.code}`)}</span>
      <Goals />
      <Patience />
      <TimeLeft />
      {view !== null && view.phase === 'run' && (
        <span class="dim wide tick" data-testid="tick">
          {t('tick', { tick: view.tick })}
        </span>
      )}
      {plays && self.value.course === null && (
        <span class="score" role="img" aria-label={t('points', { points })}>
          <Sign name="star" /> {points}
        </span>
      )}
      <Settings />
    </header>
  );
}

/** Stays until it is put away, or until the server can save again. */
function NotSaved() {
  const [away, setAway] = useState(false);
  const saving = room.value?.saving !== false;
  useEffect(() => setAway(false), [saving]);
  if (saving || away) return null;
  return (
    <div class="notice plain" data-testid="not-saved">
      <span class="sign" aria-hidden="true">
        ☞
      </span>
      <div class="grow">{t('notSaved')}</div>
      <button type="button" class="quiet" aria-label={t('close')} onClick={() => setAway(true)}>
        ✕
      </button>
    </div>
  );
}

/** Sentences for the person, read out as they come. */
export function Notices() {
  const signs = { bad: 'wall', good: 'check', plain: 'hand' } as const;
  return (
    <div class="notices" role="status" aria-live="polite">
      <NotSaved />
      {notices.value.map((notice) => (
        <div key={notice.id} class={`notice ${notice.tone}`} data-testid="notice">
          <span class="sign" aria-hidden="true">
            <Sign name={signs[notice.tone]} />
          </span>
          <div class="grow">
            {notice.title !== undefined && <strong>{notice.title}</strong>}
            <div>{notice.text}</div>
            {notice.wall !== undefined && <CodexLink wall={notice.wall} />}
          </div>
          <button type="button" class="quiet" aria-label={t('close')} onClick={() => dismiss(notice.id)}>
            <Sign name="cross" />
          </button>
        </div>
      ))}
    </div>
  );
}

export function Offline() {
  if (link.value !== 'lost') return null;
  return (
    <div class="offline" role="alert" data-testid="banner-offline">
      <span class="spin" aria-hidden="true">
        <Sign name="wait" />
      </span>
      {t('offline')}
    </div>
  );
}

/** There is no such room any more: nothing can be taken back. */
const GONE: readonly number[] = [CLOSE.roomEnded, JOIN_ERRORS.wrongCode];

/** What stands instead of the room when it is over for this window; `gone`: where a game for one is not there any more. */
export function Closed(props: { gone?: ComponentChildren }) {
  if (link.value !== 'closed') return null;
  const gone = GONE.includes(closedCode.value);
  return (
    <div class="overlay closed">
      <div class="panel form" role="alertdialog" aria-label={closedWhy.value} data-testid="closed">
        {gone && props.gone !== undefined ? (
          props.gone
        ) : (
          <>
            <h2>{closedWhy.value}</h2>
            {!gone && (
              <button type="button" class="primary" onClick={() => window.location.reload()}>
                {t('takeBack')}
              </button>
            )}
          </>
        )}
        <a href="/">{t('home')}</a>
      </div>
    </div>
  );
}

export function Panel(props: {
  title: string;
  aside?: ComponentChildren;
  class?: string;
  testid?: string;
  children: ComponentChildren;
}) {
  return (
    <section class={`panel ${props.class ?? ''}`} data-testid={props.testid}>
      <header>
        <h2>{props.title}</h2>
        {props.aside !== undefined && <span class="dim">{props.aside}</span>}
      </header>
      {props.children}
    </section>
  );
}
