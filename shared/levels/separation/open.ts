import { neighbour, QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

/** Every protection of the simulated machine is off; the network's are never. */
export const noProtection: LevelSource = {
  ...QUIET_MACHINE,
  protections: { preemption: true, rings: false, isolation: false, permissions: false, limits: false },
  id: 'separation-2',
  title: 'No protection',
  story: 'Here all walls are down: rings, isolation, permissions. The same attacks, another end.',
  minutes: 3,
  role: 'process',
  program: 'cat',
  lengthTicks: 1500,
  arrivals: [neighbour('edit'), neighbour('player')],
  steps: [
    {
      text: 'Open Ben’s diary. It is as private as ever: mode 600, for Ben alone.',
      lines: ['fd = open("/home/ben/diary", O_RDONLY)', 'n = read(fd, buf, 100)', 'write(1, buf, n)'],
      done: { is: 'printed', text: 'this is ben' },
      after: 'Read aloud. The mode bits are still there; nobody compares them.',
      hints: [
        'Three lines: open, read, write.',
        'The mode says no. Who would enforce it?',
        'Queue all three lines.',
      ],
    },
    {
      text: 'Read a byte of the kernel: of the table in which it keeps its tasks.',
      ask: {
        kind: 'fixed',
        text: 'Nobody looks at the supervisor bit. What does a load from kernel memory do?',
        options: [
          'SIGSEGV, as always',
          'It answers the byte',
          'It answers 0, to hide it',
          'The machine stops',
        ],
        right: 1,
        why: [
          'The core raised that fault because of the bit. It does not look at it here.',
          '',
          'The core loads what is there. It hides nothing.',
          'A load changes nothing. Wait for the store.',
        ],
      },
      lines: ['x = load KERNEL + 4192'],
      done: { is: 'ran', line: 'x = load KERNEL' },
      after:
        '99 is a c: your own name, cat, as the kernel keeps it. Home computers without an MMU were like this.',
      hints: [
        'What made the load fault before?',
        'A bit that nobody looks at here.',
        'It answers the byte. Then queue this line: x = load KERNEL + 4192',
      ],
    },
    {
      text: 'Now a mistake, as it happens to anybody: a store to a wrong address.',
      ask: {
        kind: 'fixed',
        text: 'One stray byte into the kernel’s run queue. Who notices?',
        options: ['Only you', 'Nobody, it is one byte', 'Everybody: the whole machine stops'],
        right: 2,
        why: [
          'With the walls up only you would fall. They are down.',
          'The scheduler follows that pointer in its next step.',
          '',
        ],
      },
      lines: ['store KERNEL + 64, 0'],
      done: { is: 'panicked' },
      after: 'Kernel panic. A bug of one program has taken everybody down: stability needs separation.',
      hints: [
        'What does the scheduler do with the run queue, each time?',
        'It trusts it.',
        'Everybody. Then queue this line: store KERNEL + 64, 0',
      ],
    },
    {
      text: 'The machine is down, and with it everybody’s work. It starts again by itself.',
      // Asked when the console, which covers everything, has been seen.
      moment: { is: 'measured', measure: 'restarted', atLeast: 1 },
      ask: {
        kind: 'fixed',
        text: 'With the walls up, what would the same stray byte have done?',
        options: ['Nothing at all', 'The same panic', 'Made the machine slower', 'Ended your process alone'],
        right: 3,
        why: [
          'The store would have faulted.',
          'The byte would never have reached the kernel.',
          'Who falls is gone, not slow.',
          '',
        ],
      },
      after: 'Up, a bug costs one process. Down, it costs all of them: that is stability.',
      hints: [
        'What did the core do in “Ring 3”?',
        'It faulted, and one process got SIGSEGV.',
        'Ended your process alone.',
      ],
    },
  ],
  goals: [{ measure: 'panics', atLeast: 1, text: 'The machine was brought down' }],
  limits: [{ measure: 'mistakes', atMost: 1, text: 'Wrong predictions: at most 1' }],
  stars: [
    { measure: 'failed', text: 'Calls refused: at most {n}', slack: [1, 0] },
    { measure: 'mistakes', text: 'Wrong predictions: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'userTicks', atLeast: 60 },
      hint: 'Computing hurts nobody, even here. Use what no wall guards: take the lines on offer.',
    },
  ],
  late: 'Time is up. Take the lines on offer and see what no longer stops you.',
  learned:
    'Without rings, page protection and permission checks, every program can read everything, and every bug is the whole machine’s. Separation gives security and stability at once: a crash stays where it is.',
  command: {
    line: 'grep -o -E "smep|smap|nx" /proc/cpuinfo | sort -u',
    shows: 'protections that your core has',
  },
  codes: ['OS-Protection', 'OS-Principles', '9618 16.1', '3B-CS-01'],
};
