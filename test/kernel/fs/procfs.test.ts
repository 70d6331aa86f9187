import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { O, SEEK } from '../../../shared/abi/flags.ts';
import { boot, type Caller, file } from './machine.ts';
import { bootSystem, namesIn, readAll, readlink, writeTo } from './system.ts';

/** `Key: value` lines. */
function fields(text: string | number): Record<string, string> {
  const lines = String(text).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/:\s*/, 2) as [string, string]));
}

describe('/proc', () => {
  it('lists files and every process, which a reader finds itself among', () => {
    const world = bootSystem();
    const one = world.process(1000);
    const two = world.process(1001);
    const names = namesIn(one, '/proc');
    expect(names).toEqual(expect.arrayContaining(['self', 'meminfo', 'stat', '1', String(one.pid)]));
    expect(readlink(one, '/proc/self')).toBe(String(one.pid));
    expect(fields(readAll(two, '/proc/self/status')).Pid).toBe(String(two.pid));
  });

  it('is not there where nobody mounted it', () => {
    expect(boot().process().call('open', '/proc/self/status', O.O_RDONLY)).toBe(-errno.ENOENT);
  });

  it('takes no room in the machine’s state, however much is read', () => {
    const world = bootSystem();
    const one = world.process();
    readAll(one, '/proc/self/maps');
    const before = world.machine.hash();
    for (const name of ['status', 'stat', 'maps', 'limits']) readAll(one, `/proc/1/${name}`);
    namesIn(one, '/proc');
    const { inodes, openFiles } = world.machine.state;
    expect([...inodes.keys()].every((ino) => ino < 2 ** 31)).toBe(true);
    expect(openFiles.size).toBe(0);
    expect(before).toHaveLength(16);
  });

  it('can be changed by nobody: names can’t be made, moved or removed', () => {
    const one = bootSystem().process();
    expect(one.call('open', '/proc/new', O.O_CREAT, 0o644)).toBe(-errno.ENOENT);
    expect(one.call('mkdir', '/proc/new', 0o755)).toBe(-errno.ENOENT);
    expect(one.call('unlink', '/proc/version')).toBe(-errno.EPERM);
    expect(one.call('rename', '/proc/version', '/proc/v')).toBe(-errno.ENOENT);
    expect(one.call('rename', '/proc/version', '/tmp/v')).toBe(-errno.EXDEV);
    expect(one.call('chmod', '/proc/version', 0o777)).toBe(-errno.EPERM);
    expect(one.call('rmdir', '/proc')).toBe(-errno.EBUSY);
  });
});

describe('/proc/<pid>', () => {
  it('tells a process’s state, ids and memory in the words of Linux', () => {
    const world = bootSystem();
    const one = world.process(1000);
    const child = one.fork();
    const status = fields(readAll(one, `/proc/${child.pid}/status`));
    expect(status).toMatchObject({
      Name: 'test',
      State: 'R (running)',
      PPid: String(one.pid),
      Uid: '1000\t1000\t1000\t1000',
      SigIgn: '0000000000000000',
    });
    expect(status.VmSize).toMatch(/^ *\d+ kB$/);
  });

  it('gives ps its 52 fields, the name in parentheses', () => {
    const one = bootSystem().process(1000);
    const line = String(readAll(one, '/proc/self/stat'));
    const [, pid, comm, rest] = /^(\d+) \((.*)\) (.*)\n$/.exec(line) ?? [];
    expect([pid, comm]).toEqual([String(one.pid), 'test']);
    expect(rest?.split(' ')).toHaveLength(50);
  });

  it('shows areas of memory as /proc/self/maps of a real machine does', () => {
    const one = bootSystem().process(1000);
    const lines = String(readAll(one, '/proc/self/maps')).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line).toMatch(/^[0-9a-f]{8,}-[0-9a-f]{8,} [r-][w-][x-][ps] [0-9a-f]{8} \d\d:\d\d \d+ +\S+$/);
      expect(line.search(/\S+$/)).toBe(73);
    }
    const sizes = lines.map((line) => {
      const [start = 0, end = 0] = line.split(/[- ]/, 2).map((text) => Number.parseInt(text, 16));
      return (end - start) / 4096;
    });
    const [size] = String(readAll(one, '/proc/self/statm')).split(' ');
    expect(sizes.reduce((sum, pages) => sum + pages, 0)).toBe(Number(size));
  });

  it('leads through fd/ to what is open, even where it has no name any more', () => {
    const one = bootSystem().process();
    const fd = one.call('open', '/tmp/f', O.O_RDWR | O.O_CREAT, 0o600) as number;
    one.call('write', fd, 'still here', 10);
    expect(readlink(one, `/proc/self/fd/${fd}`)).toBe('/tmp/f');
    one.call('unlink', '/tmp/f');
    expect(readlink(one, `/proc/self/fd/${fd}`)).toMatch(/\(deleted\)$/);
    expect(readAll(one, `/proc/self/fd/${fd}`)).toBe('still here');
    one.call('pipe', one.memory);
    expect(readlink(one, `/proc/self/fd/${fd + 1}`)).toMatch(/^pipe:\[\d+\]$/);
  });

  it('keeps memory and descriptors from other users, and from nobody what ps shows', () => {
    const world = bootSystem();
    const alice = world.process(1000);
    const eve = world.process(1001);
    const of = (name: string) => `/proc/${alice.pid}/${name}`;
    expect(readAll(eve, of('maps'))).toBe(-errno.EACCES);
    expect(eve.call('open', of('fd'), O.O_RDONLY)).toBe(-errno.EACCES);
    expect(readlink(eve, of('cwd'))).toBe(-errno.EACCES);
    expect(readlink(eve, of('ns/pid'))).toBe(-errno.EACCES);
    expect(fields(readAll(eve, of('status'))).Name).toBe('test');
    // Addresses are told to those who may look into the process.
    expect(String(readAll(eve, of('stat'))).split(' ')[25]).toBe('0');
    expect(String(readAll(alice, of('stat'))).split(' ')[25]).not.toBe('0');
    expect(readAll(world.process(), of('maps'))).toContain('[stack]');
  });

  it('of a process that is gone answers as its directory’s descriptor says: ESRCH to reads, ENOENT to names', () => {
    const world = bootSystem();
    const one = world.process();
    const child = one.fork();
    const fd = one.call('open', `/proc/${child.pid}/status`, O.O_RDONLY) as number;
    const dir = one.call('open', `/proc/${child.pid}`, O.O_RDONLY) as number;
    child.call('exit', 0);
    one.call('wait4', child.pid, 0, 0);
    expect(one.call('read', fd, one.memory, 10)).toBe(-errno.ESRCH);
    expect(one.call('openat', dir, 'status', O.O_RDONLY)).toBe(-errno.ENOENT);
    expect(one.call('open', `/proc/${child.pid}`, O.O_RDONLY)).toBe(-errno.ENOENT);
  });

  it('can be read in pieces', () => {
    const one = bootSystem().process();
    const whole = String(readAll(one, '/proc/self/limits'));
    const fd = one.call('open', '/proc/self/limits', O.O_RDONLY) as number;
    one.call('lseek', fd, 26, SEEK.SEEK_SET);
    one.call('read', fd, one.memory, 10);
    expect(one.text(10)).toBe(whole.slice(26, 36));
  });

  it('lets a process be made a likelier victim by its owner, and a less likely one by root only', () => {
    const world = bootSystem();
    const one = world.process(1000);
    const path = `/proc/${one.pid}/oom_score_adj`;
    expect(writeTo(one, path, '500\n')).toBe(0);
    expect(readAll(one, path)).toBe('500\n');
    expect(writeTo(one, path, '100')).toBe(-errno.EACCES);
    expect(writeTo(one, path, '1001')).toBe(-errno.EINVAL);
    expect(writeTo(one, path, 'many')).toBe(-errno.EINVAL);
    expect(writeTo(world.process(1001), path, '600')).toBe(-errno.EACCES);
    expect(writeTo(world.process(), path, '-1000')).toBe(0);
    expect(world.machine.task(one.pid)?.oomScoreAdj).toBe(-1000);
  });
});

describe('the machine’s files in /proc', () => {
  it('count memory so that free adds up', () => {
    const world = bootSystem([file('/big', 0o644, 0, 'x'.repeat(5000))]);
    const one = world.process();
    // The first read brings the reader's own buffer in.
    readAll(one, '/proc/meminfo');
    readAll(one, '/big');
    const memory = fields(readAll(one, '/proc/meminfo'));
    const kib = (name: string) => Number.parseInt(memory[name] ?? '', 10);
    expect(kib('MemTotal')).toBe((512 - 4) * 4);
    expect(kib('MemFree')).toBe(world.machine.state.freeFrames.length * 4);
    expect(kib('SwapTotal')).toBe(256);
    expect(kib('Cached')).toBeGreaterThanOrEqual(8);
  });

  it('count every tick of every core once', () => {
    const world = bootSystem([], { cores: 2 });
    for (let tick = 0; tick < 7; tick += 1) world.machine.tick();
    const one = world.process();
    const [all, ...rest] = String(readAll(one, '/proc/stat')).split('\n');
    const sum = (line = '') =>
      line
        .split(/\s+/)
        .slice(1)
        .reduce((total, text) => total + Number(text), 0);
    expect(sum(all)).toBe(14);
    expect(sum(rest[0])).toBe(7);
    expect(readAll(one, '/proc/uptime')).toBe('0.07 0.14\n');
  });

  it('name the kernel and what is mounted', () => {
    const one = bootSystem().process(1000);
    expect(readAll(one, '/proc/version')).toMatch(/^Linux version \d+\.\d+\.\d+-userland /);
    expect(readAll(one, '/proc/mounts')).toBe(
      'rootfs / rootfs rw 0 0\nproc /proc proc rw,relatime 0 0\ncgroup2 /sys/fs/cgroup cgroup2 rw,relatime 0 0\n',
    );
    expect(writeTo(one, '/proc/sys/kernel/hostname', 'mine')).toBe(-errno.EACCES);
  });
});

describe('/dev', () => {
  const device = (one: Caller, name: string) => one.call('open', `/dev/${name}`, O.O_RDWR) as number;

  it('has zeroes without end, a full disk, and bytes that the same machine draws again', () => {
    const draw = () => {
      const one = bootSystem().process();
      expect(one.call('read', device(one, 'urandom'), one.memory, 5000)).toBe(5000);
      return [...one.bytes(5000)];
    };
    const drawn = draw();
    expect(draw()).toEqual(drawn);
    expect(new Set(drawn).size).toBeGreaterThan(200);
    const one = bootSystem().process();
    one.call('read', device(one, 'urandom'), one.memory, 8);
    expect(one.call('read', device(one, 'zero'), one.memory, 8)).toBe(8);
    expect([...one.bytes(8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(one.call('write', device(one, 'full'), 'x', 1)).toBe(-errno.ENOSPC);
    expect(one.call('read', device(one, 'zero'), 0x8000_0000_0000, 8)).toBe(-errno.EFAULT);
  });

  it('has the kernel’s log: a record a read, with level, number and time', () => {
    const world = bootSystem();
    const one = world.process();
    const fd = one.call('open', '/dev/kmsg', O.O_RDWR | O.O_NONBLOCK) as number;
    expect(one.call('read', fd, one.memory, 10)).toBe(-errno.EINVAL);
    const count = one.call('read', fd, one.memory, 1000) as number;
    expect(one.text(count)).toMatch(/^6,0,0,-;Linux version .*\n$/);
    one.call('lseek', fd, 0, SEEK.SEEK_END);
    expect(one.call('read', fd, one.memory, 1000)).toBe(-errno.EAGAIN);
    one.call('write', fd, '<3>help\n', 8);
    const own = one.call('read', fd, one.memory, 1000) as number;
    expect(one.text(own)).toMatch(/^11,\d+,0,-;help\n$/);
    expect(world.process(1000).call('open', '/dev/kmsg', O.O_WRONLY)).toBe(-errno.EACCES);
  });

  it('tells a reader of the log that came too late what it lost', () => {
    const world = bootSystem();
    const one = world.process();
    const fd = device(one, 'kmsg');
    one.call('read', fd, one.memory, 1000);
    for (let line = 0; line < 300; line += 1) one.call('write', fd, 'line', 4);
    expect(one.call('read', fd, one.memory, 1000)).toBe(-errno.EPIPE);
    expect(one.call('read', fd, one.memory, 1000)).toBeGreaterThan(0);
  });
});
