import { QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

export const copyOnWrite: LevelSource = {
  ...QUIET_MACHINE,
  id: 'memory-4',
  title: 'Copy on write',
  story: 'fork copies a whole process in an instant. It does so by not copying.',
  minutes: 3,
  role: 'process',
  program: 'sh',
  lengthTicks: 1500,
  steps: [
    {
      text: 'Put a letter into your memory: 65 is an A.',
      lines: ['store buf, 65'],
      done: { is: 'ran', line: 'store buf, 65' },
      after: 'buf begins with A. The page has a frame.',
      hints: [
        'Memory is bytes, and a letter is a number.',
        'store writes one byte.',
        'Queue this line: store buf, 65',
      ],
    },
    {
      text: 'Make a child that sleeps a little, then shows the letter.',
      ask: {
        kind: 'fixed',
        text: 'fork makes a child with the same memory. How much of it is copied at once?',
        options: ['All of it', 'None: both use the same frames', 'Half of it', 'What the child will need'],
        right: 1,
        why: [
          'That would take long, and mostly for nothing: many children replace it all.',
          '',
          'Which half would that be?',
          'Nobody knows that beforehand, not even the child.',
        ],
      },
      lines: ['pid = fork()\nif pid == 0: nanosleep(50); write(1, buf, 1); exit(0)'],
      done: { is: 'ran', line: 'if pid == 0' },
      after: 'Two page tables, the same frames, all marked read-only in both.',
      hints: [
        'What must be copied if nobody changes anything?',
        'Nothing: the frames are shared until somebody writes.',
        'None. Then take what is on offer: fork, and the line with if.',
      ],
    },
    {
      text: 'The child still sleeps. Change the letter in your memory now: 66 is a B.',
      ask: {
        kind: 'fixed',
        text: 'You store B into the page that both share. Which letter will the child show?',
        options: ['A', 'B', 'None: it gets SIGSEGV'],
        right: 0,
        why: [
          '',
          'Then memory would not be separate. A process sees only its own stores.',
          'It only reads, and its page stays.',
        ],
      },
      lines: ['store buf, 66'],
      done: { is: 'ran', line: 'store buf, 66' },
      after: 'Your store faulted: the kernel copied this one page for you, then let you write.',
      hints: [
        'Are variables shared after fork?',
        'The writer gets a copy of the page; the other keeps the old one.',
        'A. Then queue this line: store buf, 66',
      ],
    },
    {
      text: 'Wait for the child, then show your own letter.',
      lines: ['wait4(pid)', 'write(1, buf, 1)'],
      done: { is: 'measured', measure: 'bytes', atLeast: 2 },
      after: 'A, then B: one page was copied, when it was needed, and no other.',
      hints: [
        'Two lines, in this order.',
        'wait4 sleeps until the child has ended.',
        'Queue wait4(pid), then write(1, buf, 1)',
      ],
    },
    {
      text: 'You have seen A, then B.',
      ask: {
        kind: 'fixed',
        text: 'A process of 1000 pages forks, and the child writes to one page. How many are copied?',
        options: ['1000', '999', '2', '1'],
        right: 3,
        why: ['None is copied by fork itself.', 'Who would need those?', 'The other keeps the old page.', ''],
      },
      after: 'One: each page is copied at the first write to it, and only then.',
      hints: ['Who gets a copy, and when?', 'The writer, at the write.', 'One.'],
    },
  ],
  goals: [
    { measure: 'faults', atLeast: 2, text: 'A write to a shared page faulted' },
    { measure: 'zombies', atMost: 0, text: 'No zombie left' },
  ],
  limits: [
    { measure: 'mistakes', atMost: 1, text: 'Wrong predictions: at most 1' },
    { measure: 'calls.fork', atMost: 3, text: 'Forks: at most 3' },
  ],
  stars: [
    { measure: 'mistakes', text: 'Wrong predictions: at most {n}', slack: [1, 0] },
    { measure: 'failed', text: 'Calls refused: at most {n}', slack: [2, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'calls.fork', atLeast: 2 },
      hint: 'One child is enough. Change your letter while it still sleeps: store buf, 66.',
    },
  ],
  late: 'Time is up. Fork, then store while the child still sleeps, then wait for it.',
  learned:
    'fork gives the child a page table of its own to the same frames, read-only for both. The first write to a page faults, and the kernel copies just that page for the writer. Memory is separate as promised, and only what changes is ever copied.',
  command: {
    line: 'grep -E "Shared|Private" /proc/$$/smaps_rollup',
    shows: 'how much your shell shares with others',
  },
  codes: ['OS-Memory', 'OS-Process', '9618 16.1'],
};
