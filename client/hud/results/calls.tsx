import { useMemo, useState } from 'preact/hooks';
import type { CallFigures, OwnRecordView } from '../../../shared/protocol/postmortem.ts';
import { r } from '../../i18n/r.ts';
import { ownRecord, postMortem } from '../../net/store.ts';

/** Lines shown at once; the filter finds the others. */
const MOST = 400;

/** `strace -c`: ticks in the kernel and their share, calls, errors, and the time from call to return. */
function CallsTable({ calls, title }: { calls: readonly CallFigures[]; title: string }) {
  const all = Math.max(
    1,
    calls.reduce((sum, { kernel }) => sum + kernel, 0),
  );
  const sum = (of: 'kernel' | 'calls' | 'errors' | 'span') =>
    calls.reduce((total, figures) => total + figures[of], 0);
  return (
    <section class="panel" data-testid="calls">
      <header>
        <h2>{title}</h2>
        <code class="dim">strace -c</code>
      </header>
      <p class="dim">{r('callsExplained')}</p>
      <div class="ganttscroll">
        <table class="calls">
          <thead>
            <tr>
              <th scope="col" class="number">
                % {r('colTicks')}
              </th>
              <th scope="col" class="number">
                {r('colTicks')}
              </th>
              <th scope="col" class="number">
                {r('colSpan')}
              </th>
              <th scope="col" class="number">
                {r('colCalls')}
              </th>
              <th scope="col" class="number">
                {r('colErrors')}
              </th>
              <th scope="col">{r('colSyscall')}</th>
            </tr>
          </thead>
          <tbody>
            {calls.map(({ name, kernel, span, calls: count, errors }) => (
              <tr key={name}>
                <td class="number">{((100 * kernel) / all).toFixed(1)}</td>
                <td class="number">{kernel}</td>
                <td class="number">{span}</td>
                <td class="number">{count}</td>
                <td class="number">{errors === 0 ? '' : errors}</td>
                <td>
                  <code>{name}</code>
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td class="number">100.0</td>
              <td class="number">{sum('kernel')}</td>
              <td class="number">{sum('span')}</td>
              <td class="number">{sum('calls')}</td>
              <td class="number">{sum('errors')}</td>
              <td>{r('total')}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

const ERROR = / = -1 E|\+\+\+ killed|--- SIG/;

/** One's own strace of the whole round, with the tick of each line, to search and to cut down to errors. */
function Strace({ own, onWatch }: { own: OwnRecordView; onWatch: (tick: number) => void }) {
  const [text, setText] = useState('');
  const [errors, setErrors] = useState(false);
  const found = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return own.strace.filter(
      (line) => (!errors || ERROR.test(line.text)) && line.text.toLowerCase().includes(wanted),
    );
  }, [own, text, errors]);
  const shown = found.slice(-MOST);
  return (
    <section class="panel" data-testid="own-strace">
      <header>
        <h2>{r('straceTitle')}</h2>
        <span class="dim" role="status">
          {r('straceCount', { found: found.length, all: own.strace.length })}
        </span>
      </header>
      <div class="row wrap filter">
        <input
          type="search"
          class="grow"
          aria-label={r('straceFilter')}
          placeholder={r('straceFilter')}
          value={text}
          data-testid="strace-filter"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="button" aria-pressed={errors} onClick={() => setErrors(!errors)}>
          {r('straceErrors')}
        </button>
      </div>
      {own.leftOut > 0 && <p class="dim">{r('straceLeftOut', { lines: own.leftOut })}</p>}
      {found.length > MOST && <p class="dim">{r('straceMost', { most: MOST })}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keys. */}
      <ol class="strace" tabIndex={0} aria-label={r('straceTitle')}>
        {shown.map((line, index) => (
          <li key={index} class={ERROR.test(line.text) ? 'failed' : ''}>
            <button
              type="button"
              class="quiet tickbutton"
              title={r('watchTick', { tick: line.tick })}
              onClick={() => onWatch(line.tick)}
            >
              {line.tick}
            </button>
            <code>{line.text}</code>
          </li>
        ))}
      </ol>
      {found.length === 0 && <p class="dim">{r(own.strace.length === 0 ? 'straceEmpty' : 'straceNone')}</p>}
    </section>
  );
}

/** System calls of the round: one's own where one had a process, everybody's besides. */
export function Calls({ onWatch }: { onWatch: (tick: number) => void }) {
  const view = postMortem.value;
  const own = ownRecord.value?.round === view?.round ? ownRecord.value : null;
  if (view === null) return <p class="panel dim">{r('computing')}</p>;
  return (
    <>
      {own !== null && (
        <div class="columns">
          <Strace own={own} onWatch={onWatch} />
          {own.calls.length > 0 && <CallsTable calls={own.calls} title={r('callsOwn')} />}
        </div>
      )}
      <CallsTable calls={view.calls} title={r('callsAll')} />
    </>
  );
}
