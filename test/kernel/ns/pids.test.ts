import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { PTRACE, RLIMIT, WAIT, WAIT_ID } from '../../../shared/abi/process-flags.ts';
import { decodeSigInfo } from '../../../shared/abi/process-layouts.ts';
import { signals } from '../../../shared/abi/signals.ts';
import type { Caller } from '../fs/machine.ts';
import { readAll } from '../fs/system.ts';
import { container, walls } from './world.ts';

const PRIO_PROCESS = 0;
const PRIO_PGRP = 1;
const PRIO_USER = 2;

/** Every call that names a process, as it is asked about one number. */
const NAMING: Record<string, (one: Caller, pid: number) => unknown> = {
  kill: (one, pid) => one.call('kill', pid, 0),
  tkill: (one, pid) => one.call('tkill', pid, 0),
  tgkill: (one, pid) => one.call('tgkill', pid, pid, 0),
  getpgid: (one, pid) => one.call('getpgid', pid),
  getsid: (one, pid) => one.call('getsid', pid),
  setpgid: (one, pid) => one.call('setpgid', pid, 0),
  getpriority: (one, pid) => one.call('getpriority', PRIO_PROCESS, pid),
  setpriority: (one, pid) => one.call('setpriority', PRIO_PROCESS, pid, 5),
  sched_getscheduler: (one, pid) => one.call('sched_getscheduler', pid),
  sched_getparam: (one, pid) => one.call('sched_getparam', pid, one.memory),
  sched_getaffinity: (one, pid) => one.call('sched_getaffinity', pid, 8, one.memory),
  sched_rr_get_interval: (one, pid) => one.call('sched_rr_get_interval', pid, one.memory),
  prlimit64: (one, pid) => one.call('prlimit64', pid, RLIMIT.RLIMIT_NOFILE, 0, one.memory),
  ptrace: (one, pid) => one.call('ptrace', PTRACE.PTRACE_ATTACH, pid),
};

describe('inside a pid namespace', () => {
  it.each(Object.entries(NAMING))('%s finds a neighbour by its number there', (name, ask) => {
    const { init } = container();
    const child = init.fork();
    expect(child.pid).not.toBe(2);
    // Nobody's group is changed but one's own or a child's; there the number is the child's.
    const answer = ask(init, 2);
    expect(answer, name).toBeGreaterThanOrEqual(0);
  });

  it.each(Object.entries(NAMING))('%s finds nobody by the machine’s number of an outsider', (_, ask) => {
    const { world, init } = container();
    const outsider = world.process(0);
    walls(world);
    expect(ask(init, outsider.pid)).toBe(-errno.ESRCH);
    expect(walls(world)).toEqual(['pid-namespace ESRCH']);
    expect(ask(init, 99)).toBe(-errno.ESRCH);
    expect(walls(world)).toEqual([]);
    expect(world.machine.task(outsider.pid)).toMatchObject({ state: 'R', nice: 0 });
  });

  it('groups and sessions have numbers of the inside, also when their leader is gone', () => {
    const { init } = container();
    const child = init.fork();
    expect(child.call('setsid')).toBe(2);
    const grandchild = child.fork();
    expect([grandchild.call('getpgrp'), grandchild.call('getsid', 0)]).toEqual([2, 2]);
    child.call('exit', 0);
    expect(init.call('wait4', -1, 0, 0, 0)).toBe(2);
    expect([grandchild.call('getpgrp'), init.call('getpgid', 3)]).toEqual([2, 2]);
    expect(readAll(grandchild, '/proc/self/stat')).toMatch(/^3 \(test\) R 1 2 2 /);
    expect(init.call('kill', -2, 0)).toBe(0);
    expect(init.call('getpriority', PRIO_PGRP, 2)).toBe(20);
    grandchild.call('exit', 0);
    expect(init.call('wait4', -2, 0, 0, 0)).toBe(3);
    expect(init.call('kill', -2, 0)).toBe(-errno.ESRCH);
  });

  it('a group of the outside has no number at all', () => {
    const { shell, init } = container();
    expect(init.call('getpgrp')).toBe(0);
    expect(init.call('getsid', 0)).toBe(0);
    expect(init.call('kill', -shell.pid, 0)).toBe(-errno.ESRCH);
  });

  it('kill(−1) reaches everybody there, and nobody else', () => {
    const { world, init } = container();
    const [one, other] = [init.fork(), init.fork()];
    const outsider = world.process(0);
    expect(init.call('kill', -1, signals.SIGTERM)).toBe(0);
    expect([one, other].map(({ pid }) => world.machine.task(pid)?.state)).toEqual(['Z', 'Z']);
    expect(world.machine.task(outsider.pid)?.state).toBe('R');
  });

  it('a user’s processes are those that can be seen', () => {
    const { world, init } = container();
    const outsider = world.process(0);
    expect(init.call('setpriority', PRIO_USER, 0, 7)).toBe(0);
    expect(world.machine.task(outsider.pid)?.nice).toBe(0);
    expect(world.machine.task(init.pid)?.nice).toBe(7);
  });

  it('waitid tells the child’s number as its parent counts', () => {
    const { init } = container();
    init.fork().call('exit', 3);
    const flags = WAIT.WEXITED | WAIT.WNOWAIT;
    expect(init.call('waitid', WAIT_ID.P_PID, 2, init.memory, flags, 0)).toBe(0);
    expect(decodeSigInfo(init.bytes(128))).toMatchObject({ pid: 2, status: 3 });
    expect(init.call('waitid', WAIT_ID.P_PID, 3, init.memory, WAIT.WEXITED, 0)).toBe(-errno.ECHILD);
  });
});

describe('seccomp', () => {
  it('tells of every call that it refused, and that it killed for', () => {
    const { world, init } = container();
    const child = init.fork();
    child.call('prctl', 38, 1, 0);
    expect(child.call('seccomp', 1, 0, 'mkdir=EPERM getuid=kill')).toBe(0);
    walls(world);
    expect(child.call('mkdir', '/tmp/x', 0o755)).toBe(-errno.EPERM);
    expect(walls(world)).toEqual(['seccomp EPERM']);
    expect(child.call('getuid')).toBe('dies');
    expect(walls(world)).toEqual(['seccomp SIGSYS']);
  });
});
