import { describe, expect, it } from 'vitest';
import { KERNEL_FRAMES } from '../../../server/kernel/boot.ts';
import { commitLimit, committed } from '../../../server/kernel/mm/commit.ts';
import type { Kernel, MachineConfig } from '../../../server/kernel/types.ts';
import { errno } from '../../../shared/abi/errno.ts';
import { MADV, MAP, MS, O, PROT } from '../../../shared/abi/flags.ts';
import type { SyscallName } from '../../../shared/abi/syscalls.ts';
import { boot, complaints, load, pagesTo, start, store } from './lab.ts';

const RW = PROT.PROT_READ | PROT.PROT_WRITE;
const PRIVATE = MAP.MAP_PRIVATE | MAP.MAP_ANONYMOUS;
const SHARED = MAP.MAP_SHARED | MAP.MAP_ANONYMOUS;
const PAGE = 4096;

function world(config: Parameters<typeof boot>[0] = {}) {
  const files: MachineConfig['files'] = [
    { path: '/f', kind: 'file', mode: 0o666, uid: 0, gid: 0, text: 'y'.repeat(2 * PAGE) },
  ];
  const machine = boot({ files, ...config });
  const { pid, data } = start(machine, 4);
  const call = (name: SyscallName, ...args: (string | number)[]): number => {
    const outcome = machine.call(pid, name, args);
    return outcome.kind === 'returned' ? outcome.ret : Number.NaN;
  };
  const map = (pages: number, flags: number, fd = -1): number =>
    call('mmap', 0, pages * PAGE, RW, flags, fd, 0);
  const put = (address: number, value: number): void => {
    machine.execute(pid, store(address, value));
  };
  const get = (address: number): unknown => {
    const done = machine.execute(pid, load(address));
    return done.kind === 'done' ? done.value : done.kind;
  };
  const frames = (): number => machine.frames().filter(({ kind }) => kind !== 'free').length;
  const kernel = (): Kernel => ({ state: machine.state }) as Kernel;
  return { machine, pid, data, call, map, put, get, frames, kernel };
}

describe('madvise', () => {
  it('with MADV_DONTNEED gives frames back; the memory reads as zero again', () => {
    const { call, map, put, get, frames, machine } = world();
    const at = map(3, PRIVATE);
    for (const page of pagesTo(3)) put(at + page * PAGE, 9);
    const before = frames();
    expect(call('madvise', at, 2 * PAGE, MADV.MADV_DONTNEED)).toBe(0);
    expect(frames()).toBe(before - 2);
    expect([get(at), get(at + 2 * PAGE)]).toEqual([0, 9]);
    expect(complaints(machine)).toEqual([]);
  });

  it('shows the file’s own bytes again where a private copy was given back', () => {
    const { call, map, put, get } = world();
    const at = map(1, MAP.MAP_PRIVATE, call('open', '/f', O.O_RDWR));
    put(at, 1);
    call('madvise', at, PAGE, MADV.MADV_DONTNEED);
    expect(get(at)).toBe(121);
  });

  it('refuses what is no advice or no page, and says ENOMEM for a hole after doing the rest', () => {
    const { call, map, put, get } = world();
    const at = map(3, PRIVATE);
    expect(call('madvise', at, PAGE, 77)).toBe(-errno.EINVAL);
    expect(call('madvise', at + 1, PAGE, MADV.MADV_NORMAL)).toBe(-errno.EINVAL);
    put(at + 2 * PAGE, 5);
    call('munmap', at + PAGE, PAGE);
    expect(call('madvise', at, 3 * PAGE, MADV.MADV_DONTNEED)).toBe(-errno.ENOMEM);
    expect(get(at + 2 * PAGE)).toBe(0);
  });
});

describe('mincore', () => {
  it('tells page by page what is in memory, and what the cache holds of a file', () => {
    const { call, map, put, machine, pid, data } = world();
    const at = map(3, PRIVATE);
    put(at + PAGE, 1);
    expect(call('mincore', at, 3 * PAGE, data)).toBe(0);
    expect([...(machine.readUser(pid, data, 3) ?? [])]).toEqual([0, 1, 0]);
    const fd = call('open', '/f', O.O_RDWR);
    call('pread64', fd, data + PAGE, 8, PAGE);
    const file = map(2, MAP.MAP_SHARED, fd);
    call('mincore', file, 2 * PAGE, data);
    expect([...(machine.readUser(pid, data, 2) ?? [])]).toEqual([0, 1]);
  });

  it('answers EINVAL, ENOMEM and EFAULT as its manual says', () => {
    const { call, map, data } = world();
    const at = map(1, PRIVATE);
    expect(call('mincore', at + 1, PAGE, data)).toBe(-errno.EINVAL);
    expect(call('mincore', at, 2 * PAGE, data)).toBe(-errno.ENOMEM);
    expect(call('mincore', at, PAGE, 0x1234000)).toBe(-errno.EFAULT);
  });
});

describe('msync', () => {
  it('waits with MS_SYNC until a shared mapping is on the disk, and never without it', () => {
    const costs = { modeSwitch: 0, contextSwitch: 0, pageFault: 0, disk: 2 };
    const { machine, pid, call, map, put } = world({ costs });
    const at = map(1, MAP.MAP_SHARED, call('open', '/f', O.O_RDWR));
    put(at, 65);
    expect(call('msync', at, PAGE, MS.MS_ASYNC)).toBe(0);
    expect(machine.isSynced('/f')).toBe(false);
    call('msync', at, PAGE, MS.MS_SYNC);
    expect(machine.task(pid)?.state).toBe('D');
    for (let tick = 0; tick < 12; tick += 1) machine.tick();
    expect(machine.isSynced('/f')).toBe(true);
    expect(machine.readFile('/f')?.[0]).toBe(65);
  });

  it('refuses flags that are none or contradict each other, and holes', () => {
    const { call, map } = world();
    const at = map(1, PRIVATE);
    expect(call('msync', at, PAGE, 8)).toBe(-errno.EINVAL);
    expect(call('msync', at, PAGE, MS.MS_SYNC | MS.MS_ASYNC)).toBe(-errno.EINVAL);
    expect(call('msync', at + 1, PAGE, 0)).toBe(-errno.EINVAL);
    expect(call('msync', at, 2 * PAGE, MS.MS_SYNC)).toBe(-errno.ENOMEM);
  });
});

describe('overcommit', () => {
  const machine = (overcommit: 0 | 1 | 2) =>
    world({ frames: KERNEL_FRAMES + 40, swapSlots: 20, memory: { overcommit, overcommitRatio: 50 } });

  it('0 refuses only what could never fit, at once', () => {
    const { map } = machine(0);
    expect(map(61, PRIVATE)).toBe(-errno.ENOMEM);
    for (let times = 0; times < 5; times += 1) expect(map(50, PRIVATE)).toBeGreaterThan(0);
  });

  it('1 promises everything', () => {
    expect(machine(1).map(5000, PRIVATE)).toBeGreaterThan(0);
  });

  it('2 promises swap and the settable part of memory, and not a page more', () => {
    const { map, call, kernel } = machine(2);
    expect(commitLimit(kernel())).toBe(20 + 20);
    // Data and stack are promised from the start.
    expect(committed(kernel())).toBe(8);
    expect(map(33, PRIVATE)).toBe(-errno.ENOMEM);
    const at = map(20, PRIVATE);
    expect(at).toBeGreaterThan(0);
    expect(map(12, SHARED)).toBeGreaterThan(0);
    expect(map(1, PRIVATE)).toBe(-errno.ENOMEM);
    expect(call('fork')).toBe(-errno.ENOMEM);
    expect(call('mmap', 0, PAGE, PROT.PROT_READ, PRIVATE, -1, 0)).toBeGreaterThan(0);
    call('munmap', at, 20 * PAGE);
    expect(map(20, PRIVATE)).toBeGreaterThan(0);
  });

  it('2 counts a page when it becomes writable', () => {
    const { map, call } = machine(2);
    const readable = call('mmap', 0, 10 * PAGE, PROT.PROT_READ, PRIVATE, -1, 0);
    expect(map(30, PRIVATE)).toBeGreaterThan(0);
    expect(call('mprotect', readable, 2 * PAGE, RW)).toBe(0);
    expect(call('mprotect', readable + 2 * PAGE, PAGE, RW)).toBe(-errno.ENOMEM);
  });
});
