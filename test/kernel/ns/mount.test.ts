import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { MNT, MOUNT, O } from '../../../shared/abi/flags.ts';
import { CLONE } from '../../../shared/abi/process-flags.ts';
import type { Caller } from '../fs/machine.ts';
import { dir, file } from '../fs/machine.ts';
import { bootSystem, namesIn, readAll, readlink, writeTo } from '../fs/system.ts';

const FILES = [dir('/data', 0o755), file('/data/f', 0o644, 0, 'below'), dir('/new', 0o755)];
const mount = (one: Caller, source: string, target: string, type: string | number, flags = 0) =>
  one.call('mount', source, target, type, flags, 0);

describe('mount', () => {
  it('puts a file system over a directory, and takes it away again', () => {
    const one = bootSystem(FILES).process();
    expect(mount(one, 'tmpfs', '/data', 'tmpfs')).toBe(0);
    expect(namesIn(one, '/data')).toEqual([]);
    one.call('open', '/data/own', O.O_CREAT, 0o644);
    expect(readAll(one, '/proc/mounts')).toContain('tmpfs /data tmpfs rw,relatime 0 0\n');
    expect(one.call('umount2', '/data', 0)).toBe(-errno.EBUSY);
    one.call('close', 0);
    expect(one.call('umount2', '/data', 0)).toBe(0);
    expect(namesIn(one, '/data')).toEqual(['f']);
  });

  it('of a directory somewhere else shows the same files, and .. leads out at the new place', () => {
    const one = bootSystem(FILES).process();
    expect(mount(one, '/data', '/mnt', 0, MOUNT.MS_BIND)).toBe(0);
    expect(writeTo(one, '/mnt/f', 'above')).toBe(0);
    expect(readAll(one, '/data/f')).toBe('above');
    one.call('chdir', '/mnt');
    one.call('getcwd', one.memory, 100);
    expect(one.text(4)).toBe('/mnt');
    expect(one.call('link', '/mnt/f', '/data/g')).toBe(-errno.EXDEV);
    expect(one.call('rename', '/mnt/f', '/data/g')).toBe(-errno.EXDEV);
    expect(one.call('rmdir', '/mnt')).toBe(-errno.EBUSY);
  });

  it('answers in Linux’s order: the path, then the right, then the file system', () => {
    const world = bootSystem(FILES);
    const user = world.process(1000);
    expect(mount(user, 'x', '/nowhere', 'tmpfs')).toBe(-errno.ENOENT);
    expect(mount(user, 'x', '/data', 'nofs')).toBe(-errno.EPERM);
    expect(user.call('umount2', '/proc', 0)).toBe(-errno.EPERM);
    expect(user.call('umount2', '/proc', 1 << 20)).toBe(-errno.EINVAL);
    const root = world.process();
    expect(mount(root, 'x', '/data', 'nofs')).toBe(-errno.ENODEV);
    expect(mount(root, 'x', '/data', 0)).toBe(-errno.EINVAL);
    expect(mount(root, 'x', '/data/f', 'tmpfs')).toBe(-errno.ENOTDIR);
    expect(mount(root, '/data/f', '/mnt', 0, MOUNT.MS_BIND)).toBe(-errno.ENOTDIR);
    expect(mount(root, '/nowhere', '/mnt', 0, MOUNT.MS_BIND)).toBe(-errno.ENOENT);
    expect(mount(root, 'x', '/sys/fs/cgroup', 'cgroup2')).toBe(-errno.EBUSY);
    expect(root.call('umount2', '/data', 0)).toBe(-errno.EINVAL);
    expect(root.call('umount2', '/data', MNT.MNT_FORCE)).toBe(-errno.EINVAL);
  });

  it('of a tmpfs gives its inodes back when it goes', () => {
    const world = bootSystem(FILES);
    const one = world.process();
    const before = world.machine.state.inodes.size;
    mount(one, 't', '/mnt', 'tmpfs');
    one.call('mkdir', '/mnt/d', 0o755);
    one.call('symlink', 'x', '/mnt/d/s');
    expect(one.call('umount2', '/mnt', 0)).toBe(0);
    expect(world.machine.state.inodes.size).toBe(before);
  });
});

describe('a mount namespace', () => {
  it('keeps its mounts to itself, and drops them with its last process', () => {
    const world = bootSystem(FILES);
    const one = world.process();
    const other = world.process();
    const before = world.machine.state.mounts.size;
    expect(one.call('unshare', CLONE.CLONE_NEWNS)).toBe(0);
    expect(mount(one, 't', '/data', 'tmpfs')).toBe(0);
    expect([namesIn(one, '/data'), namesIn(other, '/data')]).toEqual([[], ['f']]);
    expect(readlink(one, '/proc/self/ns/mnt')).not.toBe(readlink(other, '/proc/self/ns/mnt'));
    const fd = other.call('open', `/proc/${one.pid}/ns/mnt`, O.O_RDONLY) as number;
    one.call('exit', 0);
    expect(other.call('setns', fd, CLONE.CLONE_NEWUTS)).toBe(-errno.EINVAL);
    expect(other.call('setns', fd, CLONE.CLONE_NEWNS)).toBe(0);
    expect(namesIn(other, '/data')).toEqual([]);
    other.call('exit', 0);
    expect(world.machine.state.mounts.size).toBe(before);
  });

  it('takes root', () => {
    const one = bootSystem().process(1000);
    expect(one.call('unshare', CLONE.CLONE_NEWNS)).toBe(-errno.EPERM);
    expect(one.call('unshare', CLONE.CLONE_NEWNET)).toBe(-errno.EINVAL);
    expect(one.call('setns', 99, 0)).toBe(-errno.EBADF);
    expect(one.call('setns', one.call('open', '/dev/null', O.O_RDONLY) as number, 0)).toBe(-errno.EINVAL);
  });
});
