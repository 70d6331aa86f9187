import { useEffect, useRef } from 'preact/hooks';
import type { ResultsView } from '../../../shared/protocol/view.ts';
import { r } from '../../i18n/r.ts';
import { t } from '../../i18n/t.ts';
import { counterfactual, ownSeat, postMortem, room } from '../../net/store.ts';
import { programHue } from '../../theme/palette.ts';
import { short } from '../logic/goals.ts';
import { talkingPoint } from '../logic/talk.ts';
import { Wishes } from '../room/lobby.tsx';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { Team } from './team.tsx';

const PIECES = 36;

/** Paper that falls for a team that has won; nothing of it moves, or is there, where less motion is wanted. */
function Confetti() {
  return (
    <div class="confetti" aria-hidden="true">
      {Array.from({ length: PIECES }, (_, piece) => (
        <i
          key={piece}
          style={{
            left: `${(piece * 61) % 100}%`,
            animationDelay: `${((piece * 37) % 30) / 20}s`,
            background: Object.values(programHue)[piece % Object.keys(programHue).length],
          }}
        />
      ))}
    </div>
  );
}

/** What decided the round, as large as how it ended: each goal with its figure. */
function Decided({ view: { team } }: { view: ResultsView }) {
  const rows = [
    { name: t('patience'), value: team.patience, met: team.held },
    ...team.goals.map(({ measure, value, target, met }) => ({
      name: r(`goalShort_${measure}`),
      value: `${short(value)} / ${short(target)}`,
      met,
    })),
  ];
  return (
    // The panel of the team says the same in full.
    <ul class="decided bare" aria-hidden="true">
      {rows.map(({ name, value, met }) => (
        <li key={name} class={met ? 'met' : 'missed'}>
          <Sign name={met ? 'check' : 'cross'} />
          <b>{value}</b>
          <small>{name}</small>
        </li>
      ))}
    </ul>
  );
}

/** The end in three words: the team won; the machine held and a goal was missed; or the user has gone. */
function ending({ held, won }: ResultsView['team']): 'resultsWon' | 'resultsMissed' | 'resultsLost' {
  if (!held) return 'resultsLost';
  return won ? 'resultsWon' : 'resultsMissed';
}

/** Places from the first on that are told to who has one: whoever is further back reads what they did, and not how many did more. */
const TOLD_PLACES = 10;

/** How it ended for the class, and for oneself. */
export function Verdict({ view, solo }: { view: ResultsView; solo: boolean }) {
  const send = useSend();
  const own = view.ranks.find((rank) => rank.seat === ownSeat.value);
  const place = view.ranks.findIndex((rank) => rank.seat === ownSeat.value) + 1;
  return (
    <section class={`panel verdict ${view.won ? '' : view.team.held ? 'missed' : 'lost'}`}>
      {view.won && <Confetti />}
      <span class="mark" aria-hidden="true">
        <Sign name={view.team.held ? 'smile' : 'frown'} />
      </span>
      <div class="grow">
        <p class="dim">{t('results', { round: room.value?.round ?? view.round })}</p>
        <h1 data-testid="ending">{t(ending(view.team))}</h1>
        <p>{view.verdict}</p>
        {own !== undefined && (
          <p class="own-note" data-testid="own-note">
            <Sign name="star" />{' '}
            {t(place <= TOLD_PLACES ? 'ownNote' : 'ownNoteAlone', {
              role: t(own.role),
              note: own.note,
              points: own.points,
              place,
            })}
          </p>
        )}
        {!solo && ownSeat.value !== 'host' && <p class="dim">{t('nextRoundWait')}</p>}
      </div>
      <Decided view={view} />
      {solo && (
        <button type="button" class="primary" data-testid="next-round" onClick={() => send('ready', {})}>
          {t('nextRound')}
        </button>
      )}
    </section>
  );
}

/** Brings one's own row into the middle of a long list. */
function useOwnRow(round: number) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = list.current;
    const row = box?.querySelector<HTMLElement>('tr.own');
    if (box !== null && row != null) box.scrollTop = row.offsetTop - box.clientHeight / 2;
  }, [round]);
  return list;
}

/** A projector, where nobody scrolls, shows the first places. */
function Ranks({ view }: { view: ResultsView }) {
  const list = useOwnRow(view.round);
  const shown = ownSeat.value === '' ? view.ranks.slice(0, TOLD_PLACES) : view.ranks;
  const more = view.ranks.length - shown.length;
  return (
    <section class="panel ranks" data-testid="ranks">
      <header>
        <h2>{t('ranks')}</h2>
      </header>
      <div class="scroll rankscroll" ref={list}>
        <table>
          <tbody>
            {shown.map((rank, index) => (
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
        {more > 0 && <p class="dim">{t('ranksMore', { count: more })}</p>}
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
    [t('statWait95'), t('ticksLong', { ticks: stats.wait95 })],
    [t('statFairness'), stats.fairness.toFixed(2)],
    [t('statSyscalls'), stats.syscalls],
  ] as const;
  return (
    <dl class="stats tiles">
      {tiles.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One sentence to begin a talk with. */
function Talk({ view }: { view: ResultsView }) {
  const round = room.value?.round;
  const comparison = counterfactual.value?.round === round ? counterfactual.value : null;
  const found = postMortem.value?.round === round ? postMortem.value : null;
  return (
    <section class="panel talk" data-testid="talk">
      <p class="dim">{r('talkTitle')}</p>
      <p class="sentence" role="status">
        {talkingPoint(view, found, comparison)}
      </p>
    </section>
  );
}

/** The first screen: the machine's figures, one sentence worth talking about, the ranks, and the wish for the next round. */
export function Overview({ view }: { view: ResultsView }) {
  const plays = ownSeat.value !== '' && ownSeat.value !== 'host';
  return (
    <>
      <div class="columns">
        <div class="stack">
          <Team view={view} />
          <Talk view={view} />
          <section class="panel">
            <Machine view={view} />
          </section>
        </div>
        <Ranks view={view} />
      </div>
      {plays && (
        <section class="panel">
          <Wishes />
        </section>
      )}
    </>
  );
}
