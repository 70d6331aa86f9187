import { POLICY_STATIONS, STATION_POLICIES } from '../../../shared/policies.ts';
import type { Message } from '../../../shared/protocol/messages.ts';
import { td } from '../../i18n/desk.ts';
import { desk, room } from '../../net/store.ts';
import { POLICY_NAMES } from '../format.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';

/** Which algorithm plays a station where nobody sits: of this round while one is on, else of the next. */
export function Policies() {
  const send = useSend();
  const view = room.value;
  const own = desk.value?.policies;
  if (view === null || own === undefined) return null;
  const running = view.phase === 'boot' || view.phase === 'run';
  const now = running ? view.policies : own;
  return (
    <Panel title={td('policies')} class="fixed" testid="policies">
      <p class="dim">{td('policiesHint')}</p>
      <div class="policies">
        {POLICY_STATIONS.map((station) => (
          <label key={station}>
            <span>
              {td(`policy_${station}`)}
              {running && view.hands.includes(station) && <small class="dim"> · {td('byHand')}</small>}
            </span>
            <select
              value={now[station]}
              data-testid={`policy-${station}`}
              onChange={(event) =>
                send('policy', { station, algorithm: event.currentTarget.value } as Message<'policy'>)
              }
            >
              {STATION_POLICIES[station].map((name) => (
                <option key={name} value={name}>
                  {POLICY_NAMES[name] ?? name}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </Panel>
  );
}
