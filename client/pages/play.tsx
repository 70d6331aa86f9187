import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ROLES, type Role } from '../../shared/roles.ts';
import { Bar, Closed, Notices, Offline } from '../hud/frame.tsx';
import { followHappenings } from '../hud/happenings.ts';
import { Composer } from '../hud/process/composer.tsx';
import { Exploits } from '../hud/process/exploits.tsx';
import { Job } from '../hud/process/job.tsx';
import { Program } from '../hud/process/program.tsx';
import { Record } from '../hud/process/record.tsx';
import { Boot } from '../hud/room/boot.tsx';
import { Lobby } from '../hud/room/lobby.tsx';
import { Results } from '../hud/room/results.tsx';
import { Autopilot, Cores, Figures, ReadyQueue } from '../hud/scheduler/station.tsx';
import { SendContext } from '../hud/send.ts';
import { Ticker } from '../hud/ticker.tsx';
import { WorldPane } from '../hud/world-pane.tsx';
import { t } from '../i18n/t.ts';
import { api } from '../net/api.ts';
import { Connection, JoinRefused } from '../net/connection.ts';
import { intent } from '../net/keys.ts';
import { link, ownSeat, room, self } from '../net/store.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/hud.css';
import { Brand } from './brand.tsx';
import { lastPathPart } from './path.ts';

const code = lastPathPart('play');

function roleOf(text: string | undefined): Role | undefined {
  return ROLES.find((role) => role === text);
}

function where(): string {
  const view = room.value;
  const { kind, pid, program } = self.value;
  if (view === null) return '';
  const place = t('room', { code: view.code });
  if (view.phase !== 'run') return `${view.name} · ${place}`;
  if (kind === 'scheduler') return `${place} · ${t('youAreScheduler')}`;
  return `${place} · ${pid === 0 ? t('youAreRestarting') : t('youAre', { program, pid })}`;
}

type Tab = 'side' | 'bottom';

/** The tabs of a phone: what stands under the world. */
function PhoneTabs({ tab, set }: { tab: Tab; set: (tab: Tab) => void }) {
  const scheduler = self.value.kind === 'scheduler';
  const names = scheduler
    ? ([
        ['bottom', t('tabQueue')],
        ['side', t('tabCores')],
      ] as const)
    : ([
        ['side', t('tabJob')],
        ['bottom', t('tabCards')],
      ] as const);
  return (
    <nav class="phonetabs">
      {names.map(([name, text]) => (
        <button key={name} type="button" aria-pressed={tab === name} onClick={() => set(name)}>
          {text}
        </button>
      ))}
    </nav>
  );
}

function Side() {
  if (self.value.kind === 'scheduler') {
    return (
      <aside class="side">
        <Cores />
        <Figures />
        <Ticker count={6} />
      </aside>
    );
  }
  return (
    <aside class="side">
      <Job />
      <Program />
      <Record />
    </aside>
  );
}

function Bottom() {
  const { kind } = self.value;
  return (
    <div class="bottom">
      {kind === 'scheduler' ? <ReadyQueue /> : kind === 'malware' ? <MalwareBottom /> : <Composer />}
    </div>
  );
}

function MalwareBottom() {
  const [cards, setCards] = useState(true);
  return (
    <>
      <div class="tabs" style={{ marginBottom: '0.3rem' }}>
        <button type="button" aria-pressed={cards} onClick={() => setCards(true)}>
          {t('tabExploits')}
        </button>
        <button type="button" aria-pressed={!cards} onClick={() => setCards(false)}>
          {t('ask')}
        </button>
      </div>
      {cards ? <Exploits /> : <Composer />}
    </>
  );
}

function Table({ solo }: { solo: boolean }) {
  const phase = room.value?.phase ?? 'lobby';
  const [tab, setTab] = useState<Tab>('side');
  const { kind } = self.value;
  useEffect(() => setTab(kind === 'scheduler' ? 'bottom' : 'side'), [kind]);
  return (
    <div
      class="play"
      data-testid="play"
      data-seat={ownSeat.value}
      data-role={kind}
      data-tick={room.value?.tick ?? 0}
    >
      <Bar where={where()} />
      <div class="phase" data-testid="phase" data-phase={phase}>
        <main class="stage" data-tab={tab}>
          <WorldPane layout="play">
            {room.value?.paused === true && <div class="ribbon">{t('paused')}</div>}
            <Autopilot />
            <Notices />
          </WorldPane>
          {phase === 'run' && <Side />}
          {phase === 'run' && <Bottom />}
        </main>
        {phase === 'lobby' && <Lobby />}
        {phase === 'boot' && <Boot />}
        {phase === 'results' && <Results solo={solo} />}
      </div>
      {phase === 'run' && <PhoneTabs tab={tab} set={setTab} />}
    </div>
  );
}

/** The name is asked for again where the room refused it. */
function NameForm({ refused, join }: { refused: string; join: (nickname: string) => void }) {
  const [nickname, setNickname] = useState(intent.get(code).nickname ?? '');
  return (
    <main class="centre">
      <form
        class="panel form"
        onSubmit={(event) => {
          event.preventDefault();
          join(nickname);
        }}
      >
        <Brand />
        <p class="error" role="alert" data-testid="join-refused">
          {refused}
        </p>
        <label>
          {t('nickname')}
          <span class="row">
            <input
              value={nickname}
              maxLength={20}
              data-testid="join-name"
              onInput={(event) => setNickname(event.currentTarget.value)}
            />
            <button
              type="button"
              onClick={() =>
                void api.nickname().then(
                  (made) => setNickname(made.nickname),
                  () => undefined,
                )
              }
            >
              {t('surprise')}
            </button>
          </span>
        </label>
        <button type="submit" class="primary" data-testid="join-go">
          {t('join')}
        </button>
        <a href="/">{t('home')}</a>
      </form>
    </main>
  );
}

function Play() {
  const [connection, setConnection] = useState<Connection | undefined>();
  const [refused, setRefused] = useState('');
  const join = async (nickname?: string): Promise<void> => {
    setRefused('');
    const wanted = intent.get(code);
    const name = nickname ?? wanted.nickname;
    const role = roleOf(wanted.role);
    const made = new Connection(code, {
      ...(name === undefined || name === '' ? {} : { nickname: name }),
      ...(role === undefined ? {} : { role }),
    });
    try {
      await made.join();
      setConnection(made);
    } catch (error) {
      setRefused(error instanceof JoinRefused ? error.message : t('noServer'));
    }
  };
  useEffect(() => {
    void join();
    return followHappenings();
  }, []);
  if (refused !== '') return <NameForm refused={refused} join={(nickname) => void join(nickname)} />;
  if (connection === undefined || room.value === null || link.value === 'connecting')
    return <main class="centre dim">{t('joining')}</main>;
  return (
    <SendContext.Provider value={(type, message) => connection.send(type, message)}>
      <Table solo={!room.value.seats.some((seat) => seat.id === 'host') && !room.value.hostPresent} />
      <Offline />
      <Closed />
    </SendContext.Provider>
  );
}

render(<Play />, document.getElementById('app') as HTMLElement);
