import { STOP_COST } from '../../../shared/protocol/stations.ts';
import { WALLS } from '../../../shared/walls.ts';
import { type Text, t } from '../../i18n/t.ts';
import { Panel } from '../frame.tsx';
import { auditor, pointed } from './choice.ts';

/** What the answers in the log say of whoever got them. */
const CLUES: readonly (readonly [string, Text])[] = [
  ['SIGSEGV', 'clueMemory'],
  ['EACCES EPERM', 'clueOthers'],
  ['EFAULT', 'cluePointer'],
  ['EAGAIN ENOMEM', 'clueLimits'],
];
/** Entries above which the log needs the room for itself. */
const FEW = 6;

function Clues() {
  return (
    <section class="clues" data-testid="audit-clues">
      <h3>{t('clues')}</h3>
      <dl>
        {CLUES.map(([answers, text]) => (
          <div key={text}>
            <dt>{answers}</dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <p>{t('cluesCost', STOP_COST)}</p>
    </section>
  );
}

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
      {view.log.length < FEW && <Clues />}
    </Panel>
  );
}
