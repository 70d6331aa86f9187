import { describe, expect, it } from 'vitest';
import { KERNEL_FRAMES } from '../../../server/kernel/boot.ts';
import type { FileSpec } from '../../../server/kernel/types.ts';
import { MAP, O, PROT } from '../../../shared/abi/flags.ts';
import { boot, complaints, load, pagesTo, run, start, stores } from './lab.ts';

const file = (path: string, pages: number): FileSpec => ({
  path,
  kind: 'file',
  mode: 0o666,
  uid: 0,
  gid: 0,
  text: 'x'.repeat(pages * 4096),
});
const shelf: FileSpec = { path: '/shelf', kind: 'dir', mode: 0o777, uid: 0, gid: 0 };
const files = [file('/book', 3), file('/song', 4), shelf, file('/shelf/leaf', 1)];

const kinds = (machine: ReturnType<typeof boot>, kind: string): number =>
  machine.frames().filter((row) => row.kind === kind).length;

function reader(frames: number, cost = 0) {
  const costs = { modeSwitch: 0, contextSwitch: 0, pageFault: 0, disk: cost };
  const machine = boot({ files, frames: KERNEL_FRAMES + frames, costs });
  const one = start(machine, 8);
  const call = (name: Parameters<typeof machine.call>[1], ...args: (string | number)[]): number => {
    const outcome = machine.call(one.pid, name, args);
    return outcome.kind === 'returned' ? outcome.ret : Number.NaN;
  };
  return { machine, call, ...one };
}

describe('the page cache', () => {
  it('takes a frame for every page that was read, once', () => {
    const { machine, call, data } = reader(20);
    const fd = call('open', '/book', O.O_RDONLY);
    expect(call('read', fd, data, 2 * 4096)).toBe(8192);
    expect(kinds(machine, 'file')).toBe(2);
    call('pread64', fd, data, 4096, 0);
    expect(kinds(machine, 'file')).toBe(2);
    expect(complaints(machine)).toEqual([]);
  });

  it('gives its pages up before any process loses one', () => {
    const { machine, call, data, pid } = reader(6);
    const fd = call('open', '/book', O.O_RDONLY);
    call('read', fd, data, 3 * 4096);
    expect(kinds(machine, 'file')).toBe(3);
    for (const page of pagesTo(6))
      machine.execute(pid, { op: 'store', address: data + page * 4096, value: 1 });
    expect(kinds(machine, 'file')).toBe(0);
    expect(machine.state.counts.evictions).toBe(0);
    expect(machine.state.memory.counts.cacheDrops).toBe(3);
    expect(complaints(machine)).toEqual([]);
  });

  it('makes a file wait for the disk again that lost a page', () => {
    const { machine, call, data, pid } = reader(4, 2);
    const fd = call('open', '/book', O.O_RDONLY);
    expect(call('read', fd, data, 4096)).toBe(4096);
    for (const page of pagesTo(4))
      machine.execute(pid, { op: 'store', address: data + page * 4096, value: 1 });
    call('pread64', fd, data, 4096, 0);
    expect(machine.task(pid)?.state).toBe('D');
  });

  it('writes changed pages back before their frames are used', () => {
    const { machine, call, data, pid } = reader(4);
    const fd = call('open', '/song', O.O_RDWR);
    expect(call('write', fd, 'la', 2)).toBe(2);
    expect(machine.frames().find((row) => row.kind === 'file')).toMatchObject({
      dirty: true,
      owner: 0,
      page: 0,
    });
    for (const page of pagesTo(4))
      machine.execute(pid, { op: 'store', address: data + page * 4096, value: 1 });
    expect(machine.state.memory.counts.writebacks).toBe(1);
    expect(new TextDecoder().decode(machine.readFile('/song')?.slice(0, 3))).toBe('lax');
  });

  it('is clean after fsync', () => {
    const { machine, call } = reader(8);
    const fd = call('open', '/song', O.O_RDWR);
    call('write', fd, 'la', 2);
    expect(call('fsync', fd)).toBe(0);
    expect(machine.frames().filter((row) => row.kind === 'file' && row.dirty)).toEqual([]);
  });

  it('goes with its file', () => {
    const { machine, call, data } = reader(8);
    const fd = call('open', '/shelf/leaf', O.O_RDONLY);
    call('read', fd, data, 4096);
    expect(call('unlink', '/shelf/leaf')).toBe(0);
    expect(kinds(machine, 'file')).toBe(1);
    call('close', fd);
    expect(kinds(machine, 'file')).toBe(0);
    expect(complaints(machine)).toEqual([]);
  });
});

describe('a mapped file', () => {
  const mapped = (frames: number, flags: number) => {
    const world = reader(frames);
    const fd = world.call('open', '/book', O.O_RDWR);
    const prot = PROT.PROT_READ | PROT.PROT_WRITE;
    const at = world.call('mmap', 0, 3 * 4096, prot, flags, fd, 0);
    const write = (page: number, value: number): void => {
      world.machine.execute(world.pid, { op: 'store', address: at + page * 4096, value });
    };
    const fill = (count: number): void => {
      for (const page of pagesTo(count))
        world.machine.execute(world.pid, { op: 'store', address: world.data + page * 4096, value: 1 });
    };
    return { ...world, at, write, fill };
  };

  it('shares the cache’s frame; a shared write changes the file, also after the frame was used for another', () => {
    const { machine, at, pid, write, fill } = mapped(5, MAP.MAP_SHARED);
    write(1, 65);
    expect(kinds(machine, 'file')).toBe(1);
    fill(5);
    expect(kinds(machine, 'file')).toBe(0);
    expect(machine.readFile('/book')?.[4096]).toBe(65);
    expect(machine.execute(pid, load(at + 4096))).toMatchObject({ kind: 'done', value: 65 });
    expect(complaints(machine)).toEqual([]);
  });

  it('keeps a private change in swap, away from the file', () => {
    const { machine, at, pid, write, fill } = mapped(4, MAP.MAP_PRIVATE);
    write(0, 66);
    fill(6);
    expect(machine.readFile('/book')?.[0]).toBe(120);
    expect(machine.execute(pid, load(at))).toMatchObject({ kind: 'done', value: 66 });
    expect(machine.execute(pid, load(at + 4096))).toMatchObject({ kind: 'done', value: 120 });
    expect(complaints(machine)).toEqual([]);
  });

  it('has a process wait for the disk when its page is not in memory', () => {
    const costs = { modeSwitch: 0, contextSwitch: 0, pageFault: 1, disk: 3 };
    const cold = { ...file('/cold', 1), cached: false };
    const machine = boot({ files: [cold], costs });
    const { pid, script, data } = start(machine);
    const open = machine.call(pid, 'open', ['/cold', O.O_RDONLY]);
    const fd = open.kind === 'returned' ? open.ret : -1;
    const map = machine.call(pid, 'mmap', [0, 4096, PROT.PROT_READ, MAP.MAP_PRIVATE, fd, 0]);
    script.todo = [load(map.kind === 'returned' ? map.ret : 0), ...stores(data, [0])];
    run(machine, 2);
    expect(machine.task(pid)?.state).toBe('D');
    expect(machine.io().disk.active).toMatchObject({ pid, kind: 'read' });
    run(machine, 15);
    expect(script.results).toEqual([120, 0]);
    expect(machine.task(pid)?.majorFaults).toBe(1);
  });
});
