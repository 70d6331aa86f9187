import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CHAPTERS, LEVELS, levelsOf } from '../../shared/levels/index.ts';
import type { Level } from '../../shared/levels/schema.ts';
import { keyOf, openLevels } from '../../shared/levels/unlocks.ts';
import { openLevel } from '../hud/level/open.ts';
import { Stars } from '../hud/level/stars.tsx';
import { Sign } from '../hud/sign.tsx';
import { t } from '../i18n/t.ts';
import { ApiError, sentence } from '../net/api.ts';
import { assignmentInPlay } from '../net/keys.ts';
import { progress } from '../net/progress.ts';
import { keepStars, keepUnlocks, readStars, readUnlocks, starsOf } from '../net/stars.ts';
import { Refusal } from './form-parts.tsx';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/levels.css';
import { Brand } from './brand.tsx';

/** One hue a chapter, as in the palette of programs. */
const HUES = ['#56b4e9', '#f0e442', '#2fd6a3', '#e69f00', '#cc79a7', '#8fa8ff', '#ff8478', '#b8fbff'];

interface CardProps {
  level: Level;
  number: number;
  stars: number;
  here: boolean;
  locked: boolean;
  open(): void;
}

function LevelCard({ level, number, stars, here, locked, open }: CardProps) {
  return (
    <li>
      <button
        type="button"
        class={`levelcard ${here ? 'here' : ''} ${locked ? 'locked' : ''}`}
        data-testid={`level-${level.id}`}
        // It can be reached and read, and says what opens it.
        aria-disabled={locked}
        onClick={locked ? undefined : open}
      >
        <span class="top">
          <span class="number">{number}</span>
          {locked ? <Sign name="lock" /> : <Stars count={stars} />}
        </span>
        <b>{level.title}</b>
        <small>{level.story}</small>
        <span class="foot">
          {locked
            ? t('levelLocked', { title: keyOf(level.id)?.title ?? '' })
            : t('levelMinutes', { minutes: level.minutes })}
        </span>
      </button>
    </li>
  );
}

/** The map of the campaign: the chapters that have levels, with the stars won. */
function Solo() {
  const [error, setError] = useState('');
  const [stars, setStars] = useState(readStars);
  const [unlocks, setUnlocks] = useState(readUnlocks);
  const [unsaved, setUnsaved] = useState(false);
  useEffect(() => {
    // What the server keeps of this player, from this or another device. Without it the map shows what the browser knows.
    progress.read().then(
      (kept) => {
        for (const entry of kept?.levels ?? []) keepStars(entry.level, starsOf(entry.stars));
        keepUnlocks(kept?.unlocks ?? []);
        setStars(readStars());
        setUnlocks(readUnlocks());
      },
      (reason) => setUnsaved(reason instanceof ApiError && reason.status === 503),
    );
  }, []);
  const won = LEVELS.reduce((sum, { id }) => sum + (stars[id] ?? 0), 0);
  const next = LEVELS.find(({ id }) => stars[id] === undefined);
  const opened = openLevels(stars, unlocks);
  const openAll = (): void => {
    // Without the server they are open in this browser all the same.
    progress.openAll().catch(() => undefined);
    setUnlocks(readUnlocks());
  };
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
      <div class="goon">
        {next !== undefined && (
          <button type="button" class="primary" data-testid="go-on" onClick={() => open(next.id)}>
            {won === 0 ? t('startLevel', { title: next.title }) : t('goOnLevel', { title: next.title })}
          </button>
        )}
        {opened.size < LEVELS.length && (
          <>
            <span class="dim">{t('openAllHint')}</span>
            <button type="button" class="quiet" data-testid="open-all" onClick={openAll}>
              {t('openAllLevels')}
            </button>
          </>
        )}
      </div>
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
                  locked={!opened.has(level.id)}
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
