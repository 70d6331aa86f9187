import { QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

/** Both lines at once: a child has the lines that its parent had when it forked. */
const CHILD = 'pid = fork()\nif pid == 0: work 75; exit(0)';
const SECOND = 'pid = fork()\nif pid == 0: work 40; exit(0)';

export const blockDontPoll: LevelSource = {
  ...QUIET_MACHINE,
  id: 'interrupts-4',
  title: 'Block, don’t poll',
  story: 'Your child has work to do, and you want to know when it is done. There are two ways to wait.',
  minutes: 3,
  role: 'process',
  program: 'sh',
  lengthTicks: 1500,
  steps: [
    {
      text: 'Make a child that works for 75 ticks.',
      lines: [CHILD],
      done: { is: 'ran', line: 'if pid == 0' },
      after: 'It works. You share one core with it.',
      hints: [
        'There is only one way to make a process.',
        'fork, and what only the child does: where fork has answered 0.',
        'Take what is on offer: fork, and the line with if.',
      ],
    },
    {
      text: 'Poll: ask “done?” again and again. wait4 with 1 (WNOHANG) never sleeps.',
      lines: ['repeat 9: r = wait4(pid, NULL, 1)'],
      done: { is: 'measured', measure: 'calls.wait4', atLeast: 9 },
      after: 'Nine times “not yet”, 18 ticks of the core. The child could have used them.',
      hints: [
        'Take the line on offer.',
        'Watch who has the core.',
        'Queue this line: repeat 9: r = wait4(pid, NULL, 1)',
      ],
    },
    {
      text: 'Who paid for your questions?',
      ask: {
        kind: 'fixed',
        text: 'While you asked nine times, what happened to the child’s work?',
        options: [
          'It went on as fast as ever',
          'It waited in the ready queue while you had the core',
          'It went faster',
        ],
        right: 1,
        why: ['There is one core, and you had it half of the time.', '', 'Being asked helps nobody to work.'],
      },
      lines: ['wait4(pid)'],
      done: { is: 'measured', measure: 'reaped', atLeast: 1 },
      after: 'This wait4 slept: no core, no tick, until the child’s end woke you.',
      hints: [
        'How many cores are there?',
        'One. Your questions took it.',
        'It waited. Then queue this line: wait4(pid)',
      ],
    },
    {
      text: 'Once more, with 40 ticks of work. This time wait as one should.',
      lines: [SECOND, 'repeat 30: r = wait4(pid, NULL, 1)', 'wait4(pid)'],
      done: { is: 'measured', measure: 'reaped', atLeast: 2 },
      after: 'Two calls in all. Interrupts do the same for the kernel: a device calls when it is done.',
      hints: [
        'Which of the two ways of waiting costs nothing?',
        'wait4(pid) without WNOHANG sleeps.',
        'Take fork with its child, then wait4(pid)',
      ],
    },
    {
      text: 'Which way does the machine itself wait?',
      ask: {
        kind: 'fixed',
        text: 'A disk takes an age. How does the kernel learn that it is done?',
        options: [
          'It asks the disk in a loop',
          'The disk interrupts',
          'It waits a fixed time',
          'The process asks',
        ],
        right: 1,
        why: [
          'That is polling: nobody else would get the core.',
          '',
          'Too short is wrong, too long is waste.',
          'The process sleeps.',
        ],
      },
      after: 'Sleep, and be woken: the kernel’s way to wait is the one you have just used.',
      hints: ['Which way to wait costs nothing?', 'To be called when it is done.', 'The disk interrupts.'],
    },
  ],
  goals: [{ measure: 'reaped', atLeast: 2, text: 'Both children waited for' }],
  limits: [
    { measure: 'calls.wait4', atMost: 22, text: 'At most 22 times asked' },
    { measure: 'mistakes', atMost: 1, text: 'At most 1 wrong answer' },
  ],
  stars: [
    { measure: 'calls.wait4', text: 'Times asked: at most {n}', slack: [5, 1] },
    { measure: 'mistakes', text: 'Wrong answers: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'calls.wait4', atLeast: 18 },
      hint: 'Each question takes the core from the one you wait for. Sleep instead: wait4(pid).',
    },
  ],
  late: 'Time is up. wait4(pid) sleeps until the child has ended.',
  learned:
    'Polling burns the core that others need; asked seldom, it learns late. Blocking costs nothing: the waiter sleeps, and whoever brings the event wakes it. Devices and the kernel do the same with interrupts instead of polling.',
  command: { line: 'strace -c -e wait4 sh -c "sleep 1"', shows: 'one wait for a whole second' },
  codes: ['OS-Devices', 'OS-Process', 'A1.3.4', '9618 4.1', '0478 4.1'],
};
