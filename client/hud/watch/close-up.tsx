import { useEffect, useRef } from 'preact/hooks';
import type { ProcessView } from '../../../shared/protocol/view.ts';
import type { Program } from '../../../shared/roles.ts';
import { td } from '../../i18n/desk.ts';
import { room, spotlight } from '../../net/store.ts';
import { programHue } from '../../theme/palette.ts';
import { moodOf, paintFace } from '../../world/faces.ts';
import { HOUSE, paintHouse } from '../../world/houses.ts';
import { stateWords } from './state.ts';

/** Pixels of the canvas for each unit of the world's drawing: sharp at the size in which a projector shows it. */
const SCALE = 6;

/** The process's house as the world draws it, from near: its pages as lit windows, and its face. */
function House({ process, program }: { process: ProcessView | undefined; program: Program }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pages = process?.pages ?? 0;
  const lit = process !== undefined && process.core >= 0;
  const gone = process === undefined || process.state === 'Z';
  const awake = lit || (process?.state === 'R' && !process.frozen);
  const mood = moodOf(process?.tired ?? 0);
  useEffect(() => {
    const brush = canvas.current?.getContext('2d');
    if (brush == null) return;
    brush.setTransform(SCALE, 0, 0, SCALE, 0, 0);
    brush.clearRect(0, 0, HOUSE.w, HOUSE.h);
    paintHouse(brush, program, pages, lit, gone);
    brush.translate(HOUSE.face.x, HOUSE.face.y);
    paintFace(brush, program, gone ? 'gone' : awake ? 'open' : 'asleep', mood);
  }, [program, pages, lit, gone, awake, mood]);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without a tab index takes no focus.
    <canvas
      class="closehouse"
      ref={canvas}
      width={HOUSE.w * SCALE}
      height={HOUSE.h * SCALE}
      aria-hidden="true"
    />
  );
}

/** The process in the spotlight, big: what it is and does, and its last calls. */
export function CloseUp() {
  const view = spotlight.value;
  if (view === null) return null;
  const process = view.ended ? undefined : room.value?.processes.find(({ pid }) => pid === view.pid);
  const colour = programHue[view.program];
  return (
    <section
      class="closeup panel"
      aria-label={td('spotTitle')}
      data-testid="close-up"
      style={{ '--hue': colour }}
    >
      <header>
        <House process={process} program={view.program} />
        <div class="grow">
          <h2>
            {view.program}
            {view.nickname !== '' && <span>{view.nickname}</span>}
          </h2>
          <p class="dim">
            {td('spotPid', { pid: view.pid })}
            {process !== undefined && ` · ${td('spotPages', { pages: process.pages })}`}
          </p>
          <p class="state">{stateWords(process)}</p>
        </div>
      </header>
      {view.line !== '' && (
        <p class="bigline code" data-testid="spot-line">
          {view.line}
        </p>
      )}
      <h3>{td('spotCalls')}</h3>
      {view.strace.length === 0 && <p class="dim">{td('showNoLines')}</p>}
      <ol class="calls code">
        {view.strace.map((line, index) => (
          <li key={`${index}${line}`} class={/ = -1 /.test(line) ? 'bad' : ''}>
            {line}
          </li>
        ))}
      </ol>
    </section>
  );
}
