import { ALL_PROTECTIONS, type Scenario } from './schema.ts';

export const interruptStorm: Scenario = {
  id: 'interrupt-storm',
  name: 'Interrupt storm',
  blurb: 'Keys, packets and the disk all ring at once. Serve each line in time, or its device loses data.',
  lengthTicks: 900,
  machine: {
    processesPerCore: 8,
    framesPerProcess: 6,
    swapSlots: 128,
    quantum: 6,
    policy: 'mlfq',
    devices: { keyboardBytes: 24, ringPackets: 4, keyboardDeadline: 40, networkDeadline: 40 },
    costs: { modeSwitch: 1, contextSwitch: 1, pageFault: 1, disk: 4 },
    limits: { nproc: 6, nofile: 16, memoryPages: 32 },
  },
  traffic: { keysEvery: 11, keys: 6, packetsEvery: 9 },
  protections: ALL_PROTECTIONS,
  programs: ['edit', 'cat', 'cp', 'httpd', 'edit', 'ls', 'player', 'cat'],
  jobs: { pause: 15, patience: 340 },
  goals: [
    { measure: 'throughput', target: 7.25, crowded: 5 },
    { measure: 'lost', target: 60, crowded: 160 },
  ],
  roles: { scheduler: true, memory: false, io: true, auditor: false, malware: false },
  leastProcesses: 8,
  questions: [
    {
      text: 'A key is pressed. How does the processor learn of it?',
      answers: [
        'It asks the keyboard at every instruction',
        'The keyboard interrupts it, and the kernel’s handler runs',
        'The editor reads the keyboard',
        'The scheduler looks from time to time',
      ],
      right: 1,
      why: 'The device raises its interrupt line; the core finishes its instruction, switches to kernel mode and runs the handler.',
    },
    {
      text: 'Why does a handler do as little as possible and leave the rest for later?',
      answers: [
        'Handlers are slow to write',
        'While it runs, other interrupts wait and devices may lose data',
        'It may not use memory',
        'The user would see it',
      ],
      right: 1,
      why: 'The top half only takes the data in; the bottom half does the rest with interrupts on.',
    },
    {
      text: 'Requests wait for cylinders 10, 12 and 90, and the arm stands at 11. What is the danger of always serving the nearest?',
      answers: [
        'The arm breaks',
        'The request for 90 may wait for ever while near ones keep coming',
        'Data is lost',
        'None',
      ],
      right: 1,
      why: 'Shortest seek first is fast on average and can starve the far ones; SCAN sweeps over all of them.',
    },
  ],
  codes: ['OS-Process', 'OS-Scheduling', '9618 16.1', 'H446 1.2.1'],
};
