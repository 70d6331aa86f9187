import { ALL_PROTECTIONS, type Scenario } from './schema.ts';

export const friendlyMachine: Scenario = {
  id: 'friendly-machine',
  name: 'Friendly machine',
  blurb:
    'All programs at once: music that must not stutter beside a compiler that never stops. Schedule well.',
  lengthTicks: 900,
  machine: {
    processesPerCore: 8,
    framesPerProcess: 3,
    swapSlots: 128,
    quantum: 6,
    policy: 'rr',
    costs: { modeSwitch: 1, contextSwitch: 1, pageFault: 1, disk: 4 },
    limits: { nproc: 6, nofile: 16, memoryPages: 32 },
  },
  protections: ALL_PROTECTIONS,
  programs: ['player', 'cc', 'browser', 'edit', 'httpd', 'browser', 'ls', 'cp', 'sh', 'cat'],
  jobs: { pause: 15, patience: 300 },
  user: { drain: 3.5, pleased: 3, annoyed: 5 },
  goals: [{ measure: 'throughput', target: 6.76, crowded: 4.9 }],
  roles: { scheduler: true, memory: true, io: true, auditor: false, malware: false },
  leastProcesses: 8,
  questions: [
    {
      text: 'The music needs one tick now and then, the compiler needs many. Which order keeps both users happy?',
      answers: [
        'The compiler first, to its end',
        'The music at once whenever it is ready',
        'Whoever asked first',
        'It makes no difference',
      ],
      right: 1,
      why: 'A short burst that waits for the user costs others almost nothing when it goes first; that is what MLFQ finds out by itself.',
    },
    {
      text: 'A process waits for the disk. What should its core do?',
      answers: ['Wait with it', 'Run somebody else', 'Switch off', 'Ask the disk again and again'],
      right: 1,
      why: 'A blocked process needs no core. The disk’s interrupt makes it ready again.',
    },
  ],
  codes: ['OS-Scheduling', 'OS-Process', '9618 16.1', 'H446 1.2.1', '7517 4.6.1.4'],
};
