import { useEffect, useState } from 'preact/hooks';
import type { JobView } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';
import { programHue } from '../../theme/palette.ts';
import { seconds } from '../format.ts';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { Cheer } from './cheer.tsx';
import { Journey } from './journey.tsx';
import { Keyboard } from './keyboard.tsx';

const LEVELS = [
  ['beginner', 'levelBeginner'],
  ['goals', 'levelGoals'],
  ['expert', 'levelExpert'],
] as const;

/** How long the user still waits for this job: what the building's own clock in the world shows too. */
function Deadline({ job }: { job: JobView }) {
  const view = room.value;
  if (view === null) return null;
  const left = seconds(job.deadline - view.tick, view);
  const tired = view.processes.find(({ pid }) => pid === self.value.pid)?.tired ?? 0;
  const share = left === 0 ? 0 : Math.max(2, Math.round(100 * (1 - tired)));
  return (
    <div class={`deadline ${share < 30 ? 'low' : ''}`} title={t('deadline')}>
      <span class="track">
        <i style={{ width: `${share}%` }} />
      </span>
      <span>{t('patienceLeft', { seconds: left })}</span>
    </div>
  );
}

function Goals({ job }: { job: JobView }) {
  return (
    <ul class="goals">
      {job.goals.map((goal) => (
        <li key={goal.text} class={goal.done ? 'done' : ''}>
          <span class="tick" role="img" aria-label={goal.done ? t('goalDone') : t('goalOpen')}>
            {goal.done ? <Sign name="check" /> : <Sign name="ring" />}
          </span>
          <span>{goal.text}</span>
        </li>
      ))}
    </ul>
  );
}

const MOMENT_MS = 2500;

function Recipe({ job }: { job: JobView }) {
  const send = useSend();
  const [queued, setQueued] = useState(false);
  useEffect(() => {
    if (!queued) return;
    const timer = setTimeout(() => setQueued(false), MOMENT_MS);
    return () => clearTimeout(timer);
  }, [queued]);
  const addAll = (): void => {
    send('program', { lines: job.recipe });
    setQueued(true);
  };
  return (
    <>
      <div class="recipehead">
        <strong>{t('recipe')}</strong>
        <span class="dim wide grow">{t('recipeHint')}</span>
        <button type="button" class="primary" data-testid="recipe-add-all" disabled={queued} onClick={addAll}>
          {queued && <Sign name="check" />} {queued ? t('queuedAll') : `+ ${t('doAll')}`}
        </button>
      </div>
      <ol class="recipe">
        {job.recipe.map((line, index) => (
          <li key={`${index}${line}`}>
            <button
              type="button"
              data-testid="recipe-add"
              title={t('addLine')}
              onClick={() => send('program', { lines: [line] })}
            >
              <span class="plus" aria-hidden="true">
                +
              </span>
              <code>{line}</code>
              <small>{job.why[index]}</small>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

function Level() {
  const send = useSend();
  const { level } = self.value;
  return (
    <label class="level">
      <span class="dim">{t('level')}</span>
      <select
        value={level}
        onChange={(event) => {
          const wanted = LEVELS.find(([value]) => value === event.currentTarget.value)?.[0];
          if (wanted !== undefined) send('level', { level: wanted });
        }}
      >
        {LEVELS.map(([value, text]) => (
          <option key={value} value={value}>
            {t(text)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What the user wants, how far it is, and, for beginners, the lines that do it. */
export function Job() {
  const { job, program } = self.value;
  const hue = program === '' ? '' : programHue[program];
  return (
    <section class="panel job" data-testid="job" data-job={job?.id ?? ''} style={{ '--hue': hue }}>
      <header>
        <h2>
          <span class="dot" aria-hidden="true" />
          {job === null ? t('job') : job.title}
        </h2>
        {job !== null && (
          <span class="points">
            <Sign name="star" /> {job.points}
          </span>
        )}
        <Level />
      </header>
      <Cheer />
      <div class="scroll">
        {job === null ? (
          <p class="dim thinking">{t('noJob')}</p>
        ) : (
          <>
            <Deadline job={job} />
            <p class="story">{job.story}</p>
            <Goals job={job} />
          </>
        )}
        <Journey />
        <Keyboard />
        {job !== null && job.recipe.length > 0 && <Recipe job={job} />}
        {job !== null && job.recipe.length === 0 && <p class="dim">{t('noRecipe')}</p>}
      </div>
    </section>
  );
}
