import { useState } from 'preact/hooks';
import { t } from '../../i18n/t.ts';
import { useJoinUrl } from '../../net/join-url.ts';
import { Panel } from '../frame.tsx';

function CopyButton({ text, label }: { text: string; label: string }) {
  const [done, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
      setTimeout(() => setDone(false), 2000);
    } catch {
      // Without the right to the clipboard the link beside the button can still be selected.
    }
  };
  return (
    <button type="button" aria-label={`${t('copy')}: ${label}`} onClick={() => void copy()}>
      {done ? t('copied') : t('copy')}
    </button>
  );
}

/** What a class needs to come in, and where else there is something to open. */
export function Invitation({ code }: { code: string }) {
  const link = useJoinUrl(code);
  return (
    <Panel title={t('roomCode')} class="fixed">
      <div class="invitation">
        <img class="qr" src={`/api/rooms/${code}/qr.svg`} alt={t('watchJoin', { url: link })} />
        <div class="grow">
          <div class="row">
            <div class="bigcode grow" data-testid="room-code">
              {code}
            </div>
            <CopyButton text={code} label={t('code')} />
          </div>
          <div class="row">
            <code class="grow joinlink" data-testid="join-link">
              {link}
            </code>
            <CopyButton text={link} label={t('roomLink')} />
          </div>
          <a href={`/watch/${code}`} target="_blank" rel="noreferrer" data-testid="open-watch">
            ↗ {t('projector')}
          </a>
          <br />
          <a href={`/report/${code}`} target="_blank" rel="noreferrer" data-testid="open-report">
            ↗ {t('openReport')}
          </a>
        </div>
      </div>
    </Panel>
  );
}
