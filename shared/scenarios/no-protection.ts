import { ALL_PROTECTIONS, type Scenario } from './schema.ts';

export const noProtection: Scenario = {
  id: 'no-protection',
  name: 'No protection',
  blurb:
    'No rings, no isolation: one stray byte takes the whole machine down. Until the teacher switches them on.',
  lengthTicks: 900,
  machine: {
    processesPerCore: 8,
    framesPerProcess: 6,
    swapSlots: 128,
    quantum: 6,
    policy: 'rr',
    costs: { modeSwitch: 1, contextSwitch: 1, pageFault: 1, disk: 3 },
    limits: { nproc: 4, nofile: 16, memoryPages: 32 },
  },
  protections: { ...ALL_PROTECTIONS, rings: false, isolation: false },
  programs: ['cat', 'ls', 'browser', 'cp', 'edit', 'player', 'httpd', 'cat'],
  jobs: { pause: 20, patience: 320 },
  goals: [
    { measure: 'throughput', target: 6.26, crowded: 5.7 },
    { measure: 'panics', target: 1 },
  ],
  roles: { scheduler: true, memory: false, io: false, auditor: true, malware: true },
  leastProcesses: 8,
  questions: [
    {
      text: 'One program wrote a byte to a wrong address, and every program on the machine was gone. Why?',
      answers: [
        'The programs depend on each other',
        'The byte lay in the kernel’s own structures, and all programs share one kernel',
        'A wrong address always stops the processor',
        'The user pulled the plug',
      ],
      right: 1,
      why: 'Without isolation a stray store reaches the kernel’s memory. It panics when it next uses what was broken, and takes everybody down.',
    },
    {
      text: 'With isolation on, the same program makes the same mistake. What happens?',
      answers: [
        'The machine panics as before',
        'The write is done a little later',
        'Only that program gets SIGSEGV; everybody else goes on',
        'The kernel repairs the program',
      ],
      right: 2,
      why: 'The hardware looks at the page table on every access, faults, and the kernel ends the one who did it.',
    },
    {
      text: 'Which part of the machine refuses hlt to a program in user mode?',
      answers: [
        'The processor itself, with a fault',
        'The compiler',
        'The file system',
        'A watching process',
      ],
      right: 0,
      why: 'Privileged instructions fault in user mode. No program has to watch: it is checked by the processor as it runs them.',
    },
  ],
  codes: ['OS-Protection', 'OS-Memory', 'OS-Principles', '0478 4.1', '9618 16.1'],
};
