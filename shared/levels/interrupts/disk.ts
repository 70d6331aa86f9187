import { PLANNING, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

const FILES = 16;
const path = (index: number): string => `/srv/part${index + 1}`;

/** The n-th reader takes two parts: near ones and far ones in turn, so that their order of arrival leads to and fro. */
const reader = (index: number) => ({
  program: 'cat' as const,
  at: 0,
  ends: true,
  lines: [index, FILES - 1 - index].flatMap((part) => [
    `fd = open("${path(part)}", O_RDONLY)`,
    'n = read(fd, buf, 512)',
    'close(fd)',
  ]),
});

export const diskArm: LevelSource = {
  ...PLANNING,
  machine: { ...PLANNING.machine, policy: 'rr', costs: { ...PLANNING.machine.costs, disk: 4 } },
  id: 'interrupts-3',
  title: 'The disk arm',
  story: 'Eight programs wait for the disk, and its arm can be in one place only. You choose its way.',
  minutes: 3,
  role: 'io',
  program: 'cat',
  cores: 8,
  lengthTicks: 1200,
  files: [
    { path: '/srv', kind: 'dir', mode: 0o755, owner: 'root' },
    ...Array.from({ length: FILES }, (_, index) => ({
      path: path(index),
      kind: 'file' as const,
      mode: 0o644,
      owner: 'root' as const,
      text: `Part ${index + 1} of the atlas.\n`,
    })),
  ],
  arrivals: Array.from({ length: 8 }, (_, index) => reader(index)),
  steps: [
    START('The arm crosses 25 cylinders in a tick. Let it cross few. Ready?'),
    {
      text: 'The disk stands still: send the arm to a request.',
      done: { is: 'measured', measure: 'diskServed', atLeast: 1 },
      after: 'The arm moved, the disk read, and its interrupt woke the one who waited.',
      hints: [
        'The row shows each request’s cylinder and how far it is.',
        'The machine waits until you have chosen.',
        'Tap a request, or press its letter.',
      ],
    },
    {
      text: 'Serve them all. Don’t let the arm run to and fro.',
      done: { is: 'measured', measure: 'finished', atLeast: 8 },
      after: 'Every program has its data.',
      hints: [
        'Where does the arm go anyway?',
        'Sweep: take what lies on the way, and turn only at the last one.',
        'Always the next request in the direction of the arm; turn where there is none.',
      ],
    },
    {
      text: 'Why not always the nearest request?',
      ask: {
        kind: 'fixed',
        text: 'The nearest always goes first, and more come near. What of one far away?',
        options: ['It may wait for ever', 'It is served at the next turn', 'The disk loses it'],
        right: 0,
        why: [
          '',
          'The arm never turns as long as something nearer keeps coming.',
          'No request is lost. It waits.',
        ],
      },
      after: 'It starves. A sweep reaches everybody: that is why it is called the elevator.',
      hints: ['Is there always something nearer?', 'Then its turn never comes.', 'It may wait for ever.'],
    },
  ],
  stars: [
    { measure: 'seek', text: 'Cylinders crossed: at most {n}', worse: 'wrong', goal: true, limit: true },
    { measure: 'mistakes', text: 'Wrong answers: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'seek', atLeast: 300 },
      hint: 'In the order of arrival the arm runs to and fro. Take what lies on its way, then turn.',
    },
  ],
  late: 'Time is up. Choose a request whenever the disk stands still.',
  learned:
    'Moving the arm takes longer than reading. First come, first served drags it to and fro; nearest first is short but can starve who is far. The elevator sweeps from end to end: nearly as short, and everybody gets a turn.',
  command: { line: 'cat /sys/block/sda/queue/scheduler', shows: 'who orders the requests of a real disk' },
  codes: ['OS-Devices', 'OS-Scheduling', '9618 4.1', 'H446 1.2.1'],
};
