import { t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';

function whereabouts(): string {
  const process = room.value?.processes.find((candidate) => candidate.pid === self.value.pid);
  if (process === undefined) return t('notRunning');
  if (process.core >= 0) return t('onCore', { core: process.core });
  if (process.state === 'R') return t('inQueue');
  return t('waitsFor', { what: process.waiting });
}

/** The queue of lines with what became of each. */
export function Program() {
  const { lines } = self.value;
  const send = useSend();
  const queued = lines.some((line) => line.state === 'queued');
  return (
    <Panel title={t('program')} aside={whereabouts()} class="grow">
      <div class="scroll">
        {lines.length === 0 && <p class="dim">{t('programEmpty')}</p>}
        <ol class="lines">
          {lines.map((line) => (
            <li key={line.id} class={line.state} data-testid="program-line" data-state={line.state}>
              <code>{line.text}</code>
              {line.state === 'queued' ? (
                <button
                  type="button"
                  class="quiet"
                  aria-label={t('removeLine')}
                  onClick={() => send('clear', { id: line.id })}
                >
                  ✕
                </button>
              ) : (
                <span class="result">{line.state === 'running' ? `▶ ${t('running')}` : line.result}</span>
              )}
            </li>
          ))}
        </ol>
      </div>
      {queued && (
        <button type="button" class="quiet" onClick={() => send('clear', {})}>
          {t('clearQueue')}
        </button>
      )}
    </Panel>
  );
}
