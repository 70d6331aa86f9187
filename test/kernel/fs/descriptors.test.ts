import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { FCNTL, O, SEEK } from '../../../shared/abi/flags.ts';
import { boot, type Caller, file, SLEEPS } from './machine.ts';

const motd = file('/motd', 0o644, 0, 'hello world');
const open = (one: Caller, path: string, flags: number = O.O_RDONLY) =>
  one.call('open', path, flags, 0o644) as number;
const offset = (one: Caller, fd: number) => one.call('lseek', fd, 0, SEEK.SEEK_CUR);

describe('descriptors', () => {
  it('of parent and child share one offset; a second open has its own', () => {
    const parent = boot([motd]).process();
    const fd = open(parent, '/motd');
    const own = open(parent, '/motd');
    const child = parent.fork();
    child.call('read', fd, child.memory, 5);
    expect([offset(parent, fd), offset(parent, own)]).toEqual([5, 0]);
    child.call('close', fd);
    expect(offset(parent, fd)).toBe(5);
  });

  it('that are duplicates share offset and flags, but not close-on-exec', () => {
    const one = boot([motd]).process();
    const fd = open(one, '/motd', O.O_RDWR | O.O_CLOEXEC);
    const copy = one.call('dup', fd) as number;
    one.call('fcntl', fd, FCNTL.F_SETFL, O.O_APPEND);
    expect(one.call('fcntl', copy, FCNTL.F_GETFL, 0)).toBe(O.O_RDWR | O.O_APPEND);
    expect(one.call('fcntl', fd, FCNTL.F_GETFD, 0)).toBe(1);
    expect(one.call('fcntl', copy, FCNTL.F_GETFD, 0)).toBe(0);
  });

  it('are the lowest free numbers, and run out at the limit, even for files that do not exist', () => {
    const world = boot([motd]);
    const one = world.process(1000);
    const { nofile } = world.machine.state.config.limits;
    for (let fd = 0; fd < nofile; fd += 1) expect(open(one, '/motd')).toBe(fd);
    world.events();
    expect(open(one, '/nothing')).toBe(-errno.EMFILE);
    expect(world.events()).toContainEqual({
      kind: 'denied',
      pid: one.pid,
      mechanism: 'descriptor-limit',
      answer: 'EMFILE',
    });
    one.call('close', 3);
    expect(open(one, '/motd')).toBe(3);
  });

  it('of access mode 3 need both permissions and give neither', () => {
    const world = boot([motd]);
    expect(open(world.process(1000), '/motd', O.O_ACCMODE)).toBe(-errno.EACCES);
    const root = world.process();
    const fd = open(root, '/motd', O.O_ACCMODE);
    expect(root.call('read', fd, root.memory, 1)).toBe(-errno.EBADF);
    expect(root.call('write', fd, 'x', 1)).toBe(-errno.EBADF);
    expect(root.call('mmap', 0, 4096, 1, 2, fd, 0)).toBe(-errno.EACCES);
  });

  it('keep a file without a name alive, and its room comes back with the last of them', () => {
    const world = boot();
    const one = world.process();
    const before = world.machine.state.inodes.size;
    const fd = open(one, '/tmp/f', O.O_RDWR | O.O_CREAT);
    one.call('write', fd, 'still here', 10);
    one.call('unlink', '/tmp/f');
    expect(one.call('pread64', fd, one.memory, 10, 0)).toBe(10);
    expect(one.text(10)).toBe('still here');
    one.call('close', fd);
    expect(world.machine.state.inodes.size).toBe(before);
  });
});

describe('reading and writing', () => {
  it('appends with O_APPEND wherever the offset and pwrite point', () => {
    const one = boot([motd]).process();
    const fd = open(one, '/motd', O.O_RDWR | O.O_APPEND);
    one.call('pwrite64', fd, '!', 1, 0);
    one.call('write', fd, '?', 1);
    expect(one.call('pread64', fd, one.memory, 100, 0)).toBe(13);
    expect(one.text(13)).toBe('hello world!?');
  });

  it('reads zeros where nothing was written', () => {
    const one = boot().process();
    const fd = open(one, '/tmp/f', O.O_RDWR | O.O_CREAT);
    one.call('write', fd, 'abcdef', 6);
    one.call('ftruncate', fd, 2);
    one.call('pwrite64', fd, 'z', 1, 5);
    one.call('pread64', fd, one.memory, 6, 0);
    expect(one.text(6)).toBe('ab\0\0\0z');
  });

  it('refuses pointers into the kernel’s half before it moves a byte', () => {
    const world = boot([motd]);
    const one = world.process();
    const fd = open(one, '/motd');
    expect(one.call('read', fd, 0x8000_0000_0000, 5)).toBe(-errno.EFAULT);
    expect(one.call('read', fd, one.memory, -1)).toBe(-errno.EFAULT);
    expect(offset(one, fd)).toBe(0);
    expect(world.events()).toContainEqual({
      kind: 'denied',
      pid: one.pid,
      mechanism: 'user-copy',
      answer: 'EFAULT',
    });
  });

  it('takes as many bytes as there is memory behind the pointer', () => {
    const one = boot().process();
    const fd = open(one, '/tmp/f', O.O_RDWR | O.O_CREAT);
    const end = one.memory + 32 * 4096;
    expect(one.call('write', fd, end - 10, 2_000_000_000)).toBe(10);
    expect(one.call('write', fd, end, 10)).toBe(-errno.EFAULT);
  });
});

describe('devices', () => {
  it('swallow everything in /dev/null, and have nothing to give', () => {
    const one = boot().process();
    const fd = open(one, '/dev/null', O.O_RDWR);
    expect(one.call('write', fd, 'x', 1)).toBe(1);
    expect(one.call('read', fd, one.memory, 10)).toBe(0);
    expect(one.call('lseek', fd, 7, SEEK.SEEK_END)).toBe(0);
    expect(one.call('fsync', fd)).toBe(-errno.EINVAL);
  });

  it('show on the terminal what is written, and let a reader wait for keys', () => {
    const world = boot();
    const one = world.process(1000);
    const fd = open(one, '/dev/tty', O.O_RDWR);
    world.events();
    expect(one.call('write', fd, 'name? ', 6)).toBe(6);
    expect(world.events()).toContainEqual({ kind: 'tty', tty: 'tty1', pid: one.pid, text: 'name? ' });
    expect(one.call('read', fd, one.memory, 10)).toBe(SLEEPS);
    world.machine.typeKeys('tty1', 'ada\n');
    expect(world.settle()).toEqual({ [one.pid]: 4 });
    expect(one.text(4)).toBe('ada\n');
    expect(one.call('lseek', fd, 0, SEEK.SEEK_SET)).toBe(-errno.ESPIPE);
  });
});
