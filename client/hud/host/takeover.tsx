import { useEffect, useState } from 'preact/hooks';
import { HOST_HEADER } from '../../../shared/protocol/headers.ts';
import { td } from '../../i18n/desk.ts';
import { hostKey } from '../../net/keys.ts';
import { notify } from '../../net/store.ts';
import { Panel } from '../frame.tsx';

/** The QR code of this desk for another device, from the server, which learns the key from a header and from no address. */
async function qrOf(code: string): Promise<string> {
  const headers = { [HOST_HEADER]: hostKey.get(code) ?? '' };
  const response = await fetch(`/api/rooms/${code}/desk.svg`, { headers });
  if (!response.ok) throw new Error(((await response.json()) as { error: string }).error);
  return `data:image/svg+xml;utf8,${encodeURIComponent(await response.text())}`;
}

/** Moves the desk to another device by a QR code that is shown only when asked for: it holds the host key. */
export function Takeover({ code }: { code: string }) {
  const [shown, setShown] = useState(false);
  const [image, setImage] = useState('');
  useEffect(() => {
    if (!shown) return setImage('');
    qrOf(code).then(setImage, (error: Error) => {
      notify(error.message, 'bad');
      setShown(false);
    });
  }, [shown, code]);
  return (
    <Panel title={td('takeover')} class="fixed" testid="takeover">
      <p class="dim">{td('takeoverText')}</p>
      {image !== '' && <img class="qr" src={image} alt={td('takeoverQr')} data-testid="takeover-qr" />}
      <button
        type="button"
        aria-expanded={shown}
        data-testid="takeover-show"
        onClick={() => setShown(!shown)}
      >
        {shown ? td('takeoverHide') : td('takeoverShow')}
      </button>
    </Panel>
  );
}
