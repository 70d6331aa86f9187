import { signal } from '@preact/signals';
import { usePopover } from '../a11y/popover.ts';
import { setSound, sound } from '../audio/sound.ts';
import { t } from '../i18n/t.ts';
import { preference } from '../net/keys.ts';
import { Sign } from './sign.tsx';

const SIZES = [0.9, 1, 1.15, 1.3] as const;

/** Less motion: asked for here or by the system. */
export const reducedMotion = signal(
  preference.get('motion') === undefined
    ? window.matchMedia('(prefers-reduced-motion: reduce)').matches
    : preference.get('motion') === 'less',
);

const size = signal(SIZES.find((known) => String(known) === preference.get('size')) ?? 1);

function apply(): void {
  const page = document.documentElement;
  page.style.setProperty('--scale', String(size.value));
  page.classList.toggle('still', reducedMotion.value);
}
apply();

/** Text size, motion and sound, kept in this browser. */
export function Settings() {
  const { open, toggle, box } = usePopover<HTMLSpanElement>();
  return (
    <span class="popover settings" ref={box}>
      <button type="button" class="quiet" aria-expanded={open} aria-label={t('settings')} onClick={toggle}>
        <Sign name="gear" />
      </button>
      {open && (
        <div class="panel pop right" role="dialog" aria-label={t('settings')}>
          <fieldset class="bare">
            <legend>{t('textSize')}</legend>
            <div class="row">
              {SIZES.map((value) => (
                <button
                  key={value}
                  type="button"
                  aria-pressed={size.value === value}
                  aria-label={`${Math.round(value * 100)} %`}
                  onClick={() => {
                    size.value = value;
                    preference.set('size', String(value));
                    apply();
                  }}
                >
                  <span style={{ fontSize: `${value}rem` }}>A</span>
                </button>
              ))}
            </div>
          </fieldset>
          <button
            type="button"
            aria-pressed={reducedMotion.value}
            onClick={() => {
              reducedMotion.value = !reducedMotion.value;
              preference.set('motion', reducedMotion.value ? 'less' : 'full');
              apply();
            }}
          >
            {reducedMotion.value && <Sign name="check" />} {t('motion')}
          </button>
          <button
            type="button"
            aria-pressed={sound.value}
            data-testid="sound"
            onClick={() => setSound(!sound.value)}
          >
            <Sign name={sound.value ? 'sound' : 'mute'} /> {t(sound.value ? 'soundOn' : 'soundOff')}
          </button>
        </div>
      )}
    </span>
  );
}
