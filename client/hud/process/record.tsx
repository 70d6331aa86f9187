import { useEffect, useRef, useState } from 'preact/hooks';
import { wall } from '../../../shared/walls.ts';
import { t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';
import { useSend } from '../send.ts';

/** Keeps the newest line in sight. */
function useFollow(length: number) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [length]);
  return box;
}

function Strace() {
  const { strace } = self.value;
  const box = useFollow(strace.length + (strace.at(-1)?.length ?? 0));
  return (
    <div class="scroll" ref={box}>
      {strace.length === 0 && <p class="dim">{t('straceEmpty')}</p>}
      <pre class="log" data-testid="strace">
        {strace.map((line, index) => (
          <div key={`${index}${line}`} class={line.includes(' = -1 ') ? 'bad' : ''}>
            {line}
          </div>
        ))}
      </pre>
    </div>
  );
}

function Keyboard() {
  const [text, setText] = useState('');
  const send = useSend();
  const process = room.value?.processes.find((candidate) => candidate.pid === self.value.pid);
  if (process?.waiting !== 'keyboard') return null;
  return (
    <form
      class="typed"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== '') send('keys', { text });
        setText('');
      }}
    >
      <input
        aria-label={t('keysLabel')}
        placeholder={t('keysLabel')}
        value={text}
        maxLength={80}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit">{t('keysSend')}</button>
    </form>
  );
}

function Output() {
  const { terminal } = self.value;
  const box = useFollow(terminal.length);
  return (
    <>
      <div class="scroll" ref={box}>
        {terminal === '' && <p class="dim">{t('outputEmpty')}</p>}
        <pre class="log" data-testid="terminal">
          {terminal}
        </pre>
      </div>
      <Keyboard />
    </>
  );
}

function Memory() {
  const { mappedPages, residentPages, descriptors, variables } = self.value;
  return (
    <div class="scroll">
      <p>{t('memoryPages', { resident: residentPages, mapped: mappedPages })}</p>
      <h3>{t('descriptors')}</h3>
      <table>
        <tbody>
          {descriptors.map((entry) => (
            <tr key={entry.fd}>
              <td class="code">{entry.fd}</td>
              <td class="code">{entry.what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('variables')}</h3>
      {variables.length === 0 && <p class="dim">{t('noVariables')}</p>}
      <table>
        <tbody>
          {variables.map((entry) => (
            <tr key={entry.name}>
              <td class="code">{entry.name}</td>
              <td class="code">{entry.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Walls that this player has met, with what they teach. */
export function Codex() {
  const { discoveries } = self.value;
  return (
    <div class="scroll" data-testid="codex">
      {discoveries.length === 0 && <p class="dim">{t('codexEmpty')}</p>}
      {discoveries.map((id) => {
        const { name, explanation, seeIt } = wall(id);
        return (
          <div key={id} class="wallcard">
            <strong>{name}</strong>
            <p>{explanation}</p>
            <p>
              {t('seeIt')} <code>{seeIt}</code>
            </p>
          </div>
        );
      })}
    </div>
  );
}

const TABS = [
  ['strace', 'strace', Strace],
  ['output', 'output', Output],
  ['memory', 'memory', Memory],
  ['codex', 'codex', Codex],
] as const;

/** What the process did and has: strace, terminal, memory, codex. */
export function Record() {
  const [tab, setTab] = useState<(typeof TABS)[number][0]>('strace');
  const Body = TABS.find(([name]) => name === tab)?.[2] ?? Strace;
  return (
    <section class="panel grow" style={{ minHeight: '9.5rem' }}>
      <div class="tabs" role="tablist">
        {TABS.map(([name, text]) => (
          <button
            key={name}
            type="button"
            role="tab"
            class="quiet"
            aria-selected={tab === name}
            onClick={() => setTab(name)}
          >
            {t(text)}
          </button>
        ))}
      </div>
      <Body />
    </section>
  );
}
