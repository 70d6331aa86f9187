import { useEffect, useState } from 'preact/hooks';
import { td } from '../../i18n/desk.ts';
import { t } from '../../i18n/t.ts';
import { Connection, JoinRefused } from '../../net/connection.ts';
import { hostKey } from '../../net/keys.ts';
import { room } from '../../net/store.ts';
import { Bar, Closed, Notices, Offline } from '../frame.tsx';
import { Mission } from '../goals.tsx';
import { followHappenings } from '../happenings.ts';
import { News } from '../news.tsx';
import { Results } from '../results/results.tsx';
import { People } from '../room/lobby.tsx';
import { Outage, Unprotected } from '../room/panic.tsx';
import { Autopilot } from '../scheduler/figures.tsx';
import { SendContext } from '../send.ts';
import { Sign } from '../sign.tsx';
import { WorldPane } from '../world-pane.tsx';
import { Controls } from './controls.tsx';
import { DeskTabs, deskTab } from './desk-tabs.tsx';
import { Waiting } from './door.tsx';
import { RoleBoard } from './roles.tsx';

/** The teacher's place: the code, who is here, and the controls of the round. */
export function Desk({ code }: { code: string }) {
  const [connection, setConnection] = useState<Connection | undefined>();
  const [refused, setRefused] = useState('');
  useEffect(() => {
    const key = hostKey.get(code);
    if (key === undefined) return setRefused(td('noDeskKey'));
    const made = new Connection(code, { hostKey: key });
    made.join().then(
      () => setConnection(made),
      (error: unknown) => setRefused(error instanceof JoinRefused ? error.message : t('noServer')),
    );
    return followHappenings();
  }, [code]);
  const view = room.value;
  if (refused !== '') {
    return (
      <main class="centre">
        <div class="panel form">
          <p class="error">{refused}</p>
          <a href="/host">{t('openRoom')}</a>
        </div>
      </main>
    );
  }
  if (connection === undefined || view === null) return <main class="centre dim">{t('joining')}</main>;
  return (
    <SendContext.Provider value={(type, message) => connection.send(type, message)}>
      <div class="play" data-testid="phase" data-phase={view.phase} data-tick={view.tick}>
        <Bar where={`${view.name} · ${t('hostDesk')}`} />
        <main class="desk">
          <div class="left">
            <WorldPane
              layout="play"
              onPick={(thing) => {
                if (deskTab.peek() === 'show' && thing.kind !== 'core') {
                  connection.send('spotlight', { pid: thing.pid });
                }
              }}
            >
              {view.paused && (
                <div class="ribbon">
                  <Sign name="pause" /> {t('paused')}
                </div>
              )}
              <Unprotected />
              {view.phase !== 'run' && <Notices />}
              <Outage />
              {view.phase === 'lobby' && (
                <div class="overlay">
                  <section class="panel sheet">
                    <h1>{view.name}</h1>
                    <p class="dim">{t('hostLobby')}</p>
                    <Mission />
                    {deskTab.value === 'roles' ? <People /> : <RoleBoard />}
                  </section>
                </div>
              )}
              {view.phase === 'results' && <Results solo={false} />}
            </WorldPane>
            {view.phase === 'run' && (
              <News>
                <Autopilot />
              </News>
            )}
          </div>
          <aside class="side">
            <Controls />
            <Waiting />
            <DeskTabs code={code} />
          </aside>
        </main>
      </div>
      <Offline />
      <Closed />
    </SendContext.Provider>
  );
}
