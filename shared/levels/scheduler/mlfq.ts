import { PLANNING, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

/** Computes for `burst` ticks, sleeps, and does so again: what it did last is what it will do next. */
const steady = (program: 'player' | 'edit' | 'httpd' | 'cat' | 'cp', burst: number, times: number) => ({
  program,
  at: 1,
  lines: [`repeat ${times}: work ${burst}; nanosleep(4)`],
  ends: true,
});

export const beatMlfq: LevelSource = {
  ...PLANNING,
  machine: { ...PLANNING.machine, quantum: 12 },
  id: 'scheduler-3',
  title: 'Beat MLFQ',
  story: 'MLFQ only tells sleepers from burners. Your function can look more closely.',
  minutes: 6,
  program: 'player',
  lengthTicks: 900,
  cores: 1,
  editor: [
    '  // Who has slept before goes first, as MLFQ would have it.',
    '  return (ready.find((p) => p.lastBurst > 0) ?? ready[0]).pid;',
  ].join('\n'),
  arrivals: [
    steady('httpd', 10, 6),
    steady('cp', 8, 6),
    steady('cat', 6, 6),
    steady('edit', 3, 6),
    steady('player', 1, 6),
  ],
  steps: [
    START('Bursts last 1 to 10 ticks, each program has its own. lastBurst is 0 at first.'),
    {
      text: 'Change pickNext so that programs are done early in the mean, then press Run.',
      done: { is: 'measured', measure: 'finished', atLeast: 5 },
      after: 'The short ones slipped through, and the long ones hardly noticed.',
      hints: [
        'Is somebody who needs 3 ticks like somebody who needs 10?',
        'Shortest job first is best for the mean, if one knew. lastBurst is a good guess.',
        'return ready.reduce((a, b) => (b.lastBurst < a.lastBurst ? b : a)).pid',
      ],
    },
  ],
  stars: [{ measure: 'turnaround', text: 'Mean turnaround at most {n} ticks', worse: 'mlfq', goal: true }],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'turnaround', atLeast: 206 },
      hint: 'A short burst stood behind a long one. Compare lastBurst, and take the smallest.',
    },
  ],
  late: 'Time is up. Press Run, and prefer the one with the smallest lastBurst.',
  learned:
    'MLFQ learns from the past in a few coarse levels. Guessing the next burst from the last one orders everybody, and comes close to shortest job first, which nobody can have. The guess fails for who changes habits: then the levels are safer.',
  command: {
    line: 'cat /proc/$$/schedstat',
    shows: 'nanoseconds that your shell ran and waited, and how often it had a core',
  },
  codes: ['OS-Scheduling', '9618 16.1', 'H446 1.2.1'],
};
