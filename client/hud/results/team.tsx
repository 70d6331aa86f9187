import type { ResultsView } from '../../../shared/protocol/view.ts';
import { r } from '../../i18n/r.ts';
import { boundText } from '../logic/goals.ts';
import { Sign } from '../sign.tsx';

function Row({
  met,
  name,
  value,
  bound,
}: {
  met: boolean;
  name: string;
  value: string | number;
  bound: string;
}) {
  return (
    <li class={met ? 'met' : 'missed'}>
      <Sign name={met ? 'check' : 'cross'} />
      <span class="visually-hidden">{r(met ? 'goalMet' : 'goalMissed')}</span>
      <span class="grow">{name}</span>
      <b class="number">{value}</b>
      <small class="dim">{bound}</small>
    </li>
  );
}

/** What the machine came to: the user's patience, the scenario's goals, and each malware. */
export function Team({ view }: { view: ResultsView }) {
  const { team, ranks } = view;
  const nameOf = (seat: string): string => ranks.find((rank) => rank.seat === seat)?.nickname ?? seat;
  return (
    <section class="panel team" data-testid="team">
      <header>
        <h2>{r(team.won ? 'teamWon' : 'teamLost')}</h2>
      </header>
      <ul class="bare teamgoals">
        <Row met={team.held} name={r('goalPatience')} value={team.patience} bound={r('goalPatienceBound')} />
        {team.goals.map((goal) => (
          <Row
            key={goal.measure}
            met={goal.met}
            name={r(`goal_${goal.measure}`)}
            value={goal.value}
            bound={boundText(goal)}
          />
        ))}
      </ul>
      {team.malware.map(({ seat, breaches, caught, won }) => (
        <p key={seat} class="dim">
          {r(won ? 'malwareWon' : caught ? 'malwareCaught' : 'malwareFailed', {
            name: nameOf(seat),
            breaches,
          })}
        </p>
      ))}
    </section>
  );
}
