import { useEffect, useRef, useState } from 'preact/hooks';
import { moveTab } from '../../a11y/tablist.ts';
import { t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';
import { Codex } from './codex.tsx';

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
        {strace.map((line, index) => {
          const tone = / = -1 /.test(line) ? 'bad' : /unfinished|\+\+\+|---/.test(line) ? 'note' : '';
          return (
            <div key={`${index}${line}`} class={tone}>
              {line}
            </div>
          );
        })}
      </pre>
    </div>
  );
}

function Output() {
  const { terminal } = self.value;
  const box = useFollow(terminal.length);
  return (
    <div class="scroll terminal" ref={box}>
      {terminal === '' && <p class="dim">{t('outputEmpty')}</p>}
      <pre class="log" data-testid="terminal">
        {terminal}
      </pre>
    </div>
  );
}

function Memory() {
  const { mappedPages, residentPages, descriptors, variables } = self.value;
  const pages = Array.from({ length: Math.min(mappedPages, 64) }, (_, index) => index < residentPages);
  return (
    <div class="scroll memory">
      <p>{t('memoryPages', { resident: residentPages, mapped: mappedPages })}</p>
      <div class="pages" aria-hidden="true">
        {pages.map((resident, index) => (
          <i key={`page${index}`} class={resident ? 'in' : ''} />
        ))}
      </div>
      <div class="tables">
        <table>
          <caption>{t('descriptors')}</caption>
          <tbody>
            {descriptors.map((entry) => (
              <tr key={entry.fd}>
                <td class="code number">{entry.fd}</td>
                <td class="code">{entry.what}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <table>
          <caption>{t('variables')}</caption>
          <tbody>
            {variables.length === 0 && (
              <tr>
                <td class="dim">{t('noVariables')}</td>
              </tr>
            )}
            {variables.map((entry) => (
              <tr key={entry.name}>
                <td class="code">{entry.name}</td>
                <td class="code number">{entry.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const TABS = [
  ['strace', 'strace', Strace],
  ['output', 'output', Output],
  ['memory', 'recordMemory', Memory],
  ['codex', 'codex', Codex],
] as const;

/** What the process did and has: strace, terminal, memory, and the walls of the room. */
export function Record() {
  const [tab, setTab] = useState<(typeof TABS)[number][0]>('strace');
  const Body = TABS.find(([name]) => name === tab)?.[2] ?? Strace;
  return (
    <section class="panel tall record">
      <div class="tabs" role="tablist" onKeyDown={moveTab}>
        {TABS.map(([name, text]) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-controls="record-body"
            tabIndex={tab === name ? 0 : -1}
            aria-selected={tab === name}
            data-testid={`record-${name}`}
            onClick={() => setTab(name)}
          >
            {t(text)}
          </button>
        ))}
      </div>
      <div class="body" role="tabpanel" id="record-body" aria-labelledby={`tab-${tab}`}>
        <Body />
      </div>
    </section>
  );
}
