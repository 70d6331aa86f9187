import { t } from '../i18n/t.ts';
import { type Happening, ticker } from '../net/store.ts';
import { Panel } from './frame.tsx';
import { Sign, type SignName } from './sign.tsx';

const SIGNS: Readonly<Record<string, SignName>> = { good: 'check', bad: 'cross', wall: 'wall', plain: 'dot' };

/** How often it happened, where that was more than once. */
function Times({ entry }: { entry: Happening }) {
  return entry.count > 1 ? <b class="times">{t('tickTimes', { count: entry.count })}</b> : null;
}

/** The last happenings in words. */
export function Ticker({ count }: { count: number }) {
  return (
    <Panel title={t('ticker')} class="tall">
      <ol class="tickerlist scroll" aria-live="polite">
        {ticker.value
          .slice(-count)
          .reverse()
          .map((entry) => (
            <li key={entry.id} class={entry.tone}>
              <Sign name={SIGNS[entry.tone] ?? 'dot'} />
              <span>
                {entry.text} <Times entry={entry} />
              </span>
            </li>
          ))}
      </ol>
    </Panel>
  );
}

/** The newest happenings in one line under the world. */
export function TickerLine() {
  const shown = ticker.value.slice(-3).reverse();
  return (
    <div class="tickerline" role="log" aria-live="polite" aria-label={t('ticker')} data-testid="ticker">
      {shown.length === 0 && <span class="dim">{t('tickerEmpty')}</span>}
      {shown.map((entry) => (
        <span key={entry.id} class={entry.tone}>
          <Sign name={SIGNS[entry.tone] ?? 'dot'} /> {entry.text} <Times entry={entry} />
        </span>
      ))}
    </div>
  );
}
