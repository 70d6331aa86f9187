import { PLANNING, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

export const beatRoundRobin: LevelSource = {
  ...PLANNING,
  machine: { ...PLANNING.machine, quantum: 4 },
  id: 'scheduler-2',
  title: 'Beat round robin',
  story: 'Music, and three compilers that never sleep. Round robin stutters; yours must not.',
  minutes: 5,
  program: 'player',
  lengthTicks: 900,
  cores: 1,
  editor: [
    '  // Round robin: whoever has waited longest.',
    '  return ready.reduce((a, b) => (b.waited > a.waited ? b : a)).pid;',
  ].join('\n'),
  arrivals: [
    { program: 'player', at: 1, lines: ['repeat 8: work 1; nanosleep(5)'], ends: true },
    { program: 'cc', at: 1, lines: ['work 32'], ends: true },
    { program: 'cc', at: 1, lines: ['work 32'], ends: true },
    { program: 'cc', at: 1, lines: ['work 32'], ends: true },
  ],
  steps: [
    START('The quantum is 4. lastBurst is 0 for who never slept, short for who often does.'),
    {
      text: 'Change pickNext so that the music hardly waits, then press Run.',
      done: { is: 'measured', measure: 'finished', atLeast: 4 },
      after: 'The music went first, and the compilers lost a tick each time.',
      hints: [
        'Round robin treats all alike. The music is not like the others.',
        'It sleeps often, so its lastBurst is above 0. Look for such a one first.',
        'return (ready.find((p) => p.lastBurst > 0) ?? ready[0]).pid',
      ],
    },
  ],
  stars: [
    { measure: 'musicWait', text: 'The music waits {n} ticks at most, in the mean', worse: 'rr', goal: true },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'musicWait', atLeast: 7.6 },
      hint: 'The music stood behind the compilers in turn. Prefer who has slept: lastBurst above 0.',
    },
  ],
  late: 'Time is up. Press Run, and prefer who has slept: lastBurst above 0.',
  learned:
    'Nobody tells a scheduler who is in a hurry, but the past does: who blocked early the last time will do so again. That guess is the heart of multi-level feedback queues and of every interactive scheduler since.',
  command: {
    line: 'grep -E "sum_exec|nr_voluntary" /proc/$$/sched',
    shows: 'what Linux knows of your shell’s past',
  },
  codes: ['OS-Scheduling', '9618 16.1', 'H446 1.2.1'],
};
