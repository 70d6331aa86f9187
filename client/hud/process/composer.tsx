import { useEffect, useState } from 'preact/hooks';
import { CARDS, type Card, type CardArgKind } from '../../../shared/lang/cards.ts';
import type { SelfView } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';
import { useSend } from '../send.ts';
import { Typed } from './typed.tsx';

/** What makes sense for an argument, from what the process has. */
function choicesFor(kind: CardArgKind, given: readonly string[] | undefined, view: SelfView): string[] {
  const variables = view.variables.map((variable) => variable.name);
  switch (kind) {
    case 'path':
      return view.files.map((path) => `"${path}"`);
    case 'fd':
      return [
        ...new Set([
          ...variables.filter((name) => /^(fd|[a-z])$/.test(name)),
          ...view.descriptors.map((entry) => String(entry.fd)),
          'fd',
        ]),
      ];
    case 'buffer':
      return view.buffers.map((buffer) => buffer.name);
    default:
      return [...(given ?? [])];
  }
}

const MAP_REST = ', PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0';

/** The line that a card makes of its chosen arguments. */
export function cardLine(card: Card, args: readonly string[]): string {
  if (card.call === 'work') return `work ${args[0] ?? '1'}`;
  const rest = card.call === 'mmap' ? MAP_REST : args[1]?.includes('O_CREAT') === true ? ', 420' : '';
  const call = `${card.call}(${args.join(', ')}${rest})`;
  return card.target === '' ? call : `${card.target} = ${call}`;
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  return (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement
  );
}

/** Calls for `pick` with the index of the key pressed, unless somebody types elsewhere. */
function useNumberKeys(pick: (index: number) => void, cancel: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (isTyping(event)) return;
      if (event.key === 'Escape') cancel();
      const index = KEYS.indexOf(event.key);
      if (index >= 0) pick(index);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}

/** Two or three taps make a line: a call, then its arguments among what makes sense. Or one types. */
export function Composer() {
  const send = useSend();
  const [card, setCard] = useState<Card | undefined>();
  const [args, setArgs] = useState<string[]>([]);
  const cancel = (): void => {
    setCard(undefined);
    setArgs([]);
  };
  const choose = (chosen: Card): void => {
    if (chosen.args.length === 0) send('program', { lines: [cardLine(chosen, [])] });
    else setCard(chosen);
    setArgs([]);
  };
  const next = card?.args[args.length];
  const choices = next === undefined ? [] : choicesFor(next.kind, next.choices, self.value);
  const give = (choice: string): void => {
    if (card === undefined) return;
    const all = [...args, choice];
    if (all.length < card.args.length) setArgs(all);
    else {
      send('program', { lines: [cardLine(card, all)] });
      cancel();
    }
  };
  useNumberKeys((index) => {
    const chosen = CARDS[index];
    if (card === undefined && chosen !== undefined) choose(chosen);
    else if (choices[index] !== undefined) give(choices[index]);
  }, cancel);

  return (
    <section class="panel" aria-label={t('ask')}>
      <header>
        <h2>{t('ask')}</h2>
        <span class="dim wide">{t('askHint')}</span>
      </header>
      {card === undefined || next === undefined ? (
        <div class="cards">
          {CARDS.map((entry, index) => (
            <button
              key={entry.call}
              type="button"
              class="card"
              title={entry.hint}
              onClick={() => choose(entry)}
            >
              {index < KEYS.length && <kbd>{KEYS[index]}</kbd>}
              {entry.title}
              <small>{entry.args.map((arg) => arg.name).join(' · ')}</small>
            </button>
          ))}
        </div>
      ) : (
        <div>
          <div class="row wrap">
            <code>
              {card.title}({[...args, `${next.name}?`].join(', ')})
            </code>
            <span class="dim grow">{card.hint}</span>
            <button type="button" class="quiet" onClick={cancel}>
              {t('cancel')}
            </button>
          </div>
          <div class="choices">
            {choices.map((choice, index) => (
              <button key={choice} type="button" onClick={() => give(choice)}>
                {index < KEYS.length && <kbd>{KEYS[index]}</kbd>} {choice}
              </button>
            ))}
          </div>
        </div>
      )}
      <Typed />
    </section>
  );
}
