import { effect } from '@preact/signals';
import { PROTECTIONS } from '../../shared/protections.ts';
import type { Incident } from '../../shared/protocol/messages.ts';
import type { GameEvent } from '../../shared/protocol/view.ts';
import { wall } from '../../shared/walls.ts';
import { td } from '../i18n/desk.ts';
import { t } from '../i18n/t.ts';
import { notices, notify, onEvents, room, self, tell } from '../net/store.ts';
import { nameOf, POLICY_NAMES } from './format.ts';

const INCIDENT_TEXT = {
  interrupts: 'tickInterrupts',
  crash: 'tickCrash',
  forkbomb: 'tickForkbomb',
} as const satisfies Record<Incident, string>;

/** Another's hit on a wall is explained again only after this many milliseconds; the ticker has every one. */
const NEWS_MS = 20_000;
const explained = new Map<string, number>();

function isNews(id: string): boolean {
  const now = performance.now();
  const before = explained.get(id);
  if (before !== undefined && now - before < NEWS_MS) return false;
  explained.set(id, now);
  return true;
}

function happen(event: GameEvent): void {
  const view = room.peek();
  if (view === null) return;
  const own = self.peek().pid;
  switch (event.kind) {
    case 'job':
      if (event.outcome === 'done') {
        tell(
          t('tickDone', { who: nameOf(view, event.pid), title: event.title, points: event.points }),
          'good',
        );
        if (own !== 0 && event.pid === own)
          notify(t('tickDone', { who: t('you'), title: event.title, points: event.points }), 'good');
      } else tell(t('tickLate', { who: nameOf(view, event.pid), title: event.title }), 'bad');
      return;
    case 'wall': {
      const { name, explanation } = wall(event.id);
      tell(
        event.first ? t('tickFirstWall', { name }) : t('tickWall', { name, answer: event.answer }),
        'wall',
        event.first ? '' : event.id,
      );
      const mine = own !== 0 && event.pid === own;
      // A level explains the wall itself, in two lines, where one reads.
      const said = self.peek().course === null ? `${event.answer}: ${explanation}` : event.answer;
      if (mine || event.first || isNews(event.id))
        notify(said, 'bad', t('wallTitle', { name }), event.id, mine);
      return;
    }
    case 'note':
      notify(event.text, event.tone === 'bad' ? 'bad' : event.tone === 'good' ? 'good' : 'plain');
      return;
    case 'panic':
      tell(t('tickPanic', { reason: event.reason }), 'bad');
      return;
    case 'reboot':
      tell(t('tickReboot'), 'plain');
      return;
    case 'incident':
      notify(t(INCIDENT_TEXT[event.what]), 'bad');
      tell(t(INCIDENT_TEXT[event.what]), 'wall');
      return;
    case 'protection': {
      const known = PROTECTIONS.find(({ id }) => id === event.name);
      if (known === undefined) return;
      const { name, off } = known;
      const text = event.on ? t('tickProtectionOn', { name }) : t('tickProtectionOff', { name, what: off });
      tell(text, event.on ? 'good' : 'wall');
      notify(text, event.on ? 'good' : 'bad');
      return;
    }
    case 'freeze':
      tell(t(event.on ? 'tickFrozen' : 'tickThawed', { who: nameOf(view, event.pid) }), 'plain');
      if (own !== 0 && event.pid === own) notify(t(event.on ? 'youFrozen' : 'youThawed'), 'plain');
      return;
    case 'policy': {
      const text = td('tickPolicy', {
        station: td(`station_${event.station}`),
        policy: POLICY_NAMES[event.algorithm] ?? event.algorithm,
      });
      tell(text, 'plain');
      notify(text, 'plain');
      return;
    }
    case 'oom':
      tell(t('tickOom', { who: nameOf(view, event.pid) }), 'bad');
      return;
    case 'overrun': {
      tell(
        t(event.device === 'keyboard' ? 'tickLostKeys' : 'tickLostPackets'),
        'bad',
        event.device,
        event.lost,
      );
      return;
    }
    case 'exit':
      // That a helper has done its work is no news.
      if (event.how !== 'exit 0')
        tell(t('tickExit', { who: nameOf(view, event.pid), how: event.how }), 'plain');
      return;
    default:
  }
}

/** Turns what happens into the ticker's lines and the player's messages. */
export function followHappenings(): () => void {
  const unlisten = onEvents((events) => {
    // What a wall says to its visitor is not pushed away by the points that it brought.
    const met = events.some((event) => event.kind === 'wall' && event.pid !== 0);
    for (const event of events) {
      if (met && event.kind === 'note' && event.tone === 'good') tell(event.text, 'good');
      else happen(event);
    }
  });
  // What was said during the round doesn't lie over its results.
  const clear = effect(() => {
    if (room.value?.phase === 'results') notices.value = [];
  });
  return () => {
    unlisten();
    clear();
  };
}
