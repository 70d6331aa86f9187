import { useState } from 'preact/hooks';
import { t } from '../i18n/t.ts';
import { intent } from '../net/keys.ts';
import { Brand } from './brand.tsx';
import { NameField } from './name-field.tsx';

/** The name is asked for again where the room refused it. */
export function NameForm(props: { code: string; refused: string; join: (nickname: string) => void }) {
  const [nickname, setNickname] = useState(intent.get(props.code).nickname ?? '');
  return (
    <main class="centre">
      <form
        class="panel form"
        onSubmit={(event) => {
          event.preventDefault();
          props.join(nickname);
        }}
      >
        <Brand />
        <p class="error" role="alert" data-testid="join-refused">
          {props.refused}
        </p>
        <NameField value={nickname} set={setNickname} />
        <button type="submit" class="primary" data-testid="join-go">
          {t('tryAgain')}
        </button>
        <p>
          <a href={`/join/${props.code}`}>{t('otherCode')}</a> · <a href="/">{t('home')}</a>
        </p>
      </form>
    </main>
  );
}
