import { ALL_PROTECTIONS, type Scenario } from './schema.ts';

export const rushHour: Scenario = {
  id: 'rush-hour',
  name: 'Rush hour',
  blurb: 'Everybody wants everything at once, and there is one core too few. Whose job can wait?',
  lengthTicks: 900,
  machine: {
    processesPerCore: 8,
    framesPerProcess: 2,
    swapSlots: 128,
    quantum: 6,
    policy: 'rr',
    costs: { modeSwitch: 1, contextSwitch: 1, pageFault: 1, disk: 3 },
    limits: { nproc: 6, nofile: 16, memoryPages: 32 },
  },
  protections: ALL_PROTECTIONS,
  programs: ['ls', 'httpd', 'browser', 'cat', 'cc', 'browser', 'edit', 'sh', 'cp', 'browser'],
  jobs: { pause: 5, patience: 280 },
  user: { drain: 3.5, pleased: 3.2, annoyed: 5 },
  goals: [{ measure: 'throughput', target: 7.67, crowded: 5.6 }],
  roles: { scheduler: true, memory: true, io: true, auditor: false, malware: false },
  leastProcesses: 10,
  questions: [
    {
      text: 'Ten processes are ready and the machine has two cores. What do the other eight do?',
      answers: [
        'They run slowly, all at the same time',
        'They are blocked until a device answers',
        'They wait in the ready queue until the scheduler picks them',
        'They are ended and started again later',
      ],
      right: 2,
      why: 'A core runs one process at a time. Who is ready but not running waits in the ready queue; blocked is only who waits for an event.',
    },
    {
      text: 'You make the time slice much shorter so that everybody gets a turn sooner. What is the price?',
      answers: [
        'None: a shorter slice is always better',
        'More context switches, and each takes time in which nobody’s work gets done',
        'Processes lose what they had in memory',
        'The disk becomes slower',
      ],
      right: 1,
      why: 'Every switch costs ticks in the kernel. Short slices answer quickly, but jobs as a whole take longer.',
    },
    {
      text: 'Jobs of 2, 3 and 20 ticks wait for one core. Which order gives the shortest average wait?',
      answers: ['20, 3, 2', '3, 20, 2', '2, 3, 20', 'Every order gives the same'],
      right: 2,
      why: 'Shortest job first: the waits are 0, 2 and 5 ticks. With the long one in front, both others wait 20 and more.',
    },
  ],
  codes: ['OS-Scheduling', 'OS-Process', '9618 16.1', 'H446 1.2.1', '7517 4.6.1.4'],
};
