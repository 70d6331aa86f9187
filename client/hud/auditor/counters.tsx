import { useKeys } from '../../a11y/keys.ts';
import { t } from '../../i18n/t.ts';
import { programHue } from '../../theme/palette.ts';
import { Sign } from '../sign.tsx';
import { auditor, chosen, type ProcessRow, pointed } from './choice.ts';

function stateOf(row: ProcessRow): string {
  if (row.frozen) return t('auditFrozen');
  return row.throttled ? t('auditThrottled') : '';
}

function Row({ row, at }: { row: ProcessRow; at: boolean }) {
  const hues: Readonly<Record<string, string>> = programHue;
  return (
    <tr
      class={`${at ? 'pointed' : ''} ${row.frozen ? 'frozen' : ''}`}
      style={{ '--hue': hues[row.program] ?? '' }}
      data-testid="audit-row"
      data-pid={row.pid}
      onClick={() => {
        pointed.value = row.pid;
      }}
    >
      <th scope="row">
        <button type="button" aria-pressed={at}>
          {row.pid} <b>{row.program}</b>
        </button>
      </th>
      <td class={row.denials > 0 ? 'denied' : ''}>{row.denials}</td>
      <td>{t('percent', { value: row.cpu })}</td>
      <td>{row.pages}</td>
      <td>{row.pids}</td>
      <td class="calls">{row.syscalls}</td>
      <td class="state">
        {row.frozen && <Sign name="pause" />} {stateOf(row)}
      </td>
    </tr>
  );
}

/** What every process did and was refused: numbers and programs, no names. */
export function Counters() {
  const view = auditor.value;
  useKeys((event) => {
    const rows = auditor.peek()?.processes ?? [];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || rows.length === 0) return false;
    const at = rows.findIndex(({ pid }) => pid === chosen.peek()?.pid);
    pointed.value = rows[(at + step + rows.length) % rows.length]?.pid ?? 0;
    return true;
  });
  if (view === null) return null;
  return (
    <section class="panel tall auditpanel">
      <header>
        <h2>
          {t('auditProcesses')} <span class="count">{view.processes.length}</span>
        </h2>
        <span class="dim keyhelp">{t('auditKeys')}</span>
      </header>
      <div class="audittable">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('auditPid')}</th>
              <th scope="col">{t('auditDenials')}</th>
              <th scope="col">{t('auditCpu')}</th>
              <th scope="col">{t('auditPages')}</th>
              <th scope="col">{t('auditPids')}</th>
              <th scope="col" class="calls">
                {t('auditCalls')}
              </th>
              <th scope="col" class="state">
                {t('auditState')}
              </th>
            </tr>
          </thead>
          <tbody>
            {view.processes.map((row) => (
              <Row key={row.pid} row={row} at={row.pid === chosen.value?.pid} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
