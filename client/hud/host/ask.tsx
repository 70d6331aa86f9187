import { useState } from 'preact/hooks';
import { type Ask, FEWEST_ANSWERS, MOST_ANSWERS } from '../../../shared/protocol/polls.ts';
import { INVENTORY } from '../../../shared/questions/inventory.ts';
import { td } from '../../i18n/desk.ts';
import { desk, room } from '../../net/store.ts';
import { Panel } from '../frame.tsx';
import { Bars } from '../poll/bars.tsx';
import { voters } from '../poll/board.tsx';
import { useSend } from '../send.ts';
import { Switch } from './door.tsx';

type From = Ask['from'];
const FROM = { scenario: 'fromScenario', inventory: 'fromInventory', typed: 'fromTyped' } as const;

interface Draft {
  text: string;
  answers: string[];
  right: number;
  why: string;
}
const EMPTY: Draft = { text: '', answers: ['', ''], right: -1, why: '' };

/** The question as it would be sent, without answers that were left empty; undefined while something is missing. */
function askOf({ text, answers, right, why }: Draft): Ask | undefined {
  const given = answers.map((answer) => answer.trim());
  const kept = given.filter((answer) => answer !== '');
  if (text.trim().length < 3 || kept.length < FEWEST_ANSWERS) return undefined;
  const chosen = given[right] ?? '';
  const place = chosen === '' ? -1 : given.slice(0, right).filter((answer) => answer !== '').length;
  return { from: 'typed', text: text.trim(), answers: kept, right: place, why: place < 0 ? '' : why.trim() };
}

function Typed({ draft, change }: { draft: Draft; change: (draft: Draft) => void }) {
  const set = (part: Partial<Draft>) => change({ ...draft, ...part });
  return (
    <div class="draft">
      <label>
        {td('typeQuestion')}
        <input
          value={draft.text}
          maxLength={240}
          data-testid="ask-text"
          onInput={(event) => set({ text: event.currentTarget.value })}
        />
      </label>
      {draft.answers.map((answer, index) => {
        const number = index + 1;
        return (
          <div class="row" key={`answer${number}`}>
            <input
              type="radio"
              name="right"
              checked={draft.right === index}
              aria-label={td('markRight', { number })}
              title={td('markRight', { number })}
              data-testid="ask-right"
              onChange={() => set({ right: index })}
            />
            <input
              value={answer}
              maxLength={160}
              aria-label={td('typeAnswer', { number })}
              placeholder={td('typeAnswer', { number })}
              data-testid="ask-answer"
              onInput={(event) => set({ answers: draft.answers.with(index, event.currentTarget.value) })}
            />
          </div>
        );
      })}
      <label class="row">
        <input type="radio" name="right" checked={draft.right < 0} onChange={() => set({ right: -1 })} />
        <span class="grow">{td('noRight')}</span>
      </label>
      {draft.answers.length < MOST_ANSWERS && (
        <button type="button" onClick={() => set({ answers: [...draft.answers, ''] })}>
          {td('addAnswer')}
        </button>
      )}
      {draft.right >= 0 && (
        <label>
          {td('typeWhy')}
          <input
            value={draft.why}
            maxLength={320}
            onInput={(event) => set({ why: event.currentTarget.value })}
          />
        </label>
      )}
    </div>
  );
}

function Listed({
  texts,
  chosen,
  choose,
}: {
  texts: readonly string[];
  chosen: number;
  choose: (at: number) => void;
}) {
  return (
    <select
      aria-label={td('askFrom')}
      value={chosen}
      data-testid="ask-listed"
      onChange={(event) => choose(Number(event.currentTarget.value))}
    >
      {texts.map((text, index) => (
        <option key={text} value={index}>
          {text}
        </option>
      ))}
    </select>
  );
}

/** Chooses or types a question. What was typed stays until it was asked. */
function Asking() {
  const send = useSend();
  const own = desk.value?.questions ?? [];
  const [from, setFrom] = useState<From>(own.length > 0 ? 'scenario' : 'inventory');
  const [place, setPlace] = useState(0);
  const [draft, setDraft] = useState(EMPTY);
  const texts = from === 'scenario' ? own : INVENTORY.map(({ text }) => text);
  const listed: Ask =
    from === 'scenario'
      ? { from, question: place }
      : { from: 'inventory', question: INVENTORY[place]?.id ?? '' };
  const ask = from === 'typed' ? askOf(draft) : texts.length > 0 ? listed : undefined;
  return (
    <form
      class="asking"
      onSubmit={(event) => {
        event.preventDefault();
        if (ask === undefined) return;
        send('ask', ask);
        if (from === 'typed') setDraft(EMPTY);
      }}
    >
      <div class="row wrap">
        {(Object.keys(FROM) as From[]).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={from === one}
            data-testid={`ask-from-${one}`}
            onClick={() => {
              setFrom(one);
              setPlace(0);
            }}
          >
            {td(FROM[one])}
          </button>
        ))}
      </div>
      {from === 'typed' ? (
        <Typed draft={draft} change={setDraft} />
      ) : (
        <Listed texts={texts} chosen={place} choose={setPlace} />
      )}
      <button type="submit" class="primary" disabled={ask === undefined} data-testid="ask-go">
        {td('askNow')}
      </button>
    </form>
  );
}

/** The question that is on the screens: how the class answers, and where it goes next. */
function Asked() {
  const send = useSend();
  const poll = room.value?.poll ?? null;
  const view = desk.value;
  if (poll === null || view === null) return null;
  const counts = view.tally?.counts ?? poll.answers.map(() => 0);
  return (
    <div class="asked-now" data-testid="asked" data-phase={poll.phase}>
      <p class="asked">{poll.text}</p>
      <Bars answers={poll.answers} counts={counts} right={view.right} />
      <p class="dim" role="status">
        {td('answered', { answered: poll.answered, players: voters() })}
      </p>
      {poll.phase === 'shown' && poll.why !== '' && <p>{td('pollWhy', { why: poll.why })}</p>}
      <div class="row wrap">
        {poll.phase === 'open' && (
          <button
            type="button"
            class="primary"
            data-testid="poll-close"
            onClick={() => send('poll', { to: 'closed' })}
          >
            {td('closePoll')}
          </button>
        )}
        {poll.phase === 'closed' && view.right >= 0 && (
          <button
            type="button"
            class="primary"
            data-testid="poll-show"
            onClick={() => send('poll', { to: 'shown' })}
          >
            {td('showRight')}
          </button>
        )}
        <button type="button" data-testid="poll-gone" onClick={() => send('poll', { to: 'gone' })}>
          {td('takeOff')}
        </button>
      </div>
    </div>
  );
}

/** A question to the class, at any moment. */
export function AskDesk() {
  const send = useSend();
  const view = desk.value;
  if (view === null) return null;
  return (
    <Panel title={td('askTitle')} class="fixed" testid="ask">
      <p class="dim">{td('askHint')}</p>
      {room.value?.poll == null ? <Asking /> : <Asked />}
      <div class="switches one">
        <Switch on={view.bars} text={td('showBars')} testid="bars" flip={(on) => send('bars', { on })} />
      </div>
    </Panel>
  );
}
