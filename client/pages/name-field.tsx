import { t } from '../i18n/t.ts';
import { api } from '../net/api.ts';

/** A nickname, typed or made up. */
export function NameField({ value, set }: { value: string; set: (nickname: string) => void }) {
  const surprise = (): void => {
    api.nickname().then(
      ({ nickname }) => set(nickname),
      () => undefined,
    );
  };
  return (
    <label>
      {t('nickname')}
      <span class="row">
        <input
          value={value}
          maxLength={20}
          autoComplete="off"
          placeholder={t('nicknameHint')}
          data-testid="join-name"
          onInput={(event) => set(event.currentTarget.value)}
        />
        <button type="button" class="nowrap" data-testid="surprise" onClick={surprise}>
          ↻ {t('surprise')}
        </button>
      </span>
    </label>
  );
}
