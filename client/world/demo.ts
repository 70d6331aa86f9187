import { DEFAULT_PROTECTIONS } from '../../shared/protections.ts';
import '../theme/fonts.css';
import type { GameEvent, ProcessView, RoomView } from '../../shared/protocol/view.ts';
import { PROGRAMS } from '../../shared/roles.ts';
import { WALLS } from '../../shared/walls.ts';
import { mountWorld } from './mount.ts';

/** A plausible machine, only to look at: `?n=40&layout=watch&still=1&seed=3&boxed`. */
const query = new URLSearchParams(location.search);
const count = Number(query.get('n') ?? 8);
const tickMs = Number(query.get('tick') ?? 200);
const coreCount = Number(query.get('cores') ?? Math.ceil(count / 8));
let state = Number(query.get('seed') ?? 1);

function dice(sides: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 0x1_0000_0000) * sides);
}

const names = [
  'Mila',
  'Brave Badger',
  'Aisha',
  'Jonas',
  'Noor',
  'Quick Quail',
  'Sam',
  'Maximiliane',
  'Bo',
  'Uma',
];
const calls = ['openat', 'read', 'write', 'close', 'fsync', 'getdents64', 'mmap', 'fork', 'wait4', 'stat'];
const waits = ['disk', 'keyboard', 'pipe', 'child', 'user', 'timer', 'user'];
const first = 10;

const processes: ProcessView[] = Array.from({ length: count }, (_, i) => ({
  pid: first + i,
  ppid: 1,
  program: PROGRAMS[i % PROGRAMS.length]!,
  seat: `s${i}`,
  nickname: i % 3 === 2 ? 'bot' : names[i % names.length]!,
  bot: i % 3 === 2,
  state: dice(3) === 0 ? 'S' : 'R',
  core: -1,
  inKernel: false,
  syscall: '',
  pages: 2 + dice(9),
  waiting: waits[dice(waits.length)]!,
  frozen: false,
  tired: dice(100) / 100,
  container: ['', 'shop', '', 'build', 'shop', '', 'shop', 'sandbox'][query.has('boxed') ? i % 8 : 0]!,
}));

const frames: number[] = Array.from({ length: Math.max(64, count * 8) }, (_, i) => {
  if (i < 10) return 1;
  if (i < 22) return 2;
  return dice(5) === 0 ? 0 : first + dice(count);
});

const room: RoomView = {
  code: 'K7MX2P',
  name: 'demo',
  about: null,
  goals: [],
  prepared: null,
  questions: [],
  scenario: 'friendly-machine',
  phase: 'run',
  round: 1,
  locked: false,
  generatedNames: false,
  paused: false,
  speed: 1,
  tick: 0,
  endsAt: 900,
  patience: 70,
  patienceMax: 100,
  policy: 'rr',
  autopilot: true,
  quantum: 4,
  hostPresent: true,
  saving: true,
  protections: DEFAULT_PROTECTIONS,
  outage: null,
  poll: null,
  survey: null,
  policies: { scheduler: 'rr', memory: 'clock', disk: 'fcfs', lines: 'priority' },
  hands: [],
  seats: [],
  processes,
  cores: Array.from({ length: coreCount }, (_, id) => ({
    id,
    pid: 0,
    mode: 'idle' as const,
    activity: 'idle' as const,
    quantumLeft: 0,
    syscall: '',
  })),
  frames,
  devices: { diskArm: 30, diskQueue: 2, timer: 0, disk: 0, keyboard: 0, network: 0 },
  walls: [],
  stats: {
    jobsDone: 0,
    jobsLate: 0,
    busy: 90,
    idleWhileReady: 0,
    switches: 0,
    wait95: 0,
    fairness: 0.9,
    faults: 0,
    syscalls: 0,
  },
};

const world = mountWorld(document.querySelector<HTMLElement>('#world')!, {
  layout: query.get('layout') === 'watch' ? 'watch' : 'play',
  reducedMotion: query.has('still'),
  self: query.get('self') ?? 's2',
  onPick: (thing) => console.log(JSON.stringify(thing)),
});

function runCore(id: number, events: GameEvent[]): void {
  const core = room.cores[id]!;
  const process = processes.find((candidate) => candidate.pid === core.pid);
  if (process === undefined) {
    const ready = processes.filter((candidate) => candidate.state === 'R' && candidate.core < 0);
    const next = ready[dice(Math.max(1, ready.length))];
    if (next === undefined || dice(8) === 0) return;
    next.core = id;
    Object.assign(core, {
      pid: next.pid,
      mode: 'user',
      activity: 'user',
      quantumLeft: room.quantum,
      syscall: '',
    });
    events.push({ kind: 'dispatch', core: id, pid: next.pid });
    return;
  }
  core.quantumLeft -= 1;
  if (core.syscall !== '') {
    if (dice(3) === 0) {
      Object.assign(process, { state: 'S', waiting: waits[dice(4)], core: -1, inKernel: false });
      Object.assign(core, { pid: 0, mode: 'idle', activity: 'idle', quantumLeft: 0, syscall: '' });
      return;
    }
    const ok = dice(5) > 0;
    const text = ok ? '' : 'EACCES';
    events.push({ kind: 'return', pid: process.pid, name: core.syscall, ok, text });
    Object.assign(core, { mode: 'user', activity: 'user', syscall: '' });
    Object.assign(process, { inKernel: false, syscall: '' });
  } else if (core.quantumLeft <= 0) {
    process.core = -1;
    events.push({ kind: 'preempt', core: id, pid: process.pid, why: 'quantum' });
    Object.assign(core, { pid: 0, mode: 'idle', activity: 'idle', quantumLeft: 0, syscall: '' });
  } else if (dice(2) === 0) {
    const name = calls[dice(calls.length)]!;
    events.push({ kind: 'call', pid: process.pid, core: id, name });
    for (const step of ['path', 'inode', 'permission', 'cache', 'copy'].slice(0, 1 + dice(5))) {
      events.push({ kind: 'step', pid: process.pid, step, detail: '' });
    }
    Object.assign(core, { mode: 'kernel', activity: 'syscall', syscall: name });
    Object.assign(process, { inKernel: true, syscall: name });
  }
}

/** Somebody needs a page: another's leaves, and theirs comes. */
function swap(who: ProcessView, events: GameEvent[]): void {
  const frame = 22 + dice(frames.length - 22);
  const owner = frames[frame]!;
  if (owner > 0) {
    const to = dice(3) ? 'swap' : 'nowhere';
    events.push({ kind: 'evict', frame, pid: owner === 2 ? 0 : owner, by: who.pid, to });
  }
  events.push({ kind: 'fault', pid: who.pid, frame, from: dice(3) ? 'disk' : 'memory' });
  who.pages = 1 + ((who.pages + 1) % 14);
  frames[frame] = who.pid;
}

function tick(): void {
  const events: GameEvent[] = [];
  room.tick += 1;
  for (const core of room.cores) runCore(core.id, events);
  for (const process of processes) {
    if (process.state === 'S' && dice(14) === 0) {
      const back = process.syscall;
      Object.assign(process, { state: 'R', waiting: '', syscall: '' });
      if (back) events.push({ kind: 'return', pid: process.pid, name: back, ok: true, text: '' });
    }
    process.tired = Math.min(1, process.tired + 0.004);
  }
  const who = processes[dice(count)]!;
  if (dice(9) === 0) {
    const id = WALLS[dice(WALLS.length)]!.id;
    room.walls.push({ id, hits: 1, first: room.tick });
    events.push({
      kind: 'wall',
      id,
      answer: dice(2) ? 'SIGSEGV' : 'EACCES',
      first: true,
      pid: dice(2) ? who.pid : 0,
    });
  }
  if (dice(7) === 0) {
    const done = dice(3) > 0;
    who.tired = done ? 0 : 1;
    events.push({ kind: 'job', pid: who.pid, title: 'x', outcome: done ? 'done' : 'late', points: 12 });
  }
  if (dice(3) === 0) {
    const line = (['timer', 'disk', 'keyboard', 'network'] as const)[dice(4)]!;
    events.push({ kind: 'interrupt', line, core: dice(coreCount) });
    if (line === 'disk') room.devices.diskArm = dice(100);
  }
  if (dice(3) === 0) swap(who, events);
  if (dice(12) === 0) {
    const other = processes[dice(count)]!;
    other.frozen = !other.frozen;
    events.push({ kind: 'freeze', pid: other.pid, on: other.frozen });
  }
  if (dice(16) === 0) events.push({ kind: 'exit', pid: who.pid, how: dice(2) ? 'SIGKILL' : 'SIGSEGV' });
  if (dice(20) === 0) events.push({ kind: 'overrun', device: dice(2) ? 'keyboard' : 'network', lost: 1 });
  world.update(structuredClone(room));
  world.play(events, tickMs);
}

tick();
setInterval(tick, tickMs);
Object.assign(window, { world });
