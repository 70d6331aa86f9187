import { describe, expect, it } from 'vitest';
import { EXPLOITS } from '../../../server/game/exploits.ts';
import type { Round } from '../../../server/game/round.ts';
import type { RoundEvent } from '../../../server/game/types.ts';
import type { ProtectionName } from '../../../shared/protections.ts';
import { infected } from '../../../shared/scenarios/infected.ts';
import { people, program, run, selfOf, send } from '../play.ts';

/** What an attack answers while everything is on: an errno or a signal, as strace or the terminal shows it. */
interface Row {
  /** Switch that takes the wall away. */
  protection: ProtectionName;
  answer: string;
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

/** What belongs to everybody but the attacker, as their own screens show it. */
function others(round: Round): string {
  return JSON.stringify(
    ['s1', 's2'].map((seat) => {
      const { who, program: own, memory, terminal, strace: calls } = selfOf(round, seat);
      return [who.pid, who.points, own, memory, terminal, calls];
    }),
  );
}

function attack(id: string, off: ProtectionName | undefined) {
  const round = people({ ...infected, programs: ['cat'] }, ['malware', 'process', 'process']);
  run(round, 15);
  if (off !== undefined) round.input('host', { type: 'protections', name: off, on: false });
  const before = others(round);
  expect(send(round, 's0', { type: 'exploit', id })).toEqual({ ok: true });
  if (off !== undefined && id === 'interrupts-off') program(round, 's0', 'spin');
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
  return { round, before, events, most };
}

describe('an attack and its wall', () => {
  it('stand in the matrix, every one', () => {
    expect(EXPLOITS.map(({ id }) => id).sort()).toEqual(Object.keys(ROWS).sort());
  });

  it.each(Object.entries(ROWS))(
    '%s is refused while everything is on, and touches nobody else',
    (id, row) => {
      const { round, before, events, most } = attack(id, undefined);
      const walls = events.filter(({ event }) => event.kind === 'wall');
      expect(walls.length).toBeGreaterThan(0);
      for (const { event } of walls) expect(event).toMatchObject({ answer: row.answer });
      expect(down(events)).toBe(false);
      if (id !== 'spin') expect(others(round)).toBe(before);
      expect(row.succeeds(round, events, most)).toBe(false);
    },
  );

  it.each(Object.entries(ROWS))('%s succeeds where the machine lacks the protection', (id, row) => {
    const { round, events, most } = attack(id, row.protection);
    expect(row.succeeds(round, events, most)).toBe(true);
  });
});

describe('what separation alone does not solve', () => {
  it('a diary that its owner leaves readable is read, by every rule, and pays', () => {
    const round = people({ ...infected, programs: ['cat'] }, ['malware', 'process']);
    program(round, 's1', 'chmod("/home/ben", 0755)', 'chmod("/home/ben/diary", 0644)');
    run(round, 30);
    send(round, 's0', { type: 'exploit', id: 'diary' });
    const events = run(round, 60);
    expect(printed(round, 'Dear diary, this is ben')).toBe(true);
    expect(events.filter(({ event }) => event.kind === 'wall')).toEqual([]);
    expect(selfOf(round, 's0').who.points).toBe(25);
    expect(noted(events, 'The diary of ben was read aloud')).toBe(true);
    send(round, 's0', { type: 'exploit', id: 'diary' });
    run(round, 60);
    expect(selfOf(round, 's0').who.points).toBe(25);
  });
});
