import { ALL_PROTECTIONS, type Scenario } from './schema.ts';

export const forkBomb: Scenario = {
  id: 'fork-bomb',
  name: 'Fork bomb',
  blurb: 'The machine counts nothing: no limits on processes, memory or files. How many is too many?',
  lengthTicks: 900,
  machine: {
    processesPerCore: 8,
    framesPerProcess: 2,
    swapSlots: 256,
    quantum: 6,
    policy: 'rr',
    costs: { modeSwitch: 1, contextSwitch: 1, pageFault: 1, disk: 3 },
    limits: { nproc: 4, nofile: 16, memoryPages: 32 },
  },
  protections: { ...ALL_PROTECTIONS, limits: false },
  mistakes: ['open-diaries', 'shared-script', 'leaky-helper'],
  programs: ['sh', 'cat', 'browser', 'cc', 'ls', 'browser', 'sh', 'edit', 'cp', 'browser'],
  jobs: { pause: 20, patience: 340 },
  goals: [
    { measure: 'throughput', target: 5.74, crowded: 5.05 },
    { measure: 'breaches', target: 2 },
  ],
  roles: { scheduler: true, memory: true, io: false, auditor: true, malware: true },
  leastProcesses: 8,
  questions: [
    {
      text: 'A program forks, and every child goes on to fork as well. There are 6 rounds. How many processes are there at most?',
      answers: ['6', '7', '12', '64'],
      right: 3,
      why: 'Each round doubles them: 2, 4, 8, 16, 32, 64. That is why a fork bomb fills a machine within moments.',
    },
    {
      text: 'What stops a fork bomb without hindering anybody else?',
      answers: [
        'A limit on how many processes one user or group may have: fork answers EAGAIN',
        'A faster processor',
        'Forbidding fork to everybody',
        'The page table',
      ],
      right: 0,
      why: 'Memory isolation does not help: every one of those processes is allowed. A limit (RLIMIT_NPROC, pids.max) counts them.',
    },
    {
      text: 'Straight after fork(), does the child have a copy of all the memory of its parent?',
      answers: [
        'Yes, every byte is copied at once',
        'No, they share the pages until one of them writes',
        'No, it starts with empty memory',
        'Yes, and what one writes the other sees',
      ],
      right: 1,
      why: 'Copy on write: both read the same frames; the first write to a page makes that one copy.',
    },
  ],
  codes: ['OS-Protection', 'OS-Process', 'OS-Memory', '9618 16.1', 'H446 1.2.1'],
};
