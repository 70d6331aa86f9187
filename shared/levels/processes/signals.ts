import { neighbour, QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

const STUBBORN = 'pid = fork()\nif pid == 0: rt_sigaction(15, 1); repeat 60: work 20';

export const signalsLevel: LevelSource = {
  ...QUIET_MACHINE,
  id: 'processes-2',
  title: 'Signals',
  story: 'Your child computes and computes. Make it stop, politely first.',
  minutes: 4,
  role: 'process',
  program: 'sh',
  lengthTicks: 1500,
  arrivals: [neighbour('player')],
  steps: [
    {
      text: 'Make a child that works for ever.',
      lines: ['pid = fork()\nif pid == 0: repeat 60: work 20'],
      done: { is: 'ran', line: 'if pid == 0' },
      after: 'It shares the core with you. pid tells you its number.',
      hints: [
        'fork copies you. What does the copy do next?',
        'In the child fork answers 0, so that only the child works.',
        'Take the offer: it queues both lines.',
      ],
    },
    {
      text: 'Ask it to end: signal 15, SIGTERM.',
      ask: {
        kind: 'fixed',
        text: 'kill(pid, 15) sends SIGTERM. Who ends the child?',
        options: [
          'You do, directly',
          'The kernel, when the child next returns to user mode',
          'Nobody: kill needs root',
        ],
        right: 1,
        why: [
          'You may not touch another process. You ask the kernel, which marks a signal as pending.',
          '',
          'Its owner is your own user: you may.',
        ],
      },
      lines: ['kill(pid, 15)'],
      done: { is: 'ended', signal: 'SIGTERM' },
      after: 'Ended by SIGTERM. kill only sends; what a signal does is settled at the receiver.',
      hints: [
        'A signal is a mark that the kernel leaves at a process.',
        'The kernel looks at the marks before it returns to user mode.',
        'The kernel. Then queue this line: kill(pid, 15)',
      ],
    },
    {
      text: 'The next child is stubborn: it ignores SIGTERM. End it all the same.',
      ask: {
        kind: 'fixed',
        text: 'Which of these can no process ignore?',
        options: ['2, SIGINT: Ctrl+C', '15, SIGTERM', '9, SIGKILL'],
        right: 2,
        why: ['Editors ignore Ctrl+C all day.', 'The child has just been told to ignore that one.', ''],
      },
      lines: [STUBBORN, 'kill(pid, 15)', 'kill(pid, 9)'],
      done: { is: 'ended', signal: 'SIGKILL' },
      after: 'SIGKILL is never delivered: the kernel ends the process without asking it.',
      hints: [
        'First the child, then the signal that works.',
        'SIGTERM is ignored, so it does nothing. There is a harder one.',
        'Take the first offer, which makes the child, then kill(pid, 9)',
      ],
    },
    {
      text: 'And the music player, pid 3, of another user? Try the hardest one.',
      lines: ['kill(3, 9)'],
      done: { is: 'returned', call: 'kill', error: 'EPERM' },
      after: 'EPERM: one may only signal one’s own. The music plays on.',
      hints: [
        'Whose process is it?',
        'The kernel compares users before it sends anything.',
        'Queue this line: kill(3, 9)',
      ],
    },
    {
      text: 'Two children have ended and are zombies now. Wait for both.',
      lines: ['wait4(-1)'],
      done: { is: 'measured', measure: 'reaped', atLeast: 2 },
      after: 'No zombies left.',
      hints: ['Zombies wait for you.', 'wait4(-1), once for each.', 'Queue wait4(-1) twice.'],
    },
    {
      text: 'One for real life.',
      ask: {
        kind: 'fixed',
        text: 'A program hangs and ignores Ctrl+C. What ends it for certain?',
        options: [
          'Ctrl+C once more: SIGINT',
          'SIGTERM, from root',
          'wait4, from its parent',
          'SIGKILL: the kernel does not ask it',
        ],
        right: 3,
        why: [
          'It ignores that signal, however often it comes.',
          'Root may send it, but the program may ignore it all the same.',
          'That waits until it has ended. It does not end it.',
          '',
        ],
      },
      after: 'kill -9 is the last resort: the program can’t even save what you wrote.',
      hints: [
        'Which signal did the stubborn child not survive?',
        'Only one signal can’t be ignored: number 9.',
        'SIGKILL.',
      ],
    },
  ],
  goals: [{ measure: 'zombies', atMost: 0, text: 'No zombie left' }],
  limits: [
    { measure: 'mistakes', atMost: 1, text: 'Wrong answers: at most 1' },
    { measure: 'failed', atMost: 6, text: 'Calls refused: at most 6' },
    { measure: 'calls.kill', atMost: 8, text: 'Signals sent: at most 8' },
  ],
  stars: [
    { measure: 'mistakes', text: 'Wrong answers: at most {n}', slack: [1, 0] },
    { measure: 'calls.kill', text: 'Signals sent: at most {n}', slack: [4, 1] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'calls.kill', atLeast: 6 },
      hint: 'A process can ignore SIGTERM, however often it comes. SIGKILL, 9, it can’t.',
    },
    {
      when: { is: 'measured', measure: 'failed', atLeast: 4 },
      hint: 'The children that ended still count as yours: wait4(-1) before you fork again.',
    },
  ],
  late: 'Time is up. kill(pid, 15) asks, kill(pid, 9) does not.',
  learned:
    'A signal is a mark that the kernel leaves at a process and acts upon when that process returns to user mode. Most can be ignored or handled; SIGKILL can’t. One may send signals to processes of one’s own user only.',
  command: { line: 'sleep 99 & kill -TERM $!; kill -l', shows: 'the same, and the names of all signals' },
  codes: ['OS-Process', 'OS-Protection'],
};
