import { useEffect, useRef } from 'preact/hooks';
import type { ProgramLine } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';

const SIGNS = { queued: 'dot', running: 'play', done: 'check', failed: 'cross' } as const;

/** What the process waits for, in words of the machine. */
const WAITS = {
  disk: 'waitDisk',
  keyboard: 'waitKeyboard',
  pipe: 'waitPipe',
  child: 'waitChild',
  timer: 'waitTimer',
  user: 'waitUser',
} as const;

/** Where the process is at this moment. */
function Whereabouts() {
  const process = room.value?.processes.find((candidate) => candidate.pid === self.value.pid);
  if (process === undefined) return <span class="where off">{t('notRunning')}</span>;
  if (process.core >= 0) {
    const left = room.value?.cores.find(({ id }) => id === process.core)?.quantumLeft ?? 0;
    const text = process.inKernel ? 'onCoreKernel' : 'onCore';
    return (
      <span class={`where ${process.inKernel ? 'kernel' : 'run'}`}>
        <Sign name="play" /> {t(text, { core: process.core, ticks: left })}
      </span>
    );
  }
  if (process.state === 'R')
    return (
      <span class="where ready">
        <Sign name="clock" /> {t('inQueue')}
      </span>
    );
  const wait = WAITS[process.waiting as keyof typeof WAITS];
  return (
    <span class="where wait">
      <Sign name="pause" /> {wait === undefined ? t('waitOther') : t(wait)}
    </span>
  );
}

function Line({ line }: { line: ProgramLine }) {
  const send = useSend();
  const open = line.state === 'queued' || line.state === 'running';
  return (
    <li class={line.state} data-testid="program-line" data-state={line.state}>
      <span class="sign" role="img" aria-label={t(`line_${line.state}`)}>
        <Sign name={SIGNS[line.state]} />
      </span>
      <code>{line.text}</code>
      {line.state !== 'queued' && (
        <span class="result">{line.state === 'running' ? t('running') : line.result}</span>
      )}
      {open && (
        <button
          type="button"
          class="quiet"
          data-testid="line-remove"
          aria-label={`${line.state === 'running' ? t('stopLine') : t('removeLine')}: ${line.text}`}
          title={line.state === 'running' ? t('stopLine') : t('removeLine')}
          onClick={() => send('clear', { id: line.id })}
        >
          {line.state === 'running' ? <Sign name="stop" /> : <Sign name="cross" />}
        </button>
      )}
    </li>
  );
}

/** The queue of lines with what became of each, the running one kept in sight. */
export function Program() {
  const { lines, course } = self.value;
  const send = useSend();
  const box = useRef<HTMLDivElement>(null);
  const queued = lines.filter((line) => line.state === 'queued').length;
  const at = lines.findIndex((line) => line.state === 'running' || line.state === 'queued');
  useEffect(() => {
    const list = box.current;
    if (list === null) return;
    const show = (): void => {
      const row = list.querySelectorAll('li')[at < 0 ? lines.length - 1 : at];
      if (row !== undefined) list.scrollTop = row.offsetTop - list.clientHeight / 2;
    };
    show();
    // What stands above it may take more room, and leave this less.
    const watched = new ResizeObserver(show);
    watched.observe(list);
    return () => watched.disconnect();
  }, [at, lines.length]);
  return (
    <section class="panel tall program">
      <header>
        <h2>{t('program')}</h2>
        <Whereabouts />
        {queued > 0 && (
          <button type="button" class="quiet small" data-testid="clear" onClick={() => send('clear', {})}>
            <Sign name="cross" /> {t('clearQueue')}
          </button>
        )}
      </header>
      <div class="scroll" ref={box}>
        {lines.length === 0 && <p class="dim">{t(course === null ? 'programEmpty' : 'levelNothing')}</p>}
        <ol class="lines">
          {lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ol>
      </div>
    </section>
  );
}
