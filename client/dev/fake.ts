import { packGantt, type Slice } from '../../shared/gantt.ts';
import { DEFAULT_PROTECTIONS } from '../../shared/protections.ts';
import type {
  CounterfactualView,
  KernelView,
  ProcessView,
  ResultsView,
  RoomView,
  SelfView,
} from '../../shared/protocol/view.ts';
import { isStation, PROGRAMS, type Program, type Role } from '../../shared/roles.ts';
import { emptySelf, type PlayerRow } from '../net/views.ts';

/** Made-up rooms in which every part of the interface has something to show. */

const NAMES = [
  'Brave Badger',
  'Mila',
  'You',
  'Jonas',
  'Aisha',
  'Quick Quail',
  'Noor',
  'Sam',
  'Eva',
  'Jan',
  'Uma',
  'Ari',
  'Bo',
  'Cy',
  'Tom',
  'Amy',
  'Mia',
  'Eli',
  'Zoë',
  'Wise Wombat',
];

const processes = (count: number): ProcessView[] =>
  Array.from({ length: count }, (_, index) => {
    const state = (['R', 'R', 'S', 'R', 'D', 'R', 'R', 'S'] as const)[index % 8]!;
    const core = index < 2 ? index : -1;
    return {
      pid: 12 + index,
      ppid: 1,
      program: PROGRAMS[index % PROGRAMS.length] as Program,
      seat: `s${index + 1}`,
      nickname: NAMES[index % NAMES.length]!,
      bot: index > 5,
      state: core >= 0 ? 'R' : state,
      core,
      inKernel: core === 1,
      syscall: core === 1 ? 'read' : '',
      pages: 3 + ((index * 5) % 7),
      waiting: state === 'S' ? 'keyboard' : state === 'D' ? 'disk' : '',
      frozen: false,
      tired: ((index * 37) % 100) / 100,
      container: '',
    };
  });

export function fakeRoom(count = 9, changes: Partial<RoomView> = {}): RoomView {
  const list = processes(count);
  const cores = Math.max(2, Math.ceil(count / 8));
  return {
    code: 'K7MX2P',
    name: 'Computing 10b',
    scenario: 'infected',
    about: {
      name: 'Infected',
      blurb: 'Some processes are malicious, and nobody knows which. The separation holds; find out how.',
    },
    goals: [
      { measure: 'throughput', target: 5.6, value: 2.55, met: false },
      { measure: 'breaches', target: 2, value: 1, met: true },
    ],
    prepared: null,
    questions: [],
    phase: 'run',
    round: 2,
    locked: false,
    generatedNames: false,
    paused: false,
    speed: 1,
    tick: 412,
    endsAt: 900,
    patience: 68,
    patienceMax: 100,
    policy: 'human',
    autopilot: false,
    quantum: 8,
    hostPresent: true,
    saving: true,
    protections: DEFAULT_PROTECTIONS,
    outage: null,
    poll: null,
    survey: null,
    policies: { scheduler: 'rr', memory: 'clock', disk: 'scan', lines: 'priority' },
    hands: ['scheduler'],
    seats: list.map(({ seat, nickname, bot }, index) => ({
      id: seat,
      nickname,
      bot,
      avatar: index % 12,
      connected: index !== 4,
      points: 400 - index * 31,
    })),
    processes: list,
    cores: Array.from({ length: cores }, (_, id) => ({
      id,
      pid: id < 2 ? 12 + id : 0,
      mode: (['user', 'kernel', 'idle'] as const)[Math.min(id, 2)]!,
      activity: (['user', 'syscall', 'idle'] as const)[Math.min(id, 2)]!,
      quantumLeft: id < 2 ? 3 + id : 0,
      syscall: id === 1 ? 'read' : '',
    })),
    frames: Array.from({ length: count * 8 }, (_, index) =>
      index < 10 ? 1 : index % 5 === 0 ? 0 : 12 + (index % count),
    ),
    devices: { diskArm: 40, diskQueue: 2, timer: 88, disk: 14, keyboard: 3, network: 1 },
    walls: [
      { id: 'supervisor-bit', hits: 4, first: 80 },
      { id: 'file-mode', hits: 7, first: 120 },
      { id: 'preemption', hits: 2, first: 300 },
    ],
    stats: {
      jobsDone: 23,
      jobsLate: 4,
      busy: 91,
      idleWhileReady: 6,
      switches: 141,
      wait95: 31,
      fairness: 0.87,
      faults: 212,
      syscalls: 604,
    },
    ...changes,
  };
}

export function fakeSelf(kind: Role, changes: Partial<SelfView> = {}): SelfView {
  const briefing = {
    process: 'You are a program in userspace: do your user’s jobs, and get everything by asking the kernel.',
    scheduler:
      'You are the kernel’s scheduler: give the cores to ready processes, so that nobody waits too long.',
    memory: 'You are the memory manager: when memory is full, choose the page that will be missed least.',
    io: 'You serve interrupts and the disk: in time, or keys and packets are lost.',
    auditor:
      'You are the auditor: find the malware by what it was refused, and stop it without hurting the others.',
    malware: 'You are secretly infected: do your jobs as cover, and find out which walls stop you.',
  }[kind];
  const who: SelfView = { ...emptySelf, seat: 's3', kind, briefing, points: 124, jobsDone: 5 };
  if (isStation(kind)) return { ...who, ...changes };
  return {
    ...who,
    pid: 14,
    program: 'ls',
    job: {
      id: 7,
      program: 'ls',
      title: 'ls /home/ada',
      story: '“What is in /home/ada?” The names lie on the disk, and only the kernel may touch it.',
      goals: [
        { text: 'The terminal shows every name in /home/ada', done: false },
        { text: 'No descriptor is left open', done: true },
      ],
      recipe: [
        'fd = open("/home/ada", O_RDONLY|O_DIRECTORY)',
        'n = getdents64(fd, buf, 4096)',
        'm = names(buf, n)',
        'write(1, buf, m)',
        'close(fd)',
      ],
      why: [
        'Ask for the directory; the kernel checks that you may read it.',
        'Ask for its entries: the kernel fetches them and copies them to your buffer.',
        'Take the records apart. This is your own work in userspace, no call needed.',
        'Hand the names to the terminal.',
        'Give the descriptor back.',
      ],
      deadline: 520,
      points: 10,
    },
    lines: [
      { id: 1, text: 'work 2', state: 'done', result: 'done' },
      {
        id: 2,
        text: 'x = open("/etc/shadow", O_RDONLY)',
        state: 'failed',
        result: '= -1 EACCES (Permission denied)',
      },
      { id: 3, text: 'fd = open("/home/ada", O_RDONLY|O_DIRECTORY)', state: 'done', result: '= 3' },
      { id: 4, text: 'n = getdents64(fd, buf, 4096)', state: 'running', result: '' },
      { id: 5, text: 'm = names(buf, n)', state: 'queued', result: '' },
      { id: 6, text: 'write(1, buf, m)', state: 'queued', result: '' },
      { id: 7, text: 'close(fd)', state: 'queued', result: '' },
    ],
    variables: [
      { name: 'x', value: -13, text: '-13' },
      { name: 'fd', value: 3, text: '3' },
    ],
    buffers: [
      { name: 'buf', address: 0x601000, size: 4096 },
      { name: 'buf2', address: 0x602000, size: 4096 },
      { name: 'fds', address: 0x603000, size: 64 },
    ],
    descriptors: [
      { fd: 0, what: '/dev/tty' },
      { fd: 1, what: '/dev/tty' },
      { fd: 2, what: '/dev/tty' },
      { fd: 3, what: '/home/ada' },
    ],
    files: [
      '/etc/motd',
      '/etc/shadow',
      '/home/ada',
      '/home/ada/essay.txt',
      '/home/ada/letter1.txt',
      '/srv/www',
      '/srv/www/index.html',
      '/tmp',
    ],
    mappedPages: 9,
    residentPages: 6,
    strace: [
      'openat(AT_FDCWD, "/etc/shadow", O_RDONLY) = -1 EACCES (Permission denied)',
      'openat(AT_FDCWD, "/home/ada", O_RDONLY|O_DIRECTORY) = 3',
      'getdents64(3, <unfinished ...>',
    ],
    terminal: 'essay.txt\nletter1.txt\nnotes\n',
    journey: { step: 3, detail: 'getdents64: path → inode → permission' },
    exploits: kind === 'malware' ? exploits : [],
    discoveries: kind === 'malware' ? ['supervisor-bit', 'file-mode'] : [],
    ...changes,
  };
}

const exploits: SelfView['exploits'] = [
  [
    'kernel-read',
    'Read kernel memory',
    'Passwords must be in there somewhere. Load a byte from the kernel’s half.',
    'x = load KERNEL + 4096',
    true,
  ],
  [
    'kernel-write',
    'Overwrite the kernel',
    'One byte in the run queue, and the machine is yours.',
    'store KERNEL + 64, 0',
    true,
  ],
  [
    'peek',
    'Spy on a neighbour',
    'NEIGHBOUR is an address in somebody else’s memory. Load from it.',
    'x = load NEIGHBOUR',
    false,
  ],
  ['halt', 'Stop the processor', 'hlt stops the core until the next interrupt. If you may.', 'hlt', false],
  ['cli', 'Switch interrupts off', 'cli: no timer, no scheduler, the core is yours for ever.', 'cli', false],
  [
    'confused',
    'Let the kernel do it',
    'You can’t read kernel memory, but the kernel can. Ask write() to print it.',
    'write(1, KERNEL + 8192, 64)',
    false,
  ],
  [
    'shadow',
    'Steal the passwords',
    'Their hashes lie in /etc/shadow. Open it.',
    'fd = open("/etc/shadow", O_RDONLY)',
    true,
  ],
  ['kill', 'Kill a neighbour', 'Send SIGKILL to somebody else’s process.', 'kill(17, 9)', false],
  [
    'spin',
    'Never let go',
    'Spin for ever and ask for nothing. Who could take the core from you?',
    'spin',
    false,
  ],
  [
    'fork',
    'Fork bomb',
    'Every child forks again. In a moment the machine is full of you.',
    'repeat 6: fork()',
    false,
  ],
].map(
  ([id, title, text, line, found]) =>
    ({ id, title, text, lines: [line], found }) as SelfView['exploits'][number],
);

export const fakeKernel: KernelView = {
  queue: [14, 15, 17, 18, 20, 22].map((pid, index) => ({
    pid,
    waited: 34 - index * 6,
    lastBurst: [7, 1, 2, 9, 22, 2][index]!,
    nice: [0, -5, 0, 0, 5, 10][index]!,
    lined: index === 0 ? 1 : -1,
  })),
  lined: [{ core: 1, pid: 14 }],
  mine: [0, 1],
  waiting: [6, 6, 3, 3],
  silentFor: 0,
  fallback: 'rr',
};

export const fakePlayers = (room: RoomView): PlayerRow[] =>
  room.seats.map((seat, index) => ({
    seat: seat.id,
    nickname: seat.nickname,
    role: (['process', 'process', 'scheduler', 'malware'] as const)[index % 4]!,
    wish: (['', 'scheduler', '', 'malware'] as const)[index % 4]!,
    assigned: (['', 'scheduler', '', ''] as const)[index % 4]!,
    ready: index % 2 === 0,
    connected: seat.connected,
    bot: seat.bot,
    points: seat.points,
  }));

export function fakeResults(room: RoomView, ticks = 900): ResultsView {
  const gantt: Slice[] = [];
  for (const { id } of room.cores) {
    for (let at = 0, turn = 0; at < ticks; turn++) {
      const length = 4 + ((turn * 7 + id * 3) % 13);
      const to = Math.min(ticks, at + length);
      const pid = turn % 9 === 8 ? 0 : 12 + ((turn * 5 + id) % 9);
      gantt.push({
        core: id,
        from: at,
        to,
        pid,
        mode: pid === 0 ? 'idle' : turn % 3 === 1 ? 'kernel' : 'user',
      });
      at = to;
    }
  }
  return {
    level: null,
    round: 2,
    won: true,
    team: {
      won: true,
      held: true,
      patience: 64,
      goals: [
        { measure: 'throughput', target: 6, value: 6.4, met: true },
        { measure: 'breaches', target: 1, value: 1, met: true },
      ],
      malware: [{ seat: 's5', breaches: 1, caught: true, won: false }],
    },
    paging: {
      frames: 48,
      first: 22,
      played: 41,
      byHand: 17,
      byFallback: 3,
      others: [
        { policy: 'fifo', faults: 44 },
        { policy: 'lru', faults: 36 },
        { policy: 'clock', faults: 38 },
        { policy: 'second-chance', faults: 37 },
        { policy: 'random', faults: 43 },
        { policy: 'opt', faults: 29 },
      ],
    },
    verdict: 'The machine held: 23 jobs done, 4 too late.',
    stats: room.stats,
    ranks: room.seats.map((seat, index) => ({
      seat: seat.id,
      nickname: seat.nickname,
      role: (['process', 'scheduler', 'process', 'malware'] as const)[index % 4]!,
      bot: seat.bot,
      points: 140 - index * 9,
      jobs: Math.max(0, 9 - index),
      note: `${Math.max(0, 9 - index)} jobs done`,
    })),
    walls: [
      { id: 'supervisor-bit', hits: 4, by: 'Jonas' },
      { id: 'file-mode', hits: 7, by: 'Jonas' },
      { id: 'preemption', hits: 2, by: '' },
    ],
    gantt: packGantt(gantt),
    processes: room.processes.map(({ seat, pid, program, nickname }, index) => ({
      seat,
      pid,
      program,
      nickname,
      waiting: 120 + index * 31,
      turnaround: 44 + index * 9,
      response: 3 + index,
      cpu: 180 - index * 13,
    })),
  };
}

/** A round under a few policies. */
export function fakeCounterfactual({ round }: RoomView): CounterfactualView {
  const rows = ['human', 'fcfs', 'rr', 'mlfq', 'cfs', 'eevdf'].map((policy, index) => ({
    policy,
    played: index === 0,
    jobsDone: 25 - index,
    jobsLate: index,
    patience: 99 - 7 * index,
    turnaround: 86.3 + 11 * index,
    response: 52.8 - 3 * index,
    wait95: 31 + 9 * index,
    fairness: 1 - index / 50,
    switches: 640 - 31 * index,
    idleWhileReady: 25 * index,
    lost: 0,
  }));
  return {
    round,
    fixed: ['machine', 'arrivals', 'programs', 'moments'],
    free: ['schedulers', 'starts', 'reactions'],
    rows,
  };
}
