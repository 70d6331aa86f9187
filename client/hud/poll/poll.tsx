import { signal } from '@preact/signals';
import type { PollView } from '../../../shared/protocol/polls.ts';
import { td } from '../../i18n/desk.ts';
import { room, self } from '../../net/store.ts';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { Bars } from './bars.tsx';

/** The state of the poll that the player has made small, or opened again. */
const folds = signal<{ at: string; folded: boolean }>({ at: '', folded: false });

function Answers({ poll }: { poll: PollView }) {
  const send = useSend();
  return (
    <fieldset class="question">
      <legend>
        <Sign name="hand" /> {poll.text}
      </legend>
      <div class="answers">
        {poll.answers.map((answer, choice) => (
          <button
            key={answer}
            type="button"
            data-testid="poll-answer"
            onClick={() => send('vote', { poll: poll.id, choice })}
          >
            {answer}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Outcome({ poll, own }: { poll: PollView; own: number }) {
  return (
    <>
      <p class="asked">{poll.text}</p>
      <Bars answers={poll.answers} counts={poll.counts ?? []} right={poll.right} own={own} />
      {poll.why !== '' && <p>{td('pollWhy', { why: poll.why })}</p>}
    </>
  );
}

/**
 * The question to the class on a player's screen. It stands between the bar and the room and pushes what is below aside, so that it
 * lies on no control; who has answered, or has no time, has it in one line.
 */
export function Poll() {
  const poll = room.value?.poll ?? null;
  const { kind, vote } = self.value;
  if (poll === null || kind === 'host' || kind === 'watch') return null;
  const own = vote?.poll === poll.id ? vote.choice : -1;
  const at = `${poll.id} ${poll.phase} ${own}`;
  const folded = folds.value.at === at ? folds.value.folded : poll.phase === 'open' && own >= 0;
  const line =
    poll.phase !== 'open'
      ? td('pollClosed')
      : own < 0
        ? td('pollChoose')
        : td('pollGiven', { answer: poll.answers[own] ?? '' });
  return (
    <section
      class={`poll panel ${folded ? 'folded' : ''}`}
      aria-label={td('pollTitle')}
      data-testid="poll"
      data-phase={poll.phase}
    >
      <header>
        <h2>{td('pollTitle')}</h2>
        <span class="dim grow" role="status">
          {line}
        </span>
        <button
          type="button"
          class="quiet"
          aria-expanded={!folded}
          data-testid="poll-fold"
          onClick={() => (folds.value = { at, folded: !folded })}
        >
          {folded ? td('pollUnfold') : td('pollFold')}
        </button>
      </header>
      {!folded && poll.phase === 'open' && own < 0 && <Answers poll={poll} />}
      {!folded && poll.phase === 'open' && own >= 0 && <p class="asked">{poll.text}</p>}
      {!folded && poll.phase !== 'open' && <Outcome poll={poll} own={own} />}
    </section>
  );
}
