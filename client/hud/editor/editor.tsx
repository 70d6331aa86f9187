import { javascript } from '@codemirror/lang-javascript';
import { basicSetup, EditorView } from 'codemirror';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Level } from '../../../shared/levels/schema.ts';
import { t } from '../../i18n/t.ts';
import { preference } from '../../net/keys.ts';
import { kernel, room, self } from '../../net/store.ts';
import { useSend } from '../send.ts';
import { CodeError, Runner } from './runner.ts';

/** A sheet of paper: the editor's own colours for code are made for a light ground. */
const paper = EditorView.theme({
  '&': { height: '100%', backgroundColor: '#f1f4ff', color: '#101938', fontSize: '14px' },
  '.cm-gutters': { backgroundColor: '#dfe6fb', color: '#3d4a76', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: '#cfdcff80' },
  '&.cm-focused': { outline: '3px solid #3ce0ff' },
});

/** The cores that ask for a successor: idle, or at the end of their quantum. */
function asking(): number[] {
  const lined = new Set(kernel.peek()?.lined.map(({ core }) => core));
  return (room.peek()?.cores ?? [])
    .filter((core) => !lined.has(core.id) && (core.pid === 0 || core.quantumLeft <= 1))
    .map(({ id }) => id);
}

/** What pickNext gets: the cores, who is ready and not lined up yet, and the tick. */
function situation(): unknown[] {
  const view = room.peek();
  const programOf = (pid: number) => view?.processes.find((process) => process.pid === pid)?.program ?? '';
  const ready = (kernel.peek()?.queue ?? [])
    .filter((entry) => entry.lined < 0)
    .map(({ pid, waited, lastBurst, nice }) => ({ pid, program: programOf(pid), waited, lastBurst, nice }));
  const cores = (view?.cores ?? []).map(({ id, pid, quantumLeft }) => ({ id, pid, quantumLeft }));
  return [cores, ready, view?.tick ?? 0];
}

/** The player's own scheduler: its text, and the run of it. Choices go out as any scheduler's messages. */
export function Editor({ level }: { level: Level }) {
  const send = useSend();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const runner = useRef<Runner>(undefined);
  const busy = useRef(false);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState('');
  const key = `code.${level.id}`;

  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    // In a root of its own the editor brings its styles as objects, which the page's policy allows.
    const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
    const doc = preference.get(key) ?? `function pickNext(cores, ready, now) {\n${level.editor}\n}\n`;
    const made = new EditorView({ doc, root, parent: root, extensions: [basicSetup, javascript(), paper] });
    // Letters typed here are text, not the game's keys.
    parent.addEventListener('keydown', (event) => event.stopPropagation());
    view.current = made;
    return () => {
      made.destroy();
      runner.current?.stop();
    };
  }, []);

  const stop = (message: string): void => {
    runner.current?.stop();
    runner.current = undefined;
    setRunning(false);
    setError(message);
  };
  const explain = (reason: unknown): string => {
    if (!(reason instanceof CodeError)) return t('somethingWrong');
    return reason.line === 0
      ? reason.message
      : t('editorLine', { line: reason.line, message: reason.message });
  };
  const start = async (): Promise<void> => {
    const code = view.current?.state.doc.toString() ?? '';
    preference.set(key, code);
    setError('');
    try {
      runner.current = await Runner.start(code);
      setRunning(true);
      if (self.peek().course?.question !== null) send('answer', { choice: 0 });
    } catch (reason) {
      stop(explain(reason));
    }
  };

  const waits = self.value.course?.waits === true;
  const tick = room.value?.tick ?? 0;
  const queued = kernel.value?.lined.length ?? 0;
  useEffect(() => {
    const [core] = asking();
    const current = runner.current;
    if (!running || !waits || busy.current || core === undefined || current === undefined) return;
    busy.current = true;
    current
      .pick(situation())
      .then(
        (pid) => {
          const ready = kernel.peek()?.queue.some((entry) => entry.pid === pid && entry.lined < 0);
          if (ready === true) send('dispatch', { core, pid });
          else stop(t('editorNoPid', { answer: String(pid) }));
        },
        (reason) => stop(explain(reason)),
      )
      .finally(() => {
        busy.current = false;
      });
  }, [running, waits, tick, queued]);

  return (
    <section class="panel codepanel" aria-label={t('editor')}>
      <header>
        <h2>{t('editor')}</h2>
        <button
          type="button"
          class="primary"
          data-testid="run-code"
          onClick={() => (running ? stop('') : void start())}
        >
          {t(running ? 'editorStop' : 'editorRun')}
        </button>
      </header>
      <div class="codehost" ref={host} data-testid="code" />
      {error !== '' && (
        <p class="error" role="alert" data-testid="code-error">
          {error}
        </p>
      )}
    </section>
  );
}
