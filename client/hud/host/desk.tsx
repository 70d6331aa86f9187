import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/t.ts';
import { Connection, JoinRefused } from '../../net/connection.ts';
import { useJoinUrl } from '../../net/join-url.ts';
import { hostKey } from '../../net/keys.ts';
import { room } from '../../net/store.ts';
import { Bar, Closed, Notices, Offline, Panel } from '../frame.tsx';
import { followHappenings } from '../happenings.ts';
import { Results } from '../results/results.tsx';
import { People } from '../room/lobby.tsx';
import { Outage, Unprotected } from '../room/panic.tsx';
import { Autopilot } from '../scheduler/figures.tsx';
import { SendContext } from '../send.ts';
import { WorldPane } from '../world-pane.tsx';
import { Controls } from './controls.tsx';
import { Inject } from './inject.tsx';
import { Protections } from './protections.tsx';
import { Roster } from './roster.tsx';
import { SurveyDesk } from './survey.tsx';

function CopyButton({ text, label }: { text: string; label: string }) {
  const [done, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
      setTimeout(() => setDone(false), 2000);
    } catch {
      // Without the right to the clipboard the link beside the button can still be selected.
    }
  };
  return (
    <button type="button" aria-label={`${t('copy')}: ${label}`} onClick={() => void copy()}>
      {done ? t('copied') : t('copy')}
    </button>
  );
}

function Invitation({ code }: { code: string }) {
  const link = useJoinUrl(code);
  return (
    <Panel title={t('roomCode')} class="fixed">
      <div class="invitation">
        <img class="qr" src={`/api/rooms/${code}/qr.svg`} alt={t('watchJoin', { url: link })} />
        <div class="grow">
          <div class="row">
            <div class="bigcode grow" data-testid="room-code">
              {code}
            </div>
            <CopyButton text={code} label={t('code')} />
          </div>
          <div class="row">
            <code class="grow joinlink" data-testid="join-link">
              {link}
            </code>
            <CopyButton text={link} label={t('roomLink')} />
          </div>
          <a href={`/watch/${code}`} target="_blank" rel="noreferrer" data-testid="open-watch">
            ↗ {t('projector')}
          </a>
          <br />
          <a href={`/report/${code}`} target="_blank" rel="noreferrer" data-testid="open-report">
            ↗ {t('openReport')}
          </a>
        </div>
      </div>
    </Panel>
  );
}

/** The teacher's place: the code, who is here, and the controls of the round. */
export function Desk({ code }: { code: string }) {
  const [connection, setConnection] = useState<Connection | undefined>();
  const [refused, setRefused] = useState('');
  useEffect(() => {
    const made = new Connection(code, { hostKey: hostKey.get(code) ?? '' });
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
          <WorldPane layout="play">
            {view.paused && <div class="ribbon">{t('paused')}</div>}
            <Autopilot />
            <Unprotected />
            <Notices />
            <Outage />
            {view.phase === 'lobby' && (
              <div class="overlay">
                <section class="panel sheet">
                  <h1>{view.name}</h1>
                  <p class="dim">{t('hostLobby')}</p>
                  <People />
                </section>
              </div>
            )}
            {view.phase === 'results' && <Results solo={false} />}
          </WorldPane>
          <aside class="side">
            <Invitation code={code} />
            <Controls />
            <SurveyDesk />
            <Protections />
            <Inject />
            <Roster />
          </aside>
        </main>
      </div>
      <Offline />
      <Closed />
    </SendContext.Provider>
  );
}
