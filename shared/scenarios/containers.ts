import type { Container } from './container.ts';
import { ALL_PROTECTIONS, type Scenario } from './schema.ts';

/** What no program of a shop or a blog has to ask for (Docker's default profile refuses these too). */
const USUAL = {
  unshare: 'EPERM',
  setns: 'EPERM',
  mount: 'EPERM',
  pivot_root: 'EPERM',
  ptrace: 'EPERM',
} as const;

const container = (name: string, given: Partial<Container> = {}): Container => ({
  name,
  privileged: false,
  pids: 'own',
  limits: { pids: 12, memoryPages: 64 },
  seccomp: USUAL,
  ...given,
});

export const containers: Scenario = {
  id: 'containers',
  name: 'Containers',
  blurb:
    'Three containers on one kernel: own pids, own files, own limits. One of them was started carelessly. Who gets out?',
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
  mistakes: ['open-diaries', 'leaky-helper'],
  containers: {
    list: [
      container('shop'),
      // A browser’s own sandbox: who asks for what a tab never needs is malware, and ends.
      container('sandbox', {
        seccomp: { ...USUAL, unshare: 'kill', ptrace: 'kill', reboot: 'kill' },
      }),
      container('build', {
        privileged: true,
        pids: 'host',
        hostRoot: '/host',
        limits: { pids: 16, memoryPages: 96 },
        seccomp: {},
      }),
    ],
    deal: [
      ...['shop', 'sandbox', 'shop', '', 'sandbox', 'build', 'shop', 'build'],
      ...['shop', 'sandbox', 'build', '', 'sandbox', 'build', 'shop', 'build'],
    ],
  },
  programs: ['httpd', 'browser', 'cat', 'browser', 'edit', 'cc', 'cp', 'cat'],
  jobs: { pause: 20, patience: 320 },
  goals: [
    { measure: 'throughput', target: 5.9, crowded: 4.9 },
    { measure: 'breaches', target: 2 },
  ],
  roles: { scheduler: true, memory: true, io: true, auditor: true, malware: true },
  leastProcesses: 8,
  questions: [
    {
      text: 'Inside the container “shop” the first process is number 1, on the machine it has another number. Which is true?',
      answers: [
        'The container is a small virtual machine with a kernel of its own',
        'It is one process of the one kernel, with a number in each pid namespace',
        'There are two processes, one inside and one outside',
        'The number inside is only painted over',
      ],
      right: 1,
      why: 'A pid namespace counts the same processes anew. From the machine they are ordinary processes, and the scheduler sees all of them in one run queue.',
    },
    {
      text: 'A process in one container brings the kernel down. What about the other containers?',
      answers: [
        'They go on: they are isolated',
        'They are moved to another kernel',
        'They all stop: they share that kernel',
        'Only those with the same user stop',
      ],
      right: 2,
      why: 'Namespaces and control groups are views and limits that one kernel keeps. When it panics, nobody is left to run anybody.',
    },
    {
      text: 'Why could malware in “build” read the machine’s passwords, and the one in “shop” not?',
      answers: [
        '“build” had the better malware',
        '“build” ran as the machine’s root with its root directory mounted inside; nothing separated it',
        '“shop” had an antivirus',
        'The kernel of “build” was older',
      ],
      right: 1,
      why: 'A privileged container has no user namespace and no filter, and whoever mounts the host’s root inside has given the host away. That is a mistake of people; the mechanisms did what they were told.',
    },
  ],
  codes: ['OS-Virtualization', 'OS-Protection', 'OS-Process', 'OS-Files', 'H446 1.2.1'],
};
