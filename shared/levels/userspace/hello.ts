import { neighbour, QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

export const hello: LevelSource = {
  ...QUIET_MACHINE,
  id: 'userspace-1',
  title: 'Hello, kernel',
  story: 'You are a program, just started. Say hello to the person at the screen.',
  minutes: 2,
  role: 'process',
  program: 'cat',
  lengthTicks: 1500,
  arrivals: [neighbour('edit')],
  steps: [
    {
      text: 'First try it alone: tap the line, and you compute for a while.',
      lines: ['work 3'],
      done: { is: 'computed', ticks: 3 },
      after: 'You computed, all by yourself. But nobody saw it: the screen stays empty.',
      hints: [
        'There is a line on offer.',
        'Tap the line, or press Enter: it goes into your program.',
        'Queue this line: work 3',
      ],
    },
    {
      text: 'The screen is hardware. Only the kernel may touch it, so ask. Which line asks?',
      lines: ['out', 'work 9', 'write(1, "hello\\n", 6)'],
      done: { is: 'printed', text: 'hello' },
      after: 'There it is! The core went into kernel mode, the kernel wrote, and answered: = 6 bytes.',
      hints: [
        'Computing shows nothing, and out touches the hardware itself. Asking is a system call.',
        'The call is write. 1 is your number for the terminal: a descriptor.',
        'Queue this line: write(1, "hello\\n", 6)',
      ],
    },
    {
      text: 'Now say who you are. 1 is your number for the terminal: a descriptor.',
      lines: ['work 9', 'write(9, "a process\\n", 10)', 'write(1, "a process\\n", 10)'],
      done: { is: 'printed', text: 'a process' },
      after: 'The right call, and the right descriptor. The kernel checks both.',
      hints: [
        'What worked a moment ago?',
        'Computing prints nothing, and 9 is no descriptor of yours.',
        'Queue this line: write(1, "a process\\n", 10)',
      ],
    },
    {
      text: 'Give descriptor 1 back, then try to write once more.',
      lines: ['close(1)', 'write(1, "hm?", 3)'],
      done: { is: 'returned', call: 'write', error: 'EBADF', arg: '"hm?"' },
      after: 'Refused: EBADF, bad descriptor. Without a number from the kernel there is no way out.',
      hints: [
        'Two lines, in this order.',
        'close(1) gives the descriptor back; a write to it is then refused.',
        'Queue close(1), then write(1, "hm?", 3)',
      ],
    },
    {
      text: 'Look back: who put hello on the terminal?',
      ask: {
        kind: 'fixed',
        text: 'Who put the letters on the screen?',
        options: ['Your program', 'The kernel, because you asked', 'The core, by itself', 'The screen'],
        right: 1,
        why: [
          'It may not touch the screen. It can only ask.',
          '',
          'A core only does what a program or the kernel tells it.',
          'It shows what it is told to.',
        ],
      },
      after: 'You asked, the kernel checked, and the kernel wrote.',
      hints: ['Which mode may touch hardware?', 'Kernel mode.', 'The kernel, because you asked.'],
    },
    {
      text: 'One last thing.',
      ask: {
        kind: 'fixed',
        text: 'Computing needed nobody. Why does printing need a system call?',
        options: [
          'It is slower',
          'Printing is hard to program',
          'The screen is hardware, and a program may not touch it',
          'To save memory',
        ],
        right: 2,
        why: [
          'True, but no reason.',
          'It is one line. May you do it yourself, though?',
          '',
          'It saves none.',
        ],
      },
      after: 'That is the whole idea: to get anything done outside, a program asks the kernel.',
      hints: ['What is a screen, for a core?', 'A device.', 'The one that says hardware.'],
    },
  ],
  goals: [{ measure: 'calls.write', atLeast: 3, text: 'The kernel was asked to write' }],
  limits: [
    { measure: 'failed', atMost: 2, text: 'Calls refused: at most 2' },
    { measure: 'killed', atMost: 1, text: 'Your process was ended: at most once' },
    { measure: 'mistakes', atMost: 1, text: 'Wrong answers: at most 1' },
  ],
  stars: [
    { measure: 'failed', text: 'Calls refused: at most {n}', slack: [1, 0] },
    { measure: 'mistakes', text: 'Wrong answers: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'userTicks', atLeast: 20 },
      hint: 'However long you compute, nothing comes out. Ask the kernel: write(1, …).',
    },
    {
      when: { is: 'returned', call: 'write', error: 'EBADF', arg: 'write(9' },
      hint: 'EBADF: you have no descriptor 9. Descriptor 1 is your terminal.',
    },
    {
      when: { is: 'ended', signal: 'SIGSEGV' },
      hint: 'Touching hardware yourself ends your process. Ask the kernel: write(1, …).',
    },
  ],
  late: 'Time is up. The way out of userspace is a system call: write(1, "hello\\n", 6).',
  learned:
    'A program computes by itself, in user mode. For everything else it asks the kernel: that is a system call. The kernel checks, does it, and answers.',
  command: { line: 'strace -e write echo hello', shows: 'the very call that you made, made by echo' },
  codes: ['OS-Purpose', 'OS-Principles', '0478 4.1', 'J277 1.5.1', '9618 5.1', '3A-CS-02'],
};
