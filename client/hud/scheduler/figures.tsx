import { t } from '../../i18n/t.ts';
import { kernel, room, self } from '../../net/store.ts';
import { POLICY_NAMES } from '../format.ts';
import { Panel } from '../frame.tsx';
import { Sign } from '../sign.tsx';

/** Figures of the round so far: what a scheduler is measured by. */
export function Figures() {
  const stats = room.value?.stats;
  if (stats === undefined) return null;
  const rows = [
    [t('statWait95'), t('ticksLong', { ticks: stats.wait95 }), stats.wait95 <= 30],
    [t('statIdle'), t('ticksLong', { ticks: stats.idleWhileReady }), stats.idleWhileReady <= 20],
    [t('statFairness'), stats.fairness.toFixed(2), stats.fairness >= 0.8],
    [t('statSwitches'), stats.switches, true],
    // A level's programs have no jobs: its own step counts them.
    ...(self.value.course === null
      ? ([
          [t('statDone'), stats.jobsDone, true],
          [t('statLate'), stats.jobsLate, stats.jobsLate === 0],
        ] as const)
      : []),
  ] as const;
  return (
    <Panel title={t('thisRound')} class="figures">
      <dl class="stats">
        {rows.map(([name, value, fine]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class={fine ? '' : 'bad'}>
              {value}
              {fine ? '' : ' ▾'}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** Says that an algorithm has stepped in for a silent scheduler: to the scheduler with what ends it, to others by its name. */
export function Autopilot() {
  const view = room.value;
  const own = kernel.value;
  if (view === null || view.phase !== 'run' || !(view.autopilot || (own?.silentFor ?? 0) > 0)) return null;
  if (self.value.kind !== 'scheduler') {
    return (
      <span class="standin dim wide" role="status" data-testid="standin">
        <Sign name="gear" />{' '}
        {t('autopilotOthers', { policy: POLICY_NAMES[view.policies.scheduler] ?? view.policies.scheduler })}
      </span>
    );
  }
  const policy = own?.fallback ?? view.policy;
  return (
    <div class="ribbon" role="status" data-testid="autopilot">
      <Sign name="gear" /> {t('autopilot', { policy: POLICY_NAMES[policy] ?? policy })}
    </div>
  );
}
