import { neighbour, QUIET_MACHINE, START } from '../base.ts';
import type { LevelSource } from '../schema.ts';

/** Ticks of traffic that the level asks one to live through. */
const WATCH = 400;

export const deadlines: LevelSource = {
  ...QUIET_MACHINE,
  machine: {
    ...QUIET_MACHINE.machine,
    // A deadline is the tick at which the device has no room left: two bursts of keys, four packets.
    devices: { keyboardBytes: 12, ringPackets: 4, keyboardDeadline: 26, networkDeadline: 34 },
  },
  traffic: { keysEvery: 13, keys: 6, packetsEvery: 8 },
  id: 'interrupts-2',
  title: 'Keys, packets, deadlines',
  story: 'Keys and packets arrive, ready or not. Each device keeps only a few of them.',
  minutes: 3,
  role: 'io',
  program: 'edit',
  lengthTicks: 600,
  arrivals: [neighbour('edit'), neighbour('cc', 3)],
  steps: [
    {
      ...START('A line that rings keeps its data in the device until a core serves it. Ready?'),
      after: 'The clock runs, and the devices wait for nobody.',
      hints: [
        'Nothing happens before you start.',
        'You will need the keys 2 and 3, or a finger on each line.',
        'Tap “Start the clock”, or press A.',
      ],
    },
    {
      text: 'A line rings: serve it. Its bar shows the ticks until it is too late.',
      done: { is: 'measured', measure: 'served', atLeast: 1 },
      after: 'The core stopped its program for a tick, took the data in, and went on.',
      hints: [
        'Lines that ring stand out.',
        'The keyboard has room for 12 keys; 6 come at a time.',
        'Tap the line that rings, or press its number.',
      ],
    },
    {
      text: 'Each interrupt stops a program. Let data gather, but serve before the bar is empty.',
      done: { is: 'measured', measure: 'served', atLeast: 8 },
      after: 'One interrupt emptied a whole buffer, however much had gathered there.',
      hints: [
        'Look at both bars, not only at the one that rings more often.',
        'The network card has room for 4 packets.',
        'Serve a line when about ten ticks are left, the one with fewest first.',
      ],
    },
    {
      text: 'Go on until tick 400. Nothing may be lost.',
      ask: {
        kind: 'fixed',
        text: 'The keyboard’s buffer is full, and nobody serves it. What of the next key?',
        options: [
          'It waits in the keyboard',
          'It is lost',
          'It goes straight to the editor',
          'The keyboard stops the core',
        ],
        right: 1,
        why: [
          'Its buffer is full: there is no place to wait.',
          '',
          'Only the kernel’s handler can take a key out of the device.',
          'It can only ring, and it does so already.',
        ],
      },
      done: { is: 'measured', measure: 'ticks', atLeast: WATCH },
      after: 'Two devices, one core, no loss: what counts is who can wait least.',
      hints: [
        'Both lines, again and again.',
        'Whoever has the fewest ticks left.',
        'It is lost. Then serve each line before its bar is empty.',
      ],
    },
  ],
  goals: [
    { measure: 'keysLost', atMost: 12, text: 'At most 12 keys lost' },
    { measure: 'packetsLost', atMost: 3, text: 'At most 3 packets lost' },
  ],
  limits: [
    { measure: 'keysLost', atMost: 18, text: 'At most 18 keys lost' },
    { measure: 'packetsLost', atMost: 5, text: 'At most 5 packets lost' },
    { measure: 'mistakes', atMost: 1, text: 'At most 1 wrong answer' },
  ],
  stars: [
    { measure: 'keysLost', text: 'Keys lost: at most {n}', slack: [6, 0] },
    { measure: 'packetsLost', text: 'Packets lost: at most {n}', slack: [1, 0] },
    {
      measure: 'served',
      text: 'Programs interrupted at most {n} times',
      worse: 'other',
      goal: true,
      limit: true,
    },
    { measure: 'mistakes', text: 'Wrong answers: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'served', atLeast: 60 },
      hint: 'Each of those stopped a program, for a key or two. Wait until a bar is short, then serve.',
    },
    {
      when: { is: 'measured', measure: 'packetsLost', atLeast: 1 },
      hint: 'The card’s ring was full: it has a deadline too. Serve the network as well.',
    },
    {
      when: { is: 'measured', measure: 'keysLost', atLeast: 1 },
      hint: 'The keyboard’s buffer was full. Serve its line before the bar beside it is empty.',
    },
  ],
  late: 'Time is up. Serve each line before its device is full, and go on until tick 400.',
  learned:
    'A device interrupts because it can keep only a little. The handler’s first half empties it quickly; the rest can wait. What isn’t fetched in time is lost, so the line whose deadline is nearest goes first, not the loudest. And each interrupt stops a program: one for many keys is cheaper than one for each.',
  command: { line: 'cat /proc/interrupts', shows: 'how often each line has rung on each core' },
  codes: ['OS-Devices', '9618 4.1', 'H446 1.2.1', '0478 4.1'],
};
