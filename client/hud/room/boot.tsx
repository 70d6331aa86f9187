import { useState } from 'preact/hooks';
import type { Role } from '../../../shared/roles.ts';
import { type Text, t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';
import { seconds } from '../format.ts';
import { RoleIcon } from '../icons.tsx';
import { useSend } from '../send.ts';

function capital(role: Role): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}

/** The briefing while the machine boots: one sentence, three hints. */
export function Boot() {
  const send = useSend();
  const [ready, setReady] = useState(false);
  const view = room.value;
  const { kind, briefing } = self.value;
  if (view === null || kind === 'host' || kind === 'watch') return null;
  return (
    <div class="overlay">
      <section class="panel results" style={{ maxWidth: '36rem' }} data-testid="briefing">
        <p class="dim">
          {t('bootTitle')} —{' '}
          {t('bootSeconds', { seconds: seconds(view.endsAt - view.tick, { ...view, speed: 1 }) })}
        </p>
        <div class="row">
          <span style={{ width: '4rem' }}>
            <RoleIcon role={kind} />
          </span>
          <h1>{t(kind)}</h1>
        </div>
        <p>{briefing === '' ? t(`${kind}Hint` as Text) : briefing}</p>
        <ol>
          {[1, 2, 3].map((step) => (
            <li key={step}>{t(`how${capital(kind)}${step}` as Text)}</li>
          ))}
        </ol>
        <button
          type="button"
          class="primary"
          data-testid="ready"
          disabled={ready}
          onClick={() => {
            setReady(true);
            send('ready', {});
          }}
        >
          {ready ? t('bootWaiting') : t('bootReady')}
        </button>
      </section>
    </div>
  );
}
