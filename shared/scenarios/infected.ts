import { ALL_PROTECTIONS, type Scenario } from './schema.ts';

export const infected: Scenario = {
  id: 'infected',
  name: 'Infected',
  blurb:
    'Some processes are malicious, and nobody knows which. The separation holds; find out how, wall by wall.',
  lengthTicks: 900,
  machine: {
    processesPerCore: 8,
    framesPerProcess: 2,
    swapSlots: 128,
    quantum: 6,
    policy: 'rr',
    costs: { modeSwitch: 1, contextSwitch: 1, pageFault: 1, disk: 3 },
    limits: { nproc: 4, nofile: 16, memoryPages: 32 },
  },
  protections: ALL_PROTECTIONS,
  mistakes: ['open-diaries', 'shared-script', 'leaky-helper'],
  programs: ['cat', 'ls', 'browser', 'sh', 'edit', 'browser', 'player', 'httpd', 'browser', 'cc'],
  jobs: { pause: 20, patience: 320 },
  goals: [
    { measure: 'throughput', target: 6.28, crowded: 4.9 },
    { measure: 'breaches', target: 2 },
  ],
  roles: { scheduler: true, memory: true, io: true, auditor: true, malware: true },
  leastProcesses: 8,
  questions: [
    {
      text: 'A process reads an address in kernel memory. What stops it?',
      answers: ['The antivirus', 'The supervisor bit in the page table', 'The teacher', 'A password'],
      right: 1,
      why: 'The hardware checks every access: in user mode a page marked for the supervisor faults, and the process gets SIGSEGV.',
    },
    {
      text: 'A process hands write() a pointer into kernel memory. What does it get?',
      answers: ['The kernel’s secrets', 'EFAULT', 'A crash of the machine', 'Nothing, it is ignored'],
      right: 1,
      why: 'The kernel checks user pointers before it copies: bad address, EFAULT, and the process goes on.',
    },
  ],
  codes: ['OS-Protection', 'OS-Memory', '0478 4.1', '9618 16.1', 'H446 1.2.1'],
};
