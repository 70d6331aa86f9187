import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { decodeStat } from '../../../shared/abi/layouts.ts';
import { boot, type Caller, dir, file, type World } from './machine.ts';

const open = (one: Caller, path: string, flags: number = O.O_RDONLY, mode = 0o644) =>
  one.call('open', path, flags, mode) as number;

function stat(one: Caller, path: string) {
  expect(one.call('lstat', path, one.memory)).toBe(0);
  return decodeStat(one.bytes(144));
}

function user(world: World, uid: number, gid = uid): Caller {
  const one = world.process();
  one.call('setgid', gid);
  one.call('setuid', uid);
  return one;
}

describe('permissions', () => {
  it('are those of the owner, else of the group, else of others, and never of two', () => {
    const mode = fc.integer({ min: 0, max: 0o777 });
    const who = fc.constantFrom(
      { uid: 1000, gid: 50, shift: 6 },
      { uid: 1001, gid: 1000, shift: 3 },
      { uid: 1001, gid: 50, shift: 0 },
    );
    fc.assert(
      fc.property(mode, who, (bits, { uid, gid, shift }) => {
        const world = boot([file('/f', bits, 1000, 'x')]);
        const one = user(world, uid, gid);
        const may = (bits >> shift) & 7;
        const results = [O.O_RDONLY, O.O_WRONLY].map((flags) => open(one, '/f', flags) >= 0);
        expect(results).toEqual([(may & 4) !== 0, (may & 2) !== 0]);
        expect(one.call('access', '/f', 1) === 0).toBe((may & 1) !== 0);
      }),
      { numRuns: 60 },
    );
  });

  it('do not bind root, except that nobody executes what has no x at all', () => {
    const root = boot([dir('/d', 0o000), file('/d/f', 0o000, 1000, 'x')]).process();
    expect(open(root, '/d/f', O.O_RDWR)).toBeGreaterThanOrEqual(0);
    expect(root.call('access', '/d/f', 1)).toBe(-errno.EACCES);
    root.call('chmod', '/d/f', 0o001);
    expect(root.call('access', '/d/f', 1)).toBe(0);
  });

  it('of a new file do not bind the call that makes it, only later ones', () => {
    const one = user(boot(), 1000);
    expect(open(one, '/tmp/f', O.O_RDWR | O.O_CREAT, 0o000)).toBeGreaterThanOrEqual(0);
    expect(open(one, '/tmp/f', O.O_RDWR | O.O_CREAT, 0o000)).toBe(-errno.EACCES);
  });

  it('are changed by the owner and root, by nobody else', () => {
    const world = boot([file('/f', 0o666, 1000, '')]);
    const other = user(world, 1001);
    world.events();
    expect(other.call('chmod', '/f', 0o777)).toBe(-errno.EPERM);
    expect(other.call('chown', '/f', 1001, -1)).toBe(-errno.EPERM);
    expect(world.events().filter((event) => event.kind === 'denied')).toHaveLength(2);
    expect(user(world, 1000).call('chmod', '/f', 0o600)).toBe(0);
    expect(stat(world.process(), '/f').mode & 0o7777).toBe(0o600);
  });

  it('keep others’ files in a sticky directory from removal and renaming', () => {
    const world = boot([file('/tmp/f', 0o666, 1000, '')]);
    const other = user(world, 1001);
    world.events();
    expect(other.call('unlink', '/tmp/f')).toBe(-errno.EPERM);
    expect(other.call('rename', '/tmp/f', '/tmp/g')).toBe(-errno.EPERM);
    expect(world.events()).toContainEqual({
      kind: 'denied',
      pid: other.pid,
      mechanism: 'sticky-bit',
      answer: 'EPERM',
    });
    expect(user(world, 1000).call('unlink', '/tmp/f')).toBe(0);
  });

  it('let nobody be led by another’s link in a sticky directory to create something', () => {
    const world = boot();
    user(world, 1000).call('symlink', 'target', '/tmp/trap');
    const flags = O.O_WRONLY | O.O_CREAT | O.O_NOFOLLOW;
    expect(open(world.process(), '/tmp/trap', flags)).toBe(-errno.EACCES);
    expect(open(user(world, 1001), '/tmp/trap', flags)).toBe(-errno.EACCES);
    expect(open(user(world, 1000), '/tmp/trap', flags)).toBe(-errno.ELOOP);
  });
});

describe('set-id bits', () => {
  it('go when somebody without privilege writes, even in vain', () => {
    const world = boot([file('/f', 0o6777, 0, 'x')]);
    const one = user(world, 1000);
    const fd = open(one, '/f', O.O_WRONLY);
    expect(one.call('write', fd, 8, 1)).toBe(-errno.EFAULT);
    expect(stat(one, '/f').mode & 0o7777).toBe(0o777);
  });

  it('go when the owner changes, whoever changes it, and stay with directories', () => {
    const root = boot([file('/f', 0o6777, 0, ''), dir('/d', 0o2777)]).process();
    root.call('chown', '/f', 1000, 1000);
    root.call('chown', '/d', 1000, 1000);
    expect([stat(root, '/f').mode & 0o7777, stat(root, '/d').mode & 0o7777]).toEqual([0o777, 0o2777]);
  });

  it('of a directory give its group to what is made in it, and themselves to directories', () => {
    const world = boot([dir('/d', 0o2777, 50)]);
    const one = user(world, 1000);
    one.call('mkdir', '/d/sub', 0o755);
    open(one, '/d/f', O.O_CREAT, 0o2755);
    expect(stat(one, '/d/sub')).toMatchObject({ uid: 1000, gid: 50, mode: 0o042755 });
    expect(stat(one, '/d/f')).toMatchObject({ uid: 1000, gid: 50, mode: 0o100755 });
  });
});
