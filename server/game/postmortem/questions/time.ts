import { type Kind, named, times } from './types.ts';

/** Fewest ticks that make a wait or a sleep worth asking about. */
const LONG = 8;

/** What a sleeper waited for, in words; what has none here is not asked about. */
const CHANNELS: readonly (readonly [start: string, words: string, waker: string])[] = [
  ['tty:', 'a key', 'The keyboard’s interrupt'],
  ['page:', 'a page from the disk', 'The disk’s interrupt'],
  ['disk', 'the disk', 'The disk’s interrupt'],
  ['pipe:', 'a pipe', 'The process at the other end of the pipe'],
  ['child:', 'a child to end', 'The end of the child'],
  ['user', 'its user', 'Its user, who gave it something to do'],
];

const preempted: Kind = {
  id: 'preempted',
  idea: 'timer',
  codes: ['OS-Scheduling', '9618 16.1', '7517 4.7.3.7'],
  make(story) {
    const most = story.preempted[0];
    if (most === undefined || most.times < 2) return undefined;
    return {
      text: `${named(most)} lost its core ${times(most.times)} although it had more to do. What took the core away?`,
      right: 'The timer’s interrupt, which brought the core into the kernel',
      why: 'Before a process runs the kernel sets a timer. Its interrupt enters the kernel, and the scheduler lets somebody else run.',
      wrong: [
        [
          'The scheduler, which watches it from another place',
          'The scheduler stops a process by watching it',
        ],
        ['It gave the core back by itself', 'A process keeps the CPU until it gives it up'],
        ['Another process took it', 'Processes schedule each other'],
      ],
      page: 'timer',
      tick: most.tick,
    };
  },
};

const waited: Kind = {
  id: 'wait',
  idea: 'blocked',
  codes: ['OS-Process', 'OS-Scheduling', '9618 16.1'],
  make({ wait }) {
    if (wait === undefined || wait.ticks < LONG) return undefined;
    return {
      text: `${named(wait)} stood in the ready queue for ${wait.ticks} ticks, until tick ${wait.tick}: the longest wait of the round. What was it waiting for?`,
      right: 'A core: it could have run at once',
      why: 'Ready means that nothing is missing but a core. Blocked means that something else must happen first.',
      wrong: [
        ['The disk or a key', 'Ready and blocked are the same'],
        ['The end of its own system call', 'A system call is just a function call'],
        ['Nothing: it was running, only more slowly', 'A blocked process uses CPU'],
      ],
      page: 'process',
      tick: wait.tick,
    };
  },
};

const slept: Kind = {
  id: 'sleep',
  idea: 'blocked',
  codes: ['OS-Process', '9618 16.1', 'A1.3.4'],
  make({ sleep }) {
    const channel = CHANNELS.find(([start]) => sleep?.on.startsWith(start));
    if (sleep === undefined || channel === undefined || sleep.ticks < LONG) return undefined;
    const [, words, waker] = channel;
    return {
      text: `${named(sleep)} waited for ${words} for ${sleep.ticks} ticks, until tick ${sleep.tick}. How much CPU time did that take?`,
      right: `None: it was blocked. ${waker} made it ready`,
      why: 'A blocked process stands in no ready queue and has no core. What it waits for wakes it.',
      wrong: [
        ['All of these ticks', 'A blocked process uses CPU'],
        ['Its fair share of them', 'Ready and blocked are the same'],
        ['A tick now and then, to look whether it has come', 'A blocked process polls'],
      ],
      page: 'process',
      tick: sleep.tick,
    };
  },
};

const switches: Kind = {
  id: 'switches',
  idea: 'mode-switch',
  codes: ['OS-Principles', 'OS-Process'],
  make(story) {
    if (story.syscalls < 10 || story.switches === story.syscalls) return undefined;
    return {
      text: `There were ${story.syscalls} system calls in this round and ${story.switches} context switches. Why are the two numbers not the same?`,
      right: 'A call switches the core’s mode; the process stays the same unless it blocks or loses the core',
      why: 'A mode switch goes into the kernel and back for the same process. A context switch changes the process.',
      wrong: [
        ['Some calls did not reach the kernel', 'A system call is just a function call'],
        ['They are the same; the count is not exact', 'A context switch and a mode switch are the same'],
        [
          'The kernel’s process was switched to only when it was free',
          'The kernel is a process that must be scheduled',
        ],
      ],
      page: 'mode-switch',
      tick: 0,
    };
  },
};

export const TIMES: readonly Kind[] = [preempted, waited, slept, switches];
