import { describe, expect, it } from 'vitest';
import { LEVEL_SEED, scenarioOfLevel } from '../../server/game/levels/setup.ts';
import { createRound, type Round } from '../../server/game/round.ts';
import type { Task } from '../../server/kernel/types.ts';
import { LEVELS } from '../../shared/levels/index.ts';
import type { Level } from '../../shared/levels/schema.ts';
import type { AuditorView } from '../../shared/protocol/stations.ts';
import type { Role } from '../../shared/roles.ts';
import type { Container } from '../../shared/scenarios/container.ts';
import { containers } from '../../shared/scenarios/containers.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { isQuiet, people, program, run, selfOf, send, until } from './play.ts';

/** Seats in the containers of those names, in order; '' on the machine itself. */
function housed(deal: readonly string[], changes: Partial<Scenario> = {}, roles?: Role[]): Round {
  const { list = [] } = containers.containers ?? {};
  const scenario = {
    ...containers,
    programs: ['cat' as const],
    containers: { list, deal: [...deal] },
    ...changes,
  };
  return people(scenario, roles ?? deal.map(() => 'process' as const));
}

/** Two seats in an ordinary container with those limits, one on the machine itself. */
function tiny(limits: Container['limits']): Round {
  const [shop] = containers.containers?.list ?? [];
  const list = shop === undefined ? [] : [{ ...shop, name: 'tiny', limits }];
  return housed([], { containers: { list, deal: ['tiny', 'tiny', ''] } }, ['process', 'process', 'process']);
}

const taskOf = (round: Round, seat: string): Task =>
  round.machine.tasks.get(round.seat(seat)?.pid ?? 0) as Task;

/** Queues the lines and lets them run; what the terminal shows of it. */
function type(round: Round, seat: string, ...lines: string[]): string {
  const before = selfOf(round, seat).terminal.length;
  expect(program(round, seat, ...lines)).toEqual({ ok: true });
  until(round, () => isQuiet(round, seat));
  return selfOf(round, seat).terminal.slice(before);
}

const listing = (path: string): string[] => [
  `fd = open("${path}", O_RDONLY|O_DIRECTORY)`,
  'n = getdents64(fd, buf, 4096)',
  'm = names(buf, n)',
  'write(1, buf, m)',
  'close(fd)',
];
const reading = (path: string): string[] => [
  `fd = open("${path}", O_RDONLY)`,
  'n = read(fd, buf, 4096)',
  'write(1, buf, n)',
  'close(fd)',
];
const numbers = (text: string): string[] => text.split('\n').filter((name) => /^\d+$/.test(name));
const last = (round: Round, seat: string): string => selfOf(round, seat).strace.at(-1) ?? '';

describe('from inside', () => {
  it('a container looks like a machine of one’s own: its processes, its files, its name', () => {
    const round = housed(['shop', 'shop', '']);
    expect(numbers(type(round, 's0', ...listing('/proc')))).toEqual(['1', '2', '3']);
    expect(type(round, 's0', ...reading('/proc/sys/kernel/hostname'))).toBe('shop\n');
    const top = type(round, 's0', ...listing('/'))
      .trim()
      .split('\n');
    expect(top).toEqual(['bin', 'dev', 'etc', 'home', 'mnt', 'proc', 'srv', 'sys', 'tmp']);
    expect(
      type(round, 's0', ...listing('/home'))
        .trim()
        .split('\n')
        .slice(0, 2),
    ).toEqual(['ada', 'ben']);
    expect(type(round, 's0', ...reading('/proc/self/cgroup'))).toBe('0::/\n');
    type(round, 's0', 'p = getpid()');
    expect(selfOf(round, 's0').program.variables).toContainEqual({ name: 'p', value: 2, text: '2' });
  });

  it('its own group’s limits can be read, and bind', () => {
    const round = housed(['shop', 'shop', '']);
    expect(type(round, 's0', ...reading('/sys/fs/cgroup/pids.max'))).toBe('12\n');
    const small = tiny({ pids: 4, memoryPages: 24 });
    type(small, 's0', 'a = fork()', 'if a == 0: nanosleep(50)', 'b = fork()', 'work 1');
    expect(selfOf(small, 's0').program.variables.find(({ name }) => name === 'b')?.value).toBe(-11);
    const group = [...small.machine.cgroups.values()].find(({ name }) => name === 'tiny');
    expect(group?.pids).toMatchObject({ max: 4, failed: 1 });
    expect(group?.memory.max).toBe(24);
    expect(type(small, 's2', 'c = fork()', 'if c == 0: exit(0)', 'wait4(c)')).toBe('');
    expect(last(small, 's2')).toContain('wait4(');
  });

  it('a share of a core is all that it gets, however much is idle', () => {
    const round = tiny({ pids: 8, memoryPages: 64, cpu: 50 });
    expect(type(round, 's0', ...reading('/sys/fs/cgroup/cpu.max'))).toBe('50000 100000\n');
    const before = taskOf(round, 's0').sched.cpu;
    program(round, 's0', 'repeat 100: work 10');
    run(round, 200);
    const used = taskOf(round, 's0').sched.cpu - before;
    expect(used).toBeGreaterThan(60);
    expect(used).toBeLessThanOrEqual(101);
    const free = people(containers, ['process', 'process']);
    program(free, 's0', 'repeat 100: work 10');
    run(free, 200);
    expect(taskOf(free, 's0').sched.cpu).toBeGreaterThan(180);
  });

  it('jobs can be done there, and their goals are looked for where the process put them', () => {
    const { list = [] } = containers.containers ?? {};
    for (const { name } of list) {
      const round = housed([name, '', name], { programs: ['cp', 'edit', 'ls'] });
      const [job] = [selfOf(round, 's0').job];
      program(round, 's0', ...(job?.recipe ?? []));
      until(round, () => round.seat('s0')?.jobsDone === 1);
      const listed = selfOf(round, 's2').job;
      program(round, 's2', ...(listed?.recipe ?? []));
      until(round, () => round.seat('s2')?.jobsDone === 1);
    }
  });
});

describe('from the machine', () => {
  it('they are ordinary processes in one list, and root inside is nobody outside', () => {
    const round = housed(['shop', 'sandbox', '', 'build']);
    const seen = numbers(type(round, 's2', ...listing('/proc'))).map(Number);
    const pids = ['s0', 's1', 's2', 's3'].map((seat) => round.seat(seat)?.pid ?? 0);
    for (const pid of pids) expect(seen).toContain(pid);
    expect(new Set(pids.map((pid) => round.machine.tasks.get(pid)?.ns.mnt)).size).toBe(4);
    const status = type(round, 's2', ...reading(`/proc/${pids[0]}/status`));
    expect(status).toMatch(/^NSpid:\t\d+\t2$/m);
    expect(status).toMatch(/^Uid:\t101000\t/m);
    expect(status).toMatch(/^Seccomp:\t2$/m);
    const init = [...round.machine.tasks.values()].find(
      ({ comm, pids: own }) => comm === 'pause' && own[1] === 1,
    );
    expect(init?.cred.uid).toBe(100_000);
    expect(taskOf(round, 's3').cred.uid).toBe(0);
    const shown = round.world().processes;
    expect(shown.map(({ container }) => container)).toEqual(['shop', 'sandbox', '', 'build']);
  });

  it('a set-user-id program of the machine gives nobody in a container its owner’s rights', () => {
    const round = housed(['shop', '', 'shop']);
    const lines = ['pid = fork()', 'if pid == 0: execve("/bin/lpq"); exit(9)', 'wait4(pid)'];
    type(round, 's0', 'symlink("/etc/shadow", "/home/ada/x")', ...lines);
    expect(selfOf(round, 's0').terminal).not.toContain('root:');
  });

  it('one kernel: a panic in one container is the end of all, and they start again with the machine', () => {
    const round = housed(['shop', 'sandbox', '', 'build'], {}, ['malware', 'process', 'process', 'process']);
    run(round, 10);
    const before = ['s0', 's1', 's2', 's3'].map((seat) => round.seat(seat)?.pid);
    round.input('host', { type: 'protections', name: 'isolation', on: false });
    for (let tick = 0; tick < 120 && round.world().outage === null; tick += 1) {
      if (tick % 10 === 0) send(round, 's0', { type: 'exploit', id: 'kernel-write' });
      round.tick();
    }
    expect(round.world().outage?.phase).toBe('panic');
    until(round, () => round.world().outage?.phase === 'boot');
    expect(round.world().processes).toEqual([]);
    until(round, () => round.world().processes.length === 4);
    const after = ['s0', 's1', 's2', 's3'].map((seat) => round.seat(seat)?.pid ?? 0);
    for (const pid of after) expect(before).not.toContain(pid);
    expect(round.world().processes.map(({ container }) => container)).toEqual([
      'shop',
      'sandbox',
      '',
      'build',
    ]);
    expect(numbers(type(round, 's0', ...listing('/proc')))).toEqual(['1', '2']);
  });

  it('who ends a container’s first process ends the container; its seats come back in a new one', () => {
    const round = housed(['shop', 'shop', ''], {}, ['process', 'process', 'auditor']);
    const init = [...round.machine.tasks.values()].find(({ comm }) => comm === 'pause')?.pid ?? 0;
    expect(send(round, 's2', { type: 'kill', pid: init })).toEqual({ ok: true });
    run(round, 2);
    expect([round.seat('s0')?.pid, round.seat('s1')?.pid]).toEqual([0, 0]);
    until(round, () => round.seat('s0')?.pid !== 0 && round.seat('s1')?.pid !== 0);
    const [one, other] = [taskOf(round, 's0'), taskOf(round, 's1')];
    expect(one.ns).toEqual(other.ns);
    expect(one.pids[1]).toBe(2);
  });
});

describe('the careless container', () => {
  it('has the machine’s processes and files inside', () => {
    const round = housed(['build', 'build', '']);
    const pids = ['s0', 's1', 's2'].map((seat) => String(round.seat(seat)?.pid));
    const seen = numbers(type(round, 's0', ...listing('/proc')));
    for (const pid of pids) expect(seen).toContain(pid);
    expect(type(round, 's0', ...reading('/host/etc/shadow'))).toContain('root:$6$');
    expect(type(round, 's0', ...listing('/host/var/lib/containers'))).toBe('build\nsandbox\nshop\n');
    type(round, 's0', `kill(${pids[2]}, 9)`);
    expect(last(round, 's0')).toBe(`kill(${pids[2]}, SIGKILL) = 0`);
    expect(round.seat('s2')?.pid).not.toBe(Number(pids[2]));
  });

  it('is the container’s doing: the same calls in an ordinary one lead nowhere', () => {
    const round = housed(['shop', 'shop', '']);
    type(round, 's0', ...reading('/host/etc/shadow'));
    expect(selfOf(round, 's0').terminal).not.toContain('root:');
    const victim = round.seat('s2')?.pid ?? 0;
    type(round, 's0', `kill(${victim}, 9)`);
    expect(last(round, 's0')).toContain('ESRCH');
    expect(round.seat('s2')?.pid).toBe(victim);
  });

  it('a sandbox ends who makes a call that it never needs', () => {
    const round = housed(['sandbox', 'sandbox', '']);
    program(round, 's0', 'reboot(0xfee1dead, 672274793)');
    until(round, () => round.seat('s0')?.pid === 0);
    expect(last(round, 's0')).toBe('+++ killed by SIGSYS +++');
    expect(round.world().walls.map(({ id }) => id)).toEqual(['seccomp']);
  });
});

describe('a level', () => {
  it('can have its player in a container, and whoever comes by itself in another or outside', () => {
    const { list = [] } = containers.containers ?? {};
    const malware = LEVELS.find(({ id }) => id === 'separation-1') as Level;
    const level: Level = { ...malware, containers: { list, deal: ['shop', 'build', ''] } };
    const round = createRound({
      scenario: scenarioOfLevel(level),
      seed: LEVEL_SEED,
      seats: [{ id: 's0', nickname: 'Ada', role: 'malware', bot: false }],
      level,
    });
    until(round, () => round.world().processes.length === 3);
    expect(round.world().processes.map(({ container }) => container)).toEqual(['shop', 'build', '']);
    expect(send(round, 's0', { type: 'exploit', id: 'climb-out' })).toEqual({ ok: true });
    until(round, () => round.world().walls.some(({ id }) => id === 'mount-namespace'));
  });

  it('what only holds a container open is in nobody’s picture: neither the world’s nor the auditor’s', () => {
    const round = housed(['shop', 'shop'], {}, ['process', 'process', 'auditor']);
    until(round, () => round.world().processes.length === 2);
    const held = [...round.machine.tasks.values()].filter(({ pid }) => pid !== 1).map(({ pid }) => pid);
    expect(held.length).toBeGreaterThan(2);
    const seen = (round.stationView('s2') as AuditorView).processes.map(({ pid }) => pid);
    expect(seen.toSorted()).toEqual(
      round
        .world()
        .processes.map(({ pid }) => pid)
        .toSorted(),
    );
  });
});
