import { INCIDENTS, type Incident } from '../../../shared/protocol/messages.ts';
import { t } from '../../i18n/t.ts';
import { room } from '../../net/store.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';

const NAMES = {
  interrupts: 'injectInterrupts',
  crash: 'injectCrash',
  forkbomb: 'injectForkbomb',
} as const satisfies Record<Incident, string>;

/** What the teacher can let go wrong on the machine, to talk about it as it happens. */
export function Inject() {
  const send = useSend();
  if (room.value?.phase !== 'run') return null;
  return (
    <Panel title={t('inject')} class="fixed" testid="inject">
      <div class="row wrap">
        {INCIDENTS.map((what) => (
          <button
            key={what}
            type="button"
            data-testid={`inject-${what}`}
            onClick={() => send('inject', { what })}
          >
            {t(NAMES[what])}
          </button>
        ))}
      </div>
    </Panel>
  );
}
