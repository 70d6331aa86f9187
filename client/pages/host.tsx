import { render } from 'preact';
import { Desk } from '../hud/host/desk.tsx';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/hud.css';
import { NewRoom } from './new-room.tsx';
import { lastPathPart } from './path.ts';

const code = lastPathPart('host');

render(code === '' ? <NewRoom /> : <Desk code={code} />, document.getElementById('app') as HTMLElement);
