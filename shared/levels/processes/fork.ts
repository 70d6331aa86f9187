import { neighbour, QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

export const forkWait: LevelSource = {
  ...QUIET_MACHINE,
  machine: { ...QUIET_MACHINE.machine, limits: { nproc: 8, nofile: 16, memoryPages: 32 } },
  id: 'processes-1',
  title: 'Fork and wait',
  story:
    'You are a shell, and a shell starts others. There is only one way to make a process: copy yourself.',
  minutes: 3,
  role: 'process',
  program: 'sh',
  lengthTicks: 1500,
  arrivals: [neighbour('edit')],
  steps: [
    {
      text: 'fork makes a copy that goes on at the same line. Do it twice.',
      ask: {
        kind: 'fixed',
        text: 'repeat 2: fork(). Every copy goes on with the loop. How many processes are you then?',
        options: ['2', '3', '4', '8'],
        right: 2,
        why: [
          'You and one copy: that is after the first fork. Both of them fork again.',
          'Not only you forks the second time: your copy does so too.',
          '',
          'That would take a third round.',
        ],
      },
      lines: ['repeat 2: fork()'],
      done: { is: 'measured', measure: 'zombies', atLeast: 2 },
      after: 'Four: every fork doubled you. The copies have nothing left to do, and end.',
      hints: [
        'Draw a tree: after each round, everybody has forked.',
        '1, then 2, then …',
        'Four. Then queue this line: repeat 2: fork()',
      ],
    },
    {
      text: 'Your two children are zombies still. Wait for both, one line each.',
      ask: {
        kind: 'fixed',
        text: 'Your children have ended, yet they still stand there: zombies. What does the kernel keep of them?',
        options: [
          'All their memory, for swap',
          'Their exit codes, for their parent',
          'Nothing: it is a fault of the kernel',
        ],
        right: 1,
        why: [
          'Memory and descriptors went back when it ended.',
          '',
          'It waits for something: somebody may still want to know how it ended.',
        ],
      },
      lines: ['wait4(-1)'],
      done: { is: 'measured', measure: 'reaped', atLeast: 2 },
      after: 'Both waited for: the zombies are gone, their numbers are free again.',
      hints: [
        'Somebody should ask how they ended. Who?',
        'wait4(-1) waits for any child; you have two.',
        'The exit code. Then queue wait4(-1) twice.',
      ],
    },
    {
      text: 'See for yourself: end, while your child works on.',
      ask: {
        kind: 'fixed',
        text: 'You end before your child. What becomes of it?',
        options: [
          'It ends with you',
          'It becomes a zombie',
          'init, process 1, adopts it',
          'It stops until you are back',
        ],
        right: 2,
        why: [
          'A process ends by itself or by a signal, not by its parent’s end.',
          'It runs on. A zombie is one that has ended.',
          '',
          'Who has ended does not come back. It runs on.',
        ],
      },
      lines: ['pid = fork()\nif pid == 0: work 30\nexit(0)'],
      done: { is: 'ended', signal: '' },
      after: 'An orphan: init adopts it, and waits for it when it ends. No zombie stays.',
      hints: [
        'Every process has a parent. Who is left?',
        'There is a process that is everybody’s last parent: the first one.',
        'init adopts it. Then take the offer, and look who is still there.',
      ],
    },
    {
      text: 'Back in a shell. Put the pieces together.',
      ask: {
        kind: 'fixed',
        text: 'A shell runs ls and shows a prompt afterwards. In which order does it call?',
        options: [
          'execve, fork, wait4',
          'fork, then execve in the child, wait4 in the parent',
          'wait4, fork, execve',
          'fork alone: the copy is ls',
        ],
        right: 1,
        why: [
          'After execve the shell itself would be ls, and gone.',
          '',
          'There is no child yet to wait for.',
          'The copy is a shell, until it calls execve.',
        ],
      },
      after: 'Copy, become another program, wait: every command you ever typed.',
      hints: [
        'Who must stay a shell?',
        'The parent stays and waits; the copy becomes ls.',
        'fork, execve in the child, wait4 in the parent.',
      ],
    },
  ],
  goals: [{ measure: 'reaped', atLeast: 2, text: 'Both children waited for' }],
  limits: [
    { measure: 'mistakes', atMost: 2, text: 'Wrong predictions: at most 2' },
    { measure: 'failed', atMost: 3, text: 'Calls refused: at most 3' },
  ],
  stars: [
    { measure: 'mistakes', text: 'Wrong predictions: at most {n}', slack: [1, 0] },
    { measure: 'failed', text: 'Calls refused: at most {n}', slack: [2, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'failed', atLeast: 2 },
      hint: 'Your user’s processes are limited, and zombies count. Wait for them: wait4(-1).',
    },
  ],
  late: 'Time is up. fork copies, wait4 asks how a child ended.',
  learned:
    'fork copies the process; both go on at the same place, and only the answer differs: 0 in the child. What has ended stays as a zombie until its parent waits for it. Whose parent ends first is adopted by init.',
  command: { line: 'sleep 99 & ps -o pid,ppid,stat,comm', shows: 'your shell’s children, and their states' },
  codes: ['OS-Process', '9618 16.1', 'H446 1.2.1'],
};
