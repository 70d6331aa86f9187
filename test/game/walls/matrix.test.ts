import { describe, expect, it } from 'vitest';
import { EXPLOITS } from '../../../server/game/exploits.ts';
import type { Round } from '../../../server/game/round.ts';
import type { RoundEvent } from '../../../server/game/types.ts';
import { hashState } from '../../../server/kernel/snapshot.ts';
import type { MachineState, Task } from '../../../server/kernel/types.ts';
import type { ProtectionName } from '../../../shared/protections.ts';
import { containers } from '../../../shared/scenarios/containers.ts';
import { infected } from '../../../shared/scenarios/infected.ts';
import type { Scenario } from '../../../shared/scenarios/schema.ts';
import { people, program, run, selfOf, send } from '../play.ts';

/** What an attack answers while everything is on: an errno or a signal, as strace or the terminal shows it. */
interface Row {
  /** Switch that takes the wall away; `container`: it stands or not by how the attacker's container was started. */
  protection: ProtectionName | 'container';
  answer: string;
  /** What happens next where the switch is off: an attack may only show when somebody else comes to feel it. */
  follow?(round: Round): void;
  /** What is so afterwards where the switch is off. */
  succeeds(round: Round, events: readonly RoundEvent[], most: Peaks): boolean;
}

/** The greatest numbers seen while the attack went on. */
interface Peaks {
  processes: number;
  pages: number;
  stopped: number;
  idle: number;
}

const strace = (round: Round): string => selfOf(round, 's0').strace.join('\n');
const printed = (round: Round, text: string): boolean => selfOf(round, 's0').terminal.includes(text);
const knows = (round: Round, name: string): boolean =>
  selfOf(round, 's0').program.variables.some((variable) => variable.name === name);
const noted = (events: readonly RoundEvent[], text: string): boolean =>
  events.some(({ event }) => event.kind === 'note' && event.text.startsWith(text));
const down = (events: readonly RoundEvent[]): boolean => events.some(({ event }) => event.kind === 'panic');
const died = (events: readonly RoundEvent[]): boolean => events.some(({ event }) => event.kind === 'exit');

const ROWS: Record<string, Row> = {
  'kernel-read': { protection: 'isolation', answer: 'SIGSEGV', succeeds: (round) => knows(round, 'x') },
  'kernel-write': { protection: 'isolation', answer: 'SIGSEGV', succeeds: (_, events) => down(events) },
  'peek-neighbour': { protection: 'isolation', answer: 'SIGSEGV', succeeds: (round) => knows(round, 'x') },
  halt: {
    protection: 'rings',
    answer: 'SIGSEGV',
    succeeds: (_, events, most) => !died(events) && most.idle > 0,
  },
  'interrupts-off': { protection: 'rings', answer: 'SIGSEGV', succeeds: (_, events) => down(events) },
  'confused-kernel': {
    protection: 'isolation',
    answer: 'EFAULT',
    succeeds: (round) => strace(round).includes(', 48) = 48'),
  },
  shadow: { protection: 'permissions', answer: 'EACCES', succeeds: (round) => printed(round, 'root:$6$') },
  diary: { protection: 'permissions', answer: 'EACCES', succeeds: (round) => printed(round, 'Dear diary') },
  'kill-neighbour': { protection: 'permissions', answer: 'EPERM', succeeds: (_, events) => died(events) },
  'trace-neighbour': {
    protection: 'permissions',
    answer: 'EPERM',
    succeeds: (_, __, most) => most.stopped === 1,
  },
  'clear-tmp': {
    protection: 'permissions',
    answer: 'EPERM',
    succeeds: (round) => strace(round).includes('unlink("/tmp/printer.lock") = 0'),
  },
  'become-root': {
    protection: 'permissions',
    answer: 'EPERM',
    succeeds: (round) => strace(round).includes('setuid(0) = 0'),
  },
  'raise-limits': {
    protection: 'permissions',
    answer: 'EPERM',
    succeeds: (round) => strace(round).includes('setrlimit(RLIMIT_NOFILE, 1000, 1000) = 0'),
  },
  'symlink-swap': {
    // The link is refused by who owns it: a rule of file permissions like any other.
    protection: 'permissions',
    answer: 'EACCES',
    succeeds: (round) => printed(round, 'root:$6$'),
  },
  'poison-script': {
    protection: 'permissions',
    answer: 'EACCES',
    follow: (round) =>
      program(round, 's1', 'p = fork()', 'if p == 0: execve("/home/shared/daily.sh"); exit(1)', 'wait4(p)'),
    succeeds: (round) => modeOf(round, 'Dear diary, this is ben') === 0o644,
  },
  'climb-out': {
    protection: 'container',
    answer: 'ENOENT',
    succeeds: (round) => printed(round, 'root:$6$'),
  },
  'hunt-pids': { protection: 'container', answer: 'ESRCH', succeeds: (_, events) => died(events) },
  'forbidden-call': {
    protection: 'container',
    answer: 'EPERM',
    follow: (round) => program(round, 's1', 'fd = open("/home/ben/essay.txt", O_RDONLY)'),
    succeeds: (round) => selfOf(round, 's1').strace.join('\n').includes('= -1 ENOENT'),
  },
  'raise-priority': {
    protection: 'permissions',
    answer: 'EACCES',
    succeeds: (round) => /setpriority\(.*\) = 0/.test(strace(round)),
  },
  spin: {
    protection: 'preemption',
    answer: 'core taken back',
    succeeds: (round) => selfOf(round, 's1').program.lines.every(({ state }) => state === 'queued'),
  },
  'memory-hog': { protection: 'limits', answer: 'ENOMEM', succeeds: (_, __, most) => most.pages > 64 },
  'fork-bomb': { protection: 'limits', answer: 'EAGAIN', succeeds: (_, __, most) => most.processes > 20 },
  'descriptor-flood': {
    protection: 'limits',
    answer: 'EMFILE',
    succeeds: (round) => strace(round).includes('O_RDONLY) = 22'),
  },
  'patch-code': {
    // Pages that may be written or executed, not both, are part of what the page table isolates.
    protection: 'isolation',
    answer: 'SIGSEGV',
    succeeds: (round) =>
      selfOf(round, 's0').program.variables.some(({ name, value }) => name === 'x' && value === 144),
  },
  'rewrite-code': { protection: 'isolation', answer: 'SIGSEGV', succeeds: (_, events) => !died(events) },
  'jump-kernel': {
    protection: 'rings',
    answer: 'SIGSEGV',
    succeeds: (round) => /open\("\/etc\/shadow", O_RDONLY\) = \d/.test(strace(round)),
  },
  'raw-disk': {
    protection: 'rings',
    answer: 'SIGSEGV',
    succeeds: (_, events) => noted(events, 'A sector of the disk'),
  },
  'load-table': { protection: 'rings', answer: 'SIGSEGV', succeeds: (round) => knows(round, 'x') },
};

/** Mode of the file that begins so; 0: there is none. */
function modeOf(round: Round, text: string): number {
  for (const { data, mode } of round.machine.inodes.values())
    if (new TextDecoder().decode(data.slice(0, text.length)) === text) return mode;
  return 0;
}

/** A process with all that it has, but for what the passing of time changes. */
function belongings(task: Task): unknown {
  const { pid, ppid, cred, cwd, root, ns, cgroup, fds, nofile, limits, seccomp, mm, user } = task;
  const { nice, sched, sigPending, state } = task;
  return [
    ...[pid, ppid, cred, cwd, root, ns, cgroup, fds, nofile, limits, seccomp, user],
    ...[nice, sched.class, sigPending, state, mm?.vmas, mm === null ? [] : [...mm.pages.keys()]],
  ];
}

/** Files with owner, mode and content; /tmp is everybody’s, and whose links it holds does not matter. */
function files({ inodes }: MachineState): unknown {
  return [...inodes.values()].map(({ ino, kind, mode, uid, gid, nlink, size, data, target, entries }) => [
    ...[ino, kind, mode, uid, gid, nlink, size, data, target],
    entries.has('printer.lock') ? entries.get('printer.lock') : entries,
  ]);
}

/** Hash of what belongs to everybody but the attacker: their processes, all files, and what their own screens show. */
function others(round: Round): string {
  const seats = ['s1', 's2'].map((seat) => {
    const { who, program: own, memory, terminal, strace: calls } = selfOf(round, seat);
    return [who.points, own, memory, terminal, calls];
  });
  const pids = ['s1', 's2'].map((seat) => selfOf(round, seat).who.pid);
  const tasks = pids.map((pid) => belongings(round.machine.tasks.get(pid) as Task));
  return hashState([seats, tasks, files(round.machine)]);
}

/** Attacker and one neighbour in a container of that name in _Containers_, the other one outside. */
const housed = (name: string): Scenario => ({
  ...containers,
  programs: ['cat'],
  containers: { list: containers.containers?.list ?? [], deal: [name, name, ''] },
});

/** The machine on which a wall stands, or one that was set up without it. */
function machineFor({ protection }: Row, off: boolean): Scenario {
  if (protection !== 'container') return { ...infected, programs: ['cat'], mistakes: [] };
  return housed(off ? 'build' : 'shop');
}

function attack(id: string, row: Row, off: boolean) {
  const round = people(machineFor(row, off), ['malware', 'process', 'process']);
  run(round, 15);
  if (off && row.protection !== 'container')
    round.input('host', { type: 'protections', name: row.protection, on: false });
  const before = others(round);
  expect(send(round, 's0', { type: 'exploit', id })).toEqual({ ok: true });
  if (off && id === 'interrupts-off') program(round, 's0', 'spin');
  if (id === 'spin') run(round, 3);
  if (id === 'spin') program(round, 's1', 'work 1');
  const events: RoundEvent[] = [];
  const most: Peaks = { processes: 0, pages: 0, stopped: 0, idle: 0 };
  for (let tick = 0; tick < 90; tick += 1) {
    events.push(...round.tick());
    const { processes, cores } = round.world();
    most.processes = Math.max(most.processes, processes.length);
    most.pages = Math.max(most.pages, selfOf(round, 's0').memory.mappedPages);
    most.stopped = Math.max(most.stopped, processes.filter(({ state }) => state === 'T').length);
    most.idle = Math.max(most.idle, cores.filter(({ pid, mode }) => pid > 0 && mode === 'idle').length);
  }
  if (off && row.follow !== undefined) {
    row.follow(round);
    run(round, 40);
  }
  return { round, before, events, most };
}

describe('an attack and its wall', () => {
  it('stand in the matrix, every one', () => {
    expect(EXPLOITS.map(({ id }) => id).sort()).toEqual(Object.keys(ROWS).sort());
  });

  it.each(Object.entries(ROWS))(
    '%s is refused while everything is on, and touches nobody else',
    (id, row) => {
      const { round, before, events, most } = attack(id, row, false);
      const walls = events.filter(({ event }) => event.kind === 'wall');
      expect(walls.length).toBeGreaterThan(0);
      for (const { event } of walls) expect(event).toMatchObject({ answer: row.answer });
      expect(down(events)).toBe(false);
      if (id !== 'spin') expect(others(round)).toBe(before);
      expect(row.succeeds(round, events, most)).toBe(false);
    },
  );

  it.each(Object.entries(ROWS))('%s succeeds where the machine lacks the protection', (id, row) => {
    const { round, events, most } = attack(id, row, true);
    expect(row.succeeds(round, events, most)).toBe(true);
  });
});
