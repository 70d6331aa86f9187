import { PLANNING, START } from '../levels/base.ts';
import type { LevelSource } from '../levels/schema.ts';
import type { Draw } from './draw.ts';

type Arrival = NonNullable<LevelSource['arrivals']>[number];

/** Burns the core, or sleeps after each burst of one length: what it did last is what it will do next. */
function worker(draw: Draw, at: number, short: boolean): Arrival {
  const program = short
    ? draw.of(['player', 'edit', 'ls', 'cat'] as const)
    : draw.of(['cc', 'browser', 'cp', 'httpd'] as const);
  const burst = short ? draw.between(1, 3) : draw.between(8, 14);
  const times = short ? draw.between(5, 9) : draw.between(3, 5);
  return {
    program,
    at,
    lines: [`repeat ${times}: work ${burst}; nanosleep(${draw.between(3, 6)})`],
    ends: true,
  };
}

/** The scheduler's machine of a day: eight programs, short and long ones, that come within the first 24 ticks. */
export function schedulerDay(draw: Draw, id: string): LevelSource {
  const kinds = draw.shuffled([true, true, true, true, false, false, false, false]);
  return {
    ...PLANNING,
    machine: { ...PLANNING.machine, quantum: 8 },
    id,
    title: 'The daily machine: CPU',
    story:
      'Eight programs and one core, new every day and the same for everybody. How early are they all done?',
    minutes: 5,
    program: 'cc',
    lengthTicks: 1500,
    cores: 1,
    editor: [
      '  // Whoever has waited longest goes first. Beat it.',
      '  return ready.reduce((a, b) => (b.waited > a.waited ? b : a)).pid;',
    ].join('\n'),
    arrivals: kinds.map((short) => worker(draw, draw.between(1, 24), short)),
    steps: [
      START('Today’s programs keep to their bursts: lastBurst tells what is to come. Ready?'),
      {
        text: 'Let all eight be done early: by your pickNext, or by hand.',
        done: { is: 'measured', measure: 'finished', atLeast: 8 },
        after: 'Everybody is done. The board shows how others ordered the same eight.',
        hints: [
          'Who blocks early gives the core back early.',
          'A short last burst is a good guess for a short next one.',
          'return ready.reduce((a, b) => (b.lastBurst < a.lastBurst ? b : a)).pid',
        ],
      },
    ],
    stars: [
      {
        measure: 'service',
        text: 'Turnaround and response together: at most {n} ticks',
        worse: 'wrong',
        goal: true,
      },
    ],
    pitfalls: [
      {
        when: { is: 'measured', measure: 'switches', atLeast: 1 },
        hint: 'Short bursts stood behind long ones. Take the smallest lastBurst first.',
      },
    ],
    late: 'Time is up. Press Run, and prefer the one with the smallest lastBurst.',
    learned:
      'No scheduler is best for every workload: that is why one measures. Short bursts first is best for the mean, and the past is the only clue to the next burst; a new workload every day shows whether a rule holds or was luck.',
    command: {
      line: 'perf sched record sleep 10 && perf sched latency',
      shows: 'how long each of your programs waited for a core',
    },
    codes: ['OS-Scheduling', '9618 16.1', 'H446 1.2.1', 'A1.3.3'],
  };
}
