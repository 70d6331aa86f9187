import { ALL_PROTECTIONS, type Scenario } from './schema.ts';

export const realTimeMusic: Scenario = {
  id: 'real-time-music',
  name: 'Real-time music',
  blurb: 'Players that need a tick now and then, beside compilers that take all they get. Keep the beat.',
  lengthTicks: 900,
  machine: {
    processesPerCore: 8,
    framesPerProcess: 6,
    swapSlots: 128,
    quantum: 12,
    policy: 'rr',
    costs: { modeSwitch: 1, contextSwitch: 1, pageFault: 1, disk: 3 },
    limits: { nproc: 6, nofile: 16, memoryPages: 32 },
  },
  protections: ALL_PROTECTIONS,
  programs: ['player', 'cc', 'player', 'browser', 'player', 'cc', 'player', 'edit'],
  jobs: { pause: 10, patience: 300 },
  user: { drain: 3, pleased: 4, annoyed: 5 },
  goals: [{ measure: 'throughput', target: 5.59, crowded: 3.75 }],
  roles: { scheduler: true, memory: false, io: true, auditor: false, malware: false },
  leastProcesses: 8,
  questions: [
    {
      text: 'The machine is fast enough on average, and yet the music stutters. Why?',
      answers: [
        'Music needs a processor of its own',
        'Each beat has a deadline: an average says nothing about the one that waited too long',
        'The compiler reads the music’s memory',
        'Sound is not made by the operating system',
      ],
      right: 1,
      why: 'Real time means in time, not fast. One wait behind a long slice breaks the beat, whatever the average.',
    },
    {
      text: 'Between two beats the player sleeps. In which state is it?',
      answers: ['Running', 'Ready', 'Blocked', 'Ended'],
      right: 2,
      why: 'It waits for the timer and can’t use a core before that: blocked. When the time has come, it is ready.',
    },
    {
      text: 'The player could also look at the clock in a loop until the next beat. What would that cost?',
      answers: [
        'Nothing, it does no work',
        'The core: it computes all the time while others wait for it',
        'The beat would come too early',
        'Only memory',
      ],
      right: 1,
      why: 'Polling keeps a process ready or running all the time. Who blocks gives the core away for as long.',
    },
  ],
  codes: ['OS-Scheduling', 'OS-Process', '9618 16.1', 'H446 1.2.1', '7517 4.6.1.4'],
};
