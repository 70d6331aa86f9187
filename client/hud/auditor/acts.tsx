import { LIMIT_FILES, LIMIT_STEPS, type LimitFile } from '../../../shared/protocol/messages.ts';
import { useKeys } from '../../a11y/keys.ts';
import { type Text, t } from '../../i18n/t.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { chosen, type ProcessRow } from './choice.ts';

/** What the file says now, in the units of the counters. */
function limitText({ limits }: ProcessRow, file: LimitFile): string {
  const value = { 'cpu.max': limits.cpu, 'memory.max': limits.memory, 'pids.max': limits.pids }[file];
  if (value < 0) return t('limitNone');
  if (file === 'cpu.max') return t('percent', { value });
  return file === 'memory.max' ? t('limitPages', { value }) : t('limitPids', { value });
}

function LimitRow({ row, file, digit }: { row: ProcessRow; file: LimitFile; digit: number }) {
  const send = useSend();
  return (
    <div class="limit">
      <code>
        <kbd>{digit}</kbd> {file}
      </code>
      <span class="dim">{limitText(row, file)}</span>
      <span class="steps">
        {LIMIT_STEPS.map((step) => (
          <button
            key={step}
            type="button"
            aria-pressed={row.steps[file] === step}
            data-testid={`limit-${file}-${step}`}
            onClick={() => send('limit', { pid: row.pid, file, to: step })}
          >
            {t(`limit_${step}` as Text)}
          </button>
        ))}
      </span>
    </div>
  );
}

/** Everything that root can do to the control group of the process pointed at. */
export function Acts() {
  const send = useSend();
  const row = chosen.value;
  useKeys((event) => {
    const at = chosen.peek();
    if (at === undefined) return false;
    const file = LIMIT_FILES[Number(/^Digit([1-3])$/.exec(event.code)?.[1] ?? 0) - 1];
    const key = event.key.toLowerCase();
    if (file !== undefined && !event.shiftKey) {
      const next = (LIMIT_STEPS.indexOf(at.steps[file]) + 1) % LIMIT_STEPS.length;
      send('limit', { pid: at.pid, file, to: LIMIT_STEPS[next] ?? 'default' });
    } else if (key === 'f') send('freeze', { pid: at.pid, on: !at.frozen });
    else if (key === 'x') send('kill', { pid: at.pid });
    else return false;
    return true;
  });
  if (row === undefined) return null;
  return (
    <Panel title={t('auditActs', { pid: row.pid, program: row.program })} class="auditacts">
      <div class="limits">
        {LIMIT_FILES.map((file, index) => (
          <LimitRow key={file} row={row} file={file} digit={index + 1} />
        ))}
      </div>
      <div class="row stops">
        <button
          type="button"
          class="grow"
          data-testid="audit-freeze"
          onClick={() => send('freeze', { pid: row.pid, on: !row.frozen })}
        >
          <Sign name={row.frozen ? 'play' : 'pause'} /> {row.frozen ? t('auditThaw') : t('auditFreeze')}{' '}
          <kbd>F</kbd>
        </button>
        <button
          type="button"
          class="danger grow"
          data-testid="audit-kill"
          onClick={() => send('kill', { pid: row.pid })}
        >
          <Sign name="stop" /> {t('auditKill')} <kbd>X</kbd>
        </button>
      </div>
    </Panel>
  );
}
