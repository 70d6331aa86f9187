import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { decodeStat } from '../../../shared/abi/layouts.ts';
import { boot, type Caller, dir, file } from './machine.ts';

const open = (one: Caller, path: string, flags: number = O.O_RDONLY) => one.call('open', path, flags, 0o644);

function nlink(one: Caller, path: string): number {
  const ret = one.call('stat', path, one.memory);
  return ret === 0 ? decodeStat(one.bytes(144)).nlink : Number(ret);
}

describe('a path', () => {
  it('follows 40 symbolic links and no more', () => {
    const one = boot([file('/tmp/l0', 0o644, 0, '')]).process();
    for (let link = 1; link <= 41; link += 1) one.call('symlink', `l${link - 1}`, `/tmp/l${link}`);
    expect(open(one, '/tmp/l40')).toBeGreaterThanOrEqual(0);
    expect(open(one, '/tmp/l41')).toBe(-errno.ELOOP);
  });

  it('may have names of 255 bytes and 4,095 bytes in all', () => {
    const one = boot().process();
    expect(open(one, `/tmp/${'n'.repeat(255)}`)).toBe(-errno.ENOENT);
    expect(open(one, `/tmp/${'é'.repeat(128)}`)).toBe(-errno.ENAMETOOLONG);
    expect(open(one, `${'/./'.repeat(1363)}/tmp`)).toBeGreaterThanOrEqual(0);
    expect(open(one, `${'/./'.repeat(1365)}/tmp`)).toBe(-errno.ENAMETOOLONG);
  });

  it('needs search permission on every directory, before it is known whether the name exists', () => {
    const world = boot([dir('/home', 0o711), dir('/home/ada', 0o700, 1000)]);
    const bob = world.process(1001);
    world.events();
    expect(open(bob, '/home/ada/nothing')).toBe(-errno.EACCES);
    expect(world.events()).toContainEqual({
      kind: 'denied',
      pid: bob.pid,
      mechanism: 'file-mode',
      answer: 'EACCES',
    });
    expect(open(bob, '/home/nothing')).toBe(-errno.ENOENT);
    expect(open(bob, '/home')).toBe(-errno.EACCES);
  });

  it('passes everybody where the machine has no permissions', () => {
    const { protections } = boot().machine.state.config;
    const free = boot([dir('/home', 0o700), file('/home/x', 0o000, 0, '')], {
      protections: { ...protections, permissions: false },
    });
    expect(open(free.process(1001), '/home/x', O.O_RDWR)).toBeGreaterThanOrEqual(0);
  });

  it('leads out of removed directories by .., however many are gone', () => {
    const one = boot().process();
    one.call('mkdir', '/tmp/a', 0o755);
    one.call('mkdir', '/tmp/a/b', 0o755);
    one.call('chdir', '/tmp/a/b');
    one.call('rmdir', '/tmp/a/b');
    one.call('rmdir', '/tmp/a');
    expect(one.call('getcwd', one.memory, 4096)).toBe(-errno.ENOENT);
    expect(nlink(one, '..')).toBe(0);
    expect(open(one, 'new', O.O_CREAT)).toBe(-errno.ENOENT);
    expect(one.call('chdir', '../..')).toBe(0);
    expect(nlink(one, '.')).toBe(2);
  });

  it('with a final slash wants a directory: what is made there is none', () => {
    const one = boot().process();
    one.call('symlink', 'nowhere', '/tmp/l');
    expect(open(one, '/tmp/f/', O.O_CREAT)).toBe(-errno.EISDIR);
    expect(open(one, '/tmp/l/', O.O_CREAT)).toBe(-errno.EISDIR);
    expect(open(one, '/tmp/l', O.O_CREAT)).toBeGreaterThanOrEqual(0);
    expect(nlink(one, '/tmp/nowhere')).toBe(1);
    expect(nlink(one, '/tmp/nowhere/')).toBe(-errno.ENOTDIR);
  });

  it('is told step by step', () => {
    const world = boot([dir('/etc', 0o755), file('/etc/motd', 0o644, 0, 'hello')]);
    const one = world.process(1000);
    world.events();
    open(one, '/etc/motd');
    const steps = world.events().filter((event) => event.kind === 'syscallStep');
    expect(steps.map((event) => event.step)).toEqual(['path', 'path', 'inode', 'permission']);
  });
});
