import { useEffect, useState } from 'preact/hooks';
import { level as levelOf } from '../../shared/levels/index.ts';
import type { Level } from '../../shared/levels/schema.ts';
import type { Role } from '../../shared/roles.ts';
import { t } from '../i18n/t.ts';
import { notify, ownSeat, results, room, self } from '../net/store.ts';
import type { Thing } from '../world/scene.ts';
import { Acts } from './auditor/acts.tsx';
import { Counters } from './auditor/counters.tsx';
import { AuditLog } from './auditor/log.tsx';
import { byHand, mayChoose, playsByCode } from './editor/hands.ts';
import { Effect } from './effect.tsx';
import { Bar, Notices } from './frame.tsx';
import { Disk } from './io/disk.tsx';
import { IoAutopilot, IoFigures, Lines } from './io/lines.tsx';
import { LevelFigures } from './level/figures.tsx';
import { LevelPanel } from './level/panel.tsx';
import { LevelResults } from './level/results.tsx';
import { Screen } from './level/screen.tsx';
import { StepStrip } from './level/strip.tsx';
import { Way } from './level/way.tsx';
import { Faults, MemoryAutopilot, MemoryFigures } from './memory/faults.tsx';
import { Frames } from './memory/frames.tsx';
import { News } from './news.tsx';
import { Poll } from './poll/poll.tsx';
import { Codex } from './process/codex.tsx';
import { Composer } from './process/composer.tsx';
import { Exploits } from './process/exploits.tsx';
import { Job } from './process/job.tsx';
import { Program } from './process/program.tsx';
import { Record } from './process/record.tsx';
import { Results } from './results/results.tsx';
import { Boot } from './room/boot.tsx';
import { Lobby } from './room/lobby.tsx';
import { Outage, Unprotected } from './room/panic.tsx';
import { Survey } from './room/survey.tsx';
import { chosen, give, places } from './scheduler/choice.ts';
import { Cores } from './scheduler/cores.tsx';
import { Autopilot, Figures } from './scheduler/figures.tsx';
import { ReadyQueue } from './scheduler/queue.tsx';
import { useSend } from './send.ts';
import { Sign } from './sign.tsx';
import { PhoneTabs, Slot, TABS, type Tab, tab, WORKPLACE } from './tabs.tsx';
import { WorldPane } from './world-pane.tsx';

function LevelSlot() {
  return (
    <Slot of={['job']} class="slot-level">
      <LevelPanel />
    </Slot>
  );
}

function ProcessSide() {
  return (
    <aside class="side">
      {self.value.course === null ? (
        <Slot of={['job']} class="slot-job">
          <Job />
        </Slot>
      ) : (
        <LevelSlot />
      )}
      <Slot of={['program']} class="slot-program">
        <Program />
      </Slot>
      <Slot of={['record']} class="slot-record">
        <Record />
      </Slot>
    </aside>
  );
}

function SchedulerSide() {
  // A level leaves out the walls: its own text needs the room.
  const inLevel = self.value.course !== null;
  // Whoever writes the scheduler does not choose by hand.
  const writes = playsByCode(levelOf(self.value.course?.id ?? ''));
  return (
    <aside class={`side ${inLevel ? 'inlevel' : ''}`}>
      {inLevel && <LevelSlot />}
      {!writes && (
        <Slot of={['queue']} class="slot-cores">
          <Cores />
        </Slot>
      )}
      <Slot of={['figures']} class="slot-figures">
        {inLevel && (levelOf(self.value.course?.id ?? '')?.goals.length ?? 0) > 0 ? (
          <LevelFigures />
        ) : (
          <Figures />
        )}
        {!inLevel && <Effect />}
      </Slot>
      {!inLevel && <Walls />}
    </aside>
  );
}

/** The walls that were hit, for stations, which have no record of their own; before there is one, a phone's tab says so. */
function Walls() {
  const none = (room.value?.walls.length ?? 0) === 0;
  if (none && tab.value !== 'walls') return null;
  return (
    <Slot of={['walls']} class="slot-record">
      <section class="panel tall">
        <header>
          <h2>{t('codex')}</h2>
        </header>
        <Codex />
      </section>
    </Slot>
  );
}

function MemorySide() {
  const inLevel = self.value.course !== null;
  return (
    <aside class={`side ${inLevel ? 'inlevel' : ''}`}>
      {inLevel && <LevelSlot />}
      <Slot of={['faults']} class="slot-faults">
        <Faults />
      </Slot>
      <Slot of={['figures']} class="slot-figures">
        <MemoryFigures />
        {!inLevel && <Effect />}
      </Slot>
      {!inLevel && <Walls />}
    </aside>
  );
}

function IoSide() {
  const inLevel = self.value.course !== null;
  return (
    <aside class={`side ${inLevel ? 'inlevel' : ''}`}>
      {inLevel && <LevelSlot />}
      <Slot of={['lines']} class="slot-lines">
        <Lines />
      </Slot>
      {!inLevel && (
        <Slot of={['figures']} class="slot-figures">
          <IoFigures />
          <Effect />
        </Slot>
      )}
      {!inLevel && <Walls />}
    </aside>
  );
}

function AuditorSide() {
  const inLevel = self.value.course !== null;
  return (
    <aside class={`side ${inLevel ? 'inlevel' : ''}`}>
      {inLevel && <LevelSlot />}
      <Slot of={['counters']} class="slot-acts">
        <Acts />
      </Slot>
      <Slot of={['audit']} class="slot-record">
        <AuditLog />
      </Slot>
    </aside>
  );
}

/** What stands beside the world, by role. */
function Side({ role }: { role: Role }) {
  if (role === 'scheduler') return <SchedulerSide />;
  if (role === 'memory') return <MemorySide />;
  if (role === 'auditor') return <AuditorSide />;
  return role === 'io' ? <IoSide /> : <ProcessSide />;
}

/** Malware composes and attacks in the same place: two leaves of one dock. */
function MalwareDock() {
  const attacking = tab.value !== 'ask';
  return (
    <>
      <div class="docktabs">
        <button type="button" aria-pressed={attacking} onClick={() => (tab.value = 'exploits')}>
          <Sign name="bolt" /> {t('tabExploits')}
        </button>
        <button type="button" aria-pressed={!attacking} onClick={() => (tab.value = 'ask')}>
          <Sign name="keyboard" /> {t('ask')}
        </button>
      </div>
      {attacking ? <Exploits /> : <Composer />}
    </>
  );
}

/** A daily machine is played by hand or by code, and may change hands in the middle. */
function HandOrCode() {
  return (
    <div class="docktabs always">
      <button
        type="button"
        aria-pressed={!byHand.value}
        data-testid="by-code"
        onClick={() => {
          byHand.value = false;
        }}
      >
        <Sign name="pencil" /> {t('byCode')}
      </button>
      <button
        type="button"
        aria-pressed={byHand.value}
        data-testid="by-hand"
        onClick={() => {
          byHand.value = true;
        }}
      >
        <Sign name="hand" /> {t('byHand')}
      </button>
    </div>
  );
}

/** The editor is loaded by those who write, and by nobody else. */
function CodeDock({ level }: { level: Level }) {
  const [Loaded, setLoaded] = useState<typeof import('./editor/editor.tsx').Editor>();
  useEffect(() => {
    import('./editor/editor.tsx').then(
      ({ Editor }) => setLoaded(() => Editor),
      () => notify(t('somethingWrong'), 'bad'),
    );
  }, []);
  return Loaded === undefined ? <p class="dim">{t('starting')}</p> : <Loaded level={level} />;
}

function Dock({ role }: { role: Role }) {
  const level = levelOf(self.value.course?.id ?? '');
  if (role === 'scheduler') {
    return (
      <Slot of={['queue']} class="dock slot-queue">
        {mayChoose(level) && <HandOrCode />}
        {level !== undefined && playsByCode(level) ? <CodeDock level={level} /> : <ReadyQueue />}
      </Slot>
    );
  }
  if (role === 'memory') {
    return (
      <Slot of={['frames']} class="dock slot-queue">
        <Frames />
      </Slot>
    );
  }
  if (role === 'auditor') {
    return (
      <Slot of={['counters']} class="dock slot-queue">
        <Counters />
      </Slot>
    );
  }
  if (role === 'io') {
    return (
      <Slot of={['disk']} class="dock slot-queue">
        <Disk />
      </Slot>
    );
  }
  return (
    <Slot of={['ask', 'exploits']} class="dock">
      {role === 'malware' ? <MalwareDock /> : level?.journey === true ? <Way /> : <Composer />}
    </Slot>
  );
}

/** Where the player of a level acts: the disk where its arm is planned. */
function workplace(role: Role): Tab | undefined {
  const planned = levelOf(self.peek().course?.id ?? '')?.thinks === true;
  return role === 'io' && planned ? 'disk' : WORKPLACE[role];
}

/** A seat's screen in a room: the world, and around it what its role reads and does. */
export function Table({ solo }: { solo: boolean }) {
  const phase = room.value?.phase ?? 'lobby';
  const { kind } = self.value;
  const role: Role = kind === 'host' || kind === 'watch' ? 'process' : kind;
  const running = phase === 'run';
  const view = results.value;
  const level = view?.level ? { view, result: view.level } : null;
  const send = useSend();
  const pick = (thing: Thing): void => {
    if (role !== 'scheduler' || !running) return;
    if (thing.kind === 'core') give(send, thing.core);
    else if (places.peek().some((entry) => entry?.pid === thing.pid)) chosen.value = thing.pid;
  };
  useEffect(() => {
    tab.value = self.value.course === null ? (TABS[role][0] ?? 'job') : 'job';
  }, [role]);
  const asked = self.value.course?.question !== null && self.value.course !== null;
  useEffect(() => {
    // A question must not lie behind another tab; who has answered goes to the station.
    if (asked) tab.value = 'job';
    else if (self.peek().course !== null) tab.value = workplace(role) ?? tab.peek();
  }, [asked, role]);
  return (
    <div
      class="play"
      data-testid="play"
      data-seat={ownSeat.value}
      data-role={kind}
      data-tick={room.value?.tick ?? 0}
    >
      <Bar />
      <Poll />
      <div class="under" data-testid="phase" data-phase={phase}>
        <main class={`stage ${running ? '' : 'alone'}`}>
          <div class="left">
            <WorldPane layout="play" onPick={pick}>
              {room.value?.paused === true && (
                <div class="ribbon">
                  <Sign name="pause" /> {t('paused')}
                </div>
              )}
              {running && <Screen />}
            </WorldPane>
            <Unprotected />
            {running && (
              <News>
                {role === 'memory' ? <MemoryAutopilot /> : role === 'io' ? <IoAutopilot /> : <Autopilot />}
              </News>
            )}
            {running && <StepStrip />}
            {running && <Dock role={role} />}
          </div>
          {running && <Side role={role} />}
        </main>
        <Outage />
        {phase === 'lobby' && <Lobby />}
        {phase === 'boot' && <Boot />}
        {phase === 'results' && (level == null ? <Results solo={solo} /> : <LevelResults {...level} />)}
        {!running && <Survey />}
      </div>
      {running && <PhoneTabs role={role} />}
      {!running && <Notices />}
    </div>
  );
}
