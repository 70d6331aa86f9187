import { t } from '../i18n/t.ts';

/** The password of a server whose owner has set one; nothing where none is asked for. */
export function PasswordField(props: {
  asked: boolean;
  value: string;
  set: (password: string) => void;
  testid: string;
}) {
  if (!props.asked) return null;
  return (
    <label class="form">
      {t('password')}
      <input
        type="password"
        value={props.value}
        data-testid={props.testid}
        onInput={(event) => props.set(event.currentTarget.value)}
      />
    </label>
  );
}

/** Why a form was not taken, in one sentence; nothing where all is well. */
export function Refusal({ text }: { text: string }) {
  if (text === '') return null;
  return (
    <p class="error" role="alert">
      {text}
    </p>
  );
}
