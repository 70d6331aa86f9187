import { td } from '../../i18n/desk.ts';
import { room, spotlight } from '../../net/store.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';
import { stateWords } from '../watch/state.ts';

function Choice() {
  const send = useSend();
  const processes = (room.value?.processes ?? []).filter(({ state }) => state !== 'Z');
  const pid = spotlight.value?.pid ?? 0;
  const known = pid === 0 || processes.some((process) => process.pid === pid);
  return (
    <label>
      {td('showProcess')}
      <select
        value={pid}
        data-testid="spot-process"
        onChange={(event) => send('spotlight', { pid: Number(event.currentTarget.value) })}
      >
        <option value={0}>{td('showNone')}</option>
        {!known && <option value={pid}>{`${spotlight.value?.program} ${pid}`}</option>}
        {processes.map(({ pid: id, program, nickname }) => (
          <option key={id} value={id}>
            {`${nickname === '' ? td('ofMachine') : nickname} · ${program} · pid ${id}`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The last calls of the process in the spotlight; one of them can be shown bigger than the others. */
function Lines() {
  const send = useSend();
  const view = spotlight.value;
  if (view === null) return null;
  const process = view.ended ? undefined : room.value?.processes.find(({ pid }) => pid === view.pid);
  const newest = [...view.strace].reverse();
  // Of lines that say the same the newest is the one that is shown.
  const chosen = newest.indexOf(view.line);
  return (
    <>
      <p class="row">
        <b>{view.nickname === '' ? view.program : view.nickname}</b>
        <span class="dim grow">{stateWords(process)}</span>
        <button type="button" data-testid="spot-off" onClick={() => send('spotlight', { pid: 0 })}>
          {td('showOff')}
        </button>
      </p>
      <p class="dim">{view.strace.length === 0 ? td('showNoLines') : td('showLines')}</p>
      <div class="spotlines">
        {newest.map((line, index) => (
          <button
            key={`${index}${line}`}
            type="button"
            class="code"
            aria-pressed={index === chosen}
            disabled={view.ended}
            data-testid="spot-choose"
            onClick={() => send('spotlight', { pid: view.pid, line: view.line === line ? '' : line })}
          >
            {line}
          </button>
        ))}
      </div>
    </>
  );
}

/** One process, and one line of its strace, for everybody who sees the projector. */
export function Spot() {
  const phase = room.value?.phase;
  const running = phase === 'boot' || phase === 'run';
  return (
    <Panel title={td('showTitle')} class="fixed" testid="spot">
      <p class="dim">{running ? td('showHint') : td('showOnlyRound')}</p>
      {running && <Choice />}
      {running && <Lines />}
    </Panel>
  );
}
