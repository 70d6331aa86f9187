import { neighbour, QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

export const pageFault: LevelSource = {
  ...QUIET_MACHINE,
  id: 'memory-1',
  title: 'Mapping and the page fault',
  story: 'You are a browser and open a tab. The kernel promises memory fast, and delivers it late.',
  minutes: 3,
  role: 'process',
  program: 'browser',
  lengthTicks: 1500,
  arrivals: [neighbour('edit')],
  steps: [
    {
      text: 'Ask for four pages of memory.',
      lines: ['p = mmap(NULL, 16384, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)'],
      done: { is: 'returned', call: 'mmap' },
      after: 'An address. From now on these four pages are yours, says the kernel.',
      hints: [
        'Memory is the kernel’s: a program must ask for it.',
        'mmap answers an address. Four pages are 16384 bytes.',
        'Take the line on offer, or press A.',
      ],
    },
    {
      text: 'No frame yet: look at the memory in the picture. Now write to your first page.',
      ask: {
        kind: 'fixed',
        text: 'mmap has promised 4 pages. How many frames of real memory hold them now?',
        options: ['None yet', 'One', 'Four'],
        right: 0,
        why: [
          '',
          'Not even one: nobody has touched a page yet.',
          'Then a program that asks for much and uses little would waste it all.',
        ],
      },
      lines: ['store p, 65'],
      done: { is: 'measured', measure: 'faults', atLeast: 1 },
      after: 'The touch faulted. The kernel found a frame, mapped it, and your store was done again.',
      hints: [
        'A promise costs nothing.',
        'Frames come with the first touch: demand paging.',
        'None yet. Then queue this line: store p, 65',
      ],
    },
    {
      text: 'Touch the same page again.',
      ask: {
        kind: 'fixed',
        text: 'You store into the very same page once more. Another page fault?',
        options: ['Yes, every access faults', 'No, it is mapped now'],
        right: 1,
        why: ['Then nothing would ever be fast. The page table has an entry now.', ''],
      },
      lines: ['store p + 1, 66'],
      done: { is: 'ran', line: 'store p + 1' },
      after: 'No fault: the core found the page by itself, without the kernel.',
      hints: [
        'What is in the page table now?',
        'The entry is present.',
        'No. Then queue this line: store p + 1, 66',
      ],
    },
    {
      text: 'Touch the three others.',
      lines: ['store p + 4096, 1', 'store p + 8192, 1', 'store p + 12288, 1'],
      done: { is: 'measured', measure: 'faults', atLeast: 4 },
      after: 'Four pages, four faults, four frames. A page fault is the kernel at work, not an error.',
      hints: ['A page is 4096 bytes.', 'Three lines, one for each page.', 'Queue all three lines.'],
    },
    {
      text: 'Now read beyond what was promised.',
      ask: {
        kind: 'fixed',
        text: 'You load from p + 1000000, which nobody promised you. It faults too. And then?',
        options: ['The kernel finds a frame', 'SIGSEGV: no area holds this address', 'You read zeros'],
        right: 1,
        why: [
          'The kernel looks into its list of your areas first. This address is in none.',
          '',
          'Zeros come with a fresh page of your own. This is none.',
        ],
      },
      lines: ['x = load p + 1000000'],
      done: { is: 'ended', signal: 'SIGSEGV' },
      after: 'The same fault, another answer: only what was promised is delivered.',
      hints: [
        'How does the kernel tell a good fault from a bad one?',
        'It keeps a list of the areas you mapped.',
        'SIGSEGV. Then queue this line: x = load p + 1000000',
      ],
    },
    {
      text: 'Two faults that looked alike.',
      ask: {
        kind: 'fixed',
        text: 'When is a page fault no error?',
        options: [
          'When the program is root',
          'Never: a fault is a fault',
          'When the address lies in an area that was promised',
          'When memory is full',
        ],
        right: 2,
        why: [
          'Root’s pages come the same way.',
          'Then no program would ever get a page.',
          '',
          'Then the kernel must make room; that is another matter.',
        ],
      },
      after: 'Promised: the kernel delivers. Not promised: SIGSEGV.',
      hints: [
        'What did the kernel look up, each time?',
        'Its list of your areas.',
        'When it lies in an area that was promised.',
      ],
    },
  ],
  goals: [{ measure: 'faults', atLeast: 4, text: 'Four pages brought in' }],
  limits: [
    { measure: 'mistakes', atMost: 1, text: 'Wrong predictions: at most 1' },
    { measure: 'killed', atMost: 2, text: 'Your process ended at most twice' },
  ],
  stars: [
    { measure: 'mistakes', text: 'Wrong predictions: at most {n}', slack: [1, 0] },
    { measure: 'killed', text: 'Your process ended at most {n} times', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'killed', atLeast: 2 },
      hint: 'That address is in none of your areas. Map first, with mmap, and stay within it.',
    },
    {
      when: { is: 'measured', measure: 'userTicks', atLeast: 60 },
      hint: 'Computing touches no new page. Take the lines on offer: mmap, then store.',
    },
  ],
  late: 'Time is up. mmap promises, the first store to each page delivers.',
  learned:
    'mmap only writes down an area. At the first touch of a page the core faults, the kernel finds a frame and maps it, and the instruction is done again: demand paging. Only a touch outside of all areas, or against their protection, ends in SIGSEGV.',
  command: {
    line: 'ps -o min_flt,maj_flt,vsz,rss $$',
    shows: 'faults of your shell, what it was promised and what it has',
  },
  codes: ['OS-Memory', '9618 16.1', 'H446 1.2.1', 'J277 1.5.1'],
};
