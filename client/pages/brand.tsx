import { t } from '../i18n/t.ts';

export function Brand() {
  return (
    <a class="brand" href="/" aria-label={t('userland')}>
      <img src="/icon.svg" alt="" width="32" height="32" />
      <span class="word">{t('userland')}</span>
    </a>
  );
}
