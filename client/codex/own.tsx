import { useState } from 'preact/hooks';
import { t } from '../i18n/t.ts';
import { sentence } from '../net/api.ts';
import { playerKey } from '../net/keys.ts';
import { type Progress, progress } from '../net/progress.ts';

/** A player's own progress: what is kept, how to move it, how to delete it. */
export function OwnProgress({ known, reload }: { known: Progress | undefined; reload: () => void }) {
  const [said, setSaid] = useState('');
  const [code, setCode] = useState('');
  const [typed, setTyped] = useState('');
  const doing = (work: () => Promise<void>) => async () => {
    setSaid('');
    try {
      await work();
    } catch (error) {
      setSaid(sentence(error));
    }
    reload();
  };
  const key = playerKey.get();
  const stars = known?.levels.reduce((sum, level) => sum + level.stars, 0) ?? 0;
  const claim = doing(async () => {
    await progress.claim(typed);
    setTyped('');
    setSaid(t('progressClaimed'));
  });
  return (
    <details class="panel own" data-testid="own-progress">
      <summary>{t('progressTitle')}</summary>
      <p class="dim">
        {known === undefined
          ? t('progressNone')
          : t('progressSome', { stars, levels: known.levels.length, pages: known.codex.length })}{' '}
        {t('progressPromise')}
      </p>
      {key !== undefined && known !== undefined && (
        <button type="button" onClick={doing(async () => setCode((await progress.transfer(key)).code))}>
          {t('progressMove')}
        </button>
      )}
      {code !== '' && (
        <p>
          <code class="movecode" data-testid="transfer-code">
            {code.slice(0, 4)} {code.slice(4)}
          </code>
          {t('progressCode')}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void claim();
        }}
      >
        <label>
          {t('progressClaim')}
          <input
            value={typed}
            maxLength={12}
            autoComplete="off"
            spellcheck={false}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={typed.trim() === ''}>
          {t('progressClaimDo')}
        </button>
      </form>
      {key !== undefined && known !== undefined && (
        <button
          type="button"
          class="danger"
          data-testid="remove-progress"
          onClick={doing(async () => {
            await progress.remove(key);
            setCode('');
            setSaid(t('progressRemoved'));
          })}
        >
          {t('progressRemove')}
        </button>
      )}
      <p role="status">{said}</p>
    </details>
  );
}
