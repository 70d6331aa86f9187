import { useState } from 'preact/hooks';
import { INVENTORY } from '../../../shared/questions/inventory.ts';
import { r } from '../../i18n/r.ts';
import { room, self } from '../../net/store.ts';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';

/** The item that comes next for this player; undefined when all are answered. */
function useNext(): { place: number; question: (typeof INVENTORY)[number] } | undefined {
  const answered = self.value.survey ?? [];
  const place = INVENTORY.findIndex(({ id }) => !answered.includes(id));
  const question = INVENTORY[place];
  return question === undefined ? undefined : { place, question };
}

/** The concept inventory, item by item: nobody is told yet what is right, so that before and after can be compared. */
export function Survey() {
  const send = useSend();
  const [away, setAway] = useState('');
  const next = useNext();
  const view = room.value?.survey ?? null;
  const { kind, survey } = self.value;
  if (view === null || survey === null || kind === 'host' || kind === 'watch' || away === view.run)
    return null;
  return (
    <div class="overlay" data-testid="survey">
      <section class="panel sheet survey" aria-labelledby="survey-title">
        <h1 id="survey-title">{r(view.run === 'before' ? 'surveyBefore' : 'surveyAfter')}</h1>
        {next === undefined ? (
          <>
            <p>
              <Sign name="check" /> {r('surveyDone')}
            </p>
            <button type="button" class="primary" onClick={() => setAway(view.run)}>
              {r('surveyClose')}
            </button>
          </>
        ) : (
          <>
            <p class="dim">{r('surveyIntro')}</p>
            <progress max={INVENTORY.length} value={next.place} aria-label={r('surveyProgress')} />
            <fieldset class="question" key={next.question.id}>
              <legend>
                {r('surveyItem', { place: next.place + 1, all: INVENTORY.length })} {next.question.text}
              </legend>
              <div class="answers one">
                {next.question.answers.map((answer, choice) => (
                  <button
                    key={answer}
                    type="button"
                    data-testid="survey-answer"
                    onClick={() => send('item', { item: next.question.id, choice })}
                  >
                    {answer}
                  </button>
                ))}
              </div>
            </fieldset>
          </>
        )}
      </section>
    </div>
  );
}

/** For the projector: what the class is doing. */
export function SurveySign() {
  const view = room.value?.survey ?? null;
  if (view === null) return null;
  const players = (room.value?.seats ?? []).filter(({ id, bot }) => id !== 'host' && !bot).length;
  return (
    <p class="surveysign panel" role="status">
      <Sign name="pencil" /> {r('surveyRuns', { finished: view.finished, players })}
    </p>
  );
}
