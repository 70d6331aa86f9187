import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CHAPTERS, LEVELS, levelsOf } from '../../shared/levels/index.ts';
import type { Level } from '../../shared/levels/schema.ts';
import { openLevel } from '../hud/level/open.ts';
import { Stars } from '../hud/level/stars.tsx';
import { Sign } from '../hud/sign.tsx';
import { t } from '../i18n/t.ts';
import { ApiError, sentence } from '../net/api.ts';
import { assignmentInPlay } from '../net/keys.ts';
import { progress } from '../net/progress.ts';
import { keepStars, readStars, starsOf } from '../net/stars.ts';
import { Refusal } from './form-parts.tsx';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/levels.css';
import { Brand } from './brand.tsx';

/** One hue a chapter, as in the palette of programs. */
const HUES = ['#56b4e9', '#f0e442', '#2fd6a3', '#e69f00', '#cc79a7', '#8fa8ff', '#ff8478', '#b8fbff'];

function LevelCard(props: { level: Level; number: number; stars: number; here: boolean; open(): void }) {
  const { level, number, stars, here } = props;
  return (
    <li>
      <button
        type="button"
        class={`levelcard ${here ? 'here' : ''}`}
        data-testid={`level-${level.id}`}
        onClick={props.open}
      >
        <span class="top">
          <span class="number">{number}</span>
          <Stars count={stars} />
        </span>
        <b>{level.title}</b>
        <small>{level.story}</small>
        <span class="foot">{t('levelMinutes', { minutes: level.minutes })}</span>
      </button>
    </li>
  );
}

/** The map of the campaign: the chapters that have levels, with the stars won. */
function Solo() {
  const [error, setError] = useState('');
  const [stars, setStars] = useState(readStars);
  const [unsaved, setUnsaved] = useState(false);
  useEffect(() => {
    // What the server keeps of this player, from this or another device. Without it the map shows what the browser knows.
    progress.read().then(
      (kept) => {
        for (const entry of kept?.levels ?? []) keepStars(entry.level, starsOf(entry.stars));
        setStars(readStars());
      },
      (reason) => setUnsaved(reason instanceof ApiError && reason.status === 503),
    );
  }, []);
  const won = LEVELS.reduce((sum, { id }) => sum + (stars[id] ?? 0), 0);
  const next = LEVELS.find(({ id }) => stars[id] === undefined);
  const open = (id: string): void => {
    setError('');
    assignmentInPlay.set(undefined);
    openLevel(id).catch((reason) => setError(sentence(reason)));
  };
  return (
    <main class="campaign">
      <header>
        <Brand />
        <div class="grow">
          <h1>{t('campaign')}</h1>
          <p>{t('campaignHint')}</p>
        </div>
        <p class="sum">
          <Sign name="star" /> {t('campaignStars', { stars: won, all: 3 * LEVELS.length })}
        </p>
      </header>
      {next !== undefined && (
        <button type="button" class="primary goon" data-testid="go-on" onClick={() => open(next.id)}>
          {won === 0 ? t('startLevel', { title: next.title }) : t('goOnLevel', { title: next.title })}
        </button>
      )}
      {unsaved && (
        <p class="advice" role="status" data-testid="not-saved">
          {t('notSaved')}
        </p>
      )}
      <Refusal text={error} />
      {CHAPTERS.map((chapter, index) => {
        const levels = levelsOf(chapter.id);
        if (levels.length === 0) return null;
        return (
          <section key={chapter.id} class="chapter" style={{ '--hue': HUES[index] }}>
            <h2>
              <span>{index + 1}</span> {chapter.title}
            </h2>
            <ol>
              {levels.map((level, place) => (
                <LevelCard
                  key={level.id}
                  level={level}
                  number={place + 1}
                  stars={stars[level.id] ?? 0}
                  here={level.id === next?.id}
                  open={() => open(level.id)}
                />
              ))}
              {chapter.id === 'scheduler' && (
                <li>
                  <a class="levelcard" href="/daily" data-testid="to-daily">
                    <span class="top">
                      <Sign name="clock" />
                    </span>
                    <b>{t('dailyToday')}</b>
                    <small>{t('dailyPitch')}</small>
                  </a>
                </li>
              )}
            </ol>
          </section>
        );
      })}
    </main>
  );
}

render(<Solo />, document.getElementById('app') as HTMLElement);
