import { errno } from '../../../shared/abi/errno.ts';
import { MADV, MS, PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { needFlush } from '../irq/disk.ts';
import { cachedFrame } from '../mm/cache.ts';
import { noteFreed } from '../mm/meter.ts';
import { dropEntry, findVma, roundUp } from '../mm/space.ts';
import { invalidate } from '../mm/tlb.ts';
import { badPointer, copyToUser } from '../mm/usercopy.ts';
import { type AddressSpace, BLOCKED, type Handler, KERNEL_BASE, type Kernel, type Vma } from '../types.ts';
import { numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** The areas in a range, in order, and whether there is a hole between them. */
function areasIn(space: AddressSpace, start: number, end: number): { areas: Vma[]; hole: boolean } {
  const areas: Vma[] = [];
  let hole = false;
  for (let at = start; at < end; ) {
    const area = findVma(space, at);
    if (area === undefined) {
      hole = true;
      at += PAGE_SIZE;
      const next = space.vmas.find((candidate) => candidate.start >= at);
      if (next === undefined) break;
      at = Math.max(at, next.start);
      continue;
    }
    areas.push(area);
    at = area.end;
  }
  return { areas, hole };
}

/** Whether the range lies in the user half; the kernel rounds its length up to pages. */
const inUserHalf = (start: number, length: number): boolean =>
  start >= 0 && length >= 0 && start + roundUp(length) <= KERNEL_BASE;

/** `msync(address, length, flags)`: waits with MS_SYNC until what was written through shared mappings is on the disk. */
const msync: Handler = (k, task, [address, size, how], call) => {
  const start = numberOf(address);
  const length = numberOf(size);
  const flags = numberOf(how);
  if ((flags & ~(MS.MS_ASYNC | MS.MS_INVALIDATE | MS.MS_SYNC)) !== 0) return -errno.EINVAL;
  if (start % PAGE_SIZE !== 0) return -errno.EINVAL;
  if ((flags & MS.MS_ASYNC) !== 0 && (flags & MS.MS_SYNC) !== 0) return -errno.EINVAL;
  if (!inUserHalf(start, length)) return -errno.ENOMEM;
  const { areas, hole } = areasIn(task.mm as AddressSpace, start, start + roundUp(length));
  if ((flags & MS.MS_SYNC) !== 0) {
    for (const area of areas) {
      const inode = area.shared ? k.state.inodes.get(area.inode) : undefined;
      if (inode?.dirty !== true) continue;
      if (needFlush(k, task, inode, call)) return BLOCKED;
      // One answer of the disk is one file's: the next one waits anew.
      call.ready = false;
    }
  }
  return hole ? -errno.ENOMEM : 0;
};

/** Forgets the pages of a range: anonymous memory reads as zero again, a file's pages as the file has them. */
function dropPages(k: Kernel, space: AddressSpace, area: Vma, start: number, end: number): void {
  const first = Math.max(area.start, start) / PAGE_SIZE;
  for (let page = first; page * PAGE_SIZE < Math.min(area.end, end); page += 1) {
    const entry = space.pages.get(page);
    if (entry === undefined) continue;
    dropEntry(k, entry);
    noteFreed(k, space.asid, page);
    invalidate(k, space, page);
    space.pages.delete(page);
  }
}

/** `madvise(address, length, advice)`: MADV_DONTNEED and MADV_FREE give pages back; other advice is taken note of. */
const madvise: Handler = (k, task, [address, size, wanted]) => {
  const start = numberOf(address);
  const length = numberOf(size);
  const advice = numberOf(wanted);
  if (!Object.values(MADV).some((known) => known === advice)) return -errno.EINVAL;
  if (start % PAGE_SIZE !== 0 || !inUserHalf(start, length)) return -errno.EINVAL;
  const space = task.mm as AddressSpace;
  const end = start + roundUp(length);
  const { areas, hole } = areasIn(space, start, end);
  const frees = advice === MADV.MADV_DONTNEED || advice === MADV.MADV_FREE;
  for (const area of areas) {
    if (advice === MADV.MADV_FREE && (area.shared || area.inode >= 0)) return -errno.EINVAL;
    if (frees) dropPages(k, space, area, start, end);
  }
  return hole ? -errno.ENOMEM : 0;
};

/** Whether a page of an area is in memory: mapped, or in the page cache. */
function inCore(k: Kernel, space: AddressSpace, area: Vma, page: number): boolean {
  if ((space.pages.get(page)?.frame ?? -1) >= 0) return true;
  const index = (page * PAGE_SIZE - area.start + area.offset) / PAGE_SIZE;
  if (area.inode >= 0) return cachedFrame(k, area.inode, index) !== undefined;
  return k.state.shm.get(area.shm)?.pages.has(index) === true;
}

/** `mincore(address, length, vec)`: a byte for each page, 1 where it is in memory. */
const mincore: Handler = (k, task, [address, size, vector]) => {
  const start = numberOf(address);
  const length = numberOf(size);
  if (start % PAGE_SIZE !== 0) return -errno.EINVAL;
  if (!inUserHalf(start, length)) return -errno.ENOMEM;
  const space = task.mm as AddressSpace;
  const target = numberOf(vector);
  for (let at = start; at < start + length; at += PAGE_SIZE) {
    const area = findVma(space, at);
    if (area === undefined) return -errno.ENOMEM;
    const byte = Uint8Array.of(inCore(k, space, area, at / PAGE_SIZE) ? 1 : 0);
    if (copyToUser(k, task, target + (at - start) / PAGE_SIZE, byte) < 1) return badPointer(k, task);
  }
  return 0;
};

export const pagingCalls = { msync, madvise, mincore } satisfies SyscallFamily;
