import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { RoomView } from '../../shared/protocol/view.ts';
import { followSounds } from '../audio/sound.ts';
import { Avatar } from '../hud/avatar.tsx';
import { Deciders } from '../hud/deciders.tsx';
import { Bar, Closed, Offline, Panel } from '../hud/frame.tsx';
import { Mission } from '../hud/goals.tsx';
import { followHappenings } from '../hud/happenings.ts';
import { PollBoard } from '../hud/poll/board.tsx';
import { Results } from '../hud/results/results.tsx';
import { People } from '../hud/room/lobby.tsx';
import { Outage, Unprotected } from '../hud/room/panic.tsx';
import { SurveySign } from '../hud/room/survey.tsx';
import { Ticker } from '../hud/ticker.tsx';
import { CloseUp } from '../hud/watch/close-up.tsx';
import { WorldPane } from '../hud/world-pane.tsx';
import { t } from '../i18n/t.ts';
import { Connection, JoinRefused } from '../net/connection.ts';
import { useJoinUrl } from '../net/join-url.ts';
import { room, spotlight } from '../net/store.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/hud.css';
import { News } from '../hud/news.tsx';
import { Sign } from '../hud/sign.tsx';
import { lastPathPart } from './path.ts';
import { Waiting } from './waiting.tsx';

const code = lastPathPart('watch');
const MOST_RANKS = 5;

/** Code, address and QR: what a class needs to come in. */
function Invitation() {
  const url = useJoinUrl(code);
  const where = url.replace(/^https?:\/\//, '').replace(/\/[^/]*$/, '');
  const [host, path] = where.split('/');
  return (
    <div class="invitation">
      <img class="qr" src={`/api/rooms/${code}/qr.svg`} alt={t('watchJoin', { url })} />
      <div class="grow">
        <p class="dim">{t('watchJoinAt')}</p>
        <p class="joinlink">
          {host}
          <wbr />/{path}
        </p>
      </div>
      <div class="bigcode" data-testid="room-code">
        {code}
      </div>
    </div>
  );
}

/** For those who still want to come in during the round. */
function JoinCard() {
  return (
    <section class="panel fixed" data-testid="join-card">
      <Invitation />
    </section>
  );
}

function Ranking() {
  const seats = (room.value?.seats ?? [])
    .filter((seat) => seat.id !== 'host')
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST_RANKS);
  return (
    <Panel title={t('ranks')} class="fixed">
      <table>
        <tbody>
          {seats.map((seat, index) => (
            <tr key={seat.id}>
              <td class="number">{index + 1}</td>
              <td>
                <span class="row">
                  <Avatar number={seat.avatar} />
                  <b>{seat.nickname}</b>
                  {seat.bot && <span class="dim">{t('bot')}</span>}
                </span>
              </td>
              <td class="number">
                <Sign name="star" /> {seat.points}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** Beside the machine while it runs: what one may ask about it. */
function Side() {
  return (
    <aside class="side">
      <JoinCard />
      <Ticker count={14} />
      <Ranking />
      <div class="panel fixed">
        <Deciders />
      </div>
    </aside>
  );
}

/** Before the round: how to come in, what it will be about, who is here. */
function Gathering({ view }: { view: RoomView }) {
  return (
    <div class="overlay">
      <section class="panel sheet">
        <h1>{view.name}</h1>
        <p class="dim">{view.phase === 'lobby' ? t('watchLobby') : t('watchBoot')}</p>
        <div class="gathering">
          <Invitation />
          <Mission />
        </div>
        <People />
      </section>
    </div>
  );
}

/** The projector: the machine, who may still come, the ranks, and what happens in words. */
function Watch() {
  const [refused, setRefused] = useState('');
  useEffect(() => {
    new Connection(code, { watch: true }).join().catch((error: unknown) => {
      setRefused(error instanceof JoinRefused ? error.message : t('noServer'));
    });
    const stops = [followHappenings(), followSounds()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  const view = room.value;
  if (refused !== '') {
    return (
      <main class="centre">
        <div class="panel form">
          <p class="error" role="alert">
            {refused}
          </p>
          <a href="/">{t('home')}</a>
        </div>
      </main>
    );
  }
  if (view === null) return <Waiting text={t('joining')} />;
  return (
    <div class="play watch" data-testid="phase" data-phase={view.phase} data-tick={view.tick}>
      <Bar where={`${view.name} · ${code}`} />
      <PollBoard />
      <div class="under">
        <Outage />
        <main class={`stage ${spotlight.value !== null ? 'near' : view.phase === 'run' ? '' : 'alone'}`}>
          <div class="left">
            <WorldPane layout="watch">
              {view.paused && (
                <div class="ribbon">
                  <Sign name="pause" /> {t('paused')}
                </div>
              )}
              {(view.phase === 'lobby' || view.phase === 'boot') && <Gathering view={view} />}
              {view.phase === 'results' && <Results solo={false} />}
              <SurveySign />
              <Unprotected />
            </WorldPane>
            {view.phase === 'run' && <News legend />}
          </div>
          {spotlight.value !== null ? (
            <aside class="side">
              <CloseUp />
            </aside>
          ) : (
            view.phase === 'run' && <Side />
          )}
        </main>
      </div>
      <Offline />
      <Closed />
    </div>
  );
}

render(<Watch />, document.getElementById('app') as HTMLElement);
