import { WALLS } from '../../../shared/walls.ts';
import { t } from '../../i18n/t.ts';
import { Panel } from '../frame.tsx';
import { auditor, pointed } from './choice.ts';

/** The audit log: who was refused what, the latest first. A press points at the process. */
export function AuditLog() {
  const view = auditor.value;
  if (view === null) return null;
  return (
    <Panel title={t('auditLog')} aside={t('auditDefaults')} class="tall auditlog">
      <ol class="scroll">
        {view.log.length === 0 && <li class="dim">{t('auditQuiet')}</li>}
        {view.log.map((entry, index) => (
          <li key={`${entry.tick}:${entry.pid}:${view.log.length - index}`}>
            <button
              type="button"
              data-testid="audit-entry"
              onClick={() => {
                pointed.value = entry.pid;
              }}
            >
              <span class="dim">{entry.tick}</span>
              <b>
                {entry.pid} {entry.program}
              </b>
              <span class="wall">{WALLS.find(({ id }) => id === entry.mechanism)?.name}</span>
              <span class="answer">{entry.answer}</span>
            </button>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
