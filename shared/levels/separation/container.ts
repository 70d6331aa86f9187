import { neighbour, QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

/** What the machine calls the compiler next door: a level's machine boots the same each time. */
const NEXT_DOOR = 6;

const LIST = ['n = getdents64(fd, buf, 4096)', 'm = names(buf, n)', 'write(1, buf, m)'];

/** A container of one's own, started carelessly: its root is the machine's, and so is a directory in it. */
export const container: LevelSource = {
  ...QUIET_MACHINE,
  id: 'separation-4',
  title: 'Containers',
  story: 'Own pids, own files, own limits: it looks like a machine of your own. Find out what it is.',
  minutes: 5,
  role: 'process',
  program: 'httpd',
  lengthTicks: 2400,
  machine: {
    ...QUIET_MACHINE.machine,
    framesPerProcess: 20,
    limits: { nproc: 12, nofile: 16, memoryPages: 64 },
  },
  containers: {
    list: [
      {
        name: 'shop',
        privileged: true,
        pids: 'own',
        hostRoot: '/host',
        limits: { pids: 4, memoryPages: 64 },
        seccomp: { mount: 'EPERM', unshare: 'EPERM', setns: 'EPERM', pivot_root: 'EPERM' },
      },
    ],
    deal: ['shop', ''],
  },
  arrivals: [neighbour('cc')],
  steps: [
    {
      text: 'You live in a container. Ask the kernel for your number.',
      lines: ['n = getpid()'],
      done: { is: 'returned', call: 'getpid' },
      after: '2, it says. In the picture the machine counts you as 5: one process, two numbers.',
      hints: [
        'Every process can ask for its own number.',
        'The call is getpid; it takes nothing.',
        'Queue this line: n = getpid()',
      ],
    },
    {
      text: 'Who else is here? List /proc: it has a directory for each process.',
      lines: ['fd = open("/proc", O_RDONLY|O_DIRECTORY)', ...LIST],
      done: { is: 'printed', text: 'self' },
      after: 'Numbers 1 and 2, nobody else. cc next door is not hidden from you: you have no number for it.',
      hints: [
        'Four lines, as ls does it.',
        'open, getdents64, names, write.',
        'Queue all four lines in their order.',
      ],
    },
    {
      text: `The picture tells you: the machine calls cc ${NEXT_DOOR}. Try to kill it.`,
      ask: {
        kind: 'fixed',
        text: `You are root in here. What does kill(${NEXT_DOOR}, 9) come to?`,
        options: ['cc ends', 'EPERM: you may not', 'ESRCH: there is no such process', 'SIGSEGV'],
        right: 2,
        why: [
          `Outside it is ${NEXT_DOOR}. In here that number is nobody’s.`,
          'To be refused, somebody must have that number. In here nobody has.',
          '',
          'Nothing is wrong with the call.',
        ],
      },
      lines: [`kill(${NEXT_DOOR}, 9)`],
      done: { is: 'refused', by: 'pid-namespace' },
      after: 'ESRCH. A pid namespace doesn’t forbid others: it does not know them.',
      hints: [
        'Which numbers exist in here?',
        '1 and 2. Is there another one?',
        `There is no such process. Then queue: kill(${NEXT_DOOR}, 9)`,
      ],
    },
    {
      text: 'Then take all there is: bomb the machine with copies of yourself.',
      lines: ['repeat 5: fork()'],
      done: { is: 'refused', by: 'process-limit' },
      after: 'Four processes, then EAGAIN: the container’s control group has pids.max 4.',
      hints: [
        'Every copy forks again. How many may live in here?',
        'A control group counts its processes, and pids.max bounds them.',
        'Queue this line: repeat 5: fork()',
      ],
    },
    {
      text: 'Own pids, own limits. And own files: what lies in your root directory?',
      lines: ['fd = open("/", O_RDONLY|O_DIRECTORY)', ...LIST],
      done: { is: 'printed', text: 'host' },
      after: 'Your own tree, but for host: somebody has mounted the machine’s root here.',
      hints: ['List it as you listed /proc.', 'Look for what does not belong.', 'Queue all four lines.'],
    },
    {
      text: 'That container was started carelessly: privileged, with /host. Try the passwords.',
      ask: {
        kind: 'fixed',
        text: 'You open /host/etc/shadow, mode rw-------, owner root. What happens?',
        options: [
          'ENOENT: out of sight',
          'EACCES: another root',
          'EPERM: a container may not',
          'It opens: you are the machine’s root',
        ],
        right: 3,
        why: [
          'It was, until somebody mounted it.',
          'With a user namespace it would be so. This container was given none.',
          'Containers are no rule of the kernel. Only namespaces, limits and filters are.',
          '',
        ],
      },
      lines: ['fd = open("/host/etc/shadow", O_RDONLY)', 'n = read(fd, buf, 64)', 'write(1, buf, n)'],
      done: { is: 'printed', text: 'root:$6' },
      after: 'Out. No wall broke: nobody had built one there.',
      hints: [
        'Whose root are you, without a user namespace?',
        'Root of the machine, and its files lie before you.',
        'It opens. Then queue the three lines.',
      ],
    },
    {
      text: 'So what is a container?',
      ask: {
        kind: 'fixed',
        text: 'Ten containers run on this machine. How many kernels?',
        options: ['Ten, one in each', 'Eleven', 'One', 'None: containers need none'],
        right: 2,
        why: [
          'That would be virtual machines. The same kernel has answered all your calls.',
          'The machine’s own is the only one.',
          '',
          'Who answered getpid, then?',
        ],
      },
      after: 'Processes as any others, shown a part of the one machine.',
      hints: ['Who answered your calls?', 'The kernel that schedules cc as well.', 'One.'],
    },
    {
      text: 'And what follows?',
      ask: {
        kind: 'fixed',
        text: 'A process in one container brings the kernel down. What about the nine others?',
        options: ['All stop', 'They go on', 'They are slower', 'Those of the same user stop'],
        right: 0,
        why: ['', 'Who would schedule them?', 'Nothing runs at all.', 'The kernel belongs to everybody.'],
      },
      after: 'One panic ends them all. Whom you trust less than that gets a virtual machine.',
      hints: ['How many kernels were there?', 'One, and it is down.', 'All stop.'],
    },
  ],
  goals: [{ measure: 'walls', atLeast: 2, text: 'Two walls of the container met' }],
  limits: [
    { measure: 'mistakes', atMost: 2, text: 'Wrong answers: at most 2' },
    { measure: 'killed', atMost: 3, text: 'Your process ended at most 3 times' },
  ],
  stars: [
    { measure: 'mistakes', text: 'Wrong answers: at most {n}', slack: [1, 0] },
    { measure: 'failed', text: 'Calls refused: at most {n}', slack: [12, 6] },
  ],
  pitfalls: [
    {
      when: { is: 'ended', signal: 'SIGSEGV' },
      hint: 'Hardware is guarded as ever. A container’s walls are names, numbers, limits.',
    },
    {
      when: { is: 'measured', measure: 'mistakes', atLeast: 2 },
      hint: 'Think of one kernel that shows each container a part: numbers, files, limits.',
    },
  ],
  late: 'Time is up. Take the lines on offer, and watch what the container knows and what not.',
  learned:
    'A container is processes in namespaces, which say what they see, and in a control group, which says how much they get, with a filter of calls. The kernel is the machine’s, one for all. Started privileged, with the machine’s files inside, it separates nothing.',
  command: { line: 'lsns -p $$; cat /proc/self/cgroup', shows: 'the namespaces and the group of your shell' },
  codes: ['OS-Virtualization', 'OS-Protection', 'OS-Process', 'H446 1.2.1'],
};
