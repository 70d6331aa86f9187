import { type Daily, type DailyStation, dailyOf } from '../../../shared/daily/day.ts';
import type { DailyView } from '../../../shared/protocol/daily.ts';
import { type Text, t } from '../../i18n/t.ts';
import { daily } from '../../net/store.ts';
import '../../theme/daily.css';
import { Sign } from '../sign.tsx';

const VALUES: Record<DailyStation, Text> = {
  scheduler: 'dailyTicks',
  memory: 'dailyPages',
  disk: 'dailyCylinders',
};
const WHY: Record<DailyView['why'], Text> = {
  '': 'dailyOn',
  unfinished: 'dailyUnfinished',
  late: 'dailyLate',
  unsaved: 'dailyUnsaved',
};

interface Bar {
  name: string;
  score: number;
  value: number;
  own: boolean;
}

/** One's own score among those of the algorithms. */
function Bars({ view }: { view: DailyView }) {
  const { score, value, rivals, station } = view;
  const bars: Bar[] = [
    ...rivals.map((rival) => ({ ...rival, own: false })),
    { name: t('dailyYou'), score, value, own: true },
  ].sort((a, b) => b.score - a.score || Number(b.own) - Number(a.own));
  const most = Math.max(1, ...bars.map((bar) => bar.score));
  return (
    <ol class="dailybars" aria-label={t('dailyCompare')}>
      {bars.map((bar) => (
        <li key={bar.name} class={bar.own ? 'own' : ''}>
          <span class="who">
            <Sign name={bar.own ? 'star' : 'gear'} /> {bar.name}
          </span>
          <span class="track" aria-hidden="true">
            <i style={{ width: `${(100 * bar.score) / most}%` }} />
          </span>
          <b>{bar.score}</b>
          <small>{t(VALUES[station], { value: bar.value })}</small>
        </li>
      ))}
    </ol>
  );
}

function Scored({ view }: { view: DailyView }) {
  return (
    <>
      <p class={`dailyscore ${view.why === '' ? 'counts' : ''}`}>
        <span>{t('dailyScore')}</span>
        <b data-testid="daily-score">{view.score}</b>
        <span class="dim">{t(VALUES[view.station], { value: view.value })}</span>
      </p>
      <p class="dim" data-testid="daily-why" data-why={view.why}>
        <Sign name={view.why === '' ? 'check' : 'cross'} /> {t(WHY[view.why])}
      </p>
      <Bars view={view} />
    </>
  );
}

/** What a round on a daily machine came to, beside the algorithms; nothing for other levels. */
export function DailyScoreOf({ levelId }: { levelId: string }) {
  const machine: Daily | undefined = dailyOf(levelId);
  if (machine === undefined) return null;
  const view = daily.value;
  return (
    <section class="dailyresult" data-testid="daily-result" aria-live="polite">
      {view === null ? <p class="dim">{t('dailyScoring')}</p> : <Scored view={view} />}
    </section>
  );
}
