import { QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

/** Eight descriptors, three of them taken: a server that forgets to close serves five visitors and no more. */
export const leaks: LevelSource = {
  ...QUIET_MACHINE,
  machine: { ...QUIET_MACHINE.machine, limits: { nproc: 4, nofile: 8, memoryPages: 32 } },
  id: 'files-2',
  title: 'Leaks',
  story: 'You are a web server that never closes what it opens. See how far that goes.',
  minutes: 3,
  role: 'process',
  program: 'httpd',
  lengthTicks: 1800,
  steps: [
    {
      text: 'See for yourself: serve seven visitors, and close nothing.',
      ask: {
        kind: 'fixed',
        text: 'You may hold 8 descriptors, and have 3. Seven visitors cost one open each. How many do you serve?',
        options: ['All seven', 'Five', 'Eight'],
        right: 1,
        why: [
          'Count: 8 may be open, and 0, 1 and 2 are already.',
          '',
          'Three of the eight are taken: keyboard, terminal and errors.',
        ],
      },
      lines: ['repeat 7: fd = open("/etc/motd", O_RDONLY)'],
      done: { is: 'returned', call: 'open', error: 'EMFILE' },
      after: 'EMFILE: too many open files. The sixth visitor stands before a closed door.',
      hints: [
        'Eight less three.',
        'Descriptors 3 to 7 are free: five of them.',
        'Five. Then queue: repeat 7: fd = open("/etc/motd", O_RDONLY)',
      ],
    },
    {
      text: 'Five are open, and their numbers are lost. End yourself, and see who tidies up.',
      lines: ['exit(0)'],
      done: { is: 'ended', signal: '' },
      after: 'The kernel closed everything when your process ended. That is why a restart helps.',
      hints: [
        'Who else knows what a process has open?',
        'A process that ends gives everything back.',
        'Queue this line: exit(0)',
      ],
    },
    {
      text: 'Started anew. Serve twelve visitors without running dry.',
      lines: [
        'repeat 12: fd = open("/etc/motd", O_RDONLY); n = read(fd, buf, 64); write(1, buf, n)',
        'repeat 12: fd = open("/etc/motd", O_RDONLY); n = read(fd, buf, 64); write(1, buf, n); close(fd)',
      ],
      done: { is: 'ran', line: 'repeat 12' },
      after: 'Twelve served with a single descriptor: closed, number 3 is used again and again.',
      hints: [
        'Two lines on offer. What is the difference?',
        'Give each descriptor back before you ask for the next.',
        'Queue the line that ends in close(fd).',
      ],
    },
    {
      text: 'One question before you go.',
      ask: {
        kind: 'fixed',
        text: 'A server answers EMFILE after a day. What cures it, instead of putting it off?',
        options: [
          'Start it again each night',
          'Raise the limit',
          'More memory',
          'Close each descriptor when it is done',
        ],
        right: 3,
        why: [
          'That gives all back, and the leak begins anew.',
          'Then it takes two days.',
          'Descriptors are counted, whatever memory there is.',
          '',
        ],
      },
      after: 'A limit only shows a leak. Closing mends it.',
      hints: ['Which line served all twelve?', 'The one that ends in close(fd).', 'Close each descriptor.'],
    },
  ],
  goals: [
    { measure: 'bytes', atLeast: 620, text: 'Twelve visitors served' },
    { measure: 'open', atMost: 0, text: 'Nothing left open' },
  ],
  limits: [
    { measure: 'failed', atMost: 8, text: 'Calls refused: at most 8' },
    { measure: 'mistakes', atMost: 1, text: 'Wrong predictions: at most 1' },
  ],
  stars: [
    { measure: 'failed', text: 'Calls refused: at most {n}', slack: [4, 0] },
    { measure: 'mistakes', text: 'Wrong predictions: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'failed', atLeast: 5 },
      hint: 'EMFILE: your table is full. Close each descriptor before the next: close(fd).',
    },
  ],
  late: 'Time is up. Open, read, write and close, for each visitor.',
  learned:
    'Descriptors are limited for each process. One that opens and never closes leaks them, until open answers EMFILE and nothing works any more. When a process ends, the kernel closes what it left open.',
  command: { line: 'ls -l /proc/$$/fd; ulimit -n', shows: 'what your shell has open, and how much it may' },
  codes: ['OS-Files', 'OS-Process', 'J277 1.5.1'],
};
