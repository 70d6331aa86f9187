import { QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

const POEM = 'one gate, one toll, many bytes';

/** 30 letters: thirty calls, six, or one. A mode switch costs two ticks here, so that the toll is plain to see. */
export const gate: LevelSource = {
  ...QUIET_MACHINE,
  machine: { ...QUIET_MACHINE.machine, costs: { ...QUIET_MACHINE.machine.costs, modeSwitch: 2 } },
  id: 'userspace-4',
  title: 'The price of the gate',
  story: 'Every call changes the core’s mode, and that costs time. Find out how much, then pay less.',
  minutes: 3,
  role: 'process',
  program: 'httpd',
  lengthTicks: 1500,
  steps: [
    {
      text: 'First, letter by letter: six calls. Count how often the core turns to ring 0.',
      lines: ['repeat 6: write(1, "a", 1)'],
      done: { is: 'printed', text: 'aaaaaa' },
      after: 'Six letters, six trips through the gate, three ticks each: 18 ticks.',
      hints: [
        'Take the line on offer and watch the core.',
        'repeat makes the same call again and again.',
        'Queue this line: repeat 6: write(1, "a", 1)',
      ],
    },
    {
      text: 'Now the same six letters in one call.',
      lines: ['write(1, "bbbbbb", 6)'],
      done: { is: 'printed', text: 'bbbbbb' },
      after: 'One trip, 3 ticks. The toll is for the trip, not for the bytes.',
      hints: [
        'A call can carry many bytes.',
        'The third argument says how many.',
        'Queue this line: write(1, "bbbbbb", 6)',
      ],
    },
    {
      text: 'Predict the price of the next text.',
      ask: {
        kind: 'fixed',
        text: '30 letters, five in a call. How many ticks in kernel mode, at 3 a call?',
        options: ['3', '6', '18', '90'],
        right: 2,
        why: [
          'That would be one call. Five letters a call make six of them.',
          'That is the number of calls. Each costs 3 ticks.',
          '',
          'That would be a call for each letter. Five letters share one.',
        ],
      },
      after: 'Six calls, 18 ticks. One call for all thirty would be 3.',
      hints: ['How many calls does it take?', '30 letters, 5 a call: 6 calls.', '6 calls at 3 ticks are 18.'],
    },
    {
      text: `Print “${POEM}”. You choose how often you pay.`,
      lines: [
        `write(1, "${POEM}", ${POEM.length})`,
        'write(1, "one gate, ", 10)',
        'write(1, "one toll, ", 10)',
        'write(1, "many bytes", 10)',
      ],
      done: { is: 'printed', text: POEM },
      after: 'That is why programs collect their output in a buffer before they call write.',
      hints: [
        'The bytes are the same in any case. The trips are not.',
        'One call can carry the whole text.',
        'Queue the first line alone.',
      ],
    },
    {
      text: 'Now the rule behind it.',
      ask: {
        kind: 'fixed',
        text: 'A program has 1000 bytes to print. What makes it cheapest?',
        options: [
          '1000 calls of one byte: small ones are fast',
          'A loop around write',
          'One call with 1000 bytes',
          'Running as root',
        ],
        right: 2,
        why: [
          'Each pays the toll, however small it is.',
          'A loop makes many calls: each one pays.',
          '',
          'Root pays the same toll.',
        ],
      },
      after: 'Collect first, then ask once.',
      hints: [
        'What does one trip cost, and what does a byte?',
        'The toll is for the trip.',
        'One call with 1000 bytes.',
      ],
    },
  ],
  goals: [{ measure: 'bytes', atLeast: 42, text: 'Everything is printed' }],
  limits: [
    { measure: 'calls', atMost: 14, text: 'Trips through the gate: at most 14' },
    { measure: 'mistakes', atMost: 1, text: 'Wrong predictions: at most 1' },
  ],
  stars: [
    { measure: 'calls', text: 'Trips through the gate: at most {n}', slack: [2, 0] },
    { measure: 'mistakes', text: 'Wrong predictions: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'calls', atLeast: 12 },
      hint: 'Each call pays the toll. Put more bytes into one call: write(1, "bbbbbb", 6).',
    },
  ],
  late: 'Time is up. One call can carry the whole text: the first line on offer.',
  learned:
    'Entering and leaving the kernel costs time, however little a call carries. So programs buffer: one write of many bytes instead of many writes of one. A mode switch is no context switch: the same process goes on afterwards.',
  command: {
    line: 'dd if=/dev/zero of=/dev/null bs=1 count=1M',
    shows: 'a million tiny calls; then try bs=1M count=1',
  },
  codes: ['OS-Principles', 'OS-Purpose', '7517 4.6.1.4', 'H446 1.2.1'],
};
