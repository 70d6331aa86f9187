import { PLANNING, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

export const blocks: LevelSource = {
  ...PLANNING,
  machine: { ...PLANNING.machine, quantum: 6 },
  id: 'cpu-3',
  title: 'Who blocks, who burns',
  story: 'Music needs a tick now and then, two compilers need them all. It must not stutter.',
  minutes: 4,
  program: 'player',
  lengthTicks: 900,
  cores: 1,
  arrivals: [
    { program: 'player', at: 1, lines: ['repeat 8: work 1; nanosleep(5)'], ends: true },
    { program: 'cc', at: 1, lines: ['work 40'], ends: true },
    { program: 'cc', at: 1, lines: ['work 40'], ends: true },
  ],
  steps: [
    START('The player works a tick, then sleeps five. Both compilers compute and never sleep.'),
    {
      text: 'Share out the core. Look at the last burst: it tells who blocks and who burns.',
      done: { is: 'measured', measure: 'finished', atLeast: 3 },
      after: 'Who sleeps a lot needs little: let it go first, and it costs the others almost nothing.',
      hints: [
        'How much does a compiler lose if the music goes first?',
        'One tick. Choose when you are asked: who is lined up ahead may stand before the music.',
        'Whenever the player is ready, choose it. Make the quantum 2 for the compilers.',
      ],
    },
  ],
  limits: [{ measure: 'switches', atMost: 70, text: 'Switches: at most 70' }],
  stars: [
    { measure: 'musicWait', text: 'The music waits {n} ticks at most, in the mean', worse: 'rr', goal: true },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'musicWait', atLeast: 5.1 },
      hint: 'The music stands behind compilers. Choose it whenever it is ready: its burst is one tick.',
    },
  ],
  late: 'Time is up. The player first, whenever it is ready; the compilers share the rest.',
  learned:
    'A process that often sleeps has short bursts and is waited for by somebody; one that burns its whole quantum is not. A multi-level feedback queue finds out which is which by itself: who uses up its slice sinks, who blocks stays on top.',
  command: {
    line: 'grep ctxt /proc/$$/status',
    shows: 'voluntary switches: it blocked; nonvoluntary: it was preempted',
  },
  codes: ['OS-Scheduling', 'OS-Process', '9618 16.1', 'H446 1.2.1'],
};
