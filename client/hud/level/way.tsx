import type { CallRecord, LevelView, PacketPlace } from '../../../shared/protocol/level.ts';
import { PACKET_PLACES } from '../../../shared/protocol/level.ts';
import { type Text, t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';
import '../../theme/way.css';
import { Sign, type SignName } from '../sign.tsx';

const SIGNS: Readonly<Record<PacketPlace, SignName>> = {
  user: 'house',
  gate: 'wall',
  path: 'fork',
  inode: 'lines',
  mode: 'lock',
  cache: 'grid',
  disk: 'disc',
  copy: 'copy',
  terminal: 'prompt',
};

/** In whose part of the machine a place lies. */
const BANDS: Readonly<Record<PacketPlace, 'user' | 'kernel' | 'hardware'>> = {
  user: 'user',
  gate: 'kernel',
  path: 'kernel',
  inode: 'kernel',
  mode: 'kernel',
  cache: 'kernel',
  disk: 'hardware',
  copy: 'kernel',
  terminal: 'user',
};

/** The kernel's words for its steps, and where they happen. */
const STEP_PLACES: Readonly<Record<string, PacketPlace>> = {
  path: 'path',
  inode: 'inode',
  permission: 'mode',
  cache: 'cache',
  copy: 'copy',
};

/** What the kernel really did for the call, by place: the last word of each counts, names of the path stand together. */
export function doneAt(call: CallRecord | undefined): Map<PacketPlace, string> {
  const done = new Map<PacketPlace, string>();
  if (call === undefined) return done;
  done.set('gate', call.name);
  for (const { step, detail } of call.steps) {
    const place = STEP_PLACES[step];
    if (place === undefined) continue;
    const before = done.get(place);
    done.set(place, place === 'path' && before !== undefined ? `${before} › ${detail}` : detail);
  }
  if (call.slept > 0) done.set('disk', t('waySlept', { ticks: call.slept }));
  if (call.name === 'write' && call.over && call.ok) done.set('terminal', t('wayShown'));
  return done;
}

/** The places that a call passes, by its name: what it has passed is lit before the kernel has told what it found there. */
const ROUTES: Readonly<Record<string, readonly PacketPlace[]>> = {
  open: ['gate', 'path', 'inode', 'mode'],
  getdents64: ['gate', 'cache', 'disk', 'copy'],
};

function passed(call: CallRecord | undefined, at: PacketPlace): readonly PacketPlace[] {
  const route = ROUTES[call?.name ?? ''] ?? [];
  return call === undefined || call.over ? [] : route.slice(0, Math.max(0, route.indexOf(at)));
}

function Place({ place, at, said }: { place: PacketPlace; at: PacketPlace; said: string | undefined }) {
  const here = place === at;
  return (
    <li
      class={`${BANDS[place]} ${here ? 'here' : ''} ${said === undefined ? '' : 'past'}`}
      aria-current={here ? 'step' : undefined}
      data-testid={`way-${place}`}
    >
      <i>
        <Sign name={SIGNS[place]} />
      </i>
      <b>{t(`way_${place}` as Text)}</b>
      <span>{here ? t('wayYou') : (said ?? '')}</span>
    </li>
  );
}

/** A call as a bar of ticks: the part that it slept is another one. */
function Bar({ call, most }: { call: CallRecord; most: number }) {
  const part = (ticks: number): string => `${(100 * ticks) / most}%`;
  return (
    <li class={call.over ? (call.ok ? 'ok' : 'refused') : 'open'} data-testid="way-call">
      <code>{call.text}</code>
      <span class="ticks" aria-hidden="true">
        <i style={{ width: part(call.ticks - call.slept) }} />
        <i class="slept" style={{ width: part(call.slept) }} />
      </span>
      <b>
        {t(call.ticks === 1 ? 'wayTick' : 'wayTicks', { ticks: call.ticks })}
        {call.slept > 0 && <small> {t('wayAsleep', { ticks: call.slept })}</small>}
      </b>
    </li>
  );
}

type Packet = NonNullable<LevelView['packet']>;

function Places({ packet }: { packet: Packet }) {
  const call = packet.at === 'user' && packet.calls.length === 0 ? undefined : packet.calls.at(-1);
  const done = doneAt(call);
  for (const place of passed(call, packet.at)) done.set(place, done.get(place) ?? '');
  return (
    <ol class="places" aria-label={t('way')}>
      {PACKET_PLACES.map((place) => (
        <Place key={place} place={place} at={packet.at} said={done.get(place)} />
      ))}
    </ol>
  );
}

/** Calls that are shown at a time. */
const SHOWN = 5;

function Calls({ calls: all }: { calls: readonly CallRecord[] }) {
  // What only tidies up is left out: the calls of ls are to be compared.
  const calls = all.filter(({ name }) => name !== 'close').slice(-SHOWN);
  const most = Math.max(1, ...calls.map(({ ticks }) => ticks));
  return (
    <ul class="calls">
      {calls.map((call, index) => (
        <Bar key={`${index}${call.text}`} call={call} most={most} />
      ))}
    </ul>
  );
}

/** The way of the player's call through the machine: where it is, what the kernel did for it, and what it cost. */
export function Way() {
  const { packet } = self.value.course ?? {};
  if (!packet) return null;
  return (
    <section class="panel way" data-testid="way" data-at={packet.at}>
      <header>
        <h2>{t('way')}</h2>
        <span class="dim">{t('wayKernelDid')}</span>
      </header>
      <Places packet={packet} />
      <p class="about" key={packet.at}>
        {t(`wayAbout_${packet.at}` as Text)}
      </p>
      {packet.calls.length === 0 ? <p class="dim">{t('wayStart')}</p> : <Calls calls={packet.calls} />}
    </section>
  );
}

/** The same for a phone, beside the level's text. */
export function SmallWay() {
  const { packet } = self.value.course ?? {};
  if (!packet) return null;
  return (
    <div class="way small">
      <Places packet={packet} />
    </div>
  );
}
