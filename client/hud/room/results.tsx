import type { ResultsView } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { ownSeat, results, room } from '../../net/store.ts';
import { WallCard } from '../process/codex.tsx';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { Counterfactual } from './counterfactual.tsx';
import { Gantt, Legend } from './gantt.tsx';
import { Wishes } from './lobby.tsx';
import { Questions } from './questions.tsx';
import { Times } from './times.tsx';

function Verdict({ view, solo }: { view: ResultsView; solo: boolean }) {
  const send = useSend();
  const own = view.ranks.find((rank) => rank.seat === ownSeat.value);
  const place = view.ranks.findIndex((rank) => rank.seat === ownSeat.value) + 1;
  return (
    <section class={`panel verdict ${view.won ? '' : 'lost'}`}>
      <span class="mark" aria-hidden="true">
        <Sign name={view.won ? 'smile' : 'frown'} />
      </span>
      <div class="grow">
        <p class="dim">{t('results', { round: room.value?.round ?? view.round })}</p>
        <h1>{view.won ? t('resultsWon') : t('resultsLost')}</h1>
        <p>{view.verdict}</p>
        {own !== undefined && (
          <p class="own-note" data-testid="own-note">
            <Sign name="star" />{' '}
            {t('ownNote', { role: t(own.role), note: own.note, points: own.points, place })}
          </p>
        )}
      </div>
      {solo ? (
        <button type="button" class="primary" data-testid="next-round" onClick={() => send('ready', {})}>
          {t('nextRound')}
        </button>
      ) : (
        ownSeat.value !== 'host' && <p class="dim">{t('nextRoundWait')}</p>
      )}
    </section>
  );
}

function Ranks({ view }: { view: ResultsView }) {
  return (
    <section class="panel" data-testid="ranks">
      <header>
        <h2>{t('ranks')}</h2>
      </header>
      <div class="scroll rankscroll">
        <table>
          <tbody>
            {view.ranks.map((rank, index) => (
              <tr key={rank.seat} class={rank.seat === ownSeat.value ? 'own' : ''} data-role={rank.role}>
                <td class="number">{index + 1}</td>
                <td>
                  <b>{rank.nickname}</b>
                  {rank.bot && <span class="dim"> {t('bot')}</span>}
                  <small class="dim">
                    {' '}
                    {t(rank.role)} · {rank.note}
                  </small>
                </td>
                <td class="number">
                  <Sign name="star" /> {rank.points}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Walls({ view }: { view: ResultsView }) {
  return (
    <section class="panel">
      <header>
        <h2>{t('wallsHit')}</h2>
      </header>
      <div class="scroll rankscroll codex">
        {view.walls.length === 0 && <p class="dim">{t('wallsNone')}</p>}
        {view.walls.map(({ id, hits, by }, index) => (
          <WallCard
            key={id}
            id={id}
            open={index === 0}
            note={by === '' ? t('wallTimes', { hits }) : t('wallHits', { hits, by })}
          />
        ))}
      </div>
    </section>
  );
}

function Machine({ view }: { view: ResultsView }) {
  const { stats } = view;
  const tiles = [
    [t('statDone'), stats.jobsDone],
    [t('statLate'), stats.jobsLate],
    [t('statBusy'), `${Math.round(stats.busy)} %`],
    [t('statWait95'), t('ticks', { ticks: stats.wait95 })],
    [t('statFairness'), stats.fairness.toFixed(2)],
    [t('statSyscalls'), stats.syscalls],
  ] as const;
  return (
    <section class="panel">
      <dl class="stats tiles">
        {tiles.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** After the round: how it ended, who did what, which walls stood, who had the cores. */
export function Results({ solo }: { solo: boolean }) {
  const view = results.value;
  if (view === null) return null;
  const plays = ownSeat.value !== '' && ownSeat.value !== 'host';
  return (
    <div class="overlay top">
      <div class="results" data-testid="results">
        <Verdict view={view} solo={solo} />
        <Machine view={view} />
        <div class="columns">
          <Ranks view={view} />
          <Walls view={view} />
        </div>
        <section class="panel">
          <header>
            <h2>{t('gantt')}</h2>
          </header>
          <Legend results={view} />
          <div class="ganttscroll">
            <Gantt results={view} />
          </div>
          <Times view={view} />
        </section>
        <Counterfactual />
        <Questions id={room.value?.scenario ?? ''} />
        {plays && (
          <section class="panel">
            <Wishes />
          </section>
        )}
      </div>
    </div>
  );
}
