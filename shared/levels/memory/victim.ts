import { PLANNING, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

/** Two pages each, touched once. */
const OPEN_TABS = Array.from(
  { length: 8 },
  (_, at) => `repeat 1: store p + ${at * 8192}, 65; store p + ${at * 8192 + 4096}, 65`,
);

export const chooseVictim: LevelSource = {
  ...PLANNING,
  machine: { ...PLANNING.machine, policy: 'rr', quantum: 4, framesPerProcess: 3, swapSlots: 64 },
  id: 'memory-2',
  title: 'Choose a victim',
  story: 'Every frame is taken, and somebody needs one more. You decide whose page leaves memory.',
  minutes: 3,
  role: 'memory',
  program: 'browser',
  cores: 1,
  lengthTicks: 1200,
  arrivals: [
    // Two who use the same few pages all the time.
    {
      program: 'edit',
      at: 0,
      ends: true,
      lines: ['repeat 13: store buf, 1; store buf2, 2; work 2; nanosleep(3)', 'work 1'],
    },
    {
      program: 'player',
      at: 0,
      ends: true,
      lines: ['repeat 16: store buf, 1; work 1; nanosleep(4)', 'work 1'],
    },
    // One who opened sixteen tabs long ago and looks at none of them now.
    {
      program: 'browser',
      at: 0,
      lines: [
        'p = mmap(NULL, 65536, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)',
        ...OPEN_TABS.slice(0, 4),
        // It looks away for a while: by the time that memory is full its first tabs are dark.
        'nanosleep(30)',
        ...OPEN_TABS.slice(4),
        'nanosleep(1200)',
      ],
    },
    // And the one who comes later and needs room: a dozen pages have to leave.
    {
      program: 'cc',
      at: 70,
      ends: true,
      lines: [
        'p = mmap(NULL, 16384, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)',
        ...Array.from({ length: 4 }, (_, page) => `repeat 2: store p + ${page * 4096}, 66; work 3`),
        'repeat 2: store p, 67; store p + 4096, 68; store p + 8192, 69; store p + 12288, 69; work 3',
      ],
    },
  ],
  steps: [
    START('Memory fills up soon. You choose whose page leaves it. Ready?'),
    {
      text: 'Bright frames were used lately, dark ones were not. Who waits for a frame? Take one out for it.',
      done: { is: 'measured', measure: 'evicted', atLeast: 1 },
      after: 'The page went to swap, and its frame to who waited.',
      hints: [
        'The machine stands still until you choose.',
        'A page that nobody has used for long will hardly be missed.',
        'Tap a dark frame, or press N and then Enter.',
      ],
    },
    {
      text: 'Go on until all three who work are done. Few pages should have to come back.',
      done: { is: 'measured', measure: 'finished', atLeast: 3 },
      after: 'Everybody had the pages that they were using.',
      hints: [
        'Which program sleeps, and still holds frames?',
        'The browser’s tabs: dark, and all of one owner.',
        'Always a dark frame; a bright one comes back at once.',
      ],
    },
    {
      text: 'What is the rule behind it?',
      ask: {
        kind: 'fixed',
        text: 'Best would be the page that is needed latest. What is the best guess?',
        options: [
          'The page that was not used for longest',
          'The page that has been there for longest',
          'A page of the one who asks',
        ],
        right: 0,
        why: [
          '',
          'A page may be old and in use all the time: FIFO takes it and regrets it.',
          'Who asks may need all its pages; a sleeper needs none.',
        ],
      },
      after: 'Least recently used: what was used lately will probably be used again.',
      hints: [
        'Programs keep to what they do.',
        'The past tells the future: locality.',
        'Not used for longest.',
      ],
    },
  ],
  limits: [{ measure: 'mistakes', atMost: 1, text: 'Wrong answers: at most 1' }],
  stars: [
    {
      measure: 'major',
      text: 'Pages that came back from swap: at most {n}',
      worse: 'wrong',
      goal: true,
      limit: true,
    },
    { measure: 'mistakes', text: 'Wrong answers: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'major', atLeast: 2 },
      hint: 'A page that is in use comes back at once. Take dark frames of the one who sleeps: the browser.',
    },
  ],
  late: 'Time is up. Take a dark frame whenever somebody waits for one.',
  learned:
    'When memory is full, a page must go before one can come. The best victim is the one needed latest; as nobody knows it, kernels take what was not used for long: LRU, or the clock that approximates it with one bit a page.',
  command: { line: 'vmstat 1', shows: 'pages swapped in (si) and out (so) every second' },
  codes: ['OS-Memory', '9618 16.1', 'H446 1.2.1', 'A1.3.3'],
};
