import { useState } from 'preact/hooks';
import {
  MEMORY,
  PAGE,
  type Placed,
  placePages,
  placeSegment,
  translatePage,
  translateSegment,
} from '../../shared/codex/placement.ts';
import { t } from '../i18n/t.ts';

/** Your program: its segments one after the other as it sees them, in KiB. */
const OWN = [
  { name: 'code', size: 4 },
  { name: 'heap', size: 5 },
  { name: 'stack', size: 3 },
] as const;
const OWN_SIZE = 12;
const OTHERS = [
  { name: 'A', size: 6 },
  { name: 'B', size: 4 },
  { name: 'C', size: 7 },
  { name: 'D', size: 9 },
] as const;

interface State {
  segments: Placed[];
  frames: string[];
  notes: [string, string];
}

/** A and B run already, your program lies between and behind them. */
function begin(): State {
  let segments: Placed[] = [];
  const frames: string[] = Array.from({ length: MEMORY / PAGE }, () => '');
  for (const { name, size } of [OWN[0], OTHERS[0], OWN[1], OTHERS[1], OWN[2]]) {
    const placed = placeSegment(segments, name, size);
    if (placed !== undefined) segments = [...segments, placed];
  }
  for (const { name, size } of [OTHERS[0], { name: 'own', size: 5 }, OTHERS[1], { name: 'own', size: 7 }]) {
    for (const frame of placePages(frames, name, size) ?? []) frames[frame] = name;
  }
  return { segments, frames, notes: ['', ''] };
}

const isOwn = (name: string): boolean => name === 'own' || OWN.some((segment) => segment.name === name);

function list(frames: readonly number[]): string {
  return `${frames.length === 1 ? 'frame' : 'frames'} ${frames.join(', ')}`;
}

function start({ segments, frames }: State, name: string, size: number): State {
  const free = MEMORY - segments.reduce((sum, segment) => sum + segment.size, 0);
  const placed = placeSegment(segments, name, size);
  const pages = placePages(frames, name, size);
  const full = t('segFull', { free, size });
  return {
    segments: placed === undefined ? segments : [...segments, placed],
    frames: frames.map((owner, frame) => (pages?.includes(frame) ? name : owner)),
    notes: [
      placed !== undefined
        ? t('segFits', { name, base: placed.base })
        : free < size
          ? full
          : t('segNoHole', { free, size }),
      pages === undefined ? full : t('pagFits', { name, frames: list(pages) }),
    ],
  };
}

/** Memory as a row of cells, the one that the address leads to marked. */
function Memory({ owners, at }: { owners: readonly string[]; at: number | undefined }) {
  return (
    <div class="memory">
      {owners.map((owner, index) => (
        <i
          key={index}
          class={`${owner === '' ? 'free' : isOwn(owner) ? 'own' : `other o${owner}`} ${index === at ? 'here' : ''}`}
        >
          {owner === '' ? '' : owner[0]}
        </i>
      ))}
    </div>
  );
}

/** One program in two memories: start and end others, move an address, and see how each translates and fills up. */
export function Segmentation() {
  const [state, setState] = useState(begin);
  const [address, setAddress] = useState(5);
  const { segments, frames, notes } = state;
  const running = (name: string) => segments.some((s) => s.name === name) || frames.includes(name);
  const toggle = (name: string, size: number) =>
    setState(
      running(name)
        ? {
            segments: segments.filter((segment) => segment.name !== name),
            frames: frames.map((owner) => (owner === name ? '' : owner)),
            notes: ['', ''],
          }
        : start(state, name, size),
    );

  let offset = address;
  let own: (typeof OWN)[number] | undefined;
  for (const segment of OWN) {
    own = segment;
    if (offset < segment.size) break;
    if (segment !== OWN[OWN.length - 1]) offset -= segment.size;
  }
  const segment = segments.find(({ name }) => name === own?.name);
  const bySegment = translateSegment(segment, offset);
  const table = frames.flatMap((owner, frame) => (owner === 'own' ? [frame] : []));
  const byPage = translatePage(table, address);
  const owners = Array.from({ length: MEMORY }, (_, cell) => {
    return segments.find(({ base, size }) => cell >= base && cell < base + size)?.name ?? '';
  });

  return (
    <div class="fig seg" data-testid="segmentation">
      <div class="segbuttons">
        {OTHERS.map(({ name, size }) => (
          <button key={name} type="button" aria-pressed={running(name)} onClick={() => toggle(name, size)}>
            {running(name) ? t('segEnd', { name }) : t('segStart', { name, size })}
          </button>
        ))}
        <button type="button" class="quiet" onClick={() => setState(begin())}>
          {t('segReset')}
        </button>
      </div>
      <label>
        {t('segAddress', { address })}
        <input
          type="range"
          min="0"
          max={OWN_SIZE + 1}
          value={address}
          onInput={(event) => setAddress(Number(event.currentTarget.value))}
        />
      </label>
      <small>{t('segMemory')}</small>
      <h4>{t('segTitle')}</h4>
      <Memory owners={owners} at={bySegment.ok ? bySegment.physical : undefined} />
      <p role="status">
        {bySegment.ok
          ? t('segGives', {
              segment: own?.name ?? '',
              offset,
              base: segment?.base ?? 0,
              physical: bySegment.physical,
            })
          : t('segFault')}
        {notes[0] !== '' && <b> {notes[0]}</b>}
      </p>
      <h4>{t('pagTitle')}</h4>
      <Memory owners={frames} at={byPage.ok ? byPage.physical : undefined} />
      <p role="status">
        {byPage.ok
          ? t('pagGives', { page: address, frame: byPage.physical, physical: byPage.physical })
          : t('pagFault')}
        {notes[1] !== '' && <b> {notes[1]}</b>}
      </p>
    </div>
  );
}
