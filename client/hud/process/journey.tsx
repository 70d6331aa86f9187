import { type Text, t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';
import { Sign } from '../sign.tsx';

/** The five steps of a real `ls`, lit as the kernel takes them. */
export function Journey() {
  const { journey } = self.value;
  if (journey === null) return null;
  return (
    <div class="journey" data-testid="journey" data-step={journey.step}>
      <div>
        <strong>{t('journey')}</strong>
        <p>{journey.detail === '' ? t('journeyStart') : journey.detail}</p>
      </div>
      <ol>
        {[1, 2, 3, 4, 5].map((step) => {
          const here = step === journey.step;
          return (
            <li
              key={step}
              class={`${step <= journey.step ? 'lit' : ''} ${here ? 'here' : ''}`}
              aria-current={here ? 'step' : undefined}
            >
              <b>{step < journey.step ? <Sign name="check" /> : step}</b>
              <span>{t(`journey${step}` as Text)}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
