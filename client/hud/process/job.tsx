import { t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';
import { seconds } from '../format.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';
import { Journey } from './journey.tsx';

const LEVELS = [
  ['beginner', 'levelBeginner'],
  ['goals', 'levelGoals'],
  ['expert', 'levelExpert'],
] as const;

/** What the user wants, how far it is, and, for beginners, the lines that do it. */
export function Job() {
  const { job, level } = self.value;
  const view = room.value;
  const send = useSend();
  if (job === null || view === null) {
    return (
      <Panel title={t('job')} testid="job">
        <p class="dim">{t('noJob')}</p>
      </Panel>
    );
  }
  const left = seconds(job.deadline - view.tick, view);
  return (
    <Panel
      title={`${t('job')}: ${job.title}`}
      aside={t('patienceLeft', { seconds: left })}
      testid="job"
      class="jobpanel"
    >
      <div class="scroll">
        <p>{job.story}</p>
        <ul class="goals">
          {job.goals.map((goal) => (
            <li key={goal.text} class={goal.done ? 'done' : ''}>
              <span class="tick" role="img" aria-label={goal.done ? 'done' : 'open'}>
                {goal.done ? '✔' : '○'}
              </span>
              {goal.text}
            </li>
          ))}
        </ul>
        <Journey />
        {job.recipe.length > 0 && (
          <>
            <div class="row" style={{ marginTop: '0.5rem' }}>
              <strong class="grow">{t('recipe')}</strong>
              <button
                type="button"
                class="primary"
                data-testid="recipe-add-all"
                onClick={() => send('program', { lines: job.recipe })}
              >
                {t('doAll')}
              </button>
            </div>
            <ol class="recipe">
              {job.recipe.map((line, index) => (
                <li key={line}>
                  <button
                    type="button"
                    title={t('addLine')}
                    onClick={() => send('program', { lines: [line] })}
                  >
                    <code>{line}</code>
                    <small>{job.why[index]}</small>
                  </button>
                </li>
              ))}
            </ol>
          </>
        )}
        <div class="row wrap" style={{ marginTop: '0.5rem' }}>
          <span class="dim">{t('level')}</span>
          {LEVELS.map(([value, text]) => (
            <button
              key={value}
              type="button"
              class="quiet"
              aria-pressed={level === value}
              onClick={() => send('level', { level: value })}
            >
              {t(text)}
            </button>
          ))}
        </div>
      </div>
    </Panel>
  );
}
