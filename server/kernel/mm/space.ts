import { PAGE_SIZE, PROT } from '../../../shared/abi/flags.ts';
import { checkEntry } from '../checks.ts';
import { randomBelow } from '../prng.ts';
import type { AddressSpace, Kernel, Pte, Task, Vma } from '../types.ts';
import { NOT_PRESENT, releaseFrame } from './frames.ts';
import { noteFreed } from './meter.ts';
import { invalidate, invalidateSpace } from './tlb.ts';

/** Pages of a new process: read-only text, writable data with its buffers, a stack. */
export const TEXT_PAGES = 1;
export const STACK_PAGES = 4;

const GAP = 0x1_0000_0000;

export function roundUp(bytes: number): number {
  return Math.ceil(bytes / PAGE_SIZE) * PAGE_SIZE;
}

function vma(start: number, pages: number, prot: number, name: string): Vma {
  const end = start + pages * PAGE_SIZE;
  return { start, end, prot, shared: false, inode: -1, offset: 0, mayWrite: true, shm: -1, name };
}

/**
 * An address space with text, data and stack. Its bases are drawn from the machine's generator (address space layout
 * randomisation), so that an address of one process means nothing in another.
 */
export function createSpace(k: Kernel, dataPages: number): AddressSpace {
  const base = 0x5500_0000_0000 + (randomBelow(k.state, 0x10000) * 16 + 1) * PAGE_SIZE * 64;
  const data = base + 16 * PAGE_SIZE;
  const end = data + dataPages * PAGE_SIZE;
  const mmapNext = 0x7000_0000_0000 + randomBelow(k.state, 0x1000) * PAGE_SIZE * 256;
  const stack = 0x7ff0_0000_0000 + randomBelow(k.state, 0x1000) * PAGE_SIZE * 16;
  return {
    asid: k.state.memory.nextAsid++,
    users: 1,
    vmas: [
      vma(base, TEXT_PAGES, PROT.PROT_READ | PROT.PROT_EXEC, 'text'),
      vma(data, dataPages, PROT.PROT_READ | PROT.PROT_WRITE, 'data'),
      vma(stack, STACK_PAGES, PROT.PROT_READ | PROT.PROT_WRITE, 'stack'),
    ],
    pages: new Map(),
    brkStart: end + PAGE_SIZE * 16,
    brk: end + PAGE_SIZE * 16,
    mmapNext,
  };
}

/** Where a new mapping of that many bytes goes; unmapped space stays on both sides. */
export function placeMapping(space: AddressSpace, length: number): number {
  const at = space.mmapNext;
  space.mmapNext += roundUp(length) + GAP / 256;
  return at;
}

/** The area that holds the address, or undefined. */
export function findVma(space: AddressSpace, address: number): Vma | undefined {
  return space.vmas.find((area) => address >= area.start && address < area.end);
}

/** Pages mapped (not: resident). */
export function mappedPages(space: AddressSpace): number {
  return space.vmas.reduce((sum, area) => sum + (area.end - area.start) / PAGE_SIZE, 0);
}

export function residentPages(space: AddressSpace): number {
  let count = 0;
  for (const entry of space.pages.values()) if (entry.frame !== NOT_PRESENT) count += 1;
  return count;
}

/** Lets go of what one page table entry holds. */
export function dropEntry(k: Kernel, entry: Pte): void {
  if (!checkEntry(k, undefined, entry, true)) return;
  if (entry.frame >= 0) releaseFrame(k, entry.frame);
  if (entry.swap >= 0) k.state.swap[entry.swap] = null;
  entry.frame = NOT_PRESENT;
  entry.swap = -1;
}

function holdBacking(k: Kernel, area: Vma, by: 1 | -1): void {
  if (area.inode >= 0) {
    const inode = k.state.inodes.get(area.inode);
    if (inode !== undefined) inode.holds += by;
  }
  if (area.shm >= 0) {
    const object = k.state.shm.get(area.shm);
    if (object !== undefined) object.refs += by;
  }
}

/** Counts a new area's hold on its inode or shared object. */
export function holdArea(k: Kernel, area: Vma): void {
  holdBacking(k, area, 1);
}

/** Ends an area's hold; a shared object that nobody maps any more gives its frames back. */
export function releaseArea(k: Kernel, area: Vma, releaseInode: (ino: number) => void): void {
  holdBacking(k, area, -1);
  if (area.inode >= 0) releaseInode(area.inode);
  const object = area.shm >= 0 ? k.state.shm.get(area.shm) : undefined;
  if (object !== undefined && object.refs === 0) {
    for (const frame of object.pages.values()) releaseFrame(k, frame);
    k.state.shm.delete(area.shm);
  }
}

/** Splits areas so that `address` is a border. */
export function splitAt(k: Kernel, space: AddressSpace, address: number): void {
  const index = space.vmas.findIndex((area) => address > area.start && address < area.end);
  if (index < 0) return;
  const area = space.vmas[index] as Vma;
  const tail: Vma = { ...area, start: address, offset: area.offset + (address - area.start) };
  area.end = address;
  holdArea(k, tail);
  space.vmas.splice(index + 1, 0, tail);
}

/** Removes every mapping in the range (page-aligned). */
export function unmapRange(
  k: Kernel,
  space: AddressSpace,
  start: number,
  end: number,
  releaseInode: (ino: number) => void,
): void {
  splitAt(k, space, start);
  splitAt(k, space, end);
  for (const area of space.vmas.filter((candidate) => candidate.start >= start && candidate.end <= end)) {
    for (let address = area.start; address < area.end; address += PAGE_SIZE) {
      const entry = space.pages.get(address / PAGE_SIZE);
      if (entry === undefined) continue;
      dropEntry(k, entry);
      noteFreed(k, space.asid, address / PAGE_SIZE);
      invalidate(k, space, address / PAGE_SIZE);
      space.pages.delete(address / PAGE_SIZE);
    }
    releaseArea(k, area, releaseInode);
  }
  space.vmas = space.vmas.filter((area) => area.start < start || area.end > end);
}

/** The child's space: the same areas; private pages shared until written (copy-on-write), shared ones shared. */
export function copySpace(k: Kernel, parent: Task): AddressSpace {
  const space = parent.mm as AddressSpace;
  const pages = new Map<number, Pte>();
  for (const [page, entry] of space.pages) {
    const area = findVma(space, page * PAGE_SIZE);
    if (entry.frame >= 0) {
      const frame = k.state.frames[entry.frame];
      if (frame !== undefined) frame.refs += 1;
      if (area?.shared !== true) entry.cow = true;
      // A copy in swap stays the parent's; the child's page has none yet.
      pages.set(page, { ...entry, swap: -1, dirty: entry.dirty || entry.swap >= 0 });
    } else if (entry.swap >= 0) {
      const slot = k.state.swap.indexOf(null);
      const bytes = k.state.swap[entry.swap];
      if (slot >= 0 && bytes) {
        k.state.swap[slot] = bytes.slice();
        pages.set(page, { ...entry, swap: slot });
      }
    }
  }
  for (const area of space.vmas) holdArea(k, area);
  // The parent's pages are read-only from now on.
  invalidateSpace(k, space);
  return {
    ...space,
    asid: k.state.memory.nextAsid++,
    users: 1,
    vmas: space.vmas.map((area) => ({ ...area })),
    pages,
  };
}

/** Pages that lie in swap and not in memory. */
export function swappedPages(space: AddressSpace): number {
  let count = 0;
  for (const entry of space.pages.values()) if (entry.frame === NOT_PRESENT && entry.swap >= 0) count += 1;
  return count;
}

/** Gives everything back that the space holds. */
export function destroySpace(k: Kernel, space: AddressSpace, releaseInode: (ino: number) => void): void {
  for (const [page, entry] of space.pages) {
    dropEntry(k, entry);
    noteFreed(k, space.asid, page);
  }
  space.pages.clear();
  invalidateSpace(k, space);
  for (const area of space.vmas) releaseArea(k, area, releaseInode);
  space.vmas = [];
}
