import { PROTECTIONS } from '../../../shared/protections.ts';
import type { OutageView, RoomView } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { room } from '../../net/store.ts';
import { seconds } from '../format.ts';
import { Fallen } from './fallen.tsx';

/** Lines of the boot log that stand after a share of the time that booting takes; all of them well before it is over. */
export function linesShown(outage: OutageView, tick: number): number {
  if (outage.phase === 'panic') return outage.lines.length;
  const share = (tick - outage.at) / Math.max(1, (outage.until - outage.at) * 0.85);
  return Math.max(1, Math.min(outage.lines.length, Math.ceil(share * outage.lines.length)));
}

/** Time stamp and text of a line of the kernel's log. */
export function logLine(line: string): { time: string; text: string } {
  const parts = /^(\[ *[\d.]+\] )(.*)$/s.exec(line);
  return { time: parts?.[1] ?? '', text: parts?.[2] ?? line };
}

/** What a line is about, for its colour: it is told by its words as well. */
function toneOf(text: string): string {
  if (/^(Kernel panic|---\[ end|BUG|Oops|NMI|list_add|VFS: inode|kernel BUG|invalid|general)/.test(text))
    return 'cry';
  if (/^(Write of size|WARNING)/.test(text)) return 'clue';
  return '';
}

function Console({ outage, tick }: { outage: OutageView; tick: number }) {
  return (
    <div class="console" role="log" aria-live="off" aria-label={t('consoleLabel')}>
      {outage.lines.slice(0, linesShown(outage, tick)).map((line, index) => {
        const { time, text } = logLine(line);
        return (
          <div key={index} class={toneOf(text)} style={{ '--nth': index }}>
            <span class="time">{time}</span>
            {text}
          </div>
        );
      })}
      <div class="cursor" aria-hidden="true" />
    </div>
  );
}

function headline(outage: OutageView, view: RoomView): { title: string; text: string } {
  const left = Math.max(1, Math.ceil(seconds(outage.until - view.tick, view)));
  if (outage.phase === 'boot') return { title: t('rebootTitle'), text: t('rebootText', { left }) };
  return { title: t('panicTitle'), text: t('panicText', { left }) };
}

/** The machine is down: its console, over everything that the machine was, and a sentence on what that means. */
export function Outage() {
  const view = room.value;
  const outage = view?.outage ?? null;
  if (view === null || outage === null || view.phase !== 'run') return null;
  const { title, text } = headline(outage, view);
  return (
    <section class={`outage ${outage.phase}`} data-testid={outage.phase} key={outage.phase}>
      <header>
        <span class="leds" aria-hidden="true">
          <i />
          <i />
        </span>
        <div role="alert">
          <h2>{title}</h2>
        </div>
        <p>{text}</p>
      </header>
      <div class="aftermath">
        <Console outage={outage} tick={view.tick} />
        <Fallen outage={outage} tick={view.tick} />
      </div>
    </section>
  );
}

/** Which protections are switched off, on every screen, in words. */
export function Unprotected() {
  const view = room.value;
  if (view === null || view.phase !== 'run' || view.outage !== null) return null;
  const off = PROTECTIONS.filter(({ id }) => id !== 'kpti' && !view.protections[id]);
  if (off.length === 0) return null;
  return (
    <div class="unprotected" role="status" data-testid="unprotected">
      <b>{t('switchedOff')}</b> <span class="long">{off.map(({ name }) => name).join(' · ')}</span>
      <span class="short">{off.map(({ short }) => short).join(' · ')}</span>
    </div>
  );
}
