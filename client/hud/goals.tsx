import type { TeamGoalView } from '../../shared/protocol/view.ts';
import { TEAM_MEASURES } from '../../shared/scenarios/goals.ts';
import { r } from '../i18n/r.ts';
import { room } from '../net/store.ts';
import { boundText, type Course, courseOf, fullness, short } from './logic/goals.ts';
import { Sign, type SignName } from './sign.tsx';

const SIGNS: Readonly<Record<Course, SignName>> = {
  reached: 'check',
  onCourse: 'arrow',
  behind: 'warning',
  over: 'cross',
};
const WORDS = {
  reached: 'goalReached',
  onCourse: 'goalOnCourse',
  behind: 'goalBehind',
  over: 'goalOver',
} as const;

/** One goal in the bar: how it stands, and how full its measure is; a mark on the bar says where it should be by now. */
function Goal({ goal, passed }: { goal: TeamGoalView; passed: number }) {
  const { measure, target, value } = goal;
  const course = courseOf(goal, passed);
  const said = r('goalStanding', {
    name: r(`goal_${measure}`),
    value: value ?? 0,
    bound: boundText(goal),
    course: r(WORDS[course]),
  });
  return (
    <li class={`aim ${course}`} title={said} data-testid="goal" data-measure={measure}>
      <span class="visually-hidden">{said}</span>
      <span class="said" aria-hidden="true">
        <Sign name={course === 'onCourse' && !TEAM_MEASURES[measure].least ? 'check' : SIGNS[course]} />
        <b>{short(value ?? 0)}</b>
        <span class="dim"> / {short(target)}</span> <small>{r(`goalShort_${measure}`)}</small>
      </span>
      <span class="track" aria-hidden="true">
        <i style={{ width: `${100 * fullness(goal)}%` }} />
        {TEAM_MEASURES[measure].least && <u style={{ left: `${100 * passed}%` }} />}
      </span>
    </li>
  );
}

/** The scenario's goals as they stand, in the bar of everybody who is in the round. */
export function Goals() {
  const view = room.value;
  if (view === null || view.phase !== 'run' || view.goals.length === 0) return null;
  const passed = view.endsAt === 0 ? 0 : Math.min(1, view.tick / view.endsAt);
  return (
    <ul class="aims bare" aria-label={r('goalsTitle')}>
      {view.goals.map((goal) => (
        <Goal key={goal.measure} goal={goal} passed={passed} />
      ))}
    </ul>
  );
}

/** What wins the round, in one line: for the briefing, which has little time. */
export function Asked() {
  const view = room.value;
  if (view === null || view.about === null) return null;
  const goals = view.goals.map((goal) => `${r(`goal_${goal.measure}`)}: ${boundText(goal)}`);
  return (
    <p class="towin" data-testid="towin">
      <Sign name="star" /> <b>{r('goalsTitle')}:</b> {[r('goalsTogether'), ...goals].join(' · ')}
    </p>
  );
}

/** Before the round: what the scenario is about, and what wins it. */
export function Mission() {
  const view = room.value;
  if (view === null || view.about === null) return null;
  return (
    <section class="mission" data-testid="mission">
      <h2>{view.about.name}</h2>
      <p class="dim">{view.about.blurb}</p>
      <h3>{r('goalsTitle')}</h3>
      <ul class="bare">
        <li>
          <Sign name="smile" /> {r('goalsTogether')}
        </li>
        {view.goals.map((goal) => (
          <li key={goal.measure} data-testid="goal">
            <Sign name={TEAM_MEASURES[goal.measure].least ? 'up' : 'warning'} /> {r(`goal_${goal.measure}`)}:{' '}
            <b>{boundText(goal)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
