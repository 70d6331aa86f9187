import { td } from '../../i18n/desk.ts';
import { room, tally } from '../../net/store.ts';
import { Bars } from './bars.tsx';

/** How many players there are who may answer. */
export function voters(): number {
  return (room.value?.seats ?? []).filter(({ id, bot }) => id !== 'host' && !bot).length;
}

/** The question on the projector; with live bars where the host wants them. */
export function PollBoard() {
  const poll = room.value?.poll ?? null;
  if (poll === null) return null;
  const live = tally.value?.id === poll.id ? tally.value.counts : null;
  const counts = poll.counts ?? live;
  return (
    <section
      class="poll board panel"
      aria-label={td('pollTitle')}
      data-testid="poll-board"
      data-phase={poll.phase}
    >
      <p class="asked">{poll.text}</p>
      {counts === null ? (
        <ol class="choices">
          {poll.answers.map((answer) => (
            <li key={answer}>{answer}</li>
          ))}
        </ol>
      ) : (
        <Bars answers={poll.answers} counts={counts} right={poll.right} />
      )}
      <p class="dim" role="status">
        {poll.phase === 'open'
          ? td('answered', { answered: poll.answered, players: voters() })
          : poll.why === ''
            ? td('pollClosed')
            : td('pollWhy', { why: poll.why })}
      </p>
    </section>
  );
}
