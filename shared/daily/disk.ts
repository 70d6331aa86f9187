import { PLANNING, START } from '../levels/base.ts';
import type { LevelSource } from '../levels/schema.ts';
import type { Draw } from './draw.ts';

const FILES = 24;
const READERS = 8;
const path = (index: number): string => `/srv/part${index + 1}`;

/** The disk's machine of a day: eight programs that read three files each, all over the disk, one after the other. */
export function diskDay(draw: Draw, id: string): LevelSource {
  const order = draw.shuffled(Array.from({ length: FILES }, (_, index) => index));
  const reader = (index: number) => ({
    program: draw.of(['cat', 'cp', 'ls', 'edit'] as const),
    at: draw.between(0, 20),
    ends: true,
    lines: order
      .slice(3 * index, 3 * index + 3)
      .flatMap((part) => [
        `fd = open("${path(part)}", O_RDONLY)`,
        'n = read(fd, buf, 512)',
        'close(fd)',
        `work ${draw.between(1, 4)}`,
      ]),
  });
  return {
    ...PLANNING,
    machine: { ...PLANNING.machine, policy: 'rr', costs: { ...PLANNING.machine.costs, disk: 4 } },
    id,
    title: 'The daily machine: disk',
    story: 'Eight programs and one arm, new every day and the same for everybody. How short can its way be?',
    minutes: 4,
    role: 'io',
    program: 'cat',
    cores: READERS,
    lengthTicks: 1500,
    files: [
      { path: '/srv', kind: 'dir', mode: 0o755, owner: 'root' },
      ...Array.from({ length: FILES }, (_, index) => ({
        path: path(index),
        kind: 'file' as const,
        mode: 0o644,
        owner: 'root' as const,
        text: `Part ${index + 1} of today’s atlas.\n`,
      })),
    ],
    arrivals: Array.from({ length: READERS }, (_, index) => reader(index)),
    steps: [
      START('New requests come while the arm is under way. Send it so that it crosses few cylinders. Ready?'),
      {
        text: 'Choose the arm’s next request until all eight are done.',
        done: { is: 'measured', measure: 'finished', atLeast: READERS },
        after: 'Every program has its data. The board shows how far others sent the arm.',
        hints: [
          'In which direction are most of them?',
          'What lies on the way costs nothing more.',
          'Always the next one in the direction of the arm; turn where there is none.',
        ],
      },
    ],
    stars: [{ measure: 'seek', text: 'Cylinders crossed: at most {n}', worse: 'wrong', goal: true }],
    pitfalls: [
      {
        when: { is: 'measured', measure: 'seek', atLeast: 1 },
        hint: 'The arm ran to and fro. Take what lies on its way, then turn.',
      },
    ],
    late: 'Time is up. Choose a request whenever the disk stands still.',
    learned:
      'The arm’s way is the time. Nearest first is short today and may starve somebody tomorrow; a sweep is nearly as short and reaches everybody. With requests still to come no order is sure to be best.',
    command: { line: 'cat /sys/block/sda/queue/scheduler', shows: 'who orders the requests of a real disk' },
    codes: ['OS-Devices', 'OS-Scheduling', '9618 4.1'],
  };
}
