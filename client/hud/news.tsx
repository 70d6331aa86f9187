import type { ComponentChildren } from 'preact';
import { type Text, t } from '../i18n/t.ts';
import { Notices } from './frame.tsx';
import { Sign, type SignName } from './sign.tsx';
import { TickerLine } from './ticker.tsx';

/** The signs over the buildings, in the order in which a program meets them. */
const LEGEND: readonly { sign: SignName; state: Text; tone: string }[] = [
  { sign: 'clock', state: 'legendReady', tone: 'ready' },
  { sign: 'play', state: 'legendRun', tone: 'good' },
  { sign: 'down', state: 'legendKernel', tone: 'wall' },
  { sign: 'pause', state: 'legendWait', tone: 'dim' },
  { sign: 'wall', state: 'legendRefused', tone: 'bad' },
];

function Legend() {
  return (
    <ul class="legend" aria-label={t('legendLabel')}>
      {LEGEND.map(({ sign, state, tone }) => (
        <li key={state}>
          <span class={tone}>
            <Sign name={sign} />
          </span>{' '}
          {t(state)}
        </li>
      ))}
    </ul>
  );
}

/**
 * The strip under the world: the last happenings, and in their place, while there is one, the newest message. It keeps its
 * height, so nothing moves, and a message never lies over the world; one that is too long opens under pointer or focus.
 * `legend`: where a list of happenings stands elsewhere, the strip says what the world's signs mean.
 * `children`: what stands beside the happenings as long as it is so.
 */
export function News({ legend, children }: { legend?: boolean; children?: ComponentChildren }) {
  return (
    <div class="news">
      {legend === true ? <Legend /> : <TickerLine />}
      {children}
      <Notices />
    </div>
  );
}
