import { SURVEY_RUNS } from '../../../shared/protocol/survey.ts';
import { INVENTORY } from '../../../shared/questions/inventory.ts';
import { r } from '../../i18n/r.ts';
import { desk, room } from '../../net/store.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';

/** Twelve questions before and after: opened to everybody in the lobby or after a round. */
export function SurveyDesk() {
  const send = useSend();
  const view = room.value;
  if (view === null || (view.phase !== 'lobby' && view.phase !== 'results')) return null;
  const open = view.survey?.run ?? '';
  const counts = desk.value?.surveys;
  return (
    <Panel title={r('surveyDesk', { items: INVENTORY.length })} class="fixed" testid="survey-desk">
      <p class="dim">{r('surveyDeskText')}</p>
      <div class="row wrap">
        {SURVEY_RUNS.map((run) => (
          <button
            key={run}
            type="button"
            aria-pressed={open === run}
            data-testid={`survey-${run}`}
            onClick={() => send('survey', { run: open === run ? '' : run })}
          >
            {open === run ? r('surveyStop') : r(run === 'before' ? 'surveyAskBefore' : 'surveyAskAfter')}
          </button>
        ))}
      </div>
      {counts !== undefined && (
        <ul class="plain">
          {SURVEY_RUNS.filter((run) => counts[run].begun > 0 || open === run).map((run) => (
            <li key={run}>{r(run === 'before' ? 'surveyCountBefore' : 'surveyCountAfter', counts[run])}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
