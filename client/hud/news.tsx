import type { ComponentChildren } from 'preact';
import { Notices } from './frame.tsx';
import { TickerLine } from './ticker.tsx';

/**
 * The strip under the world: the last happenings, and in their place, while there is one, the newest message. It keeps its
 * height, so nothing moves, and a message never lies over the world; one that is too long opens under pointer or focus.
 * `children`: what stands beside the happenings as long as it is so.
 */
export function News({ children }: { children?: ComponentChildren }) {
  return (
    <div class="news">
      <TickerLine />
      {children}
      <Notices />
    </div>
  );
}
