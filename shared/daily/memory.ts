import { PLANNING, START } from '../levels/base.ts';
import type { LevelSource } from '../levels/schema.ts';
import type { Draw } from './draw.ts';

type Arrival = NonNullable<LevelSource['arrivals']>[number];

const PAGE = 4096;
const map = (pages: number): string =>
  `p = mmap(NULL, ${pages * PAGE}, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)`;
const store = (page: number): string => `store p + ${page * PAGE}, 1`;

/** Uses the same few pages over and over. */
function steady(draw: Draw, program: 'edit' | 'player'): Arrival {
  const pages = draw.between(3, 4);
  const touch = Array.from({ length: pages }, (_, page) => store(page)).join('; ');
  return {
    program,
    at: 0,
    ends: true,
    lines: [map(pages), `repeat ${draw.between(18, 26)}: ${touch}; work 1; nanosleep(${draw.between(2, 4)})`],
  };
}

/** Fills many pages once, and then looks at two of them only. */
function hoarder(draw: Draw): Arrival {
  const pages = draw.between(7, 9);
  const kept = draw.shuffled(Array.from({ length: pages }, (_, page) => page)).slice(0, 2);
  return {
    program: 'browser',
    at: draw.between(0, 6),
    ends: true,
    lines: [
      map(pages),
      ...Array.from({ length: pages }, (_, page) => store(page)),
      `repeat ${draw.between(8, 12)}: ${kept.map(store).join('; ')}; nanosleep(${draw.between(6, 9)})`,
    ],
  };
}

/** Comes later, and goes through its pages window by window. */
function walker(draw: Draw): Arrival {
  const pages = draw.between(7, 10);
  const windows = Array.from({ length: pages - 1 }, (_, page) => page);
  return {
    program: 'cc',
    at: draw.between(30, 60),
    ends: true,
    lines: [
      map(pages),
      ...windows.map((page) => `repeat ${draw.between(4, 7)}: ${store(page)}; ${store(page + 1)}; work 2`),
    ],
  };
}

/** The memory manager's machine of a day: steady programs, one that hoards, one that walks through its pages. */
export function memoryDay(draw: Draw, id: string): LevelSource {
  return {
    ...PLANNING,
    machine: { ...PLANNING.machine, policy: 'rr', quantum: 4, framesPerProcess: 3, swapSlots: 64 },
    id,
    title: 'The daily machine: memory',
    story:
      'Four programs and too few frames, new every day and the same for everybody. Whose page can be missed?',
    minutes: 5,
    role: 'memory',
    program: 'browser',
    cores: 1,
    lengthTicks: 2000,
    arrivals: [steady(draw, 'edit'), steady(draw, 'player'), hoarder(draw), walker(draw)],
    steps: [
      START('Bright frames were used lately; a dot means the page was written. Ready?'),
      {
        text: 'Take pages out for who waits, until all four are done.',
        done: { is: 'measured', measure: 'finished', atLeast: 4 },
        after: 'Everybody is done. The board shows how many pages others had to move.',
        hints: [
          'Who fills pages and never looks at them again?',
          'A page that was not used for long will hardly be missed.',
          'Always a dark frame; among dark ones, one that need not be written first.',
        ],
      },
    ],
    stars: [
      {
        measure: 'pagesMoved',
        text: 'Pages moved to and from swap: at most {n}',
        worse: 'other',
        goal: true,
      },
    ],
    pitfalls: [
      {
        when: { is: 'measured', measure: 'evicted', atLeast: 1 },
        hint: 'Pages in use were taken, and came back at once. Take a dark frame instead.',
      },
    ],
    late: 'Time is up. Take a dark frame whenever somebody waits for one.',
    learned:
      'Replacement is a guess about the future. Programs keep to what they do (locality), so what was not used for long is the best guess; and a page that was not written costs nothing to give up. OPT, which knows the future, shows how much is left.',
    command: { line: 'vmstat 1', shows: 'pages that come from swap (si) and go there (so)' },
    codes: ['OS-Memory', '9618 16.1', 'H446 1.2.1'],
  };
}
