import { QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

/** Somebody else's process looks at /tmp/letter.txt again and again: what the mode says decides whether it is read. */
export const whose: LevelSource = {
  ...QUIET_MACHINE,
  id: 'files-3',
  title: 'Whose file?',
  story: 'Ben is curious, and looks into every file he can open. Write a letter that only you can read.',
  minutes: 4,
  role: 'process',
  program: 'edit',
  lengthTicks: 1800,
  arrivals: [
    {
      program: 'cat',
      at: 4,
      lines: [
        'repeat 60: b = open("/tmp/letter.txt", O_RDONLY); k = read(b, buf, 64); close(b); nanosleep(12)',
      ],
    },
  ],
  steps: [
    {
      text: 'First, be curious yourself: look into Ben’s home.',
      lines: ['x = open("/home/ben/diary", O_RDONLY)'],
      done: { is: 'returned', call: 'open', error: 'EACCES', arg: 'ben' },
      after: 'EACCES: permission denied. Not even his directory lets you pass: its mode is rwx------.',
      hints: [
        'Take the line on offer.',
        'The kernel compares your user with the owner at each directory on the way.',
        'Queue this line: x = open("/home/ben/diary", O_RDONLY)',
      ],
    },
    {
      text: 'And the file of the passwords? This time you are the kernel, and decide.',
      lines: ['x = open("/etc/shadow", O_RDONLY)'],
      moment: { is: 'handling', call: 'open' },
      ask: { kind: 'kernel', question: 'permission' },
      done: { is: 'returned', call: 'open', error: 'EACCES', arg: 'shadow' },
      after: 'So the kernel decides, each time, for everybody. Only root, user 0, is let through.',
      hints: [
        'Queue the line; then the kernel asks you.',
        'Who is the owner of the file: user 0. Who are you?',
        'You are among the others, and they have no r: refuse.',
      ],
    },
    {
      text: 'Write your letter in /tmp, where all may look. Ben reads what its mode lets him.',
      lines: [
        'f = open("/tmp/letter.txt", O_WRONLY|O_CREAT, 0644)',
        'f = open("/tmp/letter.txt", O_WRONLY|O_CREAT, 0666)',
        'f = open("/tmp/letter.txt", O_WRONLY|O_CREAT, 0600)',
      ],
      done: { is: 'returned', call: 'open', arg: 'letter.txt' },
      after: 'The file is there, yours, with that mode. Now put something into it.',
      hints: [
        'Three digits: owner, group, others. 4 is read, 2 is write.',
        'The last digit is for Ben. Which one lets him do nothing?',
        'Queue the line with 0600.',
      ],
    },
    {
      text: 'Write it, and close.',
      lines: ['write(f, "for me alone", 12)', 'close(f)'],
      done: { is: 'holds', path: '/tmp/letter.txt', text: 'for me alone' },
      after: 'Written. Ben tries to open it every few ticks. Let us wait for him.',
      hints: [
        'Two lines, in this order.',
        'f is the descriptor of your letter.',
        'Queue write(f, "for me alone", 12), then close(f)',
      ],
    },
    {
      text: 'Watch cat, Ben’s process, try the door, while you compute.',
      lines: ['work 24'],
      done: { is: 'computed', ticks: 24 },
      after: 'Whoever sets the mode decides who reads. The kernel only keeps to it.',
      hints: ['Give Ben his time.', 'A while of computing will do.', 'Queue this line: work 24'],
    },
    {
      text: 'Ben stood before a closed door. Who closed it?',
      ask: {
        kind: 'fixed',
        text: 'The letter has mode 0600 and lies in /tmp, open to all. Why could Ben not read it?',
        options: [
          'Its place in /tmp is secret',
          'The kernel compared its mode with Ben’s user, at open',
          'An antivirus watched',
          'It was encrypted',
        ],
        right: 1,
        why: [
          'Everybody may look into /tmp.',
          '',
          'Nobody watches: the check is part of open itself.',
          'The bytes lie there as you wrote them.',
        ],
      },
      after: 'Owner and mode are compared at every open, by the kernel.',
      hints: [
        'Which call was refused?',
        'open: there the mode is compared.',
        'The kernel compared its mode.',
      ],
    },
  ],
  goals: [{ measure: 'spied', atMost: 0, text: 'Ben has read nothing' }],
  limits: [
    { measure: 'spied', atMost: 0, text: 'Letters that Ben has read' },
    { measure: 'mistakes', atMost: 1, text: 'Wrong decisions: at most 1' },
  ],
  stars: [
    { measure: 'mistakes', text: 'Wrong decisions: at most {n}', slack: [1, 0] },
    { measure: 'failed', text: 'Calls refused: at most {n}', slack: [2, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'spied', atLeast: 1 },
      hint: 'Ben has read your letter: its mode lets others read. 0600 is for the owner alone.',
    },
  ],
  late: 'Time is up. Make the letter with mode 0600 and write it.',
  learned:
    'Each file has an owner, a group and nine permission bits. At every open the kernel takes the one triple that fits the caller and compares. The wall holds for everybody; whether it stands in the right place is the owner’s affair.',
  command: {
    line: 'ls -l /etc/shadow; stat -c %a ~',
    shows: 'owner and mode, and what your home lets others do',
  },
  codes: ['OS-Files', 'OS-Protection', '0478 4.1', 'J277 1.5.1'],
};
