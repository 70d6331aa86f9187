import { QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

const PIPES = 'pipe(fds)\npipe(fds + 8)';
const CHILD = 'pid = fork()\nif pid == 0: k = read(fds[0], buf2, 1); write(fds[3], "b", 1); exit(0)';

export const deadlock: LevelSource = {
  ...QUIET_MACHINE,
  id: 'processes-3',
  title: 'Deadlock',
  story: 'Two processes, two pipes, and each is polite: after you. Make nobody move, then mend it.',
  minutes: 4,
  role: 'process',
  program: 'sh',
  lengthTicks: 1800,
  steps: [
    {
      text: 'Two pipes: one to the child (fds[0], fds[1]), one back (fds[2], fds[3]).',
      lines: [PIPES],
      done: { is: 'measured', measure: 'calls.pipe', atLeast: 2 },
      after: 'Two pipes, four ends.',
      hints: [
        'Two lines.',
        'The second pipe’s numbers lie 8 bytes further on.',
        'Take the offer: it queues both lines.',
      ],
    },
    {
      text: 'A child that reads from the first, then writes into the second.',
      lines: [CHILD],
      done: { is: 'ran', line: 'if pid == 0' },
      after: 'As soon as it reads it will sleep: the first pipe is empty.',
      hints: [
        'Two lines: copy, and what the copy does.',
        'First fork, then if.',
        'Take the offer: it queues both lines.',
      ],
    },
    {
      text: 'Now you are polite as well: read first.',
      ask: {
        kind: 'fixed',
        text: 'You read from the second pipe before you write into the first. What happens?',
        options: ['The child goes on, then you', 'Both sleep for ever', 'The kernel notices and wakes one'],
        right: 1,
        why: [
          'What would the child go on with? Only you could write to it, and you sleep.',
          '',
          'The kernel sees two sleepers, and sleeping is nothing wrong.',
        ],
      },
      // One offer: who wrote first would let the child go, and sleep alone behind it.
      lines: ['n = read(fds[2], buf, 1)\nwrite(fds[1], "a", 1)'],
      done: { is: 'measured', measure: 'deadlocks', atLeast: 1 },
      after: 'Deadlock: each waits for what only the other can do. The core idles.',
      hints: [
        'Who could wake you? And who could wake that one?',
        'A circle of waiting never ends by itself.',
        'Both sleep. Then tap the two lines: the read comes first.',
      ],
    },
    {
      text: 'Only somebody from outside can end this. Press Ctrl+C for the user.',
      lines: ['^C'],
      done: { is: 'ended', signal: 'SIGINT' },
      after: 'One is gone, and the circle with it. Better never to close it.',
      hints: ['The user has a key for that.', 'Ctrl+C sends SIGINT to who sleeps in a call.', 'Tap ^C.'],
    },
    {
      text: 'Once more from the start, in an order in which somebody moves.',
      lines: [PIPES, CHILD, 'n = read(fds[2], buf, 1)', 'write(fds[1], "a", 1)'],
      done: { is: 'returned', call: 'read', arg: '"b"' },
      after: 'You wrote, the child woke and answered. The circle was never closed.',
      hints: [
        'First the pipes and the child, as before. Then: read, or write?',
        'Give before you take.',
        'Queue A, B, then D, then C.',
      ],
    },
  ],
  goals: [{ measure: 'deadlocks', atMost: 1, text: 'One deadlock, the one on purpose' }],
  limits: [
    { measure: 'deadlocks', atMost: 1, text: 'Deadlocks: at most 1' },
    { measure: 'mistakes', atMost: 2, text: 'Wrong predictions: at most 2' },
  ],
  stars: [
    { measure: 'mistakes', text: 'Wrong predictions: at most {n}', slack: [1, 0] },
    { measure: 'failed', text: 'Calls refused: at most {n}', slack: [2, 1] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'deadlocks', atLeast: 2 },
      hint: 'Again both read first. One of the two must give before it takes: write, then read.',
    },
  ],
  late: 'Time is up. Both sleep: Ctrl+C ends one of them, and the right order keeps it from happening.',
  learned:
    'A deadlock needs four things: something only one can have, holding it while waiting for more, nobody takes it away, and a circle of waiting. Break any one of them, for instance the circle by a fixed order, and it can’t happen.',
  command: { line: 'ps -eo wchan= | sort | uniq -c', shows: 'where in the kernel every process sleeps' },
  codes: ['OS-Process', 'OS-Principles', 'H446 1.2.1'],
};
