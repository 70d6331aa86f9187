import { t } from '../i18n/t.ts';
import { api } from '../net/api.ts';

/** A nickname, typed or made up. */
export function NameField(props: { value: string; set: (nickname: string) => void; label?: string }) {
  const { value, set, label = t('nickname') } = props;
  const surprise = (): void => {
    api.nickname().then(
      ({ nickname }) => set(nickname),
      () => undefined,
    );
  };
  return (
    <label>
      {label}
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
