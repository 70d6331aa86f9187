import { QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

export const pipes: LevelSource = {
  ...QUIET_MACHINE,
  id: 'files-4',
  title: 'Pipes',
  story: 'Two processes share no memory, and still must talk. The kernel lends them a pipe.',
  minutes: 4,
  role: 'process',
  program: 'sh',
  lengthTicks: 1200,
  steps: [
    {
      text: 'Ask for a pipe: two descriptors, fds[0] to read and fds[1] to write.',
      lines: ['pipe(fds)'],
      done: { is: 'returned', call: 'pipe' },
      after: 'A little memory of the kernel, with two ends. Both are yours as yet.',
      hints: [
        'There is a call of that name.',
        'pipe fills fds with two numbers.',
        'Queue this line: pipe(fds)',
      ],
    },
    {
      text: 'Make a child that says something into it, later.',
      lines: ['pid = fork()\nif pid == 0: work 40; write(fds[1], "hi, parent", 10); exit(0)'],
      done: { is: 'ran', line: 'if pid == 0' },
      after: 'fork copied your descriptors: the child holds both ends too.',
      hints: [
        'Two lines that go together: fork, and what only the child does.',
        'In the child fork answers 0, so only the child does what stands after if.',
        'Take the offer: it queues both lines.',
      ],
    },
    {
      text: 'Now read, while the pipe is still empty, and show what comes.',
      ask: {
        kind: 'fixed',
        text: 'The child still computes and the pipe is empty. What does your read do?',
        options: ['Answers 0 at once', 'Sleeps until bytes come', 'Asks again and again, on the core'],
        right: 1,
        why: [
          '0 means the end: no writer is left. Here is one.',
          '',
          'Then you would burn the very core that the child needs.',
        ],
      },
      lines: ['n = read(fds[0], buf, 64)', 'write(1, buf, n)'],
      done: { is: 'printed', text: 'hi, parent' },
      after: 'You slept, the child wrote, its write woke you. Nobody polled.',
      hints: [
        'A pipe can be waited for.',
        'The reader sleeps in the kernel; the writer’s call wakes it.',
        'It sleeps. Then queue both lines, the read first.',
      ],
    },
    {
      text: 'Now read to the end, until read answers = 0. Mind who could still write!',
      ask: {
        kind: 'fixed',
        text: 'The child has ended, and the pipe is empty. When does read answer = 0, the end?',
        options: [
          'Now: the child was the writer',
          'When nobody holds a write end, you included',
          'After a while without bytes',
        ],
        right: 1,
        why: [
          'The kernel does not ask who wrote. It counts who still could: you hold fds[1].',
          '',
          'A pipe has no clock. An empty pipe may be filled at any time.',
        ],
      },
      lines: ['n = read(fds[0], buf, 64)', 'close(fds[1])'],
      done: { is: 'returned', call: 'read', arg: '= 0' },
      after: '= 0: the last write end is closed. Had you kept yours, you’d have waited for yourself.',
      hints: [
        'Which of your two descriptors could still put bytes into the pipe?',
        'Close your own write end before you read.',
        'Queue close(fds[1]), then n = read(fds[0], buf, 64)',
      ],
    },
    {
      text: 'Wait for the child, and give the last end back.',
      lines: ['wait4(pid)', 'close(fds[0])'],
      done: { is: 'measured', measure: 'tidy', atLeast: 1 },
      after: 'Clean: that is how a shell runs one command | another.',
      hints: [
        'Two lines.',
        'wait4 takes the child’s number, close the read end.',
        'Queue wait4(pid), then close(fds[0])',
      ],
    },
  ],
  goals: [
    { measure: 'bytes', atLeast: 10, text: 'The child’s words were shown' },
    { measure: 'open', atMost: 0, text: 'Nothing left open' },
    { measure: 'reaped', atLeast: 1, text: 'The child was waited for' },
  ],
  limits: [
    { measure: 'mistakes', atMost: 1, text: 'Wrong predictions: at most 1' },
    { measure: 'stuck', atMost: 110, text: 'Ticks asleep in a pipe: at most 110' },
  ],
  stars: [
    { measure: 'stuck', text: 'Ticks asleep in a pipe: at most {n}', slack: [32, 16] },
    { measure: 'mistakes', text: 'Wrong predictions: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'stuck', atLeast: 70 },
      hint: 'You wait for a writer, and the last writer is you: close(fds[1]) before you read to the end.',
    },
  ],
  late: 'Time is up. Close your own write end before you read to the end.',
  learned:
    'A pipe is memory of the kernel with a read end and a write end. A reader of an empty pipe sleeps until bytes come, and reads 0 when the last write end is closed. fork copies descriptors, so that both sides must close the ends that they don’t use.',
  command: {
    line: 'strace -f -e pipe,pipe2,read,write sh -c "echo hi | cat"',
    shows: 'a shell doing the same',
  },
  codes: ['OS-Process', 'OS-Files', 'OS-Principles'],
};
