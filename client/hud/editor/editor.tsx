import { startCompletion } from '@codemirror/autocomplete';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Level } from '../../../shared/levels/schema.ts';
import { t } from '../../i18n/t.ts';
import { preference } from '../../net/keys.ts';
import { kernel, room, self } from '../../net/store.ts';
import { useSend } from '../send.ts';
import { emitsCode, eraseTypes, faultyLine, isOpen } from './erase.ts';
import { type Fault, showFault } from './marks.ts';
import { CodeError, Runner } from './runner.ts';
import { editorSetup } from './setup.ts';
import type { Core, Ready } from './types.ts';

/** The cores that ask for a successor: idle, or at the end of their quantum. */
function asking(): number[] {
  const lined = new Set(kernel.peek()?.lined.map(({ core }) => core));
  return (room.peek()?.cores ?? [])
    .filter((core) => !lined.has(core.id) && (core.pid === 0 || core.quantumLeft <= 1))
    .map(({ id }) => id);
}

/** What pickNext gets: the cores, who is ready and not lined up yet, and the tick. */
function situation(): [cores: Core[], ready: Ready[], now: number] {
  const view = room.peek();
  const programOf = (pid: number) => view?.processes.find((process) => process.pid === pid)?.program ?? '';
  const ready = (kernel.peek()?.queue ?? [])
    .filter((entry) => entry.lined < 0)
    .map(({ pid, waited, lastBurst, nice }) => ({ pid, program: programOf(pid), waited, lastBurst, nice }));
  const cores = (view?.cores ?? []).map(({ id, pid, quantumLeft }) => ({ id, pid, quantumLeft }));
  return [cores, ready, view?.tick ?? 0];
}

/** Of text that is no program: what the engine says, where that is about the player's own text. */
function brokenAt(error: CodeError, code: string): Fault {
  const line = error.line === 0 ? faultyLine(code) : error.line;
  if (isOpen(code)) return { line, message: t('editorOpen') };
  return { line, message: error.message };
}

/** What an error of the code says, and the line that it belongs to. */
function faultOf(reason: unknown, code: string): Fault {
  if (!(reason instanceof CodeError)) return { line: 0, message: t('somethingWrong') };
  if (reason.broken) return brokenAt(reason, code);
  // Without a line of the player's it is about what surrounds the code: there is no pickNext.
  const line = reason.line > code.split('\n').length ? 0 : reason.line;
  return {
    line,
    message: /pickNext is not defined/.test(reason.message) ? t('editorNoPick') : reason.message,
  };
}

/** What is said of an answer that is nobody's pid. */
function noPid(said: string): string {
  if (said === 'undefined') return t('editorNothing');
  return said === 'a promise' ? t('editorPromise') : t('editorNoPid', { answer: said });
}

/** The player's own scheduler: its text, and the run of it. Choices go out as any scheduler's messages. */
export function Editor({ level }: { level: Level }) {
  const send = useSend();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const runner = useRef<Runner>(undefined);
  const busy = useRef(false);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const key = `code.${level.id}`;
  const first = `function pickNext(cores, ready, now) {\n${level.editor}\n}\n`;
  const toggle = useRef(() => {});

  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    // In a root of its own the editor brings its styles as objects, which the page's policy allows.
    const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
    const extensions = editorSetup(() => toggle.current());
    const made = new EditorView({ doc: preference.get(key) ?? first, root, parent: root, extensions });
    // Letters typed here are text, not the game's keys.
    parent.addEventListener('keydown', (event) => event.stopPropagation());
    view.current = made;
    return () => {
      made.destroy();
      runner.current?.stop();
    };
  }, []);

  const stop = (why?: Fault): void => {
    runner.current?.stop();
    runner.current = undefined;
    setRunning(false);
    setFault(why);
    view.current?.dispatch({ effects: showFault.of(why) });
    if (why !== undefined && why.line > 0) goTo(why.line);
  };
  const goTo = (line: number): void => {
    const { current } = view;
    if (current === null || current === undefined || line > current.state.doc.lines) return;
    const { from } = current.state.doc.line(line);
    current.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
  };
  const code = (): string => view.current?.state.doc.toString() ?? '';
  const start = async (): Promise<void> => {
    preference.set(key, code());
    stop();
    try {
      const line = emitsCode(code());
      if (line > 0) throw new CodeError(t('editorEmits'), line);
      runner.current = await Runner.start(eraseTypes(code()));
      setRunning(true);
      if (self.peek().course?.question !== null) send('answer', { choice: 0 });
    } catch (reason) {
      stop(faultOf(reason, code()));
    }
  };
  toggle.current = () => (running ? stop() : void start());
  const reset = (): void => {
    stop();
    const { current } = view;
    current?.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: first } });
    current?.focus();
  };
  const suggest = (): void => {
    const { current } = view;
    if (current === undefined) return;
    current.focus();
    startCompletion(current);
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
        ({ pid, said }) => {
          // Stopped meanwhile: its answer counts no more.
          if (runner.current !== current) return;
          const ready = kernel.peek()?.queue.some((entry) => entry.pid === pid && entry.lined < 0);
          if (ready === true) send('dispatch', { core, pid, code: true });
          else stop({ line: 0, message: noPid(said) });
        },
        (reason) => stop(faultOf(reason, code())),
      )
      .finally(() => {
        busy.current = false;
      });
  }, [running, waits, tick, queued]);

  return (
    <section class="panel codepanel" aria-label={t('editor')}>
      <header>
        <h2>{t('editor')}</h2>
        <span class="dim keysline" id="editor-keys">
          {t('editorKeys')}
        </span>
        <button type="button" class="quiet suggest" data-testid="suggest" onClick={suggest}>
          {t('editorSuggest')}
        </button>
        <button type="button" class="quiet" data-testid="reset-code" onClick={reset}>
          {t('editorReset')}
        </button>
        <button type="button" class="primary" data-testid="run-code" onClick={() => toggle.current()}>
          {t(running ? 'editorStop' : 'editorRun')}
        </button>
      </header>
      <div class="codehost" ref={host} data-testid="code" />
      {fault !== undefined && (
        <p class="error" role="alert" data-testid="code-error">
          {fault.line === 0 ? fault.message : t('editorLine', { ...fault })}
        </p>
      )}
    </section>
  );
}
