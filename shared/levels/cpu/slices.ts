import { PLANNING, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

const equal = (program: 'browser' | 'edit' | 'ls' | 'cat') => ({
  program,
  at: 1,
  lines: ['work 16'],
  ends: true,
});

export const slices: LevelSource = {
  ...PLANNING,
  lengthsKnown: true,
  machine: { ...PLANNING.machine, quantum: 16 },
  id: 'cpu-2',
  title: 'Time slices',
  story: 'Four users each look at a program that does not answer. Let nobody wait for a first sign of life.',
  minutes: 3,
  program: 'browser',
  lengthTicks: 900,
  cores: 1,
  arrivals: [equal('browser'), equal('edit'), equal('ls'), equal('cat')],
  steps: [
    START('All four need 16 ticks, and the quantum is 16. When does the last one run for the first time?'),
    {
      text: 'Set the quantum at the cores, then give the core to all four in turn.',
      done: { is: 'measured', measure: 'finished', atLeast: 4 },
      after: 'Shorter slices answer sooner. But each switch costs a tick.',
      hints: [
        'A process that has run once has answered. How soon can everybody run once?',
        'A quantum of 4: everybody has run after 20 ticks. Of 1: more switches than work.',
        'Set the quantum to 4, then always choose who has waited longest.',
      ],
    },
  ],
  stars: [
    { measure: 'response', text: 'Mean response at most {n} ticks', worse: 'wrong', goal: true },
    { measure: 'switches', text: 'Switches: at most {n}', worse: 'other', goal: true, limit: true },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'response', atLeast: 15 },
      hint: 'The last one waited for all the others to finish. Make the quantum shorter, about 4.',
    },
    {
      when: { is: 'measured', measure: 'switches', atLeast: 33 },
      hint: 'So short a quantum switches more than it works: each switch costs a tick. Try 4.',
    },
  ],
  late: 'Time is up. A quantum of about 4, and everybody in turn.',
  learned:
    'Round robin gives each ready process a time slice in turn; the timer ends it. Short slices make everybody answer soon, but each switch costs, and the mean turnaround of equal jobs gets worse. There is no quantum that is best for everything.',
  command: {
    line: 'cat /proc/sys/kernel/sched_rr_timeslice_ms',
    shows: 'round robin’s slice on your machine',
  },
  codes: ['OS-Scheduling', '9618 16.1', 'H446 1.2.1', 'A1.3.3'],
};
