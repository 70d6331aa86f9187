import { td } from '../../i18n/desk.ts';
import { Sign } from '../sign.tsx';

interface BarsProps {
  answers: readonly string[];
  /** Answers by their index. */
  counts: readonly number[];
  /** Index of the right answer, −1: not to be shown. */
  right: number;
  /** Index of the reader's own answer, −1: none. */
  own?: number;
}

/** How a class has answered: a bar an answer, with its number, and signs beside colours. */
export function Bars({ answers, counts, right, own = -1 }: BarsProps) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return (
    <ul class="pollbars" data-testid="poll-bars">
      {answers.map((answer, index) => {
        const count = counts[index] ?? 0;
        return (
          <li key={answer} class={index === right ? 'right' : ''}>
            <span class="answer">
              {index === right && <Sign name="check" />}
              {answer}
              {index === right && <small>{td('pollRight')}</small>}
              {index === own && <small>{td('pollYours')}</small>}
            </span>
            <span class="track" aria-hidden="true">
              <i style={{ width: `${all === 0 ? 0 : (100 * count) / all}%` }} />
            </span>
            <b class="number" title={td('votes', { count, all })}>
              {count}
            </b>
          </li>
        );
      })}
    </ul>
  );
}
