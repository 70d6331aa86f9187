import { useState } from 'preact/hooks';
import { dailyOf } from '../../../shared/daily/day.ts';
import { level as levelOf } from '../../../shared/levels/index.ts';
import { t } from '../../i18n/t.ts';
import { sentence } from '../../net/api.ts';
import { openLevel } from './open.ts';

/** A game for one that its server has forgotten: why, what is not lost, and the way on. */
export function SoloGone({ scenario }: { scenario: string }) {
  const [error, setError] = useState('');
  const daily = dailyOf(scenario) !== undefined;
  const level = daily ? undefined : levelOf(scenario);
  return (
    <>
      <h2>{t('soloGone')}</h2>
      <p>{t('soloGoneWhy')}</p>
      {level !== undefined && (
        <button
          type="button"
          class="primary"
          data-testid="level-again"
          onClick={() => openLevel(level.id).catch((reason) => setError(sentence(reason)))}
        >
          {t('soloAgain', { level: level.title })}
        </button>
      )}
      {error !== '' && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      {daily ? <a href="/daily">{t('soloToDaily')}</a> : <a href="/solo">{t('soloToMap')}</a>}
    </>
  );
}
