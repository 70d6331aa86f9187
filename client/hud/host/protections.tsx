import { PROTECTIONS } from '../../../shared/protections.ts';
import { t } from '../../i18n/t.ts';
import { room } from '../../net/store.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';

/** The teacher's switches: protections of the simulated machine, also in the middle of a round. */
export function Protections() {
  const send = useSend();
  const view = room.value;
  if (view === null || (view.phase !== 'run' && view.phase !== 'boot')) return null;
  return (
    <Panel title={t('protections')} class="fixed" testid="protections">
      <div class="switches">
        {PROTECTIONS.map(({ id, name, off }) => {
          const on = view.protections[id];
          return (
            <button
              key={id}
              type="button"
              role="switch"
              aria-checked={on}
              title={off}
              data-testid={`protection-${id}`}
              onClick={() => send('protections', { name: id, on: !on })}
            >
              <span class="knob" aria-hidden="true" />
              <span class="grow">{name}</span>
              <span class="state">{on ? t('on') : t('off')}</span>
            </button>
          );
        })}
      </div>
    </Panel>
  );
}
