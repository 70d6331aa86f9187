import { QUIET_MACHINE } from '../base.ts';
import type { LevelSource } from '../schema.ts';

type Arrivals = NonNullable<LevelSource['arrivals']>;

/** Each counter is led by somebody innocent; only the log, read for long enough, tells who goes from wall to wall. */
const INNOCENT: Arrivals = [
  // Most CPU.
  { program: 'cc', at: 1, lines: ['repeat 200: work 12; nanosleep(1)'] },
  // Most pages.
  {
    program: 'browser',
    at: 1,
    lines: [
      'p = mmap(NULL, 32768, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)',
      `repeat 300: ${Array.from({ length: 8 }, (_, page) => `store p + ${page * 4096}, 1`).join('; ')}; nanosleep(20)`,
    ],
  },
  // Most calls.
  { program: 'player', at: 2, lines: ['repeat 900: work 1; nanosleep(1)'] },
  // Refused, and not by intent: the wrong home, twice.
  {
    program: 'ls',
    at: 2,
    lines: [
      'nanosleep(20)',
      'repeat 2: fd = open("/home/ben", O_RDONLY); nanosleep(30)',
      'repeat 200: fd = open("/srv/www", O_RDONLY); n = getdents64(fd, buf, 4096); close(fd); nanosleep(40)',
    ],
  },
];

const COVER = 'fd = open("/etc/motd", O_RDONLY); n = read(fd, buf, 64); close(fd)';
const ATTEMPTS = [
  'fd = open("/etc/shadow", O_RDONLY)',
  'setuid(0)',
  'unlink("/tmp/printer.lock")',
  'write(1, KERNEL + 4096, 48)',
];
const attempts = (times: number) =>
  ATTEMPTS.map((attempt) => `repeat ${times}: ${attempt}; nanosleep(9); ${COVER}; nanosleep(9)`);

const THIEF: Arrivals[number] = {
  program: 'cat',
  at: 1,
  infected: true,
  // In between it reads a file that everybody may read, as its program does.
  lines: ['nanosleep(45)', ...attempts(1), ...attempts(4), ...attempts(8)],
};

/** A child every now and then, none of which ever ends. */
const GROWER: Arrivals[number] = {
  program: 'edit',
  at: 2,
  infected: true,
  lines: [
    'repeat 6: work 1; nanosleep(15)',
    'repeat 100: nanosleep(12); pid = fork(); if pid == 0: nanosleep(3000); exit(0)',
  ],
};

export const hunt: LevelSource = {
  ...QUIET_MACHINE,
  machine: {
    ...QUIET_MACHINE.machine,
    framesPerProcess: 16,
    limits: { nproc: 12, nofile: 16, memoryPages: 64 },
  },
  id: 'separation-3',
  title: 'Hunt it',
  story: 'Two of these programs are infected, and you are root. Find them; harm nobody else.',
  minutes: 4,
  role: 'auditor',
  cores: 2,
  program: 'cat',
  lengthTicks: 1500,
  arrivals: [...INNOCENT, THIEF, GROWER],
  steps: [
    {
      text: 'Programs come. Look at their numbers, below the picture.',
      moment: { is: 'measured', measure: 'ticks', atLeast: 15 },
      ask: {
        kind: 'fixed',
        text: 'You see counters of every process, and a log of refusals. What gives malware away?',
        options: [
          'It uses most of the core',
          'It makes most system calls',
          'It is refused by one wall after another',
        ],
        right: 2,
        why: [
          'A compiler computes all day. That is its work.',
          'A music player calls all the time. That is its work.',
          '',
        ],
      },
      after: 'Using much is no crime. Trying one forbidden thing after another is.',
      hints: [
        'What would an honest program never do?',
        'Everybody uses the core. Who asks for what is not theirs?',
        'The last answer.',
      ],
    },
    {
      text: 'Read the log. Freeze who meets different walls; whoever is innocent can be thawed.',
      done: { is: 'measured', measure: 'held', atLeast: 1 },
      after: 'You wrote 1 to its cgroup.freeze: it gets no core until you write 0.',
      hints: [
        'One wall is a slip, several walls are a plan. Wait until the log has several.',
        'Select in the table who is refused by file mode, credentials and more, then freeze.',
        'Select cat, then press F or tap “Freeze”.',
      ],
    },
    {
      text: 'ls was refused twice as well.',
      ask: {
        kind: 'fixed',
        text: 'The log says: ls met one wall twice, long ago, and works in peace since. Infected?',
        options: ['Yes, refused is refused', 'No, it was at the wrong door', 'Kill it, to be safe'],
        right: 1,
        why: [
          'Permissions refuse honest mistakes every day.',
          '',
          'Somebody’s work would be lost, on no evidence.',
        ],
      },
      after: 'Evidence is a pattern. A single refusal is only what permissions are for.',
      hints: [
        'Have you never opened the wrong door?',
        'One wall, then no more.',
        'It was at the wrong door.',
      ],
    },
    {
      text: 'You have looked without haste. Now end the frozen one: SIGKILL.',
      done: { is: 'measured', measure: 'caught', atLeast: 1 },
      after: 'No program can catch or ignore that signal, not even a frozen one.',
      hints: [
        'Frozen, it still holds memory and a pid.',
        'Select the frozen one and kill it.',
        'Select cat, then press X or tap “Kill”.',
      ],
    },
    {
      text: 'The other breaks no rule, but multiplies. Whose pids grow? Lower its pids.max.',
      done: { is: 'measured', measure: 'bounded', atLeast: 2 },
      after: 'From now on its forks get EAGAIN. A limit needs no proof, and does little harm.',
      hints: [
        'One of the columns grows, and never shrinks.',
        'Look at “pids”, select that group, then choose a lower pids.max.',
        'Select edit. Press 3, or tap “half” beside pids.max.',
      ],
    },
    {
      text: 'The log shows who forks against the wall. End that one: its children only sleep.',
      done: { is: 'measured', measure: 'caught', atLeast: 2 },
      after: 'Both are gone, and nobody else noticed anything.',
      hints: [
        'Which pid is refused by the limit?',
        'It is the oldest of its group: the lowest pid.',
        'Select the first edit, then press X or tap “Kill”.',
      ],
    },
    {
      text: 'Both are gone. One more time, why in that order?',
      ask: {
        kind: 'fixed',
        text: 'Why freeze a suspect before you kill it?',
        options: [
          'A frozen one is easier to kill',
          'It costs fewer points',
          'A freeze can be taken back, a kill can’t',
          'Frozen programs confess',
        ],
        right: 2,
        why: ['SIGKILL reaches everybody.', 'Points are not the reason.', '', 'They do nothing at all.'],
      },
      after: 'Evidence first, and what can be undone before what can’t.',
      hints: ['What if you are wrong?', 'Write 0, and it goes on.', 'A freeze can be taken back.'],
    },
  ],
  goals: [{ measure: 'caught', atLeast: 2, text: 'Both infected processes ended' }],
  limits: [
    { measure: 'innocents', atMost: 1, text: 'Innocents killed: at most 1' },
    { measure: 'mistakes', atMost: 1, text: 'Wrong answers: at most 1' },
  ],
  stars: [
    { measure: 'innocents', text: 'Innocents killed: at most {n}', slack: [0, 0] },
    { measure: 'harm', text: 'Ticks that innocents stood frozen: at most {n}', slack: [60, 0] },
    { measure: 'mistakes', text: 'Wrong answers: at most {n}', slack: [1, 0] },
  ],
  pitfalls: [
    {
      when: { is: 'measured', measure: 'blindly', atLeast: 1 },
      hint: 'The log holds nothing against that one. Thaw it, and wait for refusals by several walls.',
    },
    {
      when: { is: 'measured', measure: 'innocents', atLeast: 1 },
      hint: 'That one was innocent: compilers compute. Go by the log, and freeze first.',
    },
  ],
  late: 'Time is up. cat meets wall after wall, and the pids of edit grow: freeze, limit, kill.',
  learned:
    'Walls stop an attack; they don’t find the attacker. For that there are the kernel’s counters and its log. Root acts by writing to files of the control group, freeze, limits, and by signals. Evidence first: a limit or a freeze can be taken back, a kill can’t.',
  command: {
    line: 'cat /sys/fs/cgroup/user.slice/pids.current',
    shows: 'how many processes the users have; echo 1 > cgroup.freeze stops a group',
  },
  codes: ['OS-Protection', 'OS-Process', '9618 16.1', '0478 4.1', 'A1.3.1'],
};
