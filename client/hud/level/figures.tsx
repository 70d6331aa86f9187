import { level as levelOf } from '../../../shared/levels/index.ts';
import type { Condition } from '../../../shared/levels/schema.ts';
import { t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';
import { Panel } from '../frame.tsx';
import { Sign } from '../sign.tsx';

function Bound({ of, measure, stars }: { of: readonly Condition[]; measure: string; stars: number }) {
  const most = of.find((bound) => bound.measure === measure)?.atMost;
  if (most === undefined) return null;
  return (
    <span class="bound" role="img" aria-label={`${t('levelStars', { stars })}: ${most}`}>
      {Array.from({ length: stars }, (_, star) => (
        <Sign key={star} name="star" />
      ))}{' '}
      {most}
    </span>
  );
}

/** What a level of a station is judged by, as it stands, with the bounds of its stars: nothing else counts here. */
export function LevelFigures() {
  const { course } = self.value;
  const level = levelOf(course?.id ?? '');
  if (course === null || level === undefined) return null;
  return (
    <Panel title={t('levelCounts')} class="figures counts" testid="level-figures">
      <dl class="stats">
        {level.goals.map(({ measure, text }, index) => {
          const now = course.goals[index];
          return (
            <div key={text}>
              <dt>{text}</dt>
              <dd class={now?.holds === false ? 'bad' : ''}>
                {now?.value ?? 0}
                {now?.holds === false ? ' ▾' : ''} <Bound of={level.two} measure={measure} stars={2} />
                <Bound of={level.three} measure={measure} stars={3} />
              </dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}
