import { useState } from 'preact/hooks';
import { scenario as scenarioOf } from '../../../shared/scenarios/index.ts';
import { t } from '../../i18n/t.ts';
import { ownSeat } from '../../net/store.ts';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';

type Question = NonNullable<ReturnType<typeof scenarioOf>>['questions'][number];

/** Whether this window is a player's: host and projector answer for nobody. */
const plays = (): boolean => ownSeat.peek() !== '' && ownSeat.peek() !== 'host';

function Asked({ question, index }: { question: Question; index: number }) {
  const send = useSend();
  const [given, setGiven] = useState<number | undefined>();
  const mark = (choice: number): 'right' | 'wrong' | '' => {
    if (given === undefined) return '';
    if (choice === question.right) return 'right';
    return choice === given ? 'wrong' : '';
  };
  const signs = { right: <Sign name="check" />, wrong: <Sign name="cross" />, '': null } as const;
  return (
    <fieldset class="question">
      <legend>{question.text}</legend>
      <div class="answers">
        {question.answers.map((answer, choice) => (
          <button
            key={answer}
            type="button"
            class={mark(choice)}
            aria-pressed={given === choice}
            onClick={() => {
              if (given === undefined && plays()) send('reply', { question: index, choice });
              setGiven(choice);
            }}
          >
            {signs[mark(choice)]}
            {answer}
          </button>
        ))}
      </div>
      <p class="dim" role="status">
        {given === undefined ? '' : question.why}
      </p>
    </fieldset>
  );
}

/** Questions of the scenario: one answers for oneself, then sees why. */
export function Questions({ id }: { id: string }) {
  const questions = scenarioOf(id)?.questions ?? [];
  if (questions.length === 0) return null;
  return (
    <section class="panel" data-testid="questions">
      <h2>{t('questions')}</h2>
      {questions.map((question, index) => (
        <Asked key={question.text} question={question} index={index} />
      ))}
    </section>
  );
}
