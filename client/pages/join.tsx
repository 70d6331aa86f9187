import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/t.ts';
import { api, sentence } from '../net/api.ts';
import { intent, seatSecret } from '../net/keys.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import { Brand } from './brand.tsx';
import { NameField } from './name-field.tsx';
import { lastPathPart } from './path.ts';

/** Code and nickname, nothing else. The name itself is checked where the seat is taken. */
function Join() {
  const [code, setCode] = useState(lastPathPart('join'));
  const [nickname, setNickname] = useState('');
  const [roomName, setRoomName] = useState('');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (code.length < 6) return;
    api.room(code).then(
      (room) => {
        setRoomName(room.name);
        setError('');
        // Somebody who has a seat here goes straight back to it.
        if (seatSecret.get(room.code) !== undefined) window.location.replace(`/play/${room.code}`);
      },
      (reason) => {
        setRoomName('');
        setError(sentence(reason));
      },
    );
  }, [code]);

  const join = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const room = await api.room(code);
      intent.set(room.code, nickname.trim() === '' ? {} : { nickname: nickname.trim() });
      window.location.href = `/play/${room.code}`;
    } catch (reason) {
      setError(sentence(reason));
      setBusy(false);
    }
  };

  return (
    <main class="centre">
      <form class="panel form" onSubmit={(event) => void join(event)}>
        <Brand />
        <h1>{roomName === '' ? t('joinClass') : roomName}</h1>
        <label>
          {t('code')}
          <input
            class="codeinput"
            value={code}
            maxLength={9}
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            data-testid="join-code"
            onInput={(event) => setCode(event.currentTarget.value.toUpperCase())}
          />
        </label>
        <NameField value={nickname} set={setNickname} />
        <p class="error" role="alert">
          {error}
        </p>
        <button type="submit" class="primary" data-testid="join-go" disabled={busy || code.trim() === ''}>
          {busy ? t('joining') : t('join')}
        </button>
      </form>
    </main>
  );
}

render(<Join />, document.getElementById('app') as HTMLElement);
