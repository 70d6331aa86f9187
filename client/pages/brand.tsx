import { t } from '../i18n/t.ts';

export function Brand() {
  return (
    <a class="brand" href="/">
      <img src="/icon.svg" alt="" width="32" height="32" />
      {t('userland')}
    </a>
  );
}
