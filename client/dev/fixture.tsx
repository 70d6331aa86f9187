import { render } from 'preact';
import { ROLES } from '../../shared/roles.ts';
import { Closed, Offline } from '../hud/frame.tsx';
import { SendContext } from '../hud/send.ts';
import { Table } from '../hud/table.tsx';
import {
  counterfactual,
  kernel,
  link,
  notify,
  ownSeat,
  players,
  results,
  room,
  self,
  tell,
} from '../net/store.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/hud.css';
import { fakeCounterfactual, fakeKernel, fakePlayers, fakeResults, fakeRoom, fakeSelf } from './fake.ts';

/**
 * The interface with made-up data, in development only: /dev/fixture.html?role=scheduler&phase=results&count=40&lost
 * It is no part of the built client.
 */
const asked = new URLSearchParams(window.location.search);
const role = ROLES.find((known) => known === asked.get('role')) ?? 'process';
const phase = (['lobby', 'boot', 'run', 'results'] as const).find((known) => known === asked.get('phase'));
const view = fakeRoom(Number(asked.get('count') ?? 9), { phase: phase ?? 'run' });

room.value = phase === 'boot' ? { ...view, tick: 30, endsAt: 100 } : view;
ownSeat.value = 's3';
self.value = fakeSelf(role);
kernel.value = role === 'scheduler' ? fakeKernel : null;
players.value = fakePlayers(view);
results.value = phase === 'results' ? fakeResults(view, Number(asked.get('ticks') ?? 900)) : null;
counterfactual.value = phase === 'results' ? fakeCounterfactual(view) : null;
link.value = asked.has('lost') ? 'lost' : 'live';
tell('Mila: cat /etc/motd done, +10', 'good');
tell('Wall: file mode and owner answers EACCES', 'wall');
if (asked.has('notice'))
  notify('EACCES: Each file has an owner and permission bits.', 'bad', 'file mode and owner');

render(
  <SendContext.Provider value={(type, message) => console.log(type, message)}>
    <Table solo={asked.has('solo')} />
    <Offline />
    <Closed />
  </SendContext.Provider>,
  document.getElementById('app') as HTMLElement,
);
