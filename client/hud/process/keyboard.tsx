import { useState } from 'preact/hooks';
import { t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';
import { useSend } from '../send.ts';

/** The machine's keyboard, while the process sleeps in read() until keys come. */
export function Keyboard() {
  const [text, setText] = useState('');
  const send = useSend();
  const process = room.value?.processes.find((candidate) => candidate.pid === self.value.pid);
  if (process?.waiting !== 'keyboard') return null;
  return (
    <form
      class="keyboard"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== '') send('keys', { text });
        setText('');
      }}
    >
      <strong>{t('keysTitle')}</strong>
      <span class="row">
        <input
          aria-label={t('keysLabel')}
          placeholder={t('keysLabel')}
          value={text}
          maxLength={80}
          autoComplete="off"
          data-testid="keys-input"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" data-testid="keys-send" disabled={text === ''}>
          {t('keysSend')}
        </button>
      </span>
    </form>
  );
}
