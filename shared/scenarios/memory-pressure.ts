import { ALL_PROTECTIONS, type Scenario } from './schema.ts';

export const memoryPressure: Scenario = {
  id: 'memory-pressure',
  name: 'Memory pressure',
  blurb: 'More pages than frames. Whose page leaves memory, and who comes back for it a moment later?',
  lengthTicks: 900,
  machine: {
    processesPerCore: 3,
    framesPerProcess: 1,
    swapSlots: 128,
    quantum: 6,
    policy: 'rr',
    costs: { modeSwitch: 1, contextSwitch: 1, pageFault: 1, disk: 3 },
    limits: { nproc: 6, nofile: 16, memoryPages: 32 },
  },
  protections: ALL_PROTECTIONS,
  programs: ['browser', 'cc', 'browser', 'cp', 'browser', 'cat', 'browser', 'edit'],
  jobs: { pause: 5, patience: 340 },
  goals: [
    { measure: 'throughput', target: 7.55 },
    { measure: 'faults', target: 0.6 },
  ],
  roles: { scheduler: true, memory: true, io: true, auditor: false, malware: false },
  leastProcesses: 8,
  questions: [
    {
      text: 'Memory is full and a process needs a page. Which page is the best one to take out?',
      answers: [
        'The one that is needed again latest',
        'The one that came first',
        'The biggest one',
        'One of the process that asked',
      ],
      right: 0,
      why: 'Taking the page that is needed latest causes the fewest faults (OPT). Nobody knows the future, so LRU and the clock guess from the past.',
    },
    {
      text: 'Why is a page that was written dearer to take out than one that was only read?',
      answers: [
        'It is longer',
        'It must be written to swap first',
        'The kernel may not touch it',
        'It makes no difference',
      ],
      right: 1,
      why: 'A clean page can simply be forgotten: its content stands on the disk already. A dirty one exists only in memory.',
    },
    {
      text: 'Every process faults all the time and hardly anything gets done. What is that called, and what helps?',
      answers: [
        'Deadlock; restart the machine',
        'Thrashing; run fewer processes at a time or add memory',
        'Starvation; raise priorities',
        'A fork bomb; limit processes',
      ],
      right: 1,
      why: 'When the working sets together are larger than memory, every page that comes in pushes out one that is needed: thrashing.',
    },
  ],
  codes: ['OS-Memory', '9618 16.1', 'H446 1.2.1', '7517 4.6.1.4'],
};
