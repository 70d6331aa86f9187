import { neighbour, QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

export const timer: LevelSource = {
  ...QUIET_MACHINE,
  id: 'interrupts-1',
  title: 'The timer takes the CPU back',
  story: 'You have the core, and no intention of letting go. See who takes it from you.',
  minutes: 2,
  role: 'process',
  program: 'cc',
  lengthTicks: 1200,
  arrivals: [
    neighbour('edit'),
    { program: 'player', at: 0, lines: ['repeat 90: work 3', 'repeat 90: work 3'] },
  ],
  steps: [
    {
      text: 'Spin for ever: no call, no sleep.',
      ask: {
        kind: 'fixed',
        text: 'One core, you spin on it and ask for nothing. What becomes of the others?',
        options: [
          'They wait for ever',
          'A timer interrupts, and they get their turn',
          'The kernel watches you and steps in',
        ],
        right: 1,
        why: [
          'So it was on machines without a timer interrupt. Not here.',
          '',
          'While you compute, the kernel does not run at all. Something must wake it.',
        ],
      },
      lines: ['spin'],
      done: { is: 'measured', measure: 'preempted', atLeast: 2 },
      after: 'The timer interrupted. That entered the kernel, and the scheduler gave the core away.',
      hints: [
        'With one core: while you run, who else runs?',
        'Nobody, not even the kernel. A device must interrupt.',
        'The timer. Then queue this line: spin',
      ],
    },
    {
      text: 'Then switch the interrupts off: cli.',
      lines: ['cli'],
      done: { is: 'refused', by: 'privileged-instruction' },
      after: 'Refused: if userspace could do that, the core would never come back.',
      hints: [
        'If a spin still runs, stop it with ^C or wait: it gives up by itself.',
        'cli is privileged: in user mode the core faults.',
        'Queue this line: cli',
      ],
    },
    {
      text: 'Compute for twelve ticks, and watch the core come and go.',
      ask: {
        kind: 'fixed',
        text: 'The timer interrupted you in the middle of a computation. Where do you go on later?',
        options: [
          'From the beginning',
          'Exactly where you were: the kernel kept your registers',
          'After the next system call',
        ],
        right: 1,
        why: [
          'Nothing of what you did is lost.',
          '',
          'You made none; you were interrupted between two instructions.',
        ],
      },
      lines: ['work 12'],
      done: { is: 'computed', ticks: 12 },
      after: 'Twelve ticks of work, in slices, without a gap that you could notice.',
      hints: [
        'A context switch saves and loads. What?',
        'The registers, so that nobody notices.',
        'Exactly where you were. Then queue this line: work 12',
      ],
    },
    {
      text: 'Who took the core from you?',
      ask: {
        kind: 'fixed',
        text: 'Your program spins and the kernel is not running. What brings the kernel back?',
        options: [
          'A timer interrupt, from the hardware',
          'The kernel notices that time is up',
          'The next process asks for it',
          'A signal',
        ],
        right: 0,
        why: [
          '',
          'It can’t notice anything: it does not run.',
          'It does not run either. There is one core.',
          'A signal is sent by the kernel: it must run first.',
        ],
      },
      after: 'The timer rings, the core enters the kernel, the scheduler decides.',
      hints: ['Who is awake while you spin?', 'Only hardware.', 'A timer interrupt.'],
    },
  ],
  goals: [{ measure: 'preempted', atLeast: 3, text: 'The timer took the core from you' }],
  limits: [
    { measure: 'mistakes', atMost: 1, text: 'Wrong answers: at most 1' },
    { measure: 'killed', atMost: 2, text: 'Your process ended at most twice' },
  ],
  stars: [
    { measure: 'mistakes', text: 'Wrong answers: at most {n}', slack: [1, 0] },
    { measure: 'killed', text: 'Your process ended at most {n} times', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'killed', atLeast: 2 },
      hint: 'Touching the hardware ends your process. To meet the timer, just compute: spin.',
    },
    {
      when: { is: 'measured', measure: 'calls', atLeast: 12 },
      hint: 'Who makes calls enters the kernel by itself. Ask for nothing, and see: spin.',
    },
  ],
  late: 'Time is up. Queue spin and watch the core being taken back.',
  learned:
    'The kernel is no process that watches. It runs when it is entered: by a call, a fault, or an interrupt. The timer’s interrupt enters it again and again, whatever runs; that is how it can take the core from who never asks.',
  command: {
    line: 'grep -E "LOC|timer" /proc/interrupts',
    shows: 'how often the timer has interrupted each core',
  },
  codes: ['OS-Scheduling', 'OS-Devices', '9618 16.1', '9618 4.1', '0478 4.1'],
};
