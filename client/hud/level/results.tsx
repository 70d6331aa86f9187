import { useEffect, useState } from 'preact/hooks';
import { dailyOf } from '../../../shared/daily/day.ts';
import { DAILY_LEVEL, level as levelOf, nextLevel } from '../../../shared/levels/index.ts';
import type { Level } from '../../../shared/levels/schema.ts';
import { keyOf, openLevels } from '../../../shared/levels/unlocks.ts';
import type { LevelResult } from '../../../shared/protocol/level.ts';
import type { ResultsView } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { sentence } from '../../net/api.ts';
import { assignmentInPlay } from '../../net/keys.ts';
import { keepStars, readStars, readUnlocks } from '../../net/stars.ts';
import { notify } from '../../net/store.ts';
import { Gantt, Legend } from '../results/gantt.tsx';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { DailyScoreOf } from './daily.tsx';
import { openLevel } from './open.ts';
import { RivalsOf } from './rivals.tsx';
import { Stars } from './stars.tsx';

/** What two and three stars ask for, with the player's own figures. */
function Judged({ result }: { result: LevelResult }) {
  return (
    <ul class="judged">
      {result.conditions.map(({ stars, text, value, holds }) => (
        <li key={`${stars}${text}`} class={holds ? 'done' : ''}>
          <span class="for" role="img" aria-label={t('levelStars', { stars })}>
            {Array.from({ length: stars }, (_, star) => (
              <Sign key={star} name="star" />
            ))}
          </span>
          <span class="grow">{text}</span>
          <b>{t('levelYours', { value })}</b>
        </li>
      ))}
    </ul>
  );
}

/** A thought a line: nobody reads a block of text after a game. */
const sentences = (text: string): string[] => text.split(/(?<=[.!?]) (?=\p{L})/u);

/** Where a level ended too early: the bounds that did not hold. */
function Missed({ result }: { result: LevelResult }) {
  if (result.missed.length === 0) return null;
  return (
    <div class="learned" data-testid="missed">
      <h2>{t('levelMissed')}</h2>
      <ul class="judged">
        {result.missed.map(({ text, value }) => (
          <li key={text}>
            <span class="grow">{text}</span>
            <b>{t('levelYours', { value })}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The level that this first star opens, if any does. */
function openedBy(level: Level | undefined): Level | undefined {
  const next = level === undefined ? undefined : nextLevel(level.id);
  if (next === undefined || keyOf(next.id)?.id !== level?.id) return undefined;
  return openLevels(readStars(), readUnlocks()).has(next.id) ? undefined : next;
}

/** The daily machines have a board; the level that shows one leads to them. */
const leadsToDaily = ({ id }: Level): boolean => dailyOf(id) !== undefined || id === DAILY_LEVEL;

function Ways({ level, done }: { level: Level; done: boolean }) {
  const send = useSend();
  const [busy, setBusy] = useState(false);
  const set = assignmentInPlay.get();
  // What comes next of a teacher's set stands on its own page.
  const next = set === undefined ? nextLevel(level.id) : undefined;
  const goOn = async (): Promise<void> => {
    if (next === undefined) return;
    setBusy(true);
    try {
      await openLevel(next.id);
    } catch (error) {
      notify(sentence(error), 'bad');
      setBusy(false);
    }
  };
  return (
    <div class="ways">
      {done && next !== undefined && (
        <button
          type="button"
          class="primary"
          data-testid="next-level"
          disabled={busy}
          // The stars above it stay in sight where it is below the edge.
          ref={(button) => button?.focus({ preventScroll: true })}
          onClick={() => void goOn()}
        >
          {t('levelNext')}: {next.title}
        </button>
      )}
      <button
        type="button"
        class={done ? '' : 'primary'}
        data-testid="again"
        ref={(button) => (done ? undefined : button?.focus({ preventScroll: true }))}
        onClick={() => send('ready', {})}
      >
        {t(done ? 'levelAgain' : 'levelTryAgain')}
      </button>
      {leadsToDaily(level) && (
        <a
          class={`button ${done && next === undefined && set === undefined ? 'primary' : ''}`}
          href="/daily"
          data-testid="to-daily"
        >
          {t(dailyOf(level.id) === undefined ? 'dailyToday' : 'dailyToBoard')}
        </a>
      )}
      <a
        class={set !== undefined && done ? 'button primary' : 'button'}
        href={set === undefined ? '/solo' : `/assign/${set}`}
        data-testid="map"
      >
        {t(set === undefined ? 'levelMap' : 'levelAssigned')}
      </a>
    </div>
  );
}

/** What a level came to: the stars, what one can explain now, and where to go on. */
export function LevelResults({ view, result }: { view: ResultsView; result: LevelResult }) {
  const level = levelOf(result.levelId);
  const done = result.outcome === 'done';
  // As it was before the star is kept.
  const [opened] = useState(() => (done ? openedBy(level) : undefined));
  useEffect(() => {
    if (done && dailyOf(result.levelId) === undefined) keepStars(result.levelId, result.stars);
  }, [result]);
  if (level === undefined) return null;
  return (
    <div class="overlay top" data-testid="level-results" data-outcome={result.outcome}>
      <section class={`panel sheet levelresult ${done ? '' : 'lost'}`}>
        <div class="row wrap">
          <div class="grow">
            <p class="dim">{level.title}</p>
            <h1>{t(done ? 'levelDone' : 'levelFailed')}</h1>
          </div>
          {done && <Stars count={result.stars} big />}
        </div>
        {!done && (
          <p class="advice" data-testid="advice">
            {result.advice}
          </p>
        )}
        {!done && <Missed result={result} />}
        <DailyScoreOf levelId={result.levelId} />
        {done && (
          <p class="after">
            <Sign name="check" /> {level.steps.at(-1)?.after}
          </p>
        )}
        {done && (
          <div class="learned">
            <h2>{t('levelLearned')}</h2>
            <ul class="sentences">
              {sentences(level.learned).map((said) => (
                <li key={said}>{said}</li>
              ))}
            </ul>
            <p class="real">
              {t('levelReal')}: <code>{level.command.line}</code> — {level.command.shows}
            </p>
          </div>
        )}
        {done && <Judged result={result} />}
        <RivalsOf level={level} result={result} />
        {opened !== undefined && (
          <p class="opened" data-testid="opened">
            <Sign name="unlock" /> {t('levelOpened', { title: opened.title })}
          </p>
        )}
        <Ways level={level} done={done} />
        {level.role === 'scheduler' && (
          <div class="ganttscroll">
            <Gantt results={view} />
            <Legend results={view} />
          </div>
        )}
        <p class="dim codes">
          {t('levelCodes')}: {level.codes.join(' · ')}
        </p>
      </section>
    </div>
  );
}
