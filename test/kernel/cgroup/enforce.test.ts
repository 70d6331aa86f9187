import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../server/kernel/boot.ts';
import { createMachine, type Machine } from '../../../server/kernel/machine.ts';
import type { MachineConfig } from '../../../server/kernel/types.ts';
import { errno } from '../../../shared/abi/errno.ts';
import { MAP, PROT } from '../../../shared/abi/flags.ts';
import { dir } from '../fs/machine.ts';
import { bootSystem, readAll, writeTo } from '../fs/system.ts';

const ROOT = '/sys/fs/cgroup';

function field(text: string | number, key: string): number {
  return Number(new RegExp(`^${key} (\\d+)$`, 'm').exec(String(text))?.[1]);
}

function group(config: Partial<MachineConfig> = {}) {
  const world = bootSystem([], { limits: { nproc: 100, nofile: 64, memoryPages: 1000 }, ...config });
  const root = world.process();
  writeTo(root, `${ROOT}/cgroup.subtree_control`, '+cpu +memory +pids');
  root.call('mkdir', `${ROOT}/a`, 0o755);
  const one = world.process(1000);
  writeTo(root, `${ROOT}/a/cgroup.procs`, String(one.pid));
  const show = (name: string) => readAll(root, `${ROOT}/a/${name}`);
  const set = (name: string, text: string) => writeTo(root, `${ROOT}/a/${name}`, text);
  return { world, root, one, show, set };
}

describe('pids.max', () => {
  it('refuses a fork beyond the limit with EAGAIN, and counts it', () => {
    const { one, show, set } = group();
    set('pids.max', '2');
    const child = one.fork();
    expect(one.call('fork')).toBe(-errno.EAGAIN);
    expect(child.call('fork')).toBe(-errno.EAGAIN);
    expect([show('pids.current'), show('pids.events')]).toEqual(['2\n', 'max 2\n']);
    child.call('exit', 0);
    // A zombie still counts; who is waited for does not.
    expect(one.call('fork')).toBe(-errno.EAGAIN);
    one.call('wait4', -1, 0, 0);
    expect(one.call('fork')).toBeGreaterThan(0);
  });

  it('of a group binds all below it, whatever they allow themselves', () => {
    const { world, root, one, set } = group();
    writeTo(root, `${ROOT}/cgroup.procs`, String(one.pid));
    set('cgroup.subtree_control', '+pids');
    root.call('mkdir', `${ROOT}/a/b`, 0o755);
    set('pids.max', '1');
    writeTo(root, `${ROOT}/a/b/pids.max`, 'max');
    writeTo(root, `${ROOT}/a/b/cgroup.procs`, String(one.pid));
    expect(one.call('fork')).toBe(-errno.EAGAIN);
    expect(world.process(1000).call('fork')).toBeGreaterThan(0);
  });
});

describe('memory.max', () => {
  const map = (pages: number) =>
    [
      'mmap',
      0,
      pages * 4096,
      PROT.PROT_READ | PROT.PROT_WRITE,
      MAP.MAP_PRIVATE | MAP.MAP_ANONYMOUS,
      -1,
      0,
    ] as const;

  it('makes a group give up its own pages, and nobody else’s', () => {
    const { world, one, show, set } = group({ swapSlots: 64 });
    const other = world.process(1000);
    world.machine.execute(other.pid, { op: 'store', address: other.memory, value: 1 });
    set('memory.max', String(4 * 4096));
    const at = one.call(...map(16)) as number;
    for (let page = 0; page < 16; page += 1) {
      world.machine.execute(one.pid, { op: 'store', address: at + page * 4096, value: page });
      expect(Number(show('memory.current'))).toBeLessThanOrEqual(4 * 4096);
    }
    for (let page = 0; page < 16; page += 1)
      expect(world.machine.execute(one.pid, { op: 'load', address: at + page * 4096 })).toMatchObject({
        value: page,
      });
    expect(field(show('memory.events'), 'max')).toBeGreaterThan(0);
    expect(field(show('memory.events'), 'oom')).toBe(0);
    const frame = world.machine.task(other.pid)?.mm?.pages.get(other.memory / 4096)?.frame;
    expect(frame).toBeGreaterThanOrEqual(0);
  });

  it('kills inside the group where nothing can be given up', () => {
    const { world, one, show, set } = group({ swapSlots: 0 });
    const other = world.process(1000);
    set('memory.max', String(4 * 4096));
    const at = one.call(...map(16)) as number;
    let died = false;
    for (let page = 0; page < 16 && !died; page += 1)
      died =
        world.machine.execute(one.pid, { op: 'store', address: at + page * 4096, value: 1 }).kind === 'died';
    expect(died).toBe(true);
    expect(world.machine.task(other.pid)?.state).not.toBe('Z');
    expect([field(show('memory.events'), 'oom'), field(show('memory.events'), 'oom_kill')]).toEqual([1, 1]);
    expect(show('memory.current')).toBe('0\n');
  });

  it('stays charged where it was when the process moves, and comes back when it ends', () => {
    const { world, root, one, show } = group();
    world.machine.execute(one.pid, { op: 'store', address: one.memory, value: 1 });
    const before = show('memory.current');
    expect(Number(before)).toBeGreaterThan(0);
    writeTo(root, `${ROOT}/cgroup.procs`, String(one.pid));
    expect(show('memory.current')).toBe(before);
    one.call('exit', 0);
    expect(show('memory.current')).toBe('0\n');
  });
});

/** A machine that runs endless work, and root's shell to set it up. */
function running(cores: number): { machine: Machine<object>; hog: () => number; root: number } {
  const machine = createMachine<object>(
    {
      ...DEFAULT_CONFIG,
      cores,
      files: [dir('/sys', 0o755), dir('/sys/fs', 0o755), dir('/sys/fs/cgroup', 0o755)],
    },
    {
      fetch: (task) => ({ op: task.comm === 'hog' ? 'work' : 'wait' }),
      complete: () => undefined,
      fork: () => ({}),
    },
  );
  const root = machine.spawn({ comm: 'sh', uid: 0, gid: 0, user: {} });
  machine.tick();
  return { machine, root, hog: () => machine.spawn({ comm: 'hog', uid: 1000, gid: 1000, user: {} }) };
}

/** Writes to a group's file in the name of root's shell, which sleeps at its prompt. */
function write(machine: Machine<object>, root: number, path: string, text: string): void {
  const made = machine.call(root, 'open', [`${ROOT}/${path}`, 1]);
  if (made.kind !== 'returned' || made.ret < 0) throw new Error(`${path}: ${JSON.stringify(made)}`);
  machine.call(root, 'write', [made.ret, text, text.length]);
  machine.call(root, 'close', [made.ret]);
}

function makeGroup(machine: Machine<object>, root: number, pids: readonly number[]): void {
  write(machine, root, 'cgroup.subtree_control', '+cpu +pids');
  machine.call(root, 'mkdir', [`${ROOT}/a`, 0o755]);
  for (const pid of pids) write(machine, root, 'a/cgroup.procs', String(pid));
}

const text = (machine: Machine<object>, path: string): string =>
  new TextDecoder().decode(machine.readFile(`${ROOT}/${path}`) ?? new Uint8Array(0));
const cpuOf = (machine: Machine<object>, pid: number): number => machine.task(pid)?.sched.cpu ?? 0;
const run = (machine: Machine<object>, ticks: number): void => {
  for (let tick = 0; tick < ticks; tick += 1) machine.tick();
};

describe('cpu.max', () => {
  it('gives a group its quota of every period, however many processes it has and however idle the cores are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }), (tenths, count) => {
        const { machine, root, hog } = running(2);
        const hogs = Array.from({ length: count }, hog);
        makeGroup(machine, root, hogs);
        write(machine, root, 'a/cpu.max', `${tenths * 10_000} 100000`);
        run(machine, 1000);
        const used = hogs.reduce((sum, pid) => sum + cpuOf(machine, pid), 0);
        expect(Math.abs(used - tenths * 100)).toBeLessThanOrEqual(12);
      }),
      { numRuns: 15 },
    );
  });

  it('counts periods and throttlings in cpu.stat, and lets go when the limit goes', () => {
    const { machine, root, hog } = running(1);
    const pid = hog();
    makeGroup(machine, root, [pid]);
    write(machine, root, 'a/cpu.max', '20000 100000');
    run(machine, 500);
    const stat = text(machine, 'a/cpu.stat');
    expect(field(stat, 'nr_throttled')).toBeGreaterThanOrEqual(45);
    expect(field(stat, 'nr_periods')).toBeGreaterThanOrEqual(field(stat, 'nr_throttled') - 1);
    expect(field(stat, 'usage_usec')).toBe(cpuOf(machine, pid) * 10_000);
    expect(field(stat, 'throttled_usec')).toBeGreaterThan(3_000_000);
    write(machine, root, 'a/cpu.max', 'max');
    const before = cpuOf(machine, pid);
    run(machine, 100);
    expect(cpuOf(machine, pid) - before).toBeGreaterThan(95);
  });

  it('leaves the others what the group may not use', () => {
    const { machine, root, hog } = running(1);
    const limited = hog();
    const free = hog();
    makeGroup(machine, root, [limited]);
    write(machine, root, 'a/cpu.max', '10000 100000');
    run(machine, 1000);
    expect(cpuOf(machine, free)).toBeGreaterThan(600);
  });

  it('keeps no timer for a group that does nothing', () => {
    const { machine, root, hog } = running(1);
    const pid = hog();
    makeGroup(machine, root, [pid]);
    write(machine, root, 'a/cpu.max', '10000 100000');
    run(machine, 50);
    machine.kill(pid);
    run(machine, 50);
    expect(machine.state.timers).toEqual([]);
  });
});

describe('cgroup.freeze and cgroup.kill', () => {
  it('stop every process of the group where it is, and let it go on', () => {
    const { machine, root, hog } = running(2);
    const hogs = [hog(), hog(), hog()];
    makeGroup(machine, root, hogs);
    run(machine, 20);
    write(machine, root, 'a/cgroup.freeze', '1');
    run(machine, 5);
    expect(text(machine, 'a/cgroup.events')).toBe('populated 1\nfrozen 1\n');
    const before = hogs.map((pid) => cpuOf(machine, pid));
    run(machine, 50);
    expect(hogs.map((pid) => cpuOf(machine, pid))).toEqual(before);
    write(machine, root, 'a/cgroup.freeze', '0');
    run(machine, 60);
    for (const [index, pid] of hogs.entries())
      expect(cpuOf(machine, pid)).toBeGreaterThan((before[index] as number) + 20);
  });

  it('end even the frozen, and leave nothing behind', () => {
    const { machine, root, hog } = running(1);
    const hogs = [hog(), hog()];
    const bystander = hog();
    makeGroup(machine, root, hogs);
    write(machine, root, 'a/cgroup.freeze', '1');
    run(machine, 10);
    write(machine, root, 'a/cgroup.kill', '1');
    run(machine, 2);
    expect(hogs.map((pid) => machine.task(pid))).toEqual([undefined, undefined]);
    expect(machine.task(bystander)).toBeDefined();
    expect(text(machine, 'a/cgroup.events')).toContain('populated 0');
    expect([...machine.state.cgroups.values()].flatMap((each) => each.parked)).toEqual([]);
  });

  it('are part of the state: a snapshot of a throttled machine goes on as the machine does', () => {
    const { machine, root, hog } = running(1);
    makeGroup(machine, root, [hog(), hog()]);
    write(machine, root, 'a/cpu.max', '30000 100000');
    run(machine, 57);
    const copy = machine.snapshot();
    run(machine, 100);
    const hash = machine.hash();
    machine.restore(copy);
    run(machine, 100);
    expect(machine.hash()).toBe(hash);
  });
});
