import { useEffect, useState } from 'preact/hooks';
import type { Role } from '../../../shared/roles.ts';
import { isTyping } from '../../a11y/keys.ts';
import { t } from '../../i18n/t.ts';
import { Sign } from '../sign.tsx';
import { type Choice, TRIES } from './tries.ts';

/** Digits choose. The stations stand behind the briefing and listen too: what is tried here is not done there. */
function useDigits(choices: readonly Choice[], choose: (choice: Choice) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
      const choice = digit === undefined ? undefined : choices[Number(digit) - 1];
      if (choice === undefined || isTyping(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      choose(choice);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [choices, choose]);
}

/** One act of the role on a toy machine, by mouse, touch or keys; what the machine answers, and why. It may be tried again. */
export function Try({ role }: { role: Role }) {
  const [tried, setTried] = useState<Choice | null>(null);
  const { ask, choices } = TRIES[role];
  useDigits(choices, setTried);
  return (
    <fieldset class="try" data-testid="try">
      <legend>{t('tryTitle')}</legend>
      <p class="ask">{t(ask)}</p>
      <div class="trychoices">
        {choices.map((choice, index) => (
          <button
            key={choice.show}
            type="button"
            aria-pressed={tried === choice}
            data-testid={`try-${index + 1}`}
            onClick={() => setTried(choice)}
          >
            <span class="row">
              <kbd>{index + 1}</kbd>
              <code>{choice.show}</code>
            </span>
            <small>{t(choice.about)}</small>
          </button>
        ))}
      </div>
      <p class={`tried ${tried === null ? '' : tried.good ? 'good' : 'bad'}`} role="status">
        {tried === null ? (
          <span class="dim">{t('tryHint')}</span>
        ) : (
          <>
            <Sign name={tried.good ? 'check' : 'cross'} /> <code>{tried.answer}</code> {t(tried.why)}
          </>
        )}
      </p>
    </fieldset>
  );
}
