import type { JSX } from 'preact';

/**
 * Small signs beside words, drawn here: a glyph of the system's fonts looks different on every device, and is a
 * coloured picture or an empty box on some. Each fills a square of 24 and takes the text's colour and size.
 */
const line = (d: string): JSX.Element => <path d={d} fill="none" stroke="currentColor" />;
const solid = (d: string): JSX.Element => <path d={d} fill="currentColor" />;

const SHAPES = {
  check: line('M4 13l5 5L20 6'),
  cross: line('M6 6l12 12M18 6L6 18'),
  play: solid('M7 4.5v15l12-7.5z'),
  pause: solid('M6.5 5h4v14h-4zM13.5 5h4v14h-4z'),
  stop: solid('M6 6h12v12H6z'),
  dot: <circle cx="12" cy="12" r="3" fill="currentColor" />,
  ring: <circle cx="12" cy="12" r="7.5" fill="none" stroke="currentColor" />,
  disc: <circle cx="12" cy="12" r="6.5" fill="currentColor" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" fill="none" stroke="currentColor" />
      {line('M12 7v5l3.5 2')}
    </>
  ),
  stopwatch: (
    <>
      <circle cx="12" cy="13.5" r="7.5" fill="none" stroke="currentColor" />
      {line('M12 9.5v4l2.5 2M9.5 2.5h5M12 3v3M18.5 6.5l1.5 1.5')}
    </>
  ),
  star: solid('M12 2.5l2.9 6.2 6.8.8-5 4.6 1.3 6.7-6-3.3-6 3.3 1.3-6.7-5-4.6 6.8-.8z'),
  starOpen: line('M12 3.5l2.6 5.5 6.1.7-4.5 4.2 1.2 6-5.4-3-5.4 3 1.2-6-4.5-4.2 6.1-.7z'),
  gear: (
    <>
      <circle cx="12" cy="12" r="3" fill="none" stroke="currentColor" />
      <circle cx="12" cy="12" r="6.5" fill="none" stroke="currentColor" />
      {line(
        'M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M18.7 5.3l-2.1 2.1M7.4 16.6l-2.1 2.1',
      )}
    </>
  ),
  smile: (
    <>
      <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" />
      {line('M8 14c1 2 2.4 3 4 3s3-1 4-3M9 9v.6M15 9v.6')}
    </>
  ),
  frown: (
    <>
      <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" />
      {line('M8 17c1-2 2.4-3 4-3s3 1 4 3M9 9v.6M15 9v.6')}
    </>
  ),
  pencil: line('M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3'),
  keyboard: (
    <>
      <rect x="2.5" y="6" width="19" height="12" rx="2" fill="none" stroke="currentColor" />
      {line('M6 10h.5M10 10h.5M14 10h.5M18 10h.5M8 14h8')}
    </>
  ),
  bolt: solid('M13.5 2L5 13.5h5.5L9 22l9-12.5h-6z'),
  prompt: line('M7 5l8 7-8 7'),
  lines: line('M4 7h16M4 12h16M4 17h10'),
  queue: line('M3 8h13M12 4.5L16 8l-4 3.5M8 16h13M17 12.5l4 3.5-4 3.5'),
  chart: line('M4 20V10M10 20V4M16 20v-8M21 20H3'),
  wall: (
    <>
      <rect x="3.5" y="5" width="17" height="14" rx="1" fill="none" stroke="currentColor" />
      {line('M3.5 9.7h17M3.5 14.3h17M12 5v4.7M8 9.7v4.6M16 9.7v4.6M12 14.3V19')}
    </>
  ),
  lock: (
    <>
      <rect x="5" y="11" width="14" height="9.5" rx="2" fill="currentColor" />
      {line('M8 11V8a4 4 0 0 1 8 0v3')}
    </>
  ),
  unlock: (
    <>
      <rect x="5" y="11" width="14" height="9.5" rx="2" fill="currentColor" />
      {line('M8 11V7.5a4 4 0 0 1 7.7-1.6')}
    </>
  ),
  copy: line('M8 20V5M4.5 8.5L8 5l3.5 3.5M16 4v15M12.5 15.5L16 19l3.5-3.5'),
  house: line('M4 11l8-7 8 7M6.5 9.5V20h11V9.5'),
  fork: line('M6 4v16M6 8h9M6 16h9M18 8h.5M18 16h.5'),
  grid: line('M4 4h16v16H4zM4 9.3h16M4 14.7h16M9.3 4v16M14.7 4v16'),
  bell: line('M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4'),
  warning: line('M12 4L2.5 20h19zM12 10v4.5M12 17v.5'),
  arrow: line('M3 12h17M14 6l6 6-6 6'),
  up: line('M12 21V8M6.5 13L12 7.5l5.5 5.5M4 3.5h16'),
  down: solid('M5 9h14l-7 8z'),
  hand: line('M4 12h10M10 8l4 4-4 4M18 5v14'),
  sound: line('M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11'),
  mute: line('M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9.5l5 5M20.5 9.5l-5 5'),
  wait: line('M12 3a9 9 0 1 1-8.5 6'),
} as const;

export type SignName = keyof typeof SHAPES;

/** A sign beside words that say the same; not read out. */
export function Sign({ name }: { name: SignName }): JSX.Element {
  return (
    <svg class="glyph" width="1em" height="1em" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  );
}
