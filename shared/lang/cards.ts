import type { SyscallName } from '../abi/syscalls.ts';
import type { Program } from '../roles.ts';

/** What a card asks for: the composer offers what makes sense for each kind. */
export type CardArgKind =
  | 'path'
  | 'fd'
  | 'buffer'
  | 'size'
  | 'flags'
  | 'text'
  | 'ticks'
  | 'seconds'
  | 'pid'
  | 'signal'
  | 'number'
  | 'address'
  | 'protection'
  | 'socket'
  | 'mapping';

/** What can be tapped together: calls, and two things that a program does without asking. */
export type CardName =
  | Extract<
      SyscallName,
      | 'open'
      | 'read'
      | 'write'
      | 'close'
      | 'getdents64'
      | 'mmap'
      | 'munmap'
      | 'fsync'
      | 'nanosleep'
      | 'fork'
      | 'wait4'
      | 'accept'
      | 'socket'
      | 'connect'
    >
  | 'work'
  | 'names';

export interface Card {
  call: CardName;
  title: string;
  /** One line: what it asks the kernel for. */
  hint: string;
  /** Variable that takes the result, '' for none. */
  target: string;
  args: readonly { name: string; kind: CardArgKind; choices?: readonly string[] }[];
  /** Whose jobs need it; absent: everybody's. Others can still type the call. */
  programs?: readonly Program[];
}

const FLAGS = ['O_RDONLY', 'O_WRONLY|O_CREAT|O_TRUNC', 'O_RDWR', 'O_WRONLY|O_CREAT|O_APPEND'] as const;
const SIZES = ['4096', '64', '1'] as const;

/** The calls that can be composed with taps, in the order of keys 1 to 9 and beyond. */
export const CARDS: readonly Card[] = [
  {
    call: 'open',
    title: 'open',
    hint: 'Ask for a file; the answer is a descriptor.',
    target: 'fd',
    args: [
      { name: 'path', kind: 'path' },
      { name: 'flags', kind: 'flags', choices: FLAGS },
    ],
  },
  {
    call: 'read',
    title: 'read',
    hint: 'Ask for bytes of an open file into your memory.',
    target: 'n',
    args: [
      { name: 'fd', kind: 'fd' },
      { name: 'buffer', kind: 'buffer' },
      { name: 'bytes', kind: 'size', choices: SIZES },
    ],
  },
  {
    call: 'write',
    title: 'write',
    hint: 'Hand bytes of your memory to a file; 1 is your terminal.',
    target: '',
    args: [
      { name: 'fd', kind: 'fd' },
      { name: 'buffer', kind: 'buffer' },
      { name: 'bytes', kind: 'size', choices: ['n', ...SIZES] },
    ],
  },
  {
    call: 'close',
    title: 'close',
    hint: 'Give a descriptor back.',
    target: '',
    args: [{ name: 'fd', kind: 'fd' }],
  },
  {
    call: 'getdents64',
    title: 'getdents64',
    hint: 'Ask for the names in an open directory.',
    target: 'n',
    args: [
      { name: 'fd', kind: 'fd' },
      { name: 'buffer', kind: 'buffer' },
      { name: 'bytes', kind: 'size', choices: ['4096'] },
    ],
  },
  {
    call: 'names',
    title: 'names',
    hint: 'Turn directory entries into lines of text: your own work, no call.',
    target: 'm',
    args: [
      { name: 'buffer', kind: 'buffer', choices: ['buf'] },
      { name: 'bytes', kind: 'size', choices: ['n'] },
    ],
  },
  {
    call: 'work',
    title: 'work',
    hint: 'Compute in user mode; needs CPU time and no call.',
    target: '',
    args: [{ name: 'ticks', kind: 'ticks', choices: ['1', '3', '6', '12'] }],
  },
  {
    call: 'mmap',
    title: 'mmap',
    hint: 'Ask for memory; frames come when you touch it.',
    target: 'p',
    args: [
      { name: 'address', kind: 'address', choices: ['NULL'] },
      { name: 'bytes', kind: 'size', choices: ['8192', '16384', '4096'] },
      { name: 'protection', kind: 'protection', choices: ['PROT_READ|PROT_WRITE', 'PROT_READ'] },
      { name: 'mapping', kind: 'mapping', choices: ['MAP_PRIVATE|MAP_ANONYMOUS'] },
      { name: 'fd', kind: 'number', choices: ['-1'] },
      { name: 'offset', kind: 'number', choices: ['0'] },
    ],
  },
  {
    call: 'munmap',
    title: 'munmap',
    hint: 'Give memory back.',
    target: '',
    args: [
      { name: 'address', kind: 'address', choices: ['p'] },
      { name: 'bytes', kind: 'size', choices: ['8192', '16384', '4096'] },
    ],
  },
  {
    call: 'fsync',
    title: 'fsync',
    hint: 'Wait until a file is safe on the disk.',
    target: '',
    args: [{ name: 'fd', kind: 'fd' }],
  },
  {
    call: 'nanosleep',
    title: 'nanosleep',
    hint: 'Give the core away for a while.',
    target: '',
    args: [{ name: 'ticks', kind: 'seconds', choices: ['4', '8', '2'] }],
  },
  { call: 'fork', title: 'fork', hint: 'Ask for a child: a copy of yourself.', target: 'pid', args: [] },
  {
    call: 'wait4',
    title: 'wait4',
    hint: 'Wait for a child to end.',
    target: '',
    args: [{ name: 'pid', kind: 'pid', choices: ['-1', 'pid'] }],
  },
  {
    call: 'accept',
    title: 'accept',
    hint: 'Let in who knocks at your port; they get a descriptor.',
    target: 'c',
    args: [{ name: 'fd', kind: 'fd' }],
    programs: ['httpd'],
  },
  {
    call: 'socket',
    title: 'socket',
    hint: 'Ask for an end of a connection.',
    target: 's',
    args: [
      { name: 'family', kind: 'socket', choices: ['AF_INET'] },
      { name: 'type', kind: 'socket', choices: ['SOCK_STREAM'] },
      { name: 'protocol', kind: 'number', choices: ['0'] },
    ],
    programs: ['browser'],
  },
  {
    call: 'connect',
    title: 'connect',
    hint: 'Have the kernel call another computer, or a process that listens.',
    target: '',
    args: [
      { name: 'socket', kind: 'fd' },
      { name: 'address', kind: 'address', choices: ['"10.0.0.80:80"'] },
    ],
    programs: ['browser'],
  },
];

/** The cards of a program, in their order. */
export const cardsOf = (program: Program | ''): Card[] =>
  CARDS.filter(({ programs }) => programs === undefined || programs.some((one) => one === program));
