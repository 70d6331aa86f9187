import { POLICY_STATIONS, type PolicyStation } from '../../shared/policies.ts';
import { type Text, t } from '../i18n/t.ts';
import { room } from '../net/store.ts';
import { POLICY_NAMES } from './format.ts';

/** What each station chooses, in words. */
const NAMES: Readonly<Record<PolicyStation, Text>> = {
  scheduler: 'decidesCores',
  memory: 'decidesPages',
  disk: 'decidesDisk',
  lines: 'decidesLines',
};

/** Who decides at each station: its players, or the algorithm that stands in for them. */
export function Deciders() {
  const view = room.value;
  if (view === null) return null;
  return (
    <section class="deciders" aria-label={t('deciders')} data-testid="deciders">
      <h2>{t('deciders')}</h2>
      <dl>
        {POLICY_STATIONS.map((station) => {
          const policy = view.policies[station];
          const name = view.hands.includes(station) ? t('decidesPlayers') : (POLICY_NAMES[policy] ?? policy);
          return (
            <div key={station}>
              <dt>{t(NAMES[station])}</dt>
              <dd>{name}</dd>
            </div>
          );
        })}
        <div>
          <dt>{t('decidesLimits')}</dt>
          <dd>{t(view.hands.includes('auditor') ? 'decidesPlayers' : 'decidesDefaults')}</dd>
        </div>
      </dl>
    </section>
  );
}
