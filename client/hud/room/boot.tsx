import { useState } from 'preact/hooks';
import { type Text, t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';
import { TICKS_PER_SECOND } from '../format.ts';
import { Asked } from '../goals.tsx';
import { RoleIcon } from '../icons.tsx';
import { HowTo } from '../role-chip.tsx';
import { useSend } from '../send.ts';
import { Try } from './try.tsx';

/** The briefing while the machine boots: one sentence, three hints, one try. */
export function Boot() {
  const send = useSend();
  const [ready, setReady] = useState(false);
  const view = room.value;
  const { kind, briefing } = self.value;
  if (view === null || kind === 'host' || kind === 'watch') return null;
  const left = Math.max(0, view.endsAt - view.tick);
  return (
    <div class="overlay">
      <section class="panel sheet briefing" data-testid="briefing">
        <div class="row">
          <RoleIcon role={kind} />
          <div class="grow">
            <p class="dim">{t('bootTitle')}</p>
            <h1>{t(kind)}</h1>
          </div>
          <strong>{t('bootSeconds', { seconds: Math.ceil(left / TICKS_PER_SECOND) })}</strong>
        </div>
        <span class="track countdown">
          <i style={{ width: `${view.endsAt === 0 ? 0 : (100 * left) / view.endsAt}%` }} />
        </span>
        <p class="sentence">{briefing === '' ? t(`${kind}Hint` as Text) : briefing}</p>
        <HowTo role={kind} />
        <Asked />
        <Try key={kind} role={kind} />
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
