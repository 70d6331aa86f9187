import { QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

const LINE = 'fd = open("/home/ada", O_RDONLY|O_DIRECTORY)';

/**
 * The player is the packet: in userspace they queue the lines of `ls`, at the gate they become the kernel and walk the path
 * themselves. Each choice is made before the kernel does that very step, and the kernel's own events confirm it.
 */
export const reallyLs: LevelSource = {
  ...QUIET_MACHINE,
  id: 'userspace-3',
  title: 'What ls really does',
  story: 'You are ls, asked for /home/ada. Go all the way down and come back with the names.',
  minutes: 5,
  role: 'process',
  program: 'ls',
  lengthTicks: 1800,
  uncached: ['/home/ada'],
  journey: true,
  arrivals: [
    {
      program: 'cc',
      at: 0,
      lines: ['repeat 400: work 3', 'repeat 400: work 3'],
    },
  ],
  steps: [
    {
      text: 'You are in userspace, and the names lie on the disk. Ask for the directory.',
      lines: [LINE],
      done: { is: 'entered', call: 'open' },
      after: 'The call goes down through the gate. The core is in kernel mode: now you are the kernel.',
      hints: [
        'ls begins as every program does: by asking.',
        'open asks for a file or a directory and gives a descriptor.',
        `Queue this line: ${LINE}`,
      ],
    },
    {
      text: 'Now you are the kernel, working for ls. Wait for the core …',
      moment: { is: 'handling', call: 'open' },
      ask: { kind: 'kernel', question: 'entry', component: 0 },
      after: 'One name done. A directory is only a table: name → number of an inode.',
      hints: [
        'A path is walked from left to right, starting at the root directory.',
        'The first name after the first slash is home.',
        'Choose the entry called home.',
      ],
    },
    {
      text: 'Walk on.',
      ask: { kind: 'kernel', question: 'entry', component: 1 },
      after: 'You have reached the inode: the file itself. The name only led to it.',
      hints: ['Which name comes after home?', 'The path ends in ada.', 'Choose the entry called ada.'],
    },
    {
      text: 'The kernel opens it for ls …',
      ask: { kind: 'kernel', question: 'permission' },
      done: { is: 'stepped', step: 'permission' },
      after: 'Allowed. ls gets a descriptor, = 3: its number for the open directory.',
      hints: [
        'Three letters for the owner, three for the group, three for all others.',
        'Is the caller the owner? Then only the first three letters count.',
        'The caller is the owner, and the first letter is r: may read.',
      ],
    },
    {
      text: 'Back in userspace, with a number and not one name yet. Ask for the names.',
      lines: ['n = getdents64(fd, buf, 4096)'],
      done: { is: 'entered', call: 'getdents64' },
      after: 'Down again, without a walk: the descriptor leads straight to the inode.',
      hints: [
        'The descriptor stands for the open directory. Which call reads a directory?',
        'getdents64: get directory entries.',
        'Queue this line: n = getdents64(fd, buf, 4096)',
      ],
    },
    {
      text: 'You are the kernel again. Where are the entries? Wait for the core …',
      moment: { is: 'handling', call: 'getdents64' },
      ask: { kind: 'kernel', question: 'cache' },
      done: { is: 'slept', on: 'disk' },
      after: 'A miss. The request goes to the disk, and ls sleeps: state D, disk sleep.',
      hints: [
        'Memory is fast, the disk is slow: look on the shelf first.',
        'Is the inode that you need among those in the page cache?',
        'It is not: choose the miss.',
      ],
    },
    {
      text: 'The arm of the disk moves. That takes an age for a core.',
      ask: { kind: 'kernel', question: 'core' },
      after: 'Right: who sleeps needs no core. The disk’s interrupt will wake ls.',
      hints: [
        'Would you hold the door of the lift while you wait for the post?',
        'The core is given to the next process of the ready queue.',
        'Choose the other process.',
      ],
    },
    {
      text: 'The disk interrupts, ls wakes, and its call goes on. Wait for the core …',
      moment: { is: 'handling', call: 'getdents64' },
      ask: { kind: 'kernel', question: 'copy' },
      done: { is: 'stepped', step: 'copy' },
      after: 'Copied into buf, which the kernel checked to be memory of ls. Now ls has the names.',
      hints: [
        'ls said where it wants them, in the call’s second argument.',
        'The kernel may write only to pages of the caller.',
        'Choose buf, in the caller’s pages.',
      ],
    },
    {
      text: 'In userspace again, with raw records in buf. Make lines of text out of them.',
      lines: ['m = names(buf, n)'],
      done: { is: 'ran', line: 'm = names' },
      after: 'No call, no kernel: to leave out . and .. and to make lines is the own work of ls.',
      hints: [
        'Does sorting and formatting need hardware?',
        'names works on your own memory, in user mode.',
        'Queue this line: m = names(buf, n)',
      ],
    },
    {
      text: 'Nobody has seen anything yet. Bring the text to the terminal.',
      ask: { kind: 'kernel', question: 'descriptor' },
      lines: ['write(1, buf, m)'],
      done: { is: 'printed', text: 'essay.txt' },
      after: 'Down and back once more: there they are, on the terminal. That is ls.',
      hints: [
        'A process knows files and devices only by descriptors.',
        'Descriptor 1 is standard output.',
        'Choose 1 → /dev/tty. Then queue: write(1, buf, m)',
      ],
    },
    {
      text: 'Tidy up, and ask for the same directory again. Will it take as long?',
      lines: ['close(fd)\nfd = open("/home/ada", O_RDONLY|O_DIRECTORY)\nn = getdents64(fd, buf, 4096)'],
      moment: { is: 'handling', call: 'getdents64' },
      ask: { kind: 'kernel', question: 'cache' },
      done: { is: 'returned', call: 'getdents64', error: '' },
      after: 'A hit: no disk, no sleep. Compare the ticks of both getdents64.',
      hints: [
        'What did the kernel keep from the first time?',
        'What the disk gave lies in the page cache now.',
        'Take the offer, which queues three lines. Then choose the hit.',
      ],
    },
    {
      text: 'Now be nosy: look into Ben’s home. Will the kernel let you?',
      lines: ['x = open("/home/ben", O_RDONLY)'],
      moment: { is: 'handling', call: 'open' },
      ask: { kind: 'kernel', question: 'permission' },
      done: { is: 'returned', call: 'open', error: 'EACCES' },
      after: 'The same walk, another answer: EACCES. No descriptor, so no names.',
      hints: [
        'The walk is the same. Who owns this inode, and who asks?',
        'The caller is not the owner: the last three letters count.',
        'The others have no r: refuse, EACCES.',
      ],
    },
    {
      text: 'The last call is yours to choose. Send one down, then predict its answer.',
      lines: [
        'y = open("/etc", O_RDONLY)',
        'y = open("/home/adda", O_RDONLY)',
        'y = open("/home/cleo", O_RDONLY)',
      ],
      moment: { is: 'handling', call: 'open' },
      ask: { kind: 'kernel', question: 'outcome' },
      after: 'You think like the kernel: names, inode, mode. Now you know every step of ls.',
      hints: [
        'Walk it as you did before: does every name stand in its directory?',
        'If the walk ends at an inode: who owns it, and which letters are yours?',
        'etc: anybody may read it. adda: no such name. cleo: somebody else’s home.',
      ],
    },
  ],
  goals: [{ measure: 'calls.getdents64', atLeast: 2, text: 'The directory was read twice' }],
  limits: [{ measure: 'mistakes', atMost: 4, text: 'At most 4 wrong turns' }],
  stars: [{ measure: 'mistakes', text: 'Wrong turns: at most {n}', slack: [2, 0] }],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'mistakes', atLeast: 3 },
      hint: 'Don’t guess: the question names what to look at. A hint costs nothing.',
    },
    {
      when: { is: 'returned', call: 'read', error: 'EISDIR' },
      hint: 'EISDIR: a directory is not read like a file. Its entries come by getdents64.',
    },
  ],
  late: 'Time is up. Take the line on offer at each step; a hint costs nothing.',
  learned:
    'ls asks with open: the kernel walks the path, inode by inode, compares the mode, and gives a descriptor. ls asks with getdents64: the kernel looks in the page cache, else the disk fetches and ls sleeps. The entries are copied into the memory of ls. By itself, in user mode, ls makes text of them. ls asks with write: the letters stand on the terminal.',
  command: {
    line: 'strace -e openat,getdents64,write ls',
    shows: 'your calls in your order, made by the real ls',
  },
  codes: ['OS-Principles', 'OS-Files', 'OS-Purpose', '9618 16.1', '0478 4.1', 'H446 1.2.1'],
};
