import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/t.ts';
import { onEvents, self } from '../../net/store.ts';
import { Sign } from '../sign.tsx';

interface Ended {
  /** Tells two ends apart, so that each is celebrated. */
  nth: number;
  done: boolean;
  points: number;
  /** Jobs done without one too late between them. */
  row: number;
}

const SHOWN_MS = 2600;
const NONE: Ended = { nth: 0, done: true, points: 0, row: 0 };

/** How one's own job ended, for a moment, over its card. The message under the world says the same to who listens. */
export function Cheer() {
  const [ended, setEnded] = useState(NONE);
  const [shown, setShown] = useState(false);
  useEffect(
    () =>
      onEvents((events) => {
        const { pid } = self.peek();
        for (const event of events) {
          if (event.kind !== 'job' || pid === 0 || event.pid !== pid) continue;
          const done = event.outcome === 'done';
          setEnded((last) => ({
            nth: last.nth + 1,
            done,
            points: event.points,
            row: done ? last.row + 1 : 0,
          }));
        }
      }),
    [],
  );
  useEffect(() => {
    if (ended.nth === 0) return;
    setShown(true);
    const timer = setTimeout(() => setShown(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [ended.nth]);
  if (!shown) return null;
  return (
    <div class={`cheer ${ended.done ? 'good' : 'bad'}`} key={ended.nth} aria-hidden="true">
      <Sign name={ended.done ? 'star' : 'stopwatch'} />
      <b>{ended.done ? t('cheerDone', { points: ended.points }) : t('cheerLate')}</b>
      {ended.row > 1 && <span>{t('cheerRow', { row: ended.row })}</span>}
    </div>
  );
}
