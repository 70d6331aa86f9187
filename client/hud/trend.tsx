import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/t.ts';
import { room } from '../net/store.ts';

/** Samples that a curve shows, one a tick: twelve seconds are too few to see a choice work, a minute is enough. */
const SAMPLES = 300;
const [WIDTH, HEIGHT] = [300, 60];

/** A figure of every tick since this station was opened, the latest last. */
function useCourse(value: number): readonly number[] {
  const tick = room.value?.tick ?? 0;
  const [course, setCourse] = useState<readonly number[]>([]);
  useEffect(() => {
    setCourse((before) => [...before.slice(-(SAMPLES - 1)), value]);
  }, [tick]);
  return course;
}

/** How a figure has gone over the last minute: what one's own choices do shows here. `value` is taken once a tick. */
export function Trend({ name, value, testid }: { name: string; value: number; testid: string }) {
  const course = useCourse(value);
  const most = Math.max(1, ...course);
  const points = course.map((at, index) => {
    const x = WIDTH - (course.length - 1 - index);
    return `${x},${(HEIGHT - (HEIGHT - 4) * (at / most)).toFixed(1)}`;
  });
  const first = WIDTH - (course.length - 1);
  return (
    <figure class="trend" data-testid={testid}>
      <figcaption>
        <span class="dim">{name}</span>
        <span>
          <b>{t('trendNow', { value })}</b> <span class="dim">{t('trendMost', { most })}</span>
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {course.length > 1 && (
          <>
            <polygon points={`${first},${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
            <polyline points={points.join(' ')} vector-effect="non-scaling-stroke" />
          </>
        )}
      </svg>
    </figure>
  );
}
