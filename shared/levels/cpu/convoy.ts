import { PLANNING, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

const short = (program: 'ls' | 'cat' | 'edit' | 'cp' | 'httpd', at = 1) => ({
  program,
  at,
  lines: ['work 4'],
  ends: true,
});

export const convoy: LevelSource = {
  ...PLANNING,
  lengthsKnown: true,
  id: 'cpu-1',
  title: 'First come, first served',
  story: 'You are the scheduler, and many want your one core. Whoever gets it keeps it to the end.',
  minutes: 2,
  program: 'cc',
  lengthTicks: 600,
  cores: 1,
  arrivals: [
    { program: 'cc', at: 1, lines: ['work 40'], ends: true },
    short('ls'),
    short('cat'),
    short('edit'),
    short('cp'),
    short('ls'),
    short('httpd'),
    // A second convoy, for who took the first one’s end for luck.
    { program: 'browser', at: 14, lines: ['work 40'], ends: true },
    short('ls', 14),
    short('httpd', 14),
    short('edit', 14),
    short('cat', 14),
    short('cp', 14),
  ],
  steps: [
    START('cc and browser need 40 ticks each, the others 4. cc came first. Ready?'),
    {
      text: 'Choose a process, then the core. Each card says how many ticks it needs.',
      done: { is: 'measured', measure: 'finished', atLeast: 13 },
      after: 'All are done. The mean of their times from arrival to end is what counts.',
      hints: [
        'Who makes whom wait, and for how long?',
        'If cc goes first, six others wait 40 ticks each. If ls goes first, they wait 4.',
        'Take cc and browser last.',
      ],
    },
  ],
  stars: [{ measure: 'turnaround', text: 'Mean turnaround at most {n} ticks', worse: 'wrong', goal: true }],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'turnaround', atLeast: 36 },
      hint: 'A convoy: all the short ones stood behind the long one. Let the short ones go first.',
    },
  ],
  late: 'Time is up. Choose a process, then the core, until all are done.',
  learned:
    'First come, first served is fair by order, but one long job makes everybody behind it wait: the convoy effect. Shortest job first gives the least mean turnaround there is, if one knows beforehand how long each will take.',
  command: {
    line: 'chrt -f -p 1 $$',
    shows: 'puts your shell under SCHED_FIFO: first come, first served (needs root)',
  },
  codes: ['OS-Scheduling', '9618 16.1', 'H446 1.2.1', 'A1.3.3'],
};
