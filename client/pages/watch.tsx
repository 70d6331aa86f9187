import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Bar, Closed, Offline, Panel } from '../hud/frame.tsx';
import { followHappenings } from '../hud/happenings.ts';
import { People } from '../hud/room/lobby.tsx';
import { Results } from '../hud/room/results.tsx';
import { Autopilot } from '../hud/scheduler/station.tsx';
import { Ticker } from '../hud/ticker.tsx';
import { WorldPane } from '../hud/world-pane.tsx';
import { t } from '../i18n/t.ts';
import { Connection, JoinRefused } from '../net/connection.ts';
import { room } from '../net/store.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/hud.css';
import { lastPathPart } from './path.ts';

const code = lastPathPart('watch');
const MOST_RANKS = 8;

/** Code and QR for those who still want to come in. */
function JoinCard() {
  return (
    <Panel title={t('roomCode')} testid="join-card">
      <div class="row">
        <img
          class="qr"
          src={`/api/rooms/${code}/qr.svg`}
          alt={t('watchJoin', { url: `${window.location.host}/join/${code}` })}
        />
        <div class="grow">
          <div class="bigcode" data-testid="room-code">
            {code.slice(0, 3)}
            <br />
            {code.slice(3)}
          </div>
        </div>
      </div>
      <p class="dim">{t('watchJoin', { url: `${window.location.host}/join` })}</p>
    </Panel>
  );
}

function Ranking() {
  const seats = (room.value?.seats ?? [])
    .filter((seat) => seat.id !== 'host')
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST_RANKS);
  return (
    <Panel title={t('ranks')}>
      <table>
        <tbody>
          {seats.map((seat, index) => (
            <tr key={seat.id}>
              <td class="number">{index + 1}</td>
              <td>{seat.nickname}</td>
              <td class="number">★ {seat.points}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Watch() {
  const [refused, setRefused] = useState('');
  useEffect(() => {
    new Connection(code, { watch: true }).join().catch((error: unknown) => {
      setRefused(error instanceof JoinRefused ? error.message : t('noServer'));
    });
    return followHappenings();
  }, []);
  const view = room.value;
  if (refused !== '') return <main class="centre error">{refused}</main>;
  if (view === null) return <main class="centre dim">{t('joining')}</main>;
  return (
    <div class="play watch" data-testid="phase" data-phase={view.phase}>
      <Bar where={view.name} />
      <div class="phase">
        <main class="stage">
          <WorldPane layout="watch">
            {view.paused && <div class="ribbon">{t('paused')}</div>}
            <Autopilot />
            {view.phase === 'lobby' && (
              <div class="overlay">
                <section class="panel results" style={{ maxWidth: '46rem' }}>
                  <h1>{view.name}</h1>
                  <p class="dim">{t('lobbyWait')}</p>
                  <People />
                </section>
              </div>
            )}
            {view.phase === 'results' && <Results solo={false} />}
          </WorldPane>
          <aside class="side">
            <JoinCard />
            <Ranking />
            <Ticker count={14} />
          </aside>
        </main>
      </div>
      <Offline />
      <Closed />
    </div>
  );
}

render(<Watch />, document.getElementById('app') as HTMLElement);
