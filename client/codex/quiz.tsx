import { useState } from 'preact/hooks';
import { codexPage } from '../../shared/codex/index.ts';
import { INVENTORY } from '../../shared/questions/inventory.ts';
import type { Question } from '../../shared/questions/schema.ts';
import { Sign } from '../hud/sign.tsx';
import { t } from '../i18n/t.ts';

function Asked({ question, number }: { question: Question; number: number }) {
  const [given, setGiven] = useState<number | undefined>();
  const sign = (choice: number) => {
    if (given === undefined) return null;
    if (choice === question.right) return <Sign name="check" />;
    return choice === given ? <Sign name="cross" /> : null;
  };
  return (
    <fieldset class="panel quizitem">
      <legend>
        {number}. {question.text}
      </legend>
      {question.answers.map((answer, choice) => (
        <button
          key={answer}
          type="button"
          aria-pressed={given === choice}
          disabled={given !== undefined && given !== choice && choice !== question.right}
          onClick={() => setGiven(given ?? choice)}
        >
          {sign(choice)} {answer}
        </button>
      ))}
      <p role="status">
        {given !== undefined && (
          <>
            {question.why} <a href={`#${question.page}`}>{codexPage(question.page)?.title}</a>
          </>
        )}
      </p>
    </fieldset>
  );
}

/** The concept inventory for oneself: answers are kept nowhere. */
export function Quiz() {
  return (
    <div class="quiz" data-testid="quiz">
      <h1>{t('quizTitle')}</h1>
      <p class="dim">{t('quizIntro')}</p>
      {INVENTORY.map((question, index) => (
        <Asked key={question.id} question={question} number={index + 1} />
      ))}
    </div>
  );
}
