import { PLANNING, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

const short = (program: 'ls' | 'cat' | 'edit' | 'cp') => ({ program, at: 1, lines: ['work 4'], ends: true });

export const convoy: LevelSource = {
  ...PLANNING,
  id: 'cpu-1',
  title: 'First come, first served',
  story: 'You are the scheduler, and five want your one core. Whoever gets it keeps it to the end.',
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
  ],
  steps: [
    START('cc came first and needs 40 ticks. The four others need 4 each. Who waits for how long?'),
    {
      text: 'Choose a process in the ready queue, then the core. The machine waits for you.',
      done: { is: 'measured', measure: 'finished', atLeast: 5 },
      after: 'All five are done. The mean of their times from arrival to end is what counts.',
      hints: [
        'Who makes whom wait, and for how long?',
        'If cc goes first, four others wait 40 ticks each. If ls goes first, cc waits 4.',
        'Take cc last.',
      ],
    },
  ],
  goals: [{ measure: 'turnaround', atMost: 38, text: 'Mean turnaround at most 38 ticks' }],
  two: [{ measure: 'turnaround', atMost: 30, text: 'Mean turnaround at most 30 ticks' }],
  three: [{ measure: 'turnaround', atMost: 26, text: 'At most 26: as shortest job first' }],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'turnaround', atLeast: 39 },
      hint: 'A convoy: four short ones stood behind the long one. Let the short ones go first.',
    },
  ],
  late: 'Time is up. Choose a process, then the core, until all five are done.',
  learned:
    'First come, first served is fair by order, but one long job makes everybody behind it wait: the convoy effect. Shortest job first gives the least mean turnaround there is, if one knows beforehand how long each will take.',
  command: {
    line: 'chrt -f -p 1 $$',
    shows: 'puts your shell under SCHED_FIFO: first come, first served (needs root)',
  },
  codes: ['OS-Scheduling', '9618 16.1', 'H446 1.2.1', 'A1.3.3'],
};
