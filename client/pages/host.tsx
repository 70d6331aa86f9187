import { render } from 'preact';
import { Desk } from '../hud/host/desk.tsx';
import { hostKey, takeKey } from '../net/keys.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/hud.css';
import { NewRoom } from './new-room.tsx';
import { lastPathPart } from './path.ts';

const code = lastPathPart('host');

/** A desk that comes from another device brings its key. */
const given = takeKey();
if (code !== '' && given !== undefined) hostKey.set(code, given);

render(code === '' ? <NewRoom /> : <Desk code={code} />, document.getElementById('app') as HTMLElement);
