import { effect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/t.ts';
import { onEvents, ownSeat, room } from '../net/store.ts';
import { TICKS_PER_SECOND } from './format.ts';
import { reducedMotion } from './settings.tsx';

/** The picture of the machine; what one reads or types stands beside it in the DOM. The world is loaded when it is needed. */
export function WorldPane({ layout, children }: { layout: 'play' | 'watch'; children?: ComponentChildren }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    let end: (() => void) | undefined;
    let gone = false;
    void import('../world/mount.ts').then(({ mountWorld }) => {
      if (gone) return;
      const world = mountWorld(parent, { layout, reducedMotion: reducedMotion.peek(), self: ownSeat.peek() });
      const stops = [
        effect(() => {
          if (room.value !== null) world.update(room.value);
        }),
        effect(() => world.setSelf(ownSeat.value)),
        effect(() => world.setReducedMotion(reducedMotion.value)),
        onEvents((events) => world.play(events, 1000 / (TICKS_PER_SECOND * (room.peek()?.speed ?? 1)))),
      ];
      end = () => {
        for (const stop of stops) stop();
        world.destroy();
      };
    });
    return () => {
      gone = true;
      end?.();
    };
  }, [layout]);
  return (
    <section class="world" aria-label={t('worldLabel')}>
      <div class="canvas" ref={host} />
      {children}
    </section>
  );
}
