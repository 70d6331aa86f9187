import { ALL_PROTECTIONS, type Scenario } from './schema.ts';

export const firstBoot: Scenario = {
  id: 'first-boot',
  name: 'First boot',
  blurb: 'The first lesson: short jobs, plenty of memory, and everything goes through the gate.',
  lengthTicks: 900,
  machine: {
    processesPerCore: 8,
    framesPerProcess: 8,
    swapSlots: 64,
    quantum: 8,
    policy: 'rr',
    costs: { modeSwitch: 1, contextSwitch: 1, pageFault: 1, disk: 3 },
    limits: { nproc: 4, nofile: 16, memoryPages: 32 },
  },
  protections: ALL_PROTECTIONS,
  programs: ['ls', 'cat', 'cp', 'player', 'edit', 'browser'],
  jobs: { pause: 20, patience: 320 },
  goals: [{ measure: 'throughput', target: 7.6, crowded: 6.4 }],
  roles: { scheduler: true, memory: false, io: false, auditor: false, malware: false },
  leastProcesses: 8,
  questions: [
    {
      text: 'Your program runs ls. Who reads the directory from the disk?',
      answers: ['The program itself', 'The kernel, asked by getdents64', 'The terminal', 'The scheduler'],
      right: 1,
      why: 'Userspace cannot touch hardware. ls asks with getdents64, the kernel does the work and copies the names back.',
    },
    {
      text: 'What is a system call?',
      answers: [
        'A way for userspace to ask the kernel for something',
        'A telephone number of the teacher',
        'A function of the compiler',
        'An error message',
      ],
      right: 0,
      why: 'It is the only door: the core switches to kernel mode, the kernel checks and acts, and hands a result back.',
    },
  ],
  codes: ['OS-Principles', '0478 4.1', 'J277 1.5.1', 'H446 1.2.1', '9618 5.1'],
};
