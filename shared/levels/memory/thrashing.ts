import { PLANNING, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

/** Touches all its pages, over and over: all of them are its working set. */
const worker = (program: 'edit' | 'player' | 'httpd', pages: number, times: number) => ({
  program,
  at: 0,
  ends: true,
  lines: [
    `p = mmap(NULL, ${pages * 4096}, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)`,
    `repeat ${times}: ${Array.from({ length: pages }, (_, page) => `store p + ${page * 4096}, 1`).join('; ')}; work 2`,
  ],
});

export const thrashing: LevelSource = {
  ...PLANNING,
  machine: { ...PLANNING.machine, policy: 'rr', quantum: 4, framesPerProcess: 3, swapSlots: 8 },
  id: 'memory-3',
  title: 'Thrashing',
  story: 'Every page you take out is needed at once. The machine works hard and gets nothing done.',
  minutes: 4,
  role: 'memory',
  program: 'browser',
  cores: 1,
  lengthTicks: 900,
  arrivals: [
    worker('edit', 3, 18),
    worker('player', 3, 18),
    worker('httpd', 3, 18),
    // A browser that opens one tab after the other and closes none.
    {
      program: 'browser',
      at: 20,
      lines: [
        'repeat 12: p = mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0); store p, 1; store p + 4096, 1; nanosleep(6)',
        'nanosleep(900)',
      ],
    },
  ],
  steps: [
    START('Twelve free frames, four programs, and one of them always wants more. Ready?'),
    {
      text: 'Take pages out for those who wait, and watch who comes back.',
      done: { is: 'measured', measure: 'evicted', atLeast: 4 },
      after: 'Page by page, the browser grows. Swap fills as well.',
      hints: [
        'The machine stands still until you choose.',
        'Dark frames first, as ever.',
        'Tap a dark frame, or press N and then Enter.',
      ],
    },
    {
      text: 'Go on. When swap is full, no page can leave: then a process must.',
      done: { is: 'measured', measure: 'oomKills', atLeast: 1 },
      after: 'Its frames and its swap are free at once: that is the OOM killer’s work.',
      hints: [
        'Whose frames and pages in swap are the most?',
        'The one that grows without end will take whatever you free.',
        'End the browser: it holds most, and it alone causes the shortage.',
      ],
    },
    {
      text: 'Let the others finish.',
      ask: {
        kind: 'fixed',
        text: 'Without the browser nine pages are in use, and there are twelve frames. What comes of the faults?',
        options: ['As many as before', 'More: the others grow', 'Hardly any are left', 'One in each tick'],
        right: 2,
        why: [
          'Then the working sets would not fit. They do.',
          'They use the same pages over and over.',
          '',
          'Who has its pages does not fault.',
        ],
      },
      done: { is: 'measured', measure: 'finished', atLeast: 3 },
      after: 'Their working sets fit now: hardly a fault any more.',
      hints: [
        'Is anybody still short of frames?',
        'Nine pages in use, twelve frames.',
        'Hardly any. Then wait; take a dark frame if somebody asks.',
      ],
    },
    {
      text: 'Why did no choice of page help before?',
      ask: {
        kind: 'fixed',
        text: 'The pages in use were more than the frames. What helps then?',
        options: [
          'A cleverer choice of the victim',
          'Fewer working sets in memory at a time',
          'A faster processor',
          'A larger swap',
        ],
        right: 1,
        why: [
          'Whatever you take is in use: even the best algorithm faults all the time.',
          '',
          'It would only wait faster.',
          'It holds more, and pages go to and fro all the same.',
        ],
      },
      after: 'Fewer processes at a time, or more memory: nothing else ends thrashing.',
      hints: [
        'Count pages in use, and frames.',
        'If they don’t fit, somebody must go.',
        'Fewer working sets.',
      ],
    },
    {
      text: 'And whom did you end?',
      ask: {
        kind: 'fixed',
        text: 'Swap is full and no page can leave. Whom does the OOM killer rather end?',
        options: ['Whoever came first', 'Whoever asks', 'The smallest', 'Who holds most memory'],
        right: 3,
        why: [
          'Age says nothing about memory.',
          'It may be small, and in the middle of its work.',
          'That frees little, and soon you are short again.',
          '',
        ],
      },
      after: 'Linux keeps a score for each process, mostly its memory: /proc/PID/oom_score.',
      hints: ['What is it that has run out?', 'Memory. Who gives back most of it?', 'Who holds most memory.'],
    },
  ],
  goals: [{ measure: 'finished', atLeast: 3, text: 'Editor, player and server have finished' }],
  limits: [
    { measure: 'oomKills', atMost: 1, text: 'One process ended, no more' },
    { measure: 'mistakes', atMost: 1, text: 'At most 1 wrong answer' },
  ],
  stars: [
    { measure: 'major', text: 'Pages that came back from swap: at most {n}', slack: [14, 4] },
    { measure: 'mistakes', text: 'Wrong answers: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'oomKills', atLeast: 2 },
      hint: 'A small process frees little, and the browser takes it. End the one that holds most.',
    },
  ],
  late: 'Time is up. When no page can leave any more, end the process that holds most.',
  learned:
    'When working sets don’t fit into memory, every page taken out comes back at once: the machine thrashes. No algorithm can help; less must be in memory at a time. Linux’ last resort is the OOM killer: it ends the process that holds most.',
  command: { line: 'dmesg | grep -i "out of memory"', shows: 'whom the OOM killer has ended, and why' },
  codes: ['OS-Memory', '9618 16.1', 'H446 1.2.1'],
};
