import { render } from 'preact';
import { Desk } from '../hud/host/desk.tsx';
import { hostKey } from '../net/keys.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/hud.css';
import { NewRoom } from './new-room.tsx';
import { lastPathPart } from './path.ts';

const code = lastPathPart('host');

/** The key of a desk that comes from another device stands behind the #, which no server sees; it does not stay in the address. */
const given = /^#key=([\w-]{22})$/.exec(window.location.hash)?.[1];
if (code !== '' && given !== undefined) {
  hostKey.set(code, given);
  window.history.replaceState(null, '', window.location.pathname);
}

render(code === '' ? <NewRoom /> : <Desk code={code} />, document.getElementById('app') as HTMLElement);
