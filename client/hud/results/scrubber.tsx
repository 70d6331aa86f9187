import { useEffect } from 'preact/hooks';
import { r } from '../../i18n/r.ts';
import {
  closeReplay,
  pause,
  play,
  replayEnd,
  replayPlays,
  replaySpeed,
  replayTick,
  SPEEDS,
  seek,
  shownRoom,
  step,
} from '../../net/replay.ts';
import { ownRecord, postMortem } from '../../net/store.ts';
import { Sign } from '../sign.tsx';

/** What keys do while one looks back, unless the focus is in something that needs them itself. */
const KEYS: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => step(-1),
  ArrowRight: () => step(1),
  PageUp: () => step(-50),
  PageDown: () => step(50),
  Home: () => void seek(0),
  End: () => void seek(replayEnd.peek()),
  ' ': () => (replayPlays.peek() ? pause() : play()),
  Escape: closeReplay,
};

function useKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = KEYS[event.key];
      if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      // A button keeps its space bar.
      if (event.key === ' ' && event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** Marks on the slider: what the round's questions are about. */
function Marks({ end }: { end: number }) {
  const ticks = (postMortem.value?.questions ?? []).flatMap(({ tick }) => (tick > 0 ? [tick] : []));
  return (
    <div class="marks" aria-hidden="true">
      {ticks.map((tick) => (
        <i key={tick} style={{ left: `${(100 * tick) / Math.max(1, end)}%` }} />
      ))}
    </div>
  );
}

/** One's own call that returned last at this tick. */
function OwnLine({ tick }: { tick: number }) {
  const line = ownRecord.value?.strace.findLast((entry) => entry.tick <= tick);
  if (line === undefined) return null;
  return (
    <code class="ownline" title={r('replayOwn')}>
      {line.text}
    </code>
  );
}

/** The round once more in the world above: a slider, single steps, play and pause. */
export function Scrubber() {
  useKeys();
  const tick = replayTick.value ?? 0;
  const end = replayEnd.value;
  const down = shownRoom.value?.outage ?? null;
  return (
    <section class="scrubber panel" aria-label={r('replayTitle')} data-testid="scrubber" data-at={tick}>
      <div class="row wrap">
        <button type="button" aria-label={r('replayBack')} onClick={() => step(-1)}>
          ‹
        </button>
        <button
          type="button"
          class="primary"
          data-testid="replay-play"
          aria-label={r(replayPlays.value ? 'replayPause' : 'replayPlay')}
          onClick={() => (replayPlays.value ? pause() : play())}
        >
          <Sign name={replayPlays.value ? 'pause' : 'play'} />
        </button>
        <button type="button" aria-label={r('replayOn')} onClick={() => step(1)}>
          ›
        </button>
        <div class="track grow">
          <input
            type="range"
            min={0}
            max={end}
            step={1}
            value={tick}
            aria-label={r('replayTick')}
            aria-valuetext={r('replayAt', { tick, end })}
            data-testid="replay-slider"
            onInput={(event) => {
              pause();
              void seek(Number(event.currentTarget.value));
            }}
          />
          <Marks end={end} />
        </div>
        <output class="at">{r('replayAt', { tick, end })}</output>
        <fieldset class="bare choices">
          <legend class="visually-hidden">{r('replaySpeed')}</legend>
          {SPEEDS.map((speed) => (
            <button
              key={speed}
              type="button"
              class="small"
              aria-pressed={replaySpeed.value === speed}
              onClick={() => {
                replaySpeed.value = speed;
              }}
            >
              ×{speed}
            </button>
          ))}
        </fieldset>
        <button type="button" data-testid="replay-close" onClick={closeReplay}>
          {r('replayClose')}
        </button>
      </div>
      <p class="below">
        {down !== null && (
          <b class="down">
            <Sign name="warning" /> {r(down.phase === 'panic' ? 'replayPanic' : 'replayBoot')}{' '}
          </b>
        )}
        <OwnLine tick={tick} />
      </p>
    </section>
  );
}
