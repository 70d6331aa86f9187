import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { MNT, MOUNT, O } from '../../../shared/abi/flags.ts';
import { CLONE } from '../../../shared/abi/process-flags.ts';
import type { Caller } from '../fs/machine.ts';
import { dir, file } from '../fs/machine.ts';
import { bootSystem, namesIn, readAll } from '../fs/system.ts';
import { walls } from './world.ts';

const FILES = [
  dir('/box', 0o755),
  dir('/box/old', 0o755),
  file('/box/mine', 0o644, 0, 'inside'),
  dir('/data', 0o755),
  file('/data/f', 0o644, 0, 'outside'),
];

function enter(one: Caller): number[] {
  return [
    one.call('unshare', CLONE.CLONE_NEWNS),
    one.call('mount', '/box', '/box', 0, MOUNT.MS_BIND, 0),
    one.call('chdir', '/box'),
    one.call('pivot_root', '/box', '/box/old'),
    one.call('chdir', '/'),
  ].map(Number);
}

describe('pivot_root', () => {
  it('makes a mount the root of its namespace, and the old root something in it that can go', () => {
    const world = bootSystem(FILES);
    const one = world.process();
    expect(enter(one)).toEqual([0, 0, 0, 0, 0]);
    expect(namesIn(one, '/')).toEqual(['mine', 'old']);
    expect(readAll(one, '/old/data/f')).toBe('outside');
    expect(one.call('umount2', '/old', 0)).toBe(-errno.EBUSY);
    expect(one.call('umount2', '/old', MNT.MNT_DETACH)).toBe(0);
    expect(one.call('open', '/old/data/f', O.O_RDONLY)).toBe(-errno.ENOENT);
    expect(readAll(one, '/mine')).toBe('inside');
    const other = world.process();
    expect(readAll(other, '/data/f')).toBe('outside');
    expect(namesIn(other, '/proc')).toContain('self');
  });

  it('leaves no way back up, not for root either, and tells what held', () => {
    const world = bootSystem(FILES);
    const one = world.process();
    enter(one);
    one.call('umount2', '/old', MNT.MNT_DETACH);
    walls(world);
    expect(one.call('open', '../../../data/f', O.O_RDONLY)).toBe(-errno.ENOENT);
    expect(one.call('open', '/../data', O.O_RDONLY)).toBe(-errno.ENOENT);
    expect(one.call('unlink', '/../f')).toBe(-errno.ENOENT);
    expect(walls(world)).toEqual(Array(3).fill('mount-namespace ENOENT'));
    expect(readAll(one, '/../../mine')).toBe('inside');
    expect(one.call('open', '/nothing', O.O_RDONLY)).toBe(-errno.ENOENT);
    // The classic way out of a chroot: a second one, while standing outside of it.
    one.call('mkdir', '/hole', 0o755);
    expect(one.call('chroot', '/hole')).toBe(0);
    expect(one.call('chdir', '../../../..')).toBe(0);
    expect(one.call('chroot', '.')).toBe(0);
    expect(readAll(one, '/mine')).toBe('inside');
    expect(one.call('open', '/data/f', O.O_RDONLY)).toBe(-errno.ENOENT);
  });

  it('refuses what is no mount, a place outside of the new root, and whoever is not root', () => {
    const world = bootSystem(FILES);
    const one = world.process();
    one.call('unshare', CLONE.CLONE_NEWNS);
    expect(one.call('pivot_root', '/box', '/box/old')).toBe(-errno.EBUSY);
    expect(one.call('pivot_root', '/', '/data')).toBe(-errno.EBUSY);
    one.call('mount', '/box', '/box', 0, MOUNT.MS_BIND, 0);
    expect(one.call('pivot_root', '/box', '/data')).toBe(-errno.EBUSY);
    one.call('mount', 't', '/data', 'tmpfs', 0, 0);
    expect(one.call('pivot_root', '/box', '/data')).toBe(-errno.EINVAL);
    expect(one.call('pivot_root', '/data', '/box/old')).toBe(-errno.EINVAL);
    expect(one.call('pivot_root', '/box/mine', '/box/old')).toBe(-errno.ENOTDIR);
    expect(one.call('pivot_root', '/nowhere', '/box/old')).toBe(-errno.ENOENT);
    expect(world.process(1000).call('pivot_root', '/box', '/box/old')).toBe(-errno.EPERM);
  });
});
