import { computed } from '@preact/signals';
import type { IoView } from '../../../shared/protocol/stations.ts';
import { useKeys } from '../../a11y/keys.ts';
import { t } from '../../i18n/t.ts';
import { room, station } from '../../net/store.ts';
import { programHue } from '../../theme/palette.ts';
import { nameOf } from '../format.ts';
import { CORE_KEYS } from '../logic/slots.ts';
import { useSend } from '../send.ts';

/** The I/O station's view, while that is one's station. */
export const io = computed<IoView | null>(() => (station.value?.station === 'io' ? station.value : null));

type Request = IoView['disk']['queue'][number];

/** Letters for the requests of the queue, in the order of their cylinders. */
const LETTERS = CORE_KEYS.slice(0, 8);

const byCylinder = (queue: readonly Request[]): Request[] =>
  [...queue].sort((a, b) => a.cylinder - b.cylinder || a.id - b.id);

function RequestRow({ request, letter, arm }: { request: Request; letter: string | undefined; arm: number }) {
  const send = useSend();
  const view = room.value;
  const process = view?.processes.find(({ pid }) => pid === request.pid);
  return (
    <button
      type="button"
      class="request"
      style={{ '--hue': process === undefined ? '' : programHue[process.program] }}
      data-testid="disk-request"
      data-request={request.id}
      disabled={(io.value?.disk.active ?? -1) >= 0}
      onClick={() => send('seek', { request: request.id })}
    >
      {letter !== undefined && <kbd>{letter.toUpperCase()}</kbd>}
      <b>{t('cylinder', { cylinder: request.cylinder })}</b>
      <span class="dim">
        {request.pid === 0 || view === null ? t('diskNobody') : nameOf(view, request.pid)} ·{' '}
        {t(`disk_${request.kind as 'read' | 'write' | 'swap'}`)}
      </span>
      <span class="number">{t('armWay', { cylinders: Math.abs(request.cylinder - arm) })}</span>
    </button>
  );
}

/** The disk from above, rolled out: cylinders from left to right, the arm, and who waits where. */
function Track({ disk }: { disk: IoView['disk'] }) {
  const at = (cylinder: number): string => `${(100 * cylinder) / Math.max(1, disk.cylinders - 1)}%`;
  return (
    <div
      class="disktrack"
      role="img"
      aria-label={t('diskPicture', { arm: disk.arm, count: disk.queue.length })}
    >
      <div class="platter">
        {disk.queue.map((request) => (
          <i key={request.id} class="wanted" style={{ left: at(request.cylinder) }} />
        ))}
        {disk.active >= 0 && <i class="target" style={{ left: at(disk.active) }} />}
        <i class={`arm ${disk.direction > 0 ? 'right' : 'left'}`} style={{ left: at(disk.arm) }} />
      </div>
      <span class="scale dim">
        <span>0</span>
        <span>{disk.cylinders - 1}</span>
      </span>
    </div>
  );
}

/** The disk with its arm and its queue: whom to serve next. */
export function Disk() {
  const send = useSend();
  const view = io.value;
  useKeys((event) => {
    const disk = io.peek()?.disk;
    const at = (LETTERS as readonly string[]).indexOf(event.key.toLowerCase());
    const request = disk === undefined || at < 0 ? undefined : byCylinder(disk.queue)[at];
    if (request === undefined) return false;
    send('seek', { request: request.id });
    return true;
  });
  if (view === null) return null;
  const { disk } = view;
  const requests = byCylinder(disk.queue);
  return (
    <section class="panel tall diskpanel">
      <header>
        <h2>
          {t('diskQueue')} <span class="count">{disk.queue.length}</span>
        </h2>
        <span class="dim keyhelp">{t('diskKeys')}</span>
      </header>
      <Track disk={disk} />
      <div class="requests scroll">
        {requests.length === 0 && (
          <p class="dim">{disk.active >= 0 ? t('diskWorks', { cylinder: disk.active }) : t('diskIdle')}</p>
        )}
        {requests.map((request, index) => (
          <RequestRow key={request.id} request={request} letter={LETTERS[index]} arm={disk.arm} />
        ))}
      </div>
    </section>
  );
}
