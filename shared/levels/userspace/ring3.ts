import { neighbour, QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

/** A prediction is asked before each attempt: whoever has the idea is right, and the machine then shows it. */
export const ring3: LevelSource = {
  ...QUIET_MACHINE,
  id: 'userspace-2',
  title: 'Ring 3',
  story: 'Asking is slow, so why not touch the hardware yourself? Try every way there is.',
  minutes: 3,
  role: 'process',
  program: 'cc',
  lengthTicks: 1500,
  arrivals: [neighbour('player')],
  steps: [
    {
      text: 'Now do it, and watch the wall: execute hlt.',
      ask: {
        kind: 'fixed',
        text: 'hlt halts a core. You run in ring 3, that is user mode, and execute it. What will the core do?',
        options: [
          'Halt, as it is told',
          'Refuse: a fault, which ends your process',
          'Ask whether you are root',
        ],
        right: 1,
        why: [
          'Then any program could stop the machine. In user mode the core refuses.',
          '',
          'The core knows no users. It knows one bit: user mode or kernel mode.',
        ],
      },
      lines: ['hlt'],
      done: { is: 'refused', by: 'privileged-instruction' },
      after: 'A fault: the core itself refused. The kernel heard of it and ended you: SIGSEGV.',
      hints: [
        'Who checks an instruction: the kernel, or the core that executes it?',
        'The core is in user mode; hlt is for kernel mode only.',
        'It faults. Then queue the line: hlt',
      ],
    },
    {
      text: 'You start anew. Next: steer the disk yourself, with the instruction out.',
      lines: ['out'],
      done: { is: 'refused', by: 'privileged-instruction' },
      after: 'The same wall. Instructions that steer hardware work in kernel mode only.',
      hints: [
        'Your process starts again in a moment.',
        'out is an instruction too; queue it and see who refuses.',
        'Queue this line: out',
      ],
    },
    {
      text: 'Now load from the kernel’s memory, and see.',
      ask: {
        kind: 'fixed',
        text: 'load is allowed to everybody. You load from an address of the kernel. What happens?',
        options: [
          'A byte of the kernel arrives',
          'Zero arrives',
          'A fault: that page is for kernel mode only',
        ],
        right: 2,
        why: [
          'The core looks into the page table first, at every access.',
          'Nothing arrives at all: the access does not happen.',
          '',
        ],
      },
      lines: ['x = load KERNEL'],
      done: { is: 'refused', by: 'supervisor-bit' },
      after: 'The page is marked “supervisor only”: in user mode the core faults before a byte moves.',
      hints: [
        'The load is allowed. Is the address?',
        'Every page of the kernel carries a bit in the page table.',
        'It faults. Then queue the line: x = load KERNEL',
      ],
    },
    {
      text: 'Try the trick: let write print the kernel’s own memory for you.',
      ask: {
        kind: 'fixed',
        text: 'The kernel may read its memory. You ask it to: write(1, KERNEL, 16). What comes back?',
        options: ['16 secret bytes', 'SIGSEGV again', 'EFAULT: the kernel checks your pointer'],
        right: 2,
        why: [
          'The kernel could read them; so it checks whose address that is before it does.',
          'You executed nothing forbidden: a call is answered, not punished.',
          '',
        ],
      },
      lines: ['write(1, KERNEL, 16)'],
      done: { is: 'refused', by: 'user-copy' },
      after: 'EFAULT, bad address: the kernel trusts no pointer from userspace. You live on.',
      hints: [
        'A system call may be wrong without being a crime.',
        'The kernel checks that a pointer is the caller’s own before it copies.',
        'It answers EFAULT. Then queue: write(1, KERNEL, 16)',
      ],
    },
    {
      text: 'Four tries, four refusals. One way is left, and it was always open.',
      lines: ['cli', 'write(1, "please\\n", 7)'],
      done: { is: 'printed', text: 'please' },
      after: 'The gate. Everything that touches hardware goes through it, checked each time.',
      hints: [
        'What did the kernel never refuse?',
        'cli is privileged as well. write is a call.',
        'Queue this line: write(1, "please\\n", 7)',
      ],
    },
    {
      text: 'Two guards have stopped you. Tell them apart.',
      ask: {
        kind: 'fixed',
        text: 'Who refused hlt and the load, and who refused write(1, KERNEL, 16)?',
        options: [
          'The kernel, all three',
          'The core the first two, the kernel the third',
          'The core, all three',
          'Root refused them',
        ],
        right: 1,
        why: [
          'While your program runs, the kernel does not: nobody else is there to refuse.',
          '',
          'The third was a call: by then the kernel was at work.',
          'Root is a user, and not on this core.',
        ],
      },
      after: 'The core guards instructions and pages; the kernel guards what it is asked for.',
      hints: [
        'Who was awake each time?',
        'hlt and load are instructions; write is a call.',
        'The core the first two, the kernel the third.',
      ],
    },
  ],
  goals: [{ measure: 'walls', atLeast: 3, text: 'Three different walls met' }],
  limits: [
    { measure: 'mistakes', atMost: 2, text: 'Wrong predictions: at most 2' },
    { measure: 'killed', atMost: 4, text: 'Your process was ended: at most 4 times' },
  ],
  stars: [
    { measure: 'mistakes', text: 'Wrong predictions: at most {n}', slack: [1, 0] },
    { measure: 'killed', text: 'Your process was ended: at most {n} times', slack: [2, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'userTicks', atLeast: 60 },
      hint: 'Computing meets no wall. Take the line on offer: the wall is the lesson.',
    },
    {
      when: { is: 'measured', measure: 'killed', atLeast: 4 },
      hint: 'Each of these ends your process. Only a system call gets you through: write(1, …).',
    },
  ],
  late: 'Time is up. Take the lines on offer one by one and see who refuses.',
  learned:
    'In user mode a core refuses instructions that steer hardware. Its page table keeps it out of the kernel’s memory. Both are the hardware’s work: the kernel only hears of the fault. What is handed over in a call, the kernel checks itself.',
  command: {
    line: 'dmesg | grep segfault',
    shows: 'processes that the kernel ended for touching what is not theirs',
  },
  codes: ['OS-Protection', 'OS-Principles', '0478 4.1', '7517 4.6.1.4', '9618 16.1'],
};
