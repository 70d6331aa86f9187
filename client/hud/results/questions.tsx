import { signal } from '@preact/signals';
import { codexPage } from '../../../shared/codex/index.ts';
import { r } from '../../i18n/r.ts';
import { ownSeat, postMortem, room } from '../../net/store.ts';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';

interface Asked {
  /** Its place among the scenario's questions, or the id of one that was made from the round. */
  key: number | string;
  text: string;
  answers: readonly string[];
  right: number;
  why: string;
  page: string;
  tick: number;
}

/** Answers given on this screen, by round and question: they outlive a change of tab. */
const given = signal<ReadonlyMap<string, number>>(new Map());

/** Whether this window is a player's: host and projector answer for nobody. */
const plays = (): boolean => ownSeat.peek() !== '' && ownSeat.peek() !== 'host';

/** What is asked after this round: about what happened in it first, then the scenario's questions. */
export function questionsNow(): Asked[] {
  const round = room.value?.round ?? 0;
  const view = postMortem.value;
  const made = view?.round === round ? view.questions : [];
  const own = room.value?.questions ?? [];
  return [
    ...made.map((question) => ({ ...question, key: question.id })),
    ...own.map((question, index) => ({ ...question, key: index, page: '', tick: 0 })),
  ];
}

const nameOf = (key: number | string): string => `${room.value?.round ?? 0}/${key}`;

/** Questions that have not been answered on this screen yet. */
export function unanswered(): number {
  return questionsNow().filter(({ key }) => !given.value.has(nameOf(key))).length;
}

function Question({ asked, onWatch }: { asked: Asked; onWatch: (tick: number) => void }) {
  const send = useSend();
  const name = nameOf(asked.key);
  const chosen = given.value.get(name);
  const mark = (choice: number): 'right' | 'wrong' | '' => {
    if (chosen === undefined) return '';
    if (choice === asked.right) return 'right';
    return choice === chosen ? 'wrong' : '';
  };
  const signs = { right: <Sign name="check" />, wrong: <Sign name="cross" />, '': null } as const;
  return (
    <fieldset class="question panel" data-testid="question">
      <legend class="visually-hidden">{asked.text}</legend>
      <p class="asked" aria-hidden="true">
        {asked.text}
      </p>
      {asked.tick > 0 && (
        <button type="button" class="small quiet" onClick={() => onWatch(Math.max(0, asked.tick - 2))}>
          <Sign name="play" /> {r('watchTick', { tick: asked.tick })}
        </button>
      )}
      <div class="answers">
        {asked.answers.map((answer, choice) => (
          <button
            key={answer}
            type="button"
            class={mark(choice)}
            aria-pressed={chosen === choice}
            onClick={() => {
              if (chosen !== undefined) return;
              if (plays()) send('reply', { question: asked.key, choice });
              given.value = new Map(given.peek()).set(name, choice);
            }}
          >
            {signs[mark(choice)]} {answer}
          </button>
        ))}
      </div>
      <p role="status">
        {chosen !== undefined && (
          <>
            {asked.why}{' '}
            {asked.page !== '' && (
              <a href={`/codex#${asked.page}`} target="_blank" rel="noopener">
                {r('readPage', { page: codexPage(asked.page)?.title ?? asked.page })}
              </a>
            )}
          </>
        )}
      </p>
    </fieldset>
  );
}

/** One answers for oneself, then sees why. */
export function Questions({ onWatch }: { onWatch: (tick: number) => void }) {
  const questions = questionsNow();
  return (
    <div class="questions" data-testid="questions">
      <p class="dim">{r(plays() ? 'questionsIntro' : 'questionsShown')}</p>
      {questions.map((asked) => (
        <Question key={nameOf(asked.key)} asked={asked} onWatch={onWatch} />
      ))}
      {questions.length === 0 && <p class="dim">{r('questionsNone')}</p>}
    </div>
  );
}
