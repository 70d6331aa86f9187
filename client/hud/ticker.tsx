import { t } from '../i18n/t.ts';
import { ticker } from '../net/store.ts';
import { Panel } from './frame.tsx';
import { Sign, type SignName } from './sign.tsx';

const SIGNS: Readonly<Record<string, SignName>> = { good: 'check', bad: 'cross', wall: 'wall', plain: 'dot' };

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
              {entry.text}
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
          <Sign name={SIGNS[entry.tone] ?? 'dot'} /> {entry.text}
        </span>
      ))}
    </div>
  );
}
