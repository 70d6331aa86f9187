import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { complete } from '../../../shared/lang/complete.ts';
import { parseLine } from '../../../shared/lang/parse.ts';
import { t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';

const MOST_HISTORY = 50;
/** Lines typed in this window, oldest first. */
let history: string[] = [];

/** A line typed by hand: completion, history with the arrow keys, and the fault of a line where it stands. */
export function Typed({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const send = useSend();
  const [text, setText] = useState('');
  const [error, setError] = useState('');
  const at = useRef(history.length);
  const view = self.value;
  const offers =
    text === ''
      ? []
      : complete(text, {
          files: view.files,
          variables: view.variables.map((variable) => variable.name),
          buffers: view.buffers.map((buffer) => buffer.name),
        });

  const submit = (event: Event): void => {
    event.preventDefault();
    const parsed = parseLine(text);
    if (!parsed.ok) {
      setError(t('lineFault', { column: parsed.column, message: parsed.message }));
      return;
    }
    send('program', { lines: [text] });
    history = [...history.slice(-(MOST_HISTORY - 1)), text];
    at.current = history.length;
    setText('');
    setError('');
  };

  const recall = (step: number): void => {
    at.current = Math.max(0, Math.min(history.length, at.current + step));
    setText(history[at.current] ?? '');
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowUp') recall(-1);
    else if (event.key === 'ArrowDown') recall(1);
    else if (event.key === 'Tab' && offers[0] !== undefined && !event.shiftKey) setText(offers[0]);
    else return;
    event.preventDefault();
  };

  return (
    <form class="typing" onSubmit={submit}>
      <div class="typed">
        <span class="prompt" aria-hidden="true">
          <Sign name="prompt" />
        </span>
        <input
          ref={field}
          aria-label={t('typeLine')}
          placeholder={t('typeLine')}
          value={text}
          maxLength={200}
          autoComplete="off"
          autoCapitalize="none"
          spellcheck={false}
          data-testid="line-input"
          onKeyDown={onKey}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setError('');
          }}
        />
        <button type="submit" data-testid="line-add" disabled={text.trim() === ''}>
          {t('add')}
        </button>
      </div>
      {error !== '' && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      {offers.length > 0 && (
        <div class="suggestions">
          {offers.map((offer) => (
            <button key={offer} type="button" tabIndex={-1} onClick={() => setText(offer)}>
              {offer}
            </button>
          ))}
        </div>
      )}
    </form>
  );
}
