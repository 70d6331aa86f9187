import { t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';
import { programHue } from '../../theme/palette.ts';
import { nameOf, POLICY_NAMES, percent } from '../format.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { canLeave, cheapest, memory } from './choice.ts';

/** Ticks that a full bar stands for. */
const LONG = 15;

/** Whom the OOM killer shall take, when nothing can leave memory any more. */
function OutOfMemory() {
  const send = useSend();
  const swapped = new Map(memory.value?.swapped);
  const held = (pid: number, pages: number): number => pages + (swapped.get(pid) ?? 0);
  const processes = [...(room.value?.processes ?? [])]
    .sort((a, b) => held(b.pid, b.pages) - held(a.pid, a.pages))
    .slice(0, 5)
    .sort((a, b) => a.pid - b.pid);
  return (
    <div class="oom" role="alert">
      <p>
        <Sign name="warning" /> {t('oomChoose')}
      </p>
      {processes.map((process) => (
        <button
          key={process.pid}
          type="button"
          class="danger"
          data-testid="oom-victim"
          onClick={() => send('oom', { pid: process.pid })}
        >
          {t('oomVictim', {
            program: process.program,
            pid: process.pid,
            pages: process.pages,
            swapped: swapped.get(process.pid) ?? 0,
          })}
        </button>
      ))}
    </div>
  );
}

/** Processes that can't go on until a frame is free, oldest first. */
export function Faults() {
  const send = useSend();
  const view = memory.value;
  const world = room.value;
  if (view === null || world === null) return null;
  // In a level, to choose the frame is what it is about.
  const helpful = self.value.course === null ? cheapest(view.frames, -1) : -1;
  return (
    <Panel
      title={t('faultQueue')}
      aside={view.faults.length === 0 ? undefined : t('faultsWaiting', { count: view.faults.length })}
      class="tall faults"
    >
      <div class="scroll">
        {view.exhausted && view.faults.length > 0 && <OutOfMemory />}
        {view.faults.length === 0 && (
          <p class="dim">{view.free > 0 ? t('faultsNone', { count: view.free }) : t('faultsSoon')}</p>
        )}
        <ol class="faultlist">
          {view.faults.map((fault) => {
            const process = world.processes.find(({ pid }) => pid === fault.pid);
            return (
              <li
                key={`${fault.pid}:${fault.page}`}
                data-testid="fault-row"
                style={{ '--hue': process === undefined ? '' : programHue[process.program] }}
              >
                <span class="dot" aria-hidden="true" />
                <b>{process?.program}</b> <span class="dim">{nameOf(world, fault.pid)}</span>
                <span class="track">
                  <i style={{ width: `${Math.min(100, (100 * fault.left) / LONG)}%` }} />
                </span>
                <span class="number">{t('ticks', { ticks: fault.left })}</span>
              </li>
            );
          })}
        </ol>
      </div>
      {view.faults.length > 0 &&
        !view.exhausted &&
        helpful >= 0 &&
        canLeave(view.frames[helpful] ?? [0, 0, 255]) && (
          <button
            type="button"
            class="primary"
            data-testid="evict-cold"
            onClick={() => send('evict', { frame: helpful })}
          >
            {t('evictCold', { frame: helpful })}
          </button>
        )}
    </Panel>
  );
}

/** What the memory manager is measured by. */
export function MemoryFigures() {
  const view = memory.value;
  if (view === null) return null;
  const rows = [
    [t('statMinor'), view.minor],
    [t('statMajor'), view.major],
    [t('statDirty'), `${view.dirtyEvictions} : ${view.cleanEvictions}`],
    [t('statGrade'), view.byHand === 0 ? '–' : percent(view.grade)],
    [t('statByHand'), `${view.byHand} : ${view.byFallback}`],
    [t('statSwap'), `${view.swapUsed} / ${view.swapSize}`],
  ] as const;
  return (
    <Panel title={t('thisRound')} class="figures">
      <dl class="stats">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** Says that an algorithm evicts while the manager is silent. */
export function MemoryAutopilot() {
  const view = memory.value;
  if (view === null || !view.silent || room.value?.phase !== 'run') return null;
  return (
    <div class="ribbon" role="status">
      <Sign name="gear" /> {t('autopilot', { policy: POLICY_NAMES[view.fallback] ?? view.fallback })}
    </div>
  );
}
