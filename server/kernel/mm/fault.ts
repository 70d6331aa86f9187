import { PAGE_SIZE, PROT } from '../../../shared/abi/flags.ts';
import { checkEntry, checkGate } from '../checks.ts';
import type { AddressSpace, Frame, Inode, Kernel, Pte, Task, Vma } from '../types.ts';
import { KERNEL_BASE } from '../types.ts';
import { allocateFrame, FILE_CACHE, NOT_PRESENT, releaseFrame } from './frames.ts';
import { findVma } from './space.ts';

export type Access = 'read' | 'write' | 'exec';
/** Why an access can't be resolved. `memory`: no frame is left; `panic`: the kernel came to its end over it. */
export type FaultReason = 'kernel' | 'unmapped' | 'protection' | 'bus' | 'memory' | 'panic';
export interface Page {
  bytes: Uint8Array;
  /** A fault was taken to bring it in. */
  faulted: boolean;
  /** Frame number, or −2 for a page of the file cache. */
  frame: number;
}

const fresh = (frame: number): Pte => ({
  frame,
  swap: -1,
  writable: false,
  cow: false,
  accessed: true,
  dirty: false,
});

function allowed(k: Kernel, area: Vma, access: Access): boolean {
  if (!k.state.config.protections.isolation) return true;
  if (access === 'write') return (area.prot & PROT.PROT_WRITE) !== 0;
  if (access === 'exec') return (area.prot & PROT.PROT_EXEC) !== 0;
  // x86 pages can't be writable or executable without being readable.
  return (area.prot & (PROT.PROT_READ | PROT.PROT_WRITE | PROT.PROT_EXEC)) !== 0;
}

/** The page of the file behind the address, or undefined beyond its last page. */
function filePage(k: Kernel, area: Vma, page: number): { inode: Inode; bytes: Uint8Array } | undefined {
  const inode = k.state.inodes.get(area.inode);
  const offset = page * PAGE_SIZE - area.start + area.offset;
  if (inode === undefined || offset >= inode.size) return undefined;
  return { inode, bytes: inode.data.subarray(offset, offset + PAGE_SIZE) };
}

function sharedFrame(k: Kernel, task: Task, area: Vma, page: number): number {
  const object = k.state.shm.get(area.shm);
  if (object === undefined) return -1;
  const index = (page * PAGE_SIZE - area.start + area.offset) / PAGE_SIZE;
  const known = object.pages.get(index);
  if (known !== undefined) {
    const frame = k.state.frames[known] as Frame;
    frame.refs += 1;
    return known;
  }
  const number = allocateFrame(k, task, page);
  if (number < 0) return -1;
  // One reference for the object, one for the entry: a shared page is never evicted under its other owners.
  (k.state.frames[number] as Frame).refs += 1;
  object.pages.set(index, number);
  return number;
}

/** Brings in a page that is not present: zero-filled, from swap, from the shared object or the file. */
function bringIn(k: Kernel, task: Task, space: AddressSpace, area: Vma, page: number): Pte | FaultReason {
  if (area.inode >= 0) {
    const entry = fresh(FILE_CACHE);
    space.pages.set(page, entry);
    return entry;
  }
  const old = space.pages.get(page);
  const number = area.shm >= 0 ? sharedFrame(k, task, area, page) : allocateFrame(k, task, page);
  if (number < 0) return 'memory';
  const entry = fresh(number);
  if (old !== undefined && old.swap >= 0) {
    const bytes = k.state.swap[old.swap];
    if (bytes) (k.state.frames[number] as Frame).data.set(bytes);
    k.state.swap[old.swap] = null;
  }
  space.pages.set(page, entry);
  return entry;
}

/** Gives the writer a copy of its own of a page that others hold too. */
function breakSharing(
  k: Kernel,
  task: Task,
  entry: Pte,
  page: number,
  source: Uint8Array,
): FaultReason | undefined {
  const old = entry.frame;
  if (old >= 0 && (k.state.frames[old] as Frame).refs === 1) {
    const frame = k.state.frames[old] as Frame;
    frame.owner = task.pid;
    frame.page = page;
  } else {
    const copy = source.slice();
    const number = allocateFrame(k, task, page);
    if (number < 0) return 'memory';
    (k.state.frames[number] as Frame).data.set(copy);
    if (old >= 0) releaseFrame(k, old);
    entry.frame = number;
  }
  entry.cow = false;
  return undefined;
}

/**
 * The process through whose page table the access goes where that is not the task's own: the one whose table a privileged
 * instruction has loaded, or, where isolation is off and tables are not told apart, whoever has something at the address.
 */
function foreignOwner(k: Kernel, task: Task, address: number, area: Vma | undefined): Task | undefined {
  const maps = (other: Task | undefined): boolean => !!other?.mm && findVma(other.mm, address) !== undefined;
  if (task.cr3 !== 0) {
    const loaded = k.state.tasks.get(task.cr3);
    return maps(loaded) ? loaded : undefined;
  }
  if (area !== undefined || k.state.config.protections.isolation) return undefined;
  for (const other of k.state.tasks.values()) if (other.cr3 === 0 && maps(other)) return other;
  return undefined;
}

/**
 * The bytes of the page that holds `address`, brought in and checked for the access: what the memory management unit and
 * the page fault handler do together (OSTEP chapters 18–21).
 */
export function resolve(k: Kernel, task: Task, address: number, access: Access): Page | FaultReason {
  if (address >= KERNEL_BASE || address < 0) return 'kernel';
  const space = task.mm;
  const area = space === null ? undefined : findVma(space, address);
  const other = foreignOwner(k, task, address, area);
  if (other !== undefined) return resolve(k, other, address, access);
  if (space === null || area === undefined || task.cr3 !== 0) return 'unmapped';
  if (!allowed(k, area, access)) return 'protection';
  const page = Math.floor(address / PAGE_SIZE);
  const backing = area.inode >= 0 ? filePage(k, area, page) : undefined;
  // Beyond the end of the file there is no page, not even a private copy made before it was cut.
  if (area.inode >= 0 && backing === undefined) return 'bus';
  let entry = space.pages.get(page);
  let faulted = false;
  if (entry === undefined || entry.frame === NOT_PRESENT) {
    const brought = bringIn(k, task, space, area, page);
    if (!checkGate(k, 'page', task)) return 'panic';
    if (typeof brought === 'string') return brought;
    entry = brought;
    faulted = true;
  }
  if (!checkEntry(k, task, entry, false)) return 'panic';
  const current = (): Uint8Array =>
    (entry as Pte).frame === FILE_CACHE
      ? (backing?.bytes as Uint8Array)
      : (k.state.frames[(entry as Pte).frame] as Frame).data;
  if (access === 'write') {
    if (!area.shared && (entry.cow || entry.frame === FILE_CACHE)) {
      const failure = breakSharing(k, task, entry, page, current());
      if (failure !== undefined) return failure;
      faulted = true;
    }
    entry.dirty = true;
    if (entry.frame >= 0) (k.state.frames[entry.frame] as Frame).version += 1;
    else if (backing !== undefined) {
      backing.inode.version += 1;
      backing.inode.dirty = true;
    }
  }
  entry.accessed = true;
  if (entry.frame >= 0) (k.state.frames[entry.frame] as Frame).usedAt = ++k.state.seq;
  return { bytes: current(), faulted, frame: entry.frame };
}
