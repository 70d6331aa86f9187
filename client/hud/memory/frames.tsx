import { useEffect, useRef } from 'preact/hooks';
import { useKeys } from '../../a11y/keys.ts';
import { t } from '../../i18n/t.ts';
import { room } from '../../net/store.ts';
import { programHue } from '../../theme/palette.ts';
import { nameOf } from '../format.ts';
import { useSend } from '../send.ts';
import { canLeave, cheapest, type FrameView, is, memory, pointed } from './choice.ts';

/** What lies in a frame, in words. */
function about(frame: FrameView, index: number): string {
  const view = room.value;
  const [owner, page] = frame;
  if (is(frame, 'free')) return t('frameFree', { frame: index });
  if (is(frame, 'kernel')) return t('frameKernel', { frame: index });
  const who = owner === 0 || view === null ? t('frameCache') : nameOf(view, owner);
  const bits = [
    is(frame, 'accessed') ? t('frameAccessed') : t('frameCold'),
    ...(is(frame, 'dirty') ? [t('frameDirty')] : []),
    ...(is(frame, 'pinned') ? [t('framePinned')] : []),
  ];
  return t('frameOf', { frame: index, who, page: page.toString(16), bits: bits.join(', ') });
}

function Frame({ frame, index }: { frame: FrameView; index: number }) {
  const send = useSend();
  const button = useRef<HTMLButtonElement>(null);
  const here = pointed.value === index;
  const owner = room.value?.processes.find((process) => process.pid === frame[0]);
  const kind = is(frame, 'free') ? 'free' : is(frame, 'kernel') ? 'kernel' : is(frame, 'file') ? 'file' : '';
  useEffect(() => {
    if (here) button.current?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  const text = about(frame, index);
  return (
    <button
      ref={button}
      type="button"
      class={`frame ${kind} ${is(frame, 'accessed') ? 'hot' : 'cold'} ${is(frame, 'dirty') ? 'dirty' : ''} ${is(frame, 'pinned') ? 'pinned' : ''} ${here ? 'pointed' : ''}`}
      style={{ '--hue': owner === undefined ? '' : programHue[owner.program] }}
      aria-label={text}
      title={text}
      tabIndex={here ? 0 : -1}
      data-testid="frame"
      data-frame={index}
      aria-disabled={!canLeave(frame)}
      onFocus={() => {
        pointed.value = index;
      }}
      onClick={() => {
        pointed.value = index;
        if (canLeave(frame)) send('evict', { frame: index });
      }}
    >
      {frame[0] > 0 ? frame[0] : ''}
    </button>
  );
}

/** Columns of the grid as it lies on the screen, so that up and down mean what they show. */
function columns(grid: HTMLElement | null): number {
  return grid === null ? 1 : getComputedStyle(grid).gridTemplateColumns.split(' ').length;
}

const STEPS: Readonly<Record<string, (width: number) => number>> = {
  ArrowRight: () => 1,
  ArrowLeft: () => -1,
  ArrowDown: (width) => width,
  ArrowUp: (width) => -width,
};

/** Every frame of memory: whose page, used lately, written. A press takes the page out. */
export function Frames() {
  const send = useSend();
  const grid = useRef<HTMLDivElement>(null);
  const view = memory.value;
  // Where a frame has the focus, it goes along: Enter takes the frame that is pointed at, not the one tapped last.
  const point = (frame: number): void => {
    pointed.value = frame;
    const buttons = grid.current;
    if (buttons?.contains(document.activeElement))
      buttons.querySelector<HTMLElement>(`[data-frame="${frame}"]`)?.focus();
  };
  useKeys((event) => {
    const frames = memory.peek()?.frames ?? [];
    const step = STEPS[event.key];
    if (step !== undefined) {
      const next = pointed.peek() + step(columns(grid.current));
      if (next >= 0 && next < frames.length) point(next);
      return true;
    }
    if (event.key.toLowerCase() === 'n') {
      const next = cheapest(frames, pointed.peek());
      if (next >= 0) point(next);
      return true;
    }
    const frame = frames[pointed.peek()];
    if (event.key !== 'Enter' || frame === undefined || event.target instanceof HTMLButtonElement)
      return false;
    if (canLeave(frame)) send('evict', { frame: pointed.peek() });
    return true;
  });
  if (view === null) return null;
  const full = view.free === 0;
  return (
    <section class="panel tall framepanel">
      <header>
        <h2>
          {t('memoryFrames')}{' '}
          <span class={`count ${full ? 'hot' : ''}`}>{t('framesFree', { count: view.free })}</span>
        </h2>
        <span class="dim keyhelp">{t('memoryKeys')}</span>
      </header>
      <div class="framegrid scroll" ref={grid}>
        {view.frames.map((frame, index) => (
          <Frame key={index} frame={frame} index={index} />
        ))}
      </div>
      <p class="framelegend dim">
        <span>
          <i class="frame hot" /> {t('legendHot')}
        </span>
        <span>
          <i class="frame cold" /> {t('legendCold')}
        </span>
        <span>
          <i class="frame cold dirty" /> {t('legendDirty')}
        </span>
        <span>
          <i class="frame cold file" /> {t('frameCache')}
        </span>
        <span>
          <i class="frame kernel" /> {t('legendPinned')}
        </span>
      </p>
    </section>
  );
}
