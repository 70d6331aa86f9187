import { QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

export const bomb: LevelSource = {
  ...QUIET_MACHINE,
  machine: { ...QUIET_MACHINE.machine, limits: { nproc: 6, nofile: 16, memoryPages: 32 } },
  id: 'processes-4',
  title: 'The fork bomb',
  story: 'One short line can bring a machine down, they say. Try it on this one, while music plays.',
  minutes: 3,
  role: 'process',
  program: 'sh',
  lengthTicks: 1500,
  arrivals: [
    {
      program: 'player',
      at: 0,
      lines: ['repeat 99: work 1; nanosleep(6)', 'repeat 99: work 1; nanosleep(6)'],
    },
  ],
  steps: [
    {
      text: 'Every copy forks again. Predict the explosion.',
      ask: {
        kind: 'fixed',
        text: 'repeat 5: fork(), and nothing stops you. How many are you after five rounds?',
        options: ['6', '10', '32'],
        right: 2,
        why: [
          'That is if you alone forked. Every copy does.',
          'Each round doubles; it does not add two.',
          '',
        ],
      },
      after: '2 × 2 × 2 × 2 × 2 = 32. After twenty rounds it would be a million.',
      hints: ['Everybody forks in each round.', 'Each round doubles.', '32.'],
    },
    {
      text: 'Now do it. Your user may own 6 processes.',
      lines: ['repeat 5: fork()'],
      done: { is: 'returned', call: 'fork', error: 'EAGAIN' },
      after: 'EAGAIN: the seventh was refused. The limit is counted for your user, not for the machine.',
      hints: ['Take the line on offer.', 'Watch the houses appear.', 'Queue this line: repeat 5: fork()'],
    },
    {
      text: 'It burns out, but its zombies still fill your limit: try to fork. Then wait for them all.',
      lines: ['pid = fork()', 'repeat 6: wait4(-1)'],
      done: { is: 'measured', measure: 'tidy', atLeast: 1 },
      after: 'Waited for, and your user has room again. The music never stopped.',
      hints: [
        'Who has ended still counts until somebody waits for it.',
        'wait4(-1) for each child that ended.',
        'Queue this line: repeat 6: wait4(-1)',
      ],
    },
    {
      text: 'Who was hit by your bomb?',
      ask: {
        kind: 'fixed',
        text: 'While your user was at its limit, Ben wanted to start a program. Could he?',
        options: ['No, the machine was full', 'Yes, limits are counted for each user', 'Only as root'],
        right: 1,
        why: [
          'The machine had room for many more. Only you had not.',
          '',
          'He needs nothing from root to fork within his own limit.',
        ],
      },
      after: 'Separation does not stop a bomb by itself. A limit does.',
      hints: ['Whose limit was reached?', 'Yours: it is counted for each user.', 'Yes, he could.'],
    },
    {
      text: 'And without a limit?',
      ask: {
        kind: 'fixed',
        text: 'Why does memory protection not stop a fork bomb?',
        options: [
          'It does nothing forbidden, only too much',
          'It is too fast',
          'It runs as root',
          'It hides in the kernel',
        ],
        right: 0,
        why: [
          '',
          'Speed is no way around a page table.',
          'You are an ordinary user.',
          'It is a process like any other.',
        ],
      },
      after: 'Protection stops what is forbidden. A limit stops too much of what is allowed.',
      hints: ['Is fork forbidden?', 'No. How much of it?', 'It does nothing forbidden.'],
    },
  ],
  goals: [
    { measure: 'refused', atLeast: 1, text: 'The limit was met' },
    { measure: 'zombies', atMost: 0, text: 'No zombie left' },
  ],
  limits: [
    { measure: 'mistakes', atMost: 1, text: 'Wrong answers: at most 1' },
    { measure: 'calls.fork', atMost: 45, text: 'Calls of fork: at most 45' },
  ],
  stars: [
    { measure: 'mistakes', text: 'Wrong answers: at most {n}', slack: [1, 0] },
    { measure: 'forks', text: 'Forks: at most {n}', slack: [6, 2] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'calls.fork', atLeast: 30 },
      hint: 'More bombs meet the same limit. Wait for the children that ended: wait4(-1).',
    },
  ],
  late: 'Time is up. Bomb once, then wait for all the children: repeat 6: wait4(-1).',
  learned:
    'A fork bomb doubles in every round. Memory protection does not stop it, for it does nothing forbidden: what stops it is a limit on processes for each user or control group. A policy, set by somebody beforehand.',
  command: {
    line: 'ulimit -u; systemctl show -p TasksMax user-$(id -u).slice',
    shows: 'how many processes you may own (don’t try it out)',
  },
  codes: ['OS-Process', 'OS-Protection', '9618 16.1'],
};
