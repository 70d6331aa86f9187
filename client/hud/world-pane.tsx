import { effect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/t.ts';
import { onReplayEvents, replayTick, shownRoom } from '../net/replay.ts';
import { notify, onEvents, ownSeat, room, self } from '../net/store.ts';
import type { Thing } from '../world/scene.ts';
import { TICKS_PER_SECOND } from './format.ts';
import { reducedMotion } from './settings.tsx';

/** The picture of the machine; what one reads or types stands beside it in the DOM. The world is loaded when it is needed. */
export function WorldPane(props: {
  layout: 'play' | 'watch';
  /** A click or tap on a building or a core. */
  onPick?: (thing: Thing) => void;
  children?: ComponentChildren;
}) {
  const { layout, children } = props;
  const picked = useRef(props.onPick);
  picked.current = props.onPick;
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    let end: (() => void) | undefined;
    let gone = false;
    const mount = ({ mountWorld }: typeof import('../world/mount.ts')): void => {
      if (gone) return;
      const world = mountWorld(parent, {
        layout,
        reducedMotion: reducedMotion.peek(),
        self: ownSeat.peek(),
        onPick: (thing) => picked.current?.(thing),
      });
      const stops = [
        effect(() => {
          if (shownRoom.value !== null) world.update(shownRoom.value);
        }),
        effect(() => world.setSelf(ownSeat.value)),
        effect(() => world.setPacket(self.value.course?.packet?.at ?? null)),
        effect(() => world.setReducedMotion(reducedMotion.value)),
        effect(() => world.setCovered(room.value?.phase === 'results' && replayTick.value === null)),
        onReplayEvents((events, tickMs) => world.play(events, tickMs)),
        onEvents((events) => world.play(events, 1000 / (TICKS_PER_SECOND * (room.peek()?.speed ?? 1)))),
      ];
      end = () => {
        for (const stop of stops) stop();
        world.destroy();
      };
    };
    import('../world/mount.ts').then(mount, () => notify(t('noWorld'), 'bad'));
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
