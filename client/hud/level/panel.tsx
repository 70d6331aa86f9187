import { useEffect, useRef, useState } from 'preact/hooks';
import { level as levelOf } from '../../../shared/levels/index.ts';
import { linesOf } from '../../../shared/levels/offer.ts';
import type { Level, Step } from '../../../shared/levels/schema.ts';
import type { LevelView } from '../../../shared/protocol/level.ts';
import { useKeys } from '../../a11y/keys.ts';
import { offerText } from '../../i18n/offers.ts';
import { t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';
import { Keyboard } from '../process/keyboard.tsx';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { wordsOf } from './calls.ts';
import { SceneOf } from './scene.tsx';
import { SmallWay } from './way.tsx';

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** Offers of at most so many letters stand side by side. */
const SHORT = 27;

/** A key of the user's among the lines on offer, and what the keyboard sends for it. */
const CTRL_C = { line: '^C', text: '\u0003' } as const;

/** How far one is: a dot a step. */
function Progress({ level, course }: { level: Level; course: LevelView }) {
  const step = Math.min(course.step + 1, level.steps.length);
  return (
    <span class="steps" role="img" aria-label={t('levelStep', { step, steps: level.steps.length })}>
      {level.steps.map((_, index) => (
        <i key={index} class={index < course.step ? 'past' : index === course.step ? 'here' : ''} />
      ))}
    </span>
  );
}

/** A line on offer, and what its first word does. */
function Code({ text }: { text: string }) {
  const about = /[;\n]/.test(text) ? undefined : offerText(wordsOf(text));
  return (
    <span class="line">
      <code>{text}</code>
      {about !== undefined && <small>{about}</small>}
    </span>
  );
}

/** Something to take by tap, by its letter, or by Enter where it is the first. */
function Offers(props: {
  of: readonly { text: string; code: boolean; gone: boolean }[];
  testid: string;
  /** There is nobody to take one at this moment. */
  idle?: boolean;
  take(index: number): void;
}) {
  useKeys((event) => {
    if (event.target instanceof HTMLButtonElement && event.key === 'Enter') return false;
    const letter = (LETTERS as readonly string[]).indexOf(event.key.toUpperCase());
    const index = event.key === 'Enter' ? props.of.findIndex((offer) => !offer.gone) : letter;
    const offer = props.of[index];
    if (offer === undefined || offer.gone || props.idle === true) return false;
    props.take(index);
    return true;
  });
  return (
    <div class={`offers ${props.of.every(({ text }) => text.length <= SHORT) ? 'short' : ''}`}>
      {props.of.map((offer, index) => (
        <button
          key={offer.text}
          type="button"
          class={`offer ${offer.gone ? 'gone' : ''}`}
          disabled={offer.gone || props.idle === true}
          data-testid={props.testid}
          onClick={() => props.take(index)}
        >
          <kbd>{LETTERS[index]}</kbd>
          {offer.code ? <Code text={offer.text} /> : <span>{offer.text}</span>}
          {offer.gone && (
            <span class="cross">
              <Sign name="cross" />
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

function Question({ question }: { question: NonNullable<LevelView['question']> }) {
  const send = useSend();
  const told = useRef<HTMLParagraphElement>(null);
  // On a phone what a wrong answer is told stands below the edge.
  useEffect(() => told.current?.scrollIntoView({ block: 'nearest' }), [question.said]);
  return (
    <div class="asked" data-testid="question">
      <p class="held">
        <Sign name="pause" /> {t('levelChoose')}
      </p>
      <p class="do">{question.text}</p>
      {question.scene !== null && <SceneOf scene={question.scene} />}
      <Offers
        testid="answer"
        of={question.options.map((text, index) => ({
          text,
          code: false,
          gone: question.tried.includes(index),
        }))}
        take={(choice) => send('answer', { choice })}
      />
      {question.said !== '' && (
        <p class="said" role="alert" ref={told}>
          {question.said}
        </p>
      )}
    </div>
  );
}

/** Hints in three degrees; they cost nothing. */
function Hints({ step }: { step: Step }) {
  const [shown, setShown] = useState(0);
  const end = useRef<HTMLDivElement>(null);
  // Below a long question the newest hint would stand out of sight.
  useEffect(() => {
    if (shown > 0) end.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  const more = (): void => setShown((count) => Math.min(step.hints.length, count + 1));
  useKeys((event) => {
    if (event.key.toLowerCase() !== 'h') return false;
    more();
    return true;
  });
  return (
    <div class="hints" role="status" ref={end}>
      {step.hints.slice(0, shown).map((hint) => (
        <p key={hint} data-testid="hint-text">
          {hint}
        </p>
      ))}
      {shown < step.hints.length && (
        <button type="button" class="quiet" data-testid="hint" onClick={more}>
          <span class="sign" aria-hidden="true">
            ?
          </span>{' '}
          {t(shown === 0 ? 'levelHint' : 'levelHintMore')} <kbd>H</kbd>
        </button>
      )}
    </div>
  );
}

function Trail({ trail }: { trail: readonly string[] }) {
  if (trail.length === 0) return null;
  return (
    <div class="trail">
      <b>{t('levelTrail')}</b>
      <ol>
        {trail.slice(-6).map((entry, index) => (
          <li key={`${index}${entry}`}>{entry}</li>
        ))}
      </ol>
    </div>
  );
}

/**
 * Bounds that are nearly used up; the others would only frighten. Who schedules plays for a figure that is judged at the end: it is
 * in sight from the start.
 */
function Bounds({ level, course }: { level: Level; course: LevelView }) {
  const goals = level.role === 'scheduler' ? course.goals : [];
  const limits = course.limits.filter(({ near, holds }) => near || !holds);
  return (
    <ul class="bounds">
      {[...goals, ...limits].map(({ text, value, holds }) => (
        <li key={text} class={holds ? '' : 'broken'}>
          <span>{text}</span> <b>{value}</b>
        </li>
      ))}
    </ul>
  );
}

/** What the player of a level reads: what happened, what to do now, and help. */
export function LevelPanel() {
  const send = useSend();
  const { course, lines, pid } = self.value;
  const level = course === null ? undefined : levelOf(course.id);
  const step = course?.step ?? 0;
  if (course === null || level === undefined) return null;
  const now = level.steps[course.step];
  const before = level.steps[course.step - 1];
  const offer = (line: string): void => {
    if (line === CTRL_C.line) send('keys', { text: CTRL_C.text });
    else send('program', { lines: linesOf(line) });
  };
  // A line for a process that has ended would be lost.
  const restarts = level.role !== 'scheduler' && pid === 0;
  const busy = lines.some((line) => line.state === 'queued' || line.state === 'running');
  return (
    <section class="panel levelpanel" data-testid="level" data-level={level.id} data-step={course.step}>
      <header>
        <h2>{level.title}</h2>
        <Progress level={level} course={course} />
      </header>
      <SmallWay />
      <div class="scroll">
        {course.step === 0 && <p class="story">{level.story}</p>}
        {before !== undefined && (
          <p key={step} class="after" data-testid="after" aria-live="polite">
            <Sign name="check" /> {before.after}
          </p>
        )}
        {course.outcome === 'open' && now !== undefined && (
          <>
            {course.question === null ? (
              <>
                <p class="do" data-testid="step" aria-live="polite">
                  {now.text}
                  {course.progress !== null && (
                    <span class="progress" data-testid="progress">
                      {t('levelProgress', course.progress)}
                    </span>
                  )}
                </p>
                {now.lines.length > 0 && (
                  <Offers
                    testid="offer"
                    of={now.lines.map((text) => ({ text, code: true, gone: false }))}
                    take={(index) => offer(now.lines[index] ?? '')}
                    idle={restarts}
                  />
                )}
                {course.waits && (
                  <p class="held">
                    <Sign name="pause" /> {t('levelWaits')}
                  </p>
                )}
                {restarts && now.lines.length > 0 && (
                  <p class="works" role="status">
                    <Sign name="wait" /> {t('levelRestarts')}
                  </p>
                )}
                {busy && (
                  <p class="works">
                    <Sign name="wait" /> {t('levelWorks')}
                  </p>
                )}
              </>
            ) : (
              <Question question={course.question} />
            )}
            {course.advice !== '' && course.question === null && (
              <p class="advice" role="alert" data-testid="advice">
                {course.advice}
              </p>
            )}
            <Keyboard />
            <Hints key={course.step} step={now} />
          </>
        )}
        {course.packet === null && <Trail trail={course.trail} />}
        <Bounds level={level} course={course} />
      </div>
    </section>
  );
}
