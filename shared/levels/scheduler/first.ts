import { PLANNING, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

const job = (program: 'ls' | 'cat' | 'edit' | 'cp' | 'browser' | 'httpd', at: number) => ({
  program,
  at,
  lines: ['work 8'],
  ends: true,
});

/** One more comes every five ticks, and each needs eight: whoever takes the newest starves the oldest. */
export const firstPick: LevelSource = {
  ...PLANNING,
  id: 'scheduler-1',
  title: 'First pick',
  story: 'Write the scheduler: a function that says who runs next. It plays as you would.',
  minutes: 4,
  program: 'cc',
  lengthTicks: 900,
  cores: 1,
  editor: ['  // The newest one first. Is that a good idea?', '  return ready[ready.length - 1].pid;'].join(
    '\n',
  ),
  arrivals: [
    job('ls', 1),
    job('cat', 2),
    job('edit', 7),
    job('cp', 12),
    job('browser', 17),
    job('httpd', 22),
    job('ls', 27),
    job('cat', 32),
    job('edit', 37),
    job('cp', 42),
  ],
  steps: [
    START('You write pickNext. Its ready lists who waits: pid, program, waited, lastBurst.'),
    {
      text: 'Press Run. Nobody may starve: let the worst response be short.',
      done: { is: 'measured', measure: 'finished', atLeast: 10 },
      after: 'All have run, chosen by your code and sent as any scheduler’s messages.',
      hints: [
        'Who stands in the queue for longest when the newest goes first?',
        'Each entry has waited: ticks since it became ready. Which one is largest?',
        'return ready.reduce((a, b) => (b.waited > a.waited ? b : a)).pid',
      ],
    },
  ],
  stars: [
    {
      measure: 'slowest',
      text: 'Nobody waits more than {n} ticks for a first response',
      worse: 'wrong',
      goal: true,
    },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'slowest', atLeast: 57 },
      hint: 'Somebody starved in the queue. Pick who has waited longest: compare waited.',
    },
  ],
  late: 'Time is up. Press Run, and return a pid of ready.',
  learned:
    'A scheduler is a function: from who is ready to who runs. It knows no names, only figures such as waiting times and bursts. Taking the newest first starves the oldest; taking who waited longest is fair, if not fast.',
  command: {
    line: 'less kernel/sched/fair.c',
    shows: 'Linux’s pick_next_task_fair, a few thousand lines longer',
  },
  codes: ['OS-Scheduling', '9618 16.1', 'A1.3.3'],
};
