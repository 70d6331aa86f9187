import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { bootSystem, namesIn, readAll, writeTo } from '../fs/system.ts';

const ROOT = '/sys/fs/cgroup';

/** A machine with a group `a` that has every controller, root's shell, and a user. */
function setup() {
  const world = bootSystem();
  const root = world.process();
  const user = world.process(1000);
  writeTo(root, `${ROOT}/cgroup.subtree_control`, '+cpu +memory +pids');
  root.call('mkdir', `${ROOT}/a`, 0o755);
  return { world, root, user };
}

describe('the cgroup hierarchy', () => {
  it('is made of directories: mkdir makes a group, rmdir removes an empty one', () => {
    const { root, user } = setup();
    expect(namesIn(root, `${ROOT}/a`)).toEqual(
      expect.arrayContaining(['cgroup.procs', 'cpu.max', 'memory.max', 'pids.max', 'cgroup.freeze']),
    );
    expect(root.call('mkdir', `${ROOT}/a/b`, 0o755)).toBe(0);
    expect(root.call('mkdir', `${ROOT}/a`, 0o755)).toBe(-errno.EEXIST);
    expect(root.call('rmdir', `${ROOT}/a`)).toBe(-errno.EBUSY);
    expect(root.call('rmdir', `${ROOT}/a/b`)).toBe(0);
    writeTo(root, `${ROOT}/a/cgroup.procs`, String(user.pid));
    expect(root.call('rmdir', `${ROOT}/a`)).toBe(-errno.EBUSY);
    writeTo(root, `${ROOT}/cgroup.procs`, String(user.pid));
    expect(root.call('rmdir', `${ROOT}/a`)).toBe(0);
    expect(readAll(root, `${ROOT}/a/cgroup.procs`)).toBe(-errno.ENOENT);
  });

  it('holds nothing but groups: no file can be made, removed or renamed', () => {
    const { root } = setup();
    expect(root.call('open', `${ROOT}/a/x`, O.O_CREAT | O.O_WRONLY, 0o644)).toBe(-errno.EACCES);
    expect(root.call('unlink', `${ROOT}/a/cpu.max`)).toBe(-errno.EPERM);
    expect(root.call('symlink', 'x', `${ROOT}/a/x`)).toBe(-errno.EPERM);
    expect(root.call('rename', `${ROOT}/a`, `${ROOT}/b`)).toBe(-errno.EPERM);
    expect(root.call('mkdir', `${ROOT}/a\nb`, 0o755)).toBe(-errno.EINVAL);
  });

  it('belongs to root: others read it and change nothing', () => {
    const { root, user } = setup();
    expect(user.call('mkdir', `${ROOT}/mine`, 0o755)).toBe(-errno.EACCES);
    expect(writeTo(user, `${ROOT}/a/pids.max`, '3')).toBe(-errno.EACCES);
    expect(writeTo(user, `${ROOT}/a/cgroup.procs`, '0')).toBe(-errno.EACCES);
    expect(readAll(user, `${ROOT}/a/pids.max`)).toBe('max\n');
    expect(readAll(root, `${ROOT}/a/cgroup.kill`)).toBe(-errno.EINVAL);
    expect(readAll(user, `${ROOT}/a/cgroup.kill`)).toBe(-errno.EACCES);
  });

  it('can be handed over below a point, and nobody gets out of it or into it from elsewhere', () => {
    const { world, root, user } = setup();
    for (const name of ['', '/cgroup.procs', '/cgroup.subtree_control'])
      root.call('chown', `${ROOT}/a${name}`, 1000, 1000);
    expect(user.call('mkdir', `${ROOT}/a/one`, 0o755)).toBe(0);
    expect(user.call('mkdir', `${ROOT}/a/two`, 0o755)).toBe(0);
    const enter = (path: string) => writeTo(user, `${ROOT}/${path}/cgroup.procs`, '0');
    // From the root the common ancestor is the root, which is not the user's.
    expect(enter('a/one')).toBe(-errno.EACCES);
    writeTo(root, `${ROOT}/a/one/cgroup.procs`, String(user.pid));
    expect(enter('a/two')).toBe(0);
    expect(readAll(user, `/proc/${user.pid}/cgroup`)).toBe('0::/a/two\n');
    expect(writeTo(user, `${ROOT}/cgroup.procs`, '0')).toBe(-errno.EACCES);
    expect(writeTo(user, `${ROOT}/a/pids.max`, '9')).toBe(-errno.EACCES);
    expect(world.machine.task(user.pid)?.cgroup).not.toBe(1);
  });
});

describe('controllers', () => {
  it('are given to children one by one, and only by who has them', () => {
    const { root } = setup();
    expect(readAll(root, `${ROOT}/cgroup.controllers`)).toBe('cpu memory pids\n');
    root.call('mkdir', `${ROOT}/a/b`, 0o755);
    expect(namesIn(root, `${ROOT}/a/b`)).not.toContain('pids.max');
    expect(writeTo(root, `${ROOT}/a/b/cgroup.subtree_control`, '+pids')).toBe(-errno.ENOENT);
    expect(writeTo(root, `${ROOT}/a/cgroup.subtree_control`, '+pids')).toBe(0);
    expect(readAll(root, `${ROOT}/a/b/cgroup.controllers`)).toBe('pids\n');
    expect(writeTo(root, `${ROOT}/a/b/cgroup.subtree_control`, '+pids')).toBe(0);
    expect(writeTo(root, `${ROOT}/a/cgroup.subtree_control`, '-pids')).toBe(-errno.EBUSY);
    expect(writeTo(root, `${ROOT}/a/cgroup.subtree_control`, '+io')).toBe(-errno.EINVAL);
    expect(writeTo(root, `${ROOT}/a/cgroup.subtree_control`, 'pids')).toBe(-errno.EINVAL);
  });

  it('leave no processes in inner groups', () => {
    const { root, user } = setup();
    writeTo(root, `${ROOT}/a/cgroup.procs`, String(user.pid));
    expect(writeTo(root, `${ROOT}/a/cgroup.subtree_control`, '+pids')).toBe(-errno.EBUSY);
    writeTo(root, `${ROOT}/cgroup.procs`, String(user.pid));
    writeTo(root, `${ROOT}/a/cgroup.subtree_control`, '+pids');
    expect(writeTo(root, `${ROOT}/a/cgroup.procs`, String(user.pid))).toBe(-errno.EBUSY);
  });
});

describe('what is written to a group’s files', () => {
  const { root } = setup();
  const cases: [string, string, number][] = [
    ['cpu.max', '50000 100000', 0],
    ['cpu.max', 'max', 0],
    ['cpu.max', 'max 20000', 0],
    ['cpu.max', '999', errno.EINVAL],
    ['cpu.max', '1000 999', errno.EINVAL],
    ['cpu.max', '1000 1000001', errno.EINVAL],
    ['cpu.max', 'half', errno.EINVAL],
    ['cpu.max', '', errno.EINVAL],
    ['pids.max', '0', 0],
    ['pids.max', '-1', errno.EINVAL],
    ['pids.max', '4194305', errno.EINVAL],
    ['pids.max', '10x', errno.EINVAL],
    ['pids.max', 'max\n', 0],
    ['memory.max', '1M', 0],
    ['memory.max', '10q', errno.EINVAL],
    ['memory.max', '-5', errno.EINVAL],
    ['memory.max', 'max', 0],
    ['cgroup.freeze', '2', errno.ERANGE],
    ['cgroup.freeze', 'yes', errno.EINVAL],
    ['cgroup.freeze', '0', 0],
    ['cgroup.kill', '0', errno.ERANGE],
    ['cgroup.procs', '99999', errno.ESRCH],
    ['cgroup.procs', 'me', errno.EINVAL],
    ['cgroup.events', '1', errno.EINVAL],
  ];

  it.each(cases)('%s takes %j: error %d', (name, text, error) => {
    expect(writeTo(root, `${ROOT}/a/${name}`, text)).toBe(error === 0 ? 0 : -error);
  });

  it('reads back as Linux says it', () => {
    writeTo(root, `${ROOT}/a/cpu.max`, '25000');
    expect(readAll(root, `${ROOT}/a/cpu.max`)).toBe('25000 20000\n');
    writeTo(root, `${ROOT}/a/memory.max`, '10000');
    expect(readAll(root, `${ROOT}/a/memory.max`)).toBe('8192\n');
    expect(readAll(root, `${ROOT}/a/cgroup.events`)).toBe('populated 0\nfrozen 0\n');
  });
});
