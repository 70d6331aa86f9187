import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { O, SEEK } from '../../../shared/abi/flags.ts';
import { decodeDirents } from '../../../shared/abi/layouts.ts';
import { boot, type Caller } from './machine.ts';

/** One call's worth of names, or its error. */
function list(owner: Caller, fd: number, size = 4096): string[] | number {
  const ret = owner.call('getdents64', fd, owner.memory, size);
  return typeof ret === 'number' && ret >= 0
    ? decodeDirents(owner.bytes(ret)).map((entry) => entry.name)
    : Number(ret);
}

function withFiles(...names: string[]): { one: Caller; fd: number } {
  const one = boot().process();
  one.call('mkdir', '/tmp/d', 0o755);
  for (const name of names) one.call('close', one.call('open', `/tmp/d/${name}`, O.O_CREAT, 0o644) as number);
  return { one, fd: one.call('open', '/tmp/d', O.O_RDONLY | O.O_DIRECTORY) as number };
}

const RECORD = 24;

describe('reading a directory', () => {
  it('gives . and .. first, then the newest name first, as tmpfs does', () => {
    const { one, fd } = withFiles('a', 'b', 'c');
    expect(list(one, fd)).toEqual(['.', '..', 'c', 'b', 'a']);
    expect(list(one, fd)).toEqual([]);
  });

  it('goes on where the last call stopped, and leaves no name out when others are removed in between', () => {
    const { one, fd } = withFiles('a', 'b', 'c', 'd');
    expect(list(one, fd, 3 * RECORD)).toEqual(['.', '..', 'd']);
    one.call('unlink', '/tmp/d/d');
    one.call('unlink', '/tmp/d/c');
    expect(list(one, fd)).toEqual(['b', 'a']);
  });

  it('refuses a buffer too small for one record with EINVAL, and forgets nothing', () => {
    const { one, fd } = withFiles('a');
    expect(list(one, fd, RECORD - 1)).toBe(-errno.EINVAL);
    expect(list(one, fd)).toEqual(['.', '..', 'a']);
    expect(list(one, fd, 0)).toEqual([]);
  });

  it('knows nothing of what is made after its end was read, until it is read anew', () => {
    const { one, fd } = withFiles('a');
    list(one, fd);
    one.call('mkdir', '/tmp/d/new', 0o755);
    expect(list(one, fd)).toEqual([]);
    one.call('lseek', fd, 0, SEEK.SEEK_SET);
    expect(list(one, fd)).toEqual(['.', '..', 'new', 'a']);
  });

  it('has positions that belong to names: that of a replaced one goes to its successor', () => {
    const { one, fd } = withFiles('a', 'b', 'c');
    expect(one.call('lseek', fd, 3, SEEK.SEEK_SET)).toBe(3);
    expect(list(one, fd)).toEqual(['a']);
    one.call('rename', '/tmp/d/b', '/tmp/d/a');
    one.call('lseek', fd, 3, SEEK.SEEK_SET);
    expect(list(one, fd)).toEqual(['a', 'c']);
    one.call('lseek', fd, 100, SEEK.SEEK_SET);
    expect(list(one, fd)).toEqual(['c']);
    expect(one.call('lseek', fd, 0, SEEK.SEEK_END)).toBe(-errno.EINVAL);
  });

  it('copies whole records only, up to memory that is not the process’s', () => {
    const { one, fd } = withFiles('a');
    const end = one.memory + 32 * 4096;
    expect(one.call('getdents64', fd, end - RECORD - 5, 4096)).toBe(RECORD);
    expect(list(one, fd)).toEqual(['..', 'a']);
    one.call('lseek', fd, 0, SEEK.SEEK_SET);
    expect(one.call('getdents64', fd, end, 4096)).toBe(-errno.EFAULT);
  });

  it('tells ENOENT of a removed one, ENOTDIR of a file', () => {
    const { one, fd } = withFiles();
    one.call('rmdir', '/tmp/d');
    expect(list(one, fd)).toBe(-errno.ENOENT);
    expect(list(one, one.call('open', '/dev/null', O.O_RDONLY) as number)).toBe(-errno.ENOTDIR);
  });
});
