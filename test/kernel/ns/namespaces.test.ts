import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { CLONE } from '../../../shared/abi/process-flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { file } from '../fs/machine.ts';
import { bootSystem, namesIn, readAll, writeTo } from '../fs/system.ts';
import { container } from './world.ts';

describe('a pid namespace', () => {
  it('counts from 1, and sees nobody of the outside', () => {
    const { shell, init } = container();
    expect(shell.call('getpid')).toBe(shell.pid);
    expect([init.call('getpid'), init.call('getppid')]).toEqual([1, 0]);
    const child = init.fork();
    expect([child.call('getpid'), child.call('getppid')]).toEqual([2, 1]);
    expect(namesIn(init, '/proc').filter((name) => /^\d+$/.test(name))).toEqual(['1', '2']);
    expect(readAll(child, '/proc/self/status')).toMatch(/^Pid:\t2$/m);
    expect(init.call('kill', 3, 0)).toBe(-errno.ESRCH);
  });

  it('is a set of ordinary processes from outside, with numbers in both', () => {
    const { world, init } = container();
    const host = world.process();
    expect(namesIn(host, '/proc')).toContain(String(init.pid));
    expect(readAll(host, `/proc/${init.pid}/status`)).toMatch(new RegExp(`^NSpid:\\t${init.pid}\\t1$`, 'm'));
    expect(host.call('kill', init.pid, 0)).toBe(0);
  });

  it('waits by its own numbers', () => {
    const { init } = container();
    const child = init.fork();
    child.call('exit', 3);
    expect(init.call('wait4', 2, init.memory, 0, 0)).toBe(2);
    expect(init.bytes(4)[1]).toBe(3);
    expect(init.fork().call('getpid')).toBe(3);
  });

  it('protects its init from everybody inside, and not from outside', () => {
    const { world, init } = container();
    const child = init.fork();
    child.call('kill', 1, signals.SIGKILL);
    child.call('kill', 1, signals.SIGTERM);
    expect(world.machine.task(init.pid)?.state).toBe('R');
    const host = world.process();
    host.call('kill', init.pid, signals.SIGTERM);
    expect(world.machine.task(init.pid)?.state).toBe('R');
    host.call('kill', init.pid, signals.SIGKILL);
    expect(world.machine.task(init.pid)?.state ?? 'Z').toBe('Z');
  });

  it('dies with its init, and nobody can be born in it afterwards', () => {
    const { world, shell, init } = container();
    const grandchild = init.fork().fork();
    const bystander = world.process();
    init.call('exit', 0);
    expect(world.machine.task(grandchild.pid)?.state ?? 'Z').toBe('Z');
    expect(world.machine.task(bystander.pid)?.state).toBe('R');
    expect(shell.call('fork')).toBe(-errno.ENOMEM);
  });

  it('lets its init inherit orphans', () => {
    const { init } = container();
    const child = init.fork();
    const grandchild = child.fork();
    child.call('exit', 0);
    expect(grandchild.call('getppid')).toBe(1);
  });
});

describe('a user namespace', () => {
  it('gives whoever makes it root’s rights over what belongs to it, and over nothing else', () => {
    const world = bootSystem([file('/secret', 0o600, 0, 'x'), file('/mine', 0o600, 1000, 'y')]);
    const one = world.process(1000);
    expect(one.call('unshare', CLONE.CLONE_NEWUSER)).toBe(0);
    expect(one.call('getuid')).toBe(65_534);
    expect(writeTo(one, '/proc/self/uid_map', '0 0 1')).toBe(-errno.EPERM);
    expect(writeTo(one, '/proc/self/gid_map', '0 1000 1')).toBe(-errno.EPERM);
    expect(writeTo(one, '/proc/self/setgroups', 'deny')).toBe(0);
    expect(writeTo(one, '/proc/self/uid_map', '0 1000 1\n')).toBe(0);
    expect(writeTo(one, '/proc/self/gid_map', '0 1000 1\n')).toBe(0);
    expect(writeTo(one, '/proc/self/uid_map', '0 1000 1\n')).toBe(-errno.EPERM);
    expect([one.call('getuid'), one.call('getgid')]).toEqual([0, 0]);
    expect(one.call('open', '/secret', O.O_RDONLY)).toBe(-errno.EACCES);
    expect(one.call('open', '/mine', O.O_RDONLY)).toBeGreaterThanOrEqual(0);
    expect(one.call('sethostname', 'mine', 4)).toBe(-errno.EPERM);
    expect(one.call('mount', 't', '/mnt', 'tmpfs', 0, 0)).toBe(-errno.EPERM);
    expect(one.call('kill', world.process(0).pid, signals.SIGTERM)).toBe(-errno.EPERM);
  });

  it('makes up for root where other namespaces come with it', () => {
    const world = bootSystem();
    const one = world.process(1000);
    const all = CLONE.CLONE_NEWUSER | CLONE.CLONE_NEWUTS | CLONE.CLONE_NEWNS | CLONE.CLONE_NEWPID;
    expect(one.call('unshare', all)).toBe(0);
    expect(one.call('sethostname', 'inside', 6)).toBe(0);
    expect(one.call('mount', 't', '/mnt', 'tmpfs', 0, 0)).toBe(0);
    expect(readAll(one, '/proc/sys/kernel/hostname')).toBe('inside\n');
    expect(readAll(world.process(), '/proc/sys/kernel/hostname')).toBe('userland\n');
    // What it got from outside it can't take apart: it might uncover what is hidden below.
    expect(one.call('umount2', '/proc', 0)).toBe(-errno.EINVAL);
    expect(one.call('unshare', CLONE.CLONE_NEWIPC)).toBe(-errno.EINVAL);
  });

  it('knows only the ids of its map', () => {
    const world = bootSystem();
    const one = world.process(1000);
    one.call('unshare', CLONE.CLONE_NEWUSER);
    writeTo(world.process(), `/proc/${one.pid}/uid_map`, '0 1000 1\n5 2000 10\n');
    expect(one.call('setuid', 3)).toBe(-errno.EINVAL);
    expect(one.call('setuid', 7)).toBe(0);
    expect(one.call('getuid')).toBe(7);
    expect(world.machine.task(one.pid)?.cred.uid).toBe(2002);
    expect(readAll(world.process(), `/proc/${one.pid}/status`)).toMatch(/^Uid:\t2002\t/m);
  });
});

describe('a cgroup namespace', () => {
  it('shows its own group as the root of all', () => {
    const { world } = container();
    const root = world.process();
    root.call('mkdir', '/sys/fs/cgroup/a', 0o755);
    const one = world.process();
    writeTo(root, '/sys/fs/cgroup/a/cgroup.procs', String(one.pid));
    expect(readAll(one, '/proc/self/cgroup')).toBe('0::/a\n');
    one.call('unshare', CLONE.CLONE_NEWCGROUP);
    expect(readAll(one, '/proc/self/cgroup')).toBe('0::/\n');
    expect(readAll(one, `/proc/${root.pid}/cgroup`)).toBe('0::/..\n');
    expect(readAll(root, `/proc/${one.pid}/cgroup`)).toBe('0::/a\n');
  });
});
