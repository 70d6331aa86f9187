import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runScript } from '../server/conform/run.ts';
import { parseScript } from '../server/conform/script.ts';
import { DEFAULT_CONFIG } from '../server/kernel/boot.ts';
import { createMachine, type Machine } from '../server/kernel/machine.ts';
import { hashState } from '../server/kernel/snapshot.ts';
import type { Instruction, MachineConfig, PolicyName, UserRuntime } from '../server/kernel/types.ts';

/** Rounds of each measurement, of which the median counts. Those that are compared take turns within a round. */
const ROUNDS = 9;
const ACTIVE = 40;

/** What a process does: nothing but sleep, or a few instructions and calls for ever. */
interface Habit {
  sleeps: boolean;
  step: number;
}

const LOOP: readonly Instruction[] = [
  { op: 'work' },
  { op: 'work' },
  { op: 'syscall', name: 'getpid', args: [] },
  { op: 'work' },
  { op: 'syscall', name: 'write', args: [1, 'eight...', 8] },
  { op: 'syscall', name: 'sched_yield', args: [] },
];

const runtime: UserRuntime<Habit> = {
  fetch: (_, habit) => (habit.sleeps ? { op: 'wait' } : (LOOP[habit.step % LOOP.length] as Instruction)),
  complete: (_, habit) => {
    habit.step += 1;
  },
  fork: (habit) => ({ ...habit }),
};

function machineOf(active: number, sleepers: number, policy: PolicyName): Machine<Habit> {
  const config: MachineConfig = {
    ...DEFAULT_CONFIG,
    cores: 4,
    frames: 1024,
    policy,
    fallback: policy,
    protections: { ...DEFAULT_CONFIG.protections, limits: false },
    files: [{ path: '/null', kind: 'chr', mode: 0o666, uid: 0, gid: 0, device: 'null' }],
  };
  const machine = createMachine(config, runtime);
  const stdio = ['/null', '/null', '/null'];
  const spawn = (sleeps: boolean): number =>
    machine.spawn({
      comm: sleeps ? 'sleeper' : 'active',
      uid: 1000,
      gid: 1000,
      stdio,
      user: { sleeps, step: 0 },
    });
  for (let count = 0; count < sleepers; count += 1) spawn(true);
  for (let count = 0; count < active; count += 1) spawn(false);
  for (let tick = 0; tick < 2000; tick += 1) machine.tick();
  return machine;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Milliseconds that the act takes. */
function time(act: () => void): number {
  const before = performance.now();
  act();
  return performance.now() - before;
}

/** Median milliseconds of each act; in every round all of them take their turn, so that a busy moment meets them alike. */
function interleaved(acts: readonly (() => void)[]): { medians: number[]; rounds: number[][] } {
  for (const act of acts) act();
  const rounds = Array.from({ length: ROUNDS }, () => acts.map(time));
  return { medians: acts.map((_, at) => median(rounds.map((round) => round[at] as number))), rounds };
}

const ticks =
  (machine: Machine<Habit>, count: number): (() => void) =>
  () => {
    for (let tick = 0; tick < count; tick += 1) machine.tick();
  };

interface Row {
  name: string;
  value: number;
  unit: string;
}

const rows: Row[] = [];
const row = (name: string, value: number, unit: string): void => void rows.push({ name, value, unit });

/**
 * The cost of a tick must follow cores and events. In every tick one of a hundred sleepers is woken and sleeps again: the same
 * events on both machines.
 */
function sleepers(policy: PolicyName): void {
  const few = machineOf(ACTIVE, 100, policy);
  const many = machineOf(ACTIVE, 10_000, policy);
  const poking = (machine: Machine<Habit>) => () => {
    for (let tick = 0; tick < 4000; tick += 1) {
      machine.poke(2 + ((tick * 7919) % 100));
      machine.tick();
    }
  };
  const { rounds } = interleaved([poking(few), poking(many)]);
  const ratio = median(rounds.map(([a, b]) => (b as number) / (a as number)));
  row(`cost of a tick, 10,000 sleepers to 100 (${policy})`, ratio, '×');
}

function speed(): void {
  const small = machineOf(ACTIVE, 0, 'rr');
  const large = machineOf(10_000, 0, 'rr');
  const { medians } = interleaved([ticks(small, 4000), ticks(large, 4000)]);
  row('ticks a second, 40 processes', 4000 / ((medians[0] as number) / 1000), '/s');
  row('ticks a second, 10,000 processes', 4000 / ((medians[1] as number) / 1000), '/s');
}

function syscalls(): void {
  const machine = machineOf(2, 0, 'rr');
  const pid = machine.spawn({
    comm: 'calls',
    uid: 0,
    gid: 0,
    stdio: ['/null'],
    user: { sleeps: true, step: 0 },
  });
  const CALLS = 20_000;
  const repeat = (act: () => void) => () => {
    for (let count = 0; count < CALLS; count += 1) act();
    machine.takeEvents();
  };
  const { medians } = interleaved([
    repeat(() => machine.call(pid, 'getpid', [])),
    repeat(() => machine.call(pid, 'write', [0, 'eight...', 8])),
    repeat(() => machine.call(pid, 'access', ['/null', 4])),
  ]);
  for (const [at, name] of ['getpid', 'write to /dev/null', 'access'].entries())
    row(`calls a second, ${name}`, CALLS / ((medians[at] as number) / 1000), '/s');
}

function copies(): void {
  for (const count of [40, 10_000]) {
    const machine = machineOf(count, 0, 'rr');
    const state = machine.snapshot();
    const { medians } = interleaved([
      () => void machine.snapshot(),
      () => machine.restore(state),
      () => void hashState(machine.state),
    ]);
    for (const [at, name] of ['snapshot', 'restore', 'hash'].entries())
      row(`${name}, ${count.toLocaleString('en')} processes`, medians[at] as number, 'ms');
  }
}

function memory(): void {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (collect === undefined) return;
  const used = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const machine = machineOf(0, 10_000, 'rr');
  row('memory a sleeping process', (used() - before) / 10_000, 'bytes');
  if (machine.state.tasks.size < 10_000) throw new Error('the processes are gone');
}

function conformance(): void {
  const folder = join(import.meta.dirname, '../test/conformance/samples/linux');
  const names = readdirSync(folder).filter((name) => !name.includes('.expected.'));
  const scripts = names.map((name) => parseScript(readFileSync(join(folder, name), 'utf8'), name));
  const { medians } = interleaved([
    () => {
      for (const script of scripts) runScript(script);
    },
  ]);
  row('conformance scripts a second', names.length / ((medians[0] as number) / 1000), '/s');
}

speed();
for (const policy of ['rr', 'mlfq', 'cfs'] as const) sleepers(policy);
syscalls();
copies();
memory();
conformance();

const shown = ({ value }: Row): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
const width = Math.max(...rows.map(({ name }) => name.length));
for (const entry of rows)
  console.log(`${entry.name.padEnd(width)}  ${shown(entry).padStart(10)} ${entry.unit}`);

const path = process.argv[2] ?? 'bench-results/kernel.json';
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, `${JSON.stringify({ node: process.version, rounds: ROUNDS, rows }, null, 2)}\n`);
console.log(
  `\nWritten to ${path}. Compare figures of one run with each other, not with those of another machine.`,
);
