import { neighbour, QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

export const openRead: LevelSource = {
  ...QUIET_MACHINE,
  id: 'files-1',
  title: 'Open, read, close',
  story: 'You are cat, and an essay waits on the disk. Bring it to the terminal, piece by piece.',
  minutes: 3,
  role: 'process',
  program: 'cat',
  lengthTicks: 1500,
  arrivals: [neighbour('edit')],
  steps: [
    {
      text: 'A path is only a name. Ask the kernel for the file itself.',
      lines: ['n = read(3, buf, 16)', 'fd = open("/home/ada/essay.txt", O_RDONLY)'],
      done: { is: 'returned', call: 'open', arg: 'essay.txt' },
      after: 'fd = 3: not the file, but your number for an open file in the kernel.',
      hints: [
        'Which call takes a path?',
        'read wants a descriptor. open gives one.',
        'Queue this line: fd = open("/home/ada/essay.txt", O_RDONLY)',
      ],
    },
    {
      text: 'Read its first 10 bytes and show them.',
      lines: ['n = read(fd, buf, 10)', 'write(1, buf, n)'],
      done: { is: 'printed', text: 'Why the se' },
      after: 'Ten bytes. The kernel keeps your place, like a bookmark: it moved on by ten.',
      hints: [
        'Two lines: bytes into your memory, then out to the terminal.',
        'read fills buf and says how many bytes came.',
        'Queue n = read(fd, buf, 10), then write(1, buf, n)',
      ],
    },
    {
      text: 'See for yourself: the same two lines once more.',
      ask: {
        kind: 'fixed',
        text: 'The essay begins “Why the sea is salt”. What does a second read of 10 bytes bring?',
        options: [
          '“Why the se” again',
          '“a is salt:”: it goes on where it stopped',
          'An error: already read',
        ],
        right: 1,
        why: [
          'The open file remembers how far it was read.',
          '',
          'A file can be read as often as one likes; the open file keeps a place in it.',
        ],
      },
      lines: ['n = read(fd, buf, 10)', 'write(1, buf, n)'],
      done: { is: 'printed', text: 'a is salt:' },
      after: 'That place is called the offset. It belongs to your open file, not to the file on the disk.',
      hints: [
        'Who keeps the place, like a bookmark?',
        'The kernel keeps an offset for each open file.',
        'It goes on. Then queue the two lines again.',
      ],
    },
    {
      text: 'See for yourself: read all the rest, then read once more.',
      ask: {
        kind: 'fixed',
        text: 'After the last byte has been read: what does one more read answer?',
        options: ['= -1, an error', 'It waits for more', '= 0: end of file'],
        right: 2,
        why: ['Coming to the end is no error.', 'A file can’t be waited for; a keyboard or a pipe can.', ''],
      },
      lines: ['n = read(fd, buf, 4096)', 'write(1, buf, n)'],
      done: { is: 'returned', call: 'read', arg: '= 0' },
      after: '= 0: that is how programs know that a file is at its end.',
      hints: [
        'Queue the read until its answer is 0.',
        'The first read takes the rest; the second one finds nothing.',
        'Queue n = read(fd, buf, 4096) twice.',
      ],
    },
    {
      text: 'Give the descriptor back.',
      lines: ['close(fd)'],
      done: { is: 'returned', call: 'close' },
      after: 'Number 3 is free again: the next open will give it to you.',
      hints: ['What was opened must be …', 'close takes the descriptor.', 'Queue this line: close(fd)'],
    },
  ],
  goals: [
    { measure: 'bytes', atLeast: 20, text: 'The essay was shown' },
    { measure: 'open', atMost: 0, text: 'Nothing left open' },
  ],
  limits: [
    { measure: 'failed', atMost: 5, text: 'Calls refused: at most 5' },
    { measure: 'mistakes', atMost: 1, text: 'Wrong predictions: at most 1' },
  ],
  stars: [
    { measure: 'failed', text: 'Calls refused: at most {n}', slack: [2, 0] },
    { measure: 'mistakes', text: 'Wrong predictions: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'failed', atLeast: 2 },
      hint: 'read and write take a descriptor, a number. open gives it: fd = open(…).',
    },
  ],
  late: 'Time is up. First open, then read and write, at last close.',
  learned:
    'open walks the path once, checks it, and gives a descriptor: a small number for an open file in the kernel. read and write go on where the last one stopped, and read answers 0 at the end. close gives the number back.',
  command: {
    line: 'strace -e openat,read,write,close cat essay.txt',
    shows: 'cat doing the same, with a larger buffer',
  },
  codes: ['OS-Files', 'OS-Principles', '0478 4.1', 'J277 1.5.1'],
};
