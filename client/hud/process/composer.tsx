import { useRef, useState } from 'preact/hooks';
import { type Card, cardsOf } from '../../../shared/lang/cards.ts';
import { level as levelOf } from '../../../shared/levels/index.ts';
import { useKeys } from '../../a11y/keys.ts';
import { t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';
import { callsUpTo } from '../level/calls.ts';
import { choicesFor, preview, settle } from '../logic/compose.ts';
import { useSend } from '../send.ts';
import { Typed } from './typed.tsx';

/** Cards that stand in one row. */
const FEW = 8;

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

/** The cards of one's program; in a level those that it has spoken of, so that a beginner is not met by a crowd. */
function cardsNow(all: boolean): readonly Card[] {
  const { program, course } = self.value;
  const cards = cardsOf(program);
  const level = levelOf(course?.id ?? '');
  if (all || course === null || level === undefined) return cards;
  const known = callsUpTo(level, course.step);
  return cards.filter(({ call }) => known.has(call));
}

function CardGrid({ cards, choose }: { cards: readonly Card[]; choose: (card: Card) => void }) {
  return (
    <div class="cards">
      {cards.map((card, index) => (
        <button
          key={card.call}
          type="button"
          class={`card ${card.call === 'work' || card.call === 'names' ? 'own' : ''}`}
          title={card.hint}
          data-testid={`card-${card.call}`}
          onClick={() => choose(card)}
        >
          {KEYS[index] !== undefined && <kbd>{KEYS[index]}</kbd>}
          <b class={card.title.length > 8 ? 'long' : ''}>{card.title}</b>
          <small>{t(`card_${card.call}`)}</small>
        </button>
      ))}
    </div>
  );
}

/** One argument of the chosen card: what makes sense for it, and the line as it stands. */
function Argument(props: {
  card: Card;
  args: readonly string[];
  give: (text: string) => void;
  back: () => void;
}) {
  const { card, args } = props;
  const arg = card.args[args.length];
  const choices = choicesFor(card, args.length, self.value);
  return (
    <div class="argument">
      <div class="sofar">
        <code>{preview(card, args)}</code>
        <button type="button" class="quiet" data-testid="card-cancel" onClick={props.back}>
          {args.length === 0 ? t('cancel') : t('back')} <kbd>Esc</kbd>
        </button>
      </div>
      <p class="dim">
        {card.hint} <b>{t('chooseArg', { name: arg?.name ?? '' })}</b>
      </p>
      <div class="choices">
        {choices.map(({ text, hint }, index) => (
          <button key={text} type="button" data-testid="choice" onClick={() => props.give(text)}>
            {KEYS[index] !== undefined && <kbd>{KEYS[index]}</kbd>}
            <code>{text}</code>
            {hint !== '' && <small>{hint}</small>}
          </button>
        ))}
        {choices.length === 0 && <span class="dim">{t('noChoice')}</span>}
      </div>
    </div>
  );
}

/** Two or three taps make a line: a call, then its arguments among what makes sense. Or one types. */
export function Composer() {
  const send = useSend();
  const [card, setCard] = useState<Card | undefined>();
  const [args, setArgs] = useState<string[]>([]);
  const [all, setAll] = useState(false);
  const typed = useRef<HTMLInputElement>(null);

  const take = (chosen: Card, given: readonly string[]): void => {
    const settled = settle(chosen, given, self.value);
    if (settled.length < chosen.args.length) {
      setCard(chosen);
      setArgs(settled);
      return;
    }
    send('program', { lines: [preview(chosen, settled)] });
    setCard(undefined);
    setArgs([]);
  };
  const back = (): void => {
    if (args.length === 0) setCard(undefined);
    else setArgs(args.slice(0, -1));
  };

  useKeys((event) => {
    if (event.key === '`') {
      typed.current?.focus();
      return true;
    }
    if (event.key === 'Escape' && card !== undefined) {
      back();
      return true;
    }
    const index = KEYS.indexOf(event.key);
    if (index < 0) return false;
    const chosen = cardsNow(all)[index];
    const choice = card === undefined ? undefined : choicesFor(card, args.length, self.value)[index];
    if (card === undefined && chosen !== undefined) take(chosen, []);
    else if (card !== undefined && choice !== undefined) take(card, [...args, choice.text]);
    return true;
  });

  return (
    <section class={`panel composer ${cardsNow(all).length <= FEW ? 'few' : ''}`} aria-label={t('ask')}>
      <header>
        <h2>{t('ask')}</h2>
        <span class="dim wide">{t('askHint')}</span>
        {cardsNow(false).length < cardsNow(true).length && (
          <button
            type="button"
            class="quiet small"
            data-testid="all-cards"
            aria-pressed={all}
            onClick={() => setAll(!all)}
          >
            {t(all ? 'levelFewCards' : 'levelAllCards')}
          </button>
        )}
      </header>
      {card === undefined ? (
        <CardGrid cards={cardsNow(all)} choose={(chosen) => take(chosen, [])} />
      ) : (
        <Argument card={card} args={args} give={(text) => take(card, [...args, text])} back={back} />
      )}
      <Typed field={typed} />
    </section>
  );
}
