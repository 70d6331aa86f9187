import { errno } from '../../../shared/abi/errno.ts';
import { MAP, O, PAGE_SIZE, PROT } from '../../../shared/abi/flags.ts';
import { refuse } from '../audit.ts';
import { mayRead } from '../fs/content.ts';
import { releaseInode } from '../fs/inodes.ts';
import { mayCommit } from '../mm/commit.ts';
import { findVma, holdArea, mappedPages, placeMapping, roundUp, splitAt, unmapRange } from '../mm/space.ts';
import { invalidate } from '../mm/tlb.ts';
import {
  type AddressSpace,
  type Handler,
  type Inode,
  KERNEL_BASE,
  type Kernel,
  type OpenFile,
  type Task,
  type Vma,
} from '../types.ts';
import { numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

const bit = (flags: number, flag: number): boolean => (flags & flag) !== 0;

/** ENOMEM where the process would map more pages than its limit. */
function overLimit(k: Kernel, task: Task, pages: number): boolean {
  const { protections, limits } = k.state.config;
  return protections.limits && mappedPages(task.mm as AddressSpace) + pages > limits.memoryPages;
}

interface Backing {
  file: OpenFile | undefined;
  inode: Inode | undefined;
}

/** What is mapped: the file behind the descriptor, or nothing. −EBADF for a descriptor that isn't open. */
function backingOf(k: Kernel, task: Task, flags: number, fd: number): Backing | number {
  if (bit(flags, MAP.MAP_ANONYMOUS)) return { file: undefined, inode: undefined };
  const entry = task.fds[fd];
  const file = entry === undefined || entry === null ? undefined : k.state.openFiles.get(entry.file);
  if (file === undefined) return -errno.EBADF;
  return { file, inode: file.inode >= 0 ? k.state.inodes.get(file.inode) : undefined };
}

/** Whether the open mode allows such a mapping (`man 2 mmap`, EACCES and ENODEV). */
function checkFile(file: OpenFile, inode: Inode | undefined, prot: number, shared: boolean): number {
  const mode = file.flags & O.O_ACCMODE;
  if (shared && bit(prot, PROT.PROT_WRITE) && mode !== O.O_RDWR) return -errno.EACCES;
  if (!mayRead(file)) return -errno.EACCES;
  return inode?.kind === 'file' ? 0 : -errno.ENODEV;
}

/** `mmap(address, length, prot, flags, fd, offset)`. The address is a hint that the machine does not take. */
const mmap: Handler = (k, task, args) => {
  const length = numberOf(args[1]);
  const prot = numberOf(args[2]);
  const flags = numberOf(args[3]);
  const offset = numberOf(args[5]);
  if (offset % PAGE_SIZE !== 0) return -errno.EINVAL;
  const backing = backingOf(k, task, flags, args[4] === undefined ? -1 : numberOf(args[4]));
  if (typeof backing === 'number') return backing;
  if (length <= 0) return -errno.EINVAL;
  if (length > KERNEL_BASE) return -errno.ENOMEM;
  const shared = bit(flags, MAP.MAP_SHARED);
  if (shared === bit(flags, MAP.MAP_PRIVATE)) return -errno.EINVAL;
  const { file, inode } = backing;
  const failure = file === undefined ? 0 : checkFile(file, inode, prot, shared);
  if (failure < 0) return failure;
  const bytes = roundUp(length);
  if (overLimit(k, task, bytes / PAGE_SIZE)) return refuse(k, task, 'memory-limit', errno.ENOMEM);
  const promise = shared ? inode === undefined : bit(prot, PROT.PROT_WRITE);
  if (promise && !mayCommit(k, bytes / PAGE_SIZE)) return -errno.ENOMEM;
  const space = task.mm as AddressSpace;
  const start = placeMapping(space, bytes);
  const area: Vma = {
    start,
    end: start + bytes,
    prot,
    shared,
    inode: inode?.ino ?? -1,
    offset,
    mayWrite: file === undefined || (file.flags & O.O_ACCMODE) === O.O_RDWR,
    shm: -1,
    name: inode === undefined ? 'anon' : 'file',
  };
  if (shared && inode === undefined) {
    area.shm = k.state.nextShm++;
    k.state.shm.set(area.shm, { refs: 0, pages: new Map() });
  }
  holdArea(k, area);
  space.vmas.push(area);
  space.vmas.sort((a, b) => a.start - b.start);
  return start;
};

/** `munmap(address, length)`: the pages of a range; parts of it may be unmapped already. */
const munmap: Handler = (k, task, [address, size]) => {
  const start = numberOf(address);
  const length = numberOf(size);
  if (start % PAGE_SIZE !== 0 || start < 0 || length <= 0 || start + length > KERNEL_BASE)
    return -errno.EINVAL;
  unmapRange(k, task.mm as AddressSpace, start, start + roundUp(length), (ino) => releaseInode(k, ino));
  return 0;
};

/** `mprotect(address, length, prot)`: up to the first hole, which is ENOMEM. */
const mprotect: Handler = (k, task, [address, size, wanted]) => {
  const start = numberOf(address);
  const prot = numberOf(wanted);
  const length = numberOf(size);
  if (start % PAGE_SIZE !== 0) return -errno.EINVAL;
  if (length === 0) return 0;
  if (length < 0 || start < 0 || start + roundUp(length) > KERNEL_BASE) return -errno.ENOMEM;
  if ((prot & ~7) !== 0) return -errno.EINVAL;
  const space = task.mm as AddressSpace;
  const end = start + roundUp(length);
  for (let at = start; at < end; ) {
    const area = findVma(space, at);
    if (area === undefined) return -errno.ENOMEM;
    if (bit(prot, PROT.PROT_WRITE) && area.shared && !area.mayWrite) return -errno.EACCES;
    splitAt(k, space, at);
    splitAt(k, space, end);
    const part = findVma(space, at) as Vma;
    const newly = bit(prot, PROT.PROT_WRITE) && !bit(part.prot, PROT.PROT_WRITE) && !part.shared;
    if (newly && !mayCommit(k, (part.end - part.start) / PAGE_SIZE)) return -errno.ENOMEM;
    part.prot = prot;
    for (let page = part.start; page < part.end; page += PAGE_SIZE) invalidate(k, space, page / PAGE_SIZE);
    at = part.end;
  }
  return 0;
};

/** `brk(address)`: the new end of the heap, or the old one where that can't be. */
const brk: Handler = (k, task, [address]) => {
  const space = task.mm as AddressSpace;
  const wanted = numberOf(address);
  if (wanted < space.brkStart) return space.brk;
  const before = roundUp(space.brk);
  const after = roundUp(wanted);
  if (after > before) {
    const pages = (after - before) / PAGE_SIZE;
    const clash = space.vmas.some((area) => area.start < after && area.end > before);
    if (clash || overLimit(k, task, pages) || !mayCommit(k, pages)) return space.brk;
    const heap = space.vmas.find((area) => area.name === 'heap' && area.end === before);
    if (heap !== undefined) heap.end = after;
    else {
      const prot = PROT.PROT_READ | PROT.PROT_WRITE;
      space.vmas.push({
        start: before,
        end: after,
        prot,
        shared: false,
        inode: -1,
        offset: 0,
        mayWrite: true,
        shm: -1,
        name: 'heap',
      });
      space.vmas.sort((a, b) => a.start - b.start);
    }
  } else if (after < before) unmapRange(k, space, after, before, (ino) => releaseInode(k, ino));
  space.brk = wanted;
  return wanted;
};

export const memoryCalls = { mmap, munmap, mprotect, brk } satisfies SyscallFamily;
