import { PLANNING, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

const job = (program: 'ls' | 'cat' | 'cp' | 'edit' | 'browser' | 'httpd' | 'cc', ticks: number) => ({
  program,
  at: 1,
  lines: [`work ${ticks}`],
  ends: true,
});

/** Nine jobs of 132 ticks for four cores: 33 each, where the longest is not left for the end. */
export const fourCores: LevelSource = {
  ...PLANNING,
  lengthsKnown: true,
  id: 'cpu-4',
  title: 'Four cores',
  story: 'Four cores and nine jobs: a morning’s work. Send everybody home as early as you can.',
  minutes: 3,
  program: 'cc',
  lengthTicks: 600,
  cores: 4,
  arrivals: [
    job('ls', 6),
    job('cat', 8),
    job('edit', 10),
    job('cp', 12),
    job('ls', 12),
    job('browser', 14),
    job('httpd', 16),
    job('browser', 22),
    job('cc', 32),
  ],
  steps: [
    START('The end of the last one counts now. cc needs 32 ticks, ls and cat less than 10.'),
    {
      text: 'Keep all four cores busy, and let them end together. The cards say what each needs.',
      done: { is: 'measured', measure: 'finished', atLeast: 9 },
      after: 'The whole is done when the last core is.',
      hints: [
        'What happens when the longest job is started last?',
        'Three cores wait for the one that has it.',
        'Long jobs first: cc, browser, httpd, browser; the short ones fill the gaps.',
      ],
    },
  ],
  stars: [{ measure: 'makespan', text: 'All done within {n} ticks', worse: 'wrong', goal: true }],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'makespan', atLeast: 51 },
      hint: 'Three cores idled at the end beside the one that had cc. Start the long jobs first.',
    },
  ],
  late: 'Time is up. Give every core somebody, the long jobs first.',
  learned:
    'With several cores a schedule is good when all of them end together. Long jobs first, short ones into the gaps, comes close. The goal decides: for the mean turnaround one would do the contrary.',
  command: {
    line: 'taskset -cp $$; cat /proc/loadavg',
    shows: 'on which cores you may run, and how many are ready',
  },
  codes: ['OS-Scheduling', '9618 16.1', 'A1.3.3'],
};
