import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inode, MachineState } from '../../../server/kernel/types.ts';
import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { boot, type Caller, dir, file } from './machine.ts';

const NAMES = ['/tmp/a', '/tmp/b', '/tmp/a/c', '/tmp/b/c', '/tmp/a/c/d', 'c', '../b', '.', '..', '/tmp/l/c'];
const path = fc.constantFrom(...NAMES);

type Act = (one: Caller) => unknown;
const act: fc.Arbitrary<Act> = fc.oneof(
  path.map(
    (at): Act =>
      (one) =>
        one.call('mkdir', at, 0o755),
  ),
  path.map(
    (at): Act =>
      (one) =>
        one.call('rmdir', at),
  ),
  path.map(
    (at): Act =>
      (one) =>
        one.call('unlink', at),
  ),
  path.map(
    (at): Act =>
      (one) =>
        one.call('chdir', at),
  ),
  path.map(
    (at): Act =>
      (one) =>
        one.call('symlink', at, '/tmp/l'),
  ),
  path.map(
    (at): Act =>
      (one) =>
        one.call('open', at, O.O_CREAT | O.O_RDWR, 0o644),
  ),
  fc.tuple(path, path).map(
    ([from, to]): Act =>
      (one) =>
        one.call('rename', from, to),
  ),
  fc.tuple(path, path).map(
    ([from, to]): Act =>
      (one) =>
        one.call('link', from, to),
  ),
  fc.nat(6).map(
    (fd): Act =>
      (one) =>
        one.call('close', fd),
  ),
);

function reachable(state: MachineState): Map<number, number> {
  const names = new Map<number, number>([[1, 1]]);
  const visit = (inode: Inode): void => {
    for (const ino of inode.entries.values()) {
      const seen = names.get(ino) ?? 0;
      names.set(ino, seen + 1);
      const child = state.inodes.get(ino);
      if (seen === 0 && child?.kind === 'dir') visit(child);
    }
  };
  visit(state.inodes.get(1) as Inode);
  return names;
}

describe('the tree of files', () => {
  it('stays a tree whose link counts are right, and loses what nobody holds', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 40 }), (acts) => {
        const world = boot();
        const one = world.process();
        for (const each of acts) each(one);
        one.call('exit', 0);
        const { state } = world.machine;
        const names = reachable(state);
        for (const inode of state.inodes.values()) {
          expect(names.has(inode.ino)).toBe(true);
          const subdirs = [...inode.entries.values()].filter((ino) => state.inodes.get(ino)?.kind === 'dir');
          expect(inode.nlink).toBe(inode.kind === 'dir' ? 2 + subdirs.length : names.get(inode.ino));
          expect([...inode.positions.keys()]).toEqual([...inode.entries.keys()]);
        }
        expect(state.openFiles.size).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('never puts a directory below itself, nor one in the place of its parent', () => {
    const one = boot([dir('/a', 0o755), dir('/a/b', 0o755)]).process();
    expect(one.call('rename', '/a', '/a/b/c')).toBe(-errno.EINVAL);
    expect(one.call('rename', '/a/b', '/a')).toBe(-errno.ENOTEMPTY);
    expect(one.call('rename', '/a', '/a')).toBe(0);
  });

  it('looks at the new path of a rename only when the old one is found', () => {
    const one = boot([file('/f', 0o644, 0, '')]).process();
    expect(one.call('rename', '/f/x', '')).toBe(-errno.ENOTDIR);
    expect(one.call('rename', '/f', '')).toBe(-errno.ENOENT);
  });

  it('renames onto another name of the same file by doing nothing', () => {
    const world = boot([file('/f', 0o644, 0, 'x')]);
    const one = world.process();
    one.call('link', '/f', '/g');
    expect(one.call('rename', '/f', '/g')).toBe(0);
    expect(world.machine.readFile('/f')).not.toBeNull();
  });

  it('has no second name for a directory, nor for what one may not write', () => {
    const world = boot([dir('/home', 0o777), file('/home/theirs', 0o644, 1000, '')]);
    expect(world.process().call('link', '/home', '/tmp/h')).toBe(-errno.EPERM);
    expect(world.process(1001).call('link', '/home/theirs', '/tmp/mine')).toBe(-errno.EPERM);
    expect(world.process(1000).call('link', '/home/theirs', '/tmp/mine')).toBe(0);
  });

  it('ends at some number of inodes: ENOSPC', () => {
    const one = boot().process();
    let made = 0;
    while (one.call('mkdir', `/tmp/${made}`, 0o755) === 0) made += 1;
    expect(made).toBeGreaterThan(1000);
    expect(one.call('symlink', 'x', '/tmp/l')).toBe(-errno.ENOSPC);
    expect(one.call('open', '/tmp/f', O.O_CREAT, 0o644)).toBe(-errno.ENOSPC);
    one.call('rmdir', '/tmp/0');
    expect(one.call('mkdir', '/tmp/again', 0o755)).toBe(0);
  });
});
