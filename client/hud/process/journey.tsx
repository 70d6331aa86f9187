import { type Text, t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';

/** The five steps of a real `ls`, lit as the kernel takes them. */
export function Journey() {
  const { journey } = self.value;
  if (journey === null) return null;
  return (
    <div style={{ marginTop: '0.5rem' }}>
      <strong>{t('journey')}</strong>
      <ol class="journey" data-testid="journey" data-step={journey.step}>
        {[1, 2, 3, 4, 5].map((step) => (
          <li
            key={step}
            class={`${step <= journey.step ? 'lit' : ''} ${step === journey.step ? 'here' : ''}`}
          >
            {step} {t(`journey${step}` as Text)}
          </li>
        ))}
      </ol>
      <p class="dim">{journey.detail}</p>
    </div>
  );
}
