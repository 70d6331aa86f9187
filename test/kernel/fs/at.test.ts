import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { AT, AT_FDCWD, O, RENAME } from '../../../shared/abi/flags.ts';
import { decodeStat, STAT_BYTES } from '../../../shared/abi/layouts.ts';
import { boot, type Caller, dir, file } from './machine.ts';
import { bootSystem, namesIn, readlink } from './system.ts';

const FILES = [dir('/home', 0o755), dir('/home/d', 0o755), file('/home/d/f', 0o644, 0, 'text')];

function setup(): { one: Caller; fd: number } {
  const one = boot(FILES).process();
  return { one, fd: one.call('open', '/home/d', O.O_RDONLY | O.O_DIRECTORY) as number };
}

const inoOf = (one: Caller) => decodeStat(one.bytes(STAT_BYTES)).ino;

describe('calls with a directory descriptor', () => {
  it('start there for a relative path, and nowhere else for an absolute one', () => {
    const { one, fd } = setup();
    one.call('newfstatat', fd, 'f', one.memory, 0);
    const ino = inoOf(one);
    one.call('stat', '/home/d/f', one.memory);
    expect(inoOf(one)).toBe(ino);
    expect(one.call('newfstatat', 99, '/home/d/f', one.memory, 0)).toBe(0);
    expect(one.call('openat', 99, 'f', O.O_RDONLY)).toBe(-errno.EBADF);
    expect(one.call('openat', AT_FDCWD, 'home/d/f', O.O_RDONLY)).toBeGreaterThan(fd);
  });

  it('refuse a descriptor that is no directory, but only for a path that needs it', () => {
    const { one, fd } = setup();
    const plain = one.call('openat', fd, 'f', O.O_RDONLY) as number;
    expect(one.call('openat', plain, 'f', O.O_RDONLY)).toBe(-errno.ENOTDIR);
    expect(one.call('newfstatat', plain, '', one.memory, 0)).toBe(-errno.ENOENT);
    expect(one.call('newfstatat', plain, '', one.memory, AT.AT_EMPTY_PATH)).toBe(0);
    expect(decodeStat(one.bytes(STAT_BYTES)).size).toBe(4);
  });

  it('know only their own flags', () => {
    const { one, fd } = setup();
    expect(one.call('newfstatat', fd, 'f', one.memory, 1)).toBe(-errno.EINVAL);
    expect(one.call('unlinkat', fd, 'f', AT.AT_SYMLINK_NOFOLLOW)).toBe(-errno.EINVAL);
    expect(one.call('renameat2', fd, 'f', fd, 'g', 2)).toBe(-errno.EINVAL);
  });

  it('make, move and remove names', () => {
    const { one, fd } = setup();
    expect(one.call('mkdirat', fd, 'sub', 0o755)).toBe(0);
    expect(one.call('symlinkat', 'f', fd, 's')).toBe(0);
    expect(one.call('linkat', fd, 'f', fd, 'hard', 0)).toBe(0);
    expect(one.call('renameat', fd, 'hard', fd, 'sub/moved')).toBe(0);
    expect(namesIn(one, '/home/d').sort()).toEqual(['f', 's', 'sub']);
    expect(one.call('unlinkat', fd, 'sub', 0)).toBe(-errno.EISDIR);
    expect(one.call('unlinkat', fd, 'sub', AT.AT_REMOVEDIR)).toBe(-errno.ENOTEMPTY);
    expect(one.call('unlinkat', fd, 'f', AT.AT_REMOVEDIR)).toBe(-errno.ENOTDIR);
    expect(one.call('unlinkat', fd, 'sub/moved', 0)).toBe(0);
    expect(one.call('unlinkat', fd, 'sub', AT.AT_REMOVEDIR)).toBe(0);
  });

  it('follow a last link or not, as asked', () => {
    const { one, fd } = setup();
    one.call('symlinkat', 'f', fd, 's');
    one.call('newfstatat', fd, 's', one.memory, AT.AT_SYMLINK_NOFOLLOW);
    expect(decodeStat(one.bytes(STAT_BYTES)).mode & 0o170000).toBe(0o120000);
    one.call('newfstatat', fd, 's', one.memory, 0);
    expect(decodeStat(one.bytes(STAT_BYTES)).mode & 0o170000).toBe(0o100000);
    expect(one.call('readlinkat', fd, 's', one.memory, 10)).toBe(1);
    expect(one.call('readlinkat', fd, 'f', one.memory, 10)).toBe(-errno.EINVAL);
  });

  it('rename over nothing only with RENAME_NOREPLACE', () => {
    const { one, fd } = setup();
    one.call('linkat', fd, 'f', fd, 'g', 0);
    expect(one.call('renameat2', fd, 'f', fd, 'g', RENAME.RENAME_NOREPLACE)).toBe(-errno.EEXIST);
    expect(one.call('renameat2', fd, 'f', fd, 'h', RENAME.RENAME_NOREPLACE)).toBe(0);
  });

  it('change owners and modes with the rules of chown and chmod', () => {
    const world = boot(FILES);
    const one = world.process(1000);
    expect(one.call('fchownat', AT_FDCWD, '/home/d/f', 1000, 1000, 0)).toBe(-errno.EPERM);
    expect(one.call('fchmodat', AT_FDCWD, '/home/d/f', 0o777)).toBe(-errno.EPERM);
    expect(one.call('faccessat', AT_FDCWD, '/home/d/f', 2)).toBe(-errno.EACCES);
    const root = world.process();
    expect(root.call('fchownat', AT_FDCWD, '/home/d/f', 1000, -1, 0)).toBe(0);
    expect(one.call('fchmodat', AT_FDCWD, '/home/d/f', 0o600)).toBe(0);
    expect(one.call('faccessat', AT_FDCWD, '/home/d/f', 6)).toBe(0);
  });
});

describe('chroot', () => {
  it('ends the tree for whoever is in it: .. and / lead no further', () => {
    const one = bootSystem(FILES).process();
    one.call('chdir', '/home/d');
    expect(one.call('chroot', '/home')).toBe(0);
    expect(one.call('open', '/d/f', O.O_RDONLY)).toBeGreaterThanOrEqual(0);
    expect(one.call('open', '/../../../dev/null', O.O_RDONLY)).toBe(-errno.ENOENT);
    expect(one.call('getcwd', one.memory, 100)).toBe(3);
    expect(one.text(2)).toBe('/d');
  });

  it('does not move a working directory that lies outside', () => {
    const one = bootSystem(FILES).process();
    expect(one.call('chroot', '/home/d')).toBe(0);
    const length = one.call('getcwd', one.memory, 100) as number;
    expect(one.text(length - 1)).toBe('(unreachable)/');
    // That is how root breaks out of a chroot: relative paths still start outside.
    expect(one.call('open', 'dev/null', O.O_RDONLY)).toBeGreaterThanOrEqual(0);
  });

  it('takes root, after the path was looked at', () => {
    const one = bootSystem(FILES).process(1000);
    expect(one.call('chroot', '/nowhere')).toBe(-errno.ENOENT);
    expect(one.call('chroot', '/dev/null')).toBe(-errno.ENOTDIR);
    expect(one.call('chroot', '/home')).toBe(-errno.EPERM);
  });
});

describe('links in directories like /tmp', () => {
  it('lead only those whom they belong to, and whoever owns the directory’s links', () => {
    const world = bootSystem([file('/secret', 0o644, 0, 'x')]);
    const mallory = world.process(1001);
    const alice = world.process(1000);
    expect(mallory.call('symlink', '/secret', '/tmp/trap')).toBe(0);
    expect(alice.call('open', '/tmp/trap', O.O_RDONLY)).toBe(-errno.EACCES);
    expect(world.process().call('open', '/tmp/trap', O.O_RDONLY)).toBe(-errno.EACCES);
    expect(mallory.call('open', '/tmp/trap', O.O_RDONLY)).toBeGreaterThanOrEqual(0);
    expect(readlink(alice, '/tmp/trap')).toBe('/secret');
  });
});
