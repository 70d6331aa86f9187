import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../server/kernel/boot.ts';
import { createMachine, type Machine } from '../../server/kernel/machine.ts';
import {
  type Instruction,
  KERNEL_BASE,
  type KernelEvent,
  type MachineConfig,
  POLICIES,
  type UserRuntime,
} from '../../server/kernel/types.ts';
import { errno } from '../../shared/abi/errno.ts';
import { MAP, O, PROT } from '../../shared/abi/flags.ts';
import { signals } from '../../shared/abi/signals.ts';

/** A program as a list of instructions; `results` keeps what they gave. */
interface Script {
  todo: Instruction[];
  results: number[];
}

const runtime: UserRuntime<Script> = {
  fetch: (_, script) => script.todo[0] ?? { op: 'wait' },
  complete(_, script, __, result) {
    script.todo.shift();
    script.results.push(result);
  },
  fork: (script) => ({ todo: [...script.todo], results: [...script.results] }),
};

const files: MachineConfig['files'] = [
  { path: '/dev', kind: 'dir', mode: 0o755, uid: 0, gid: 0 },
  { path: '/dev/tty', kind: 'chr', mode: 0o666, uid: 0, gid: 0, device: 'tty' },
  { path: '/motd', kind: 'file', mode: 0o644, uid: 0, gid: 0, text: 'hello\n', cached: false },
  { path: '/secret', kind: 'file', mode: 0o600, uid: 0, gid: 0, text: 'root only' },
  { path: '/out', kind: 'file', mode: 0o666, uid: 0, gid: 0, text: '' },
];

function boot(config: Partial<MachineConfig> = {}): Machine<Script> {
  return createMachine({ ...DEFAULT_CONFIG, files, ...config }, runtime);
}

function start(machine: Machine<Script>, todo: Instruction[], uid = 1000): number {
  const user = { todo: [...todo], results: [] };
  return machine.spawn({
    comm: 'test',
    uid,
    gid: uid,
    tty: `tty${machine.state.nextPid}`,
    stdio: ['/dev/tty'],
    user,
  });
}

const call = (
  name: Extract<Instruction, { op: 'syscall' }>['name'],
  ...args: (string | number)[]
): Instruction => ({
  op: 'syscall',
  name,
  args,
});
const work = (ticks: number): Instruction[] => Array.from({ length: ticks }, () => ({ op: 'work' }) as const);

function run(machine: Machine<Script>, ticks: number): KernelEvent[] {
  return Array.from({ length: ticks }, () => machine.tick()).flat();
}

function scriptOf(machine: Machine<Script>, pid: number): Script {
  const task = machine.task(pid);
  if (task === undefined) throw new Error(`process ${pid} has ended`);
  return task.user as Script;
}

function resultsOf(machine: Machine<Script>, pid: number): number[] {
  return (machine.task(pid)?.user as Script | undefined)?.results ?? [];
}

function dataOf(machine: Machine<Script>, pid: number): number {
  return machine.task(pid)?.mm?.vmas.find((area) => area.name === 'data')?.start ?? 0;
}

describe('a core', () => {
  it('spends a context switch, a mode switch and a handler tick before a first call returns', () => {
    const machine = boot();
    const pid = start(machine, [call('getpid')]);
    const seen = Array.from({ length: 4 }, () => {
      machine.tick();
      return machine.state.cores[0]?.activity;
    });
    expect(seen).toEqual(['context switch', 'mode switch', 'syscall', 'idle']);
    expect(resultsOf(machine, pid)).toEqual([pid]);
  });

  it('charges neither switch where they cost nothing', () => {
    const machine = boot({ costs: { modeSwitch: 0, contextSwitch: 0, pageFault: 0, disk: 0 } });
    const pid = start(machine, [call('getpid'), call('getuid')]);
    run(machine, 2);
    expect(resultsOf(machine, pid)).toEqual([pid, 1000]);
  });

  it('is taken back by the timer when the quantum is used up and somebody waits', () => {
    const machine = boot({ quantum: 3 });
    const hog = start(machine, work(100));
    start(machine, work(100));
    const events = run(machine, 10);
    expect(events).toContainEqual({ kind: 'interrupt', line: 'timer', core: 0 });
    expect(events).toContainEqual({ kind: 'preempt', core: 0, pid: hog, why: 'quantum' });
  });

  it('stays with whoever has it when preemption is switched off', () => {
    const machine = boot({ protections: { ...DEFAULT_CONFIG.protections, preemption: false } });
    const hog = start(machine, work(500));
    start(machine, work(10));
    run(machine, 200);
    expect(machine.state.cores[0]?.pid).toBe(hog);
  });

  it('idles when everybody waits, and runs who is poked', () => {
    const machine = boot();
    const pid = start(machine, []);
    run(machine, 5);
    expect(machine.task(pid)?.state).toBe('S');
    scriptOf(machine, pid).todo.push(call('getpid'));
    machine.poke(pid);
    run(machine, 5);
    expect(resultsOf(machine, pid)).toEqual([pid]);
  });
});

describe('system calls under way', () => {
  it('wait for the disk in state D when a page is not in the cache, and for nothing the second time', () => {
    const machine = boot();
    const pid = start(machine, [call('open', '/motd', O.O_RDONLY), call('read', 1, 0, 6)]);
    const script = scriptOf(machine, pid);
    const buffer = dataOf(machine, pid);
    script.todo[1] = call('read', 1, buffer, 6);
    script.todo.push(call('pread64', 1, buffer, 6, 0));
    const events = run(machine, 30);
    expect(events.filter((event) => event.kind === 'block').map((event) => event.on)).toContain('disk');
    expect(events.filter((event) => event.kind === 'interrupt' && event.line === 'disk')).toHaveLength(1);
    expect(resultsOf(machine, pid)).toEqual([1, 6, 6]);
    expect(new TextDecoder().decode(machine.readUser(pid, buffer, 6) ?? new Uint8Array())).toBe('hello\n');
  });

  it('print as strace prints them', () => {
    const machine = boot();
    const pid = start(machine, [call('open', '/secret', O.O_RDONLY), call('write', 0, 'hi\n', 3)]);
    const lines = run(machine, 30).flatMap((event) => (event.kind === 'syscallExit' ? [event.strace] : []));
    expect(lines).toEqual([
      'open("/secret", O_RDONLY) = -1 EACCES (Permission denied)',
      'write(0, "hi\\n", 3) = 3',
    ]);
    expect(resultsOf(machine, pid)).toEqual([-errno.EACCES, 3]);
  });

  it('let a reader of the terminal sleep until keys are typed', () => {
    const machine = boot();
    const pid = start(machine, []);
    const buffer = dataOf(machine, pid);
    scriptOf(machine, pid).todo.push(call('read', 0, buffer, 10));
    run(machine, 10);
    expect(machine.task(pid)?.channel).toBe(`tty:${machine.task(pid)?.tty}`);
    machine.typeKeys(machine.task(pid)?.tty ?? '', 'ls');
    run(machine, 10);
    expect(resultsOf(machine, pid)).toEqual([2]);
  });
});

describe('userspace that reaches too far', () => {
  const attack = (
    instruction: Instruction,
  ): { events: KernelEvent[]; machine: Machine<Script>; pid: number } => {
    const machine = boot();
    const pid = start(machine, [instruction]);
    return { machine, pid, events: run(machine, 20) };
  };

  it.each([
    ['a load of a kernel address', { op: 'load', address: KERNEL_BASE }, 'supervisor-bit'],
    ['an address that nobody mapped', { op: 'store', address: 0x1234000, value: 1 }, 'page-table'],
    ['hlt', { op: 'privileged', what: 'hlt' }, 'privileged-instruction'],
  ] as const)('meets SIGSEGV for %s', (_, instruction, mechanism) => {
    const { events, pid, machine } = attack(instruction);
    expect(events).toContainEqual({ kind: 'denied', pid, mechanism, answer: 'SIGSEGV' });
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'exit', pid, code: 0, signal: signals.SIGSEGV }),
    );
    expect(machine.task(pid)).toBeUndefined();
  });

  it('gets EFAULT for a buffer in the kernel’s half', () => {
    const { events, pid, machine } = attack(call('write', 0, KERNEL_BASE, 8));
    expect(events).toContainEqual({ kind: 'denied', pid, mechanism: 'user-copy', answer: 'EFAULT' });
    expect(resultsOf(machine, pid)).toEqual([-errno.EFAULT]);
  });

  it('may not signal another user’s process', () => {
    const machine = boot();
    const victim = start(machine, work(50), 2000);
    const pid = start(machine, [call('kill', victim, signals.SIGKILL)]);
    run(machine, 30);
    expect(resultsOf(machine, pid)).toEqual([-errno.EPERM]);
    expect(machine.task(victim)?.state).not.toBe('Z');
  });

  it('forks only as many processes as its user may own', () => {
    const machine = boot({ limits: { nproc: 3, nofile: 16, memoryPages: 32 } });
    const pid = start(
      machine,
      Array.from({ length: 6 }, () => call('fork')),
    );
    run(machine, 200);
    const own = [...machine.state.tasks.values()].filter((task) => task.cred.uid === 1000);
    expect(own).toHaveLength(3);
    expect(resultsOf(machine, pid)).toContain(-errno.EAGAIN);
  });

  it('maps only as many pages as its limit', () => {
    const machine = boot();
    const map = call(
      'mmap',
      0,
      64 * 4096,
      PROT.PROT_READ | PROT.PROT_WRITE,
      MAP.MAP_PRIVATE | MAP.MAP_ANONYMOUS,
      -1,
      0,
    );
    const pid = start(machine, [map]);
    run(machine, 10);
    expect(resultsOf(machine, pid)).toEqual([-errno.ENOMEM]);
  });
});

describe('memory', () => {
  it('survives being evicted to swap', () => {
    const machine = boot({ frames: 8, swapSlots: 32, cores: 1 });
    const pids = [1, 2, 3].map(() => start(machine, []));
    for (const [index, pid] of pids.entries()) {
      const base = dataOf(machine, pid);
      const script = scriptOf(machine, pid);
      for (let page = 0; page < 3; page += 1)
        script.todo.push({ op: 'store', address: base + page * 4096, value: index * 16 + page });
      script.todo.push(...work(4));
      for (let page = 0; page < 3; page += 1) script.todo.push({ op: 'load', address: base + page * 4096 });
    }
    const events = run(machine, 400);
    const evictions = events.filter((event) => event.kind === 'evict');
    expect(evictions.map(({ to }) => to)).toContain('swap');
    // Nobody's page leaves for nothing: a process needed the frame.
    expect(evictions.every(({ by }) => pids.includes(by as (typeof pids)[number]))).toBe(true);
    const arrivals = events.filter((event) => event.kind === 'pageIn');
    expect(new Set(arrivals.map(({ from }) => from))).toEqual(new Set(['memory', 'disk']));
    for (const [index, pid] of pids.entries()) {
      expect(resultsOf(machine, pid).slice(-3)).toEqual([index * 16, index * 16 + 1, index * 16 + 2]);
    }
  });
});

describe('a person who schedules', () => {
  const human = { policy: 'human', fallback: 'fcfs', silence: 5 } as const;

  it('decides who runs, and nobody runs without a decision', () => {
    const machine = boot({ ...human, silence: 1000 });
    start(machine, work(20));
    const second = start(machine, work(20));
    run(machine, 5);
    expect(machine.state.cores[0]?.activity).toBe('idle');
    expect(machine.dispatch(0, second)).toBe(true);
    run(machine, 2);
    expect(machine.state.cores[0]?.pid).toBe(second);
  });

  it('is relieved by the fallback policy after a silence, until the next act', () => {
    const machine = boot(human);
    const first = start(machine, work(100));
    const second = start(machine, work(100));
    run(machine, 10);
    expect(machine.state.sched.queues[0]?.silent).toBe(true);
    expect(machine.state.cores[0]?.pid).toBe(first);
    expect(machine.dispatch(0, second)).toBe(true);
    expect(machine.state.sched.queues[0]?.silent).toBe(false);
  });

  it('takes a core back with preempt', () => {
    const machine = boot({ ...human, silence: 1000 });
    const first = start(machine, work(100));
    start(machine, work(100));
    machine.dispatch(0, first);
    run(machine, 2);
    expect(machine.preempt(0)).toBe(true);
    const events = run(machine, 2);
    expect(events).toContainEqual({ kind: 'preempt', core: 0, pid: first, why: 'human' });
  });

  it('can line up only processes that are ready', () => {
    const machine = boot({ ...human });
    expect(machine.dispatch(0, 4711)).toBe(false);
  });
});

describe('determinism', () => {
  const hashes30 = (machine: Machine<Script>): string[] =>
    Array.from({ length: 30 }, () => {
      machine.tick();
      return machine.hash();
    });

  const instruction: fc.Arbitrary<Instruction> = fc.oneof(
    fc.constant<Instruction>({ op: 'work' }),
    fc.constantFrom<Instruction>(
      call('getpid'),
      call('fork'),
      call('open', '/motd', O.O_RDONLY),
      call('open', '/out', O.O_RDWR),
      call('write', 1, 'xyz', 3),
      call('close', 1),
      call('wait4', -1, 0, 0),
      call('nanosleep', 3),
      call('exit', 3),
      call('sched_yield'),
    ),
    fc
      .integer({ min: 0, max: 8 })
      .map<Instruction>((page) => ({ op: 'store', address: KERNEL_BASE / 2 + page * 4096, value: page })),
  );
  const programs = fc.array(fc.array(instruction, { maxLength: 12 }), { minLength: 1, maxLength: 5 });
  const policies = fc.constantFrom(...POLICIES);

  it('gives the same hash at every tick, also after a snapshot and a return to it', () => {
    fc.assert(
      fc.property(programs, policies, fc.nat(20), (texts, policy, at) => {
        const first = boot({ policy: policy as MachineConfig['policy'], cores: 2 });
        const second = boot({ policy: policy as MachineConfig['policy'], cores: 2 });
        for (const text of texts) {
          start(first, text);
          start(second, text);
        }
        run(first, at);
        run(second, at);
        const kept = first.snapshot();
        const hashes = hashes30(first);
        expect(hashes30(second)).toEqual(hashes);
        first.restore(kept);
        expect(hashes30(first)).toEqual(hashes);
      }),
      { numRuns: 60 },
    );
  });

  it('tells machines apart that differ in one byte of one page', () => {
    const machine = boot();
    const pid = start(machine, []);
    const before = machine.hash();
    machine.execute(pid, { op: 'store', address: dataOf(machine, pid), value: 1 });
    expect(machine.hash()).not.toBe(before);
  });
});
