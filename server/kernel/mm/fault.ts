import { PAGE_SIZE, PROT } from '../../../shared/abi/flags.ts';
import { checkEntry, checkGate } from '../checks.ts';
import type { AddressSpace, Frame, Inode, Kernel, Pte, Task, Vma } from '../types.ts';
import { KERNEL_BASE } from '../types.ts';
import { allocateFrame, FRAME_LATER, fileFrame, NO_FRAME, NOT_PRESENT, releaseFrame } from './frames.ts';
import { queueFileRead, queueSwapRead } from './io.ts';
import { countFault, noteReference } from './meter.ts';
import { findVma } from './space.ts';
import { swapIn } from './swap.ts';
import { invalidate, translate } from './tlb.ts';

export type Access = 'read' | 'write' | 'exec';
/**
 * Why an access can't be resolved. `memory`: no frame is left, or the process may have no more. `later`: the memory manager has
 * to free one first; `panic`: the kernel came to its end over it.
 */
export type FaultReason = 'kernel' | 'unmapped' | 'protection' | 'bus' | 'memory' | 'later' | 'panic';
/** What it took to bring a page in. `major`: it had to be read from swap or the disk. */
export type FaultKind = 'minor' | 'major';

/**
 * What a fault may sleep for: nothing (the kernel copies, or there is no core), the disk, or also the memory manager's choice
 * (an instruction in user mode, which executes again).
 */
export type Patience = 'none' | 'disk' | 'manager';

export interface Page {
  bytes: Uint8Array;
  fault: FaultKind | undefined;
  /** The page's bytes are on their way from the disk, and the task has to wait for them. */
  reading: boolean;
  /** The core did not find the translation in its buffer. */
  missed: boolean;
  frame: number;
}

/** An access under way: who, where, and what the task can sleep for. */
interface Fault {
  k: Kernel;
  task: Task;
  space: AddressSpace;
  area: Vma;
  page: number;
  patience: Patience;
}

const fresh = (frame: number): Pte => ({
  frame,
  swap: -1,
  writable: false,
  cow: false,
  accessed: true,
  dirty: false,
  usedTick: 0,
});

const failure = (frame: number): FaultReason => (frame === FRAME_LATER ? 'later' : 'memory');

function allowed(k: Kernel, area: Vma, access: Access): boolean {
  if (!k.state.config.protections.isolation) return true;
  if (access === 'write') return (area.prot & PROT.PROT_WRITE) !== 0;
  if (access === 'exec') return (area.prot & PROT.PROT_EXEC) !== 0;
  // x86 pages can't be writable or executable without being readable.
  return (area.prot & (PROT.PROT_READ | PROT.PROT_WRITE | PROT.PROT_EXEC)) !== 0;
}

/** The page of the file behind the address, or undefined beyond its last page. */
function filePage(
  k: Kernel,
  area: Vma,
  page: number,
): { inode: Inode; index: number; bytes: Uint8Array } | undefined {
  const inode = k.state.inodes.get(area.inode);
  const offset = page * PAGE_SIZE - area.start + area.offset;
  if (inode === undefined || offset >= inode.size) return undefined;
  return { inode, index: offset / PAGE_SIZE, bytes: inode.data.subarray(offset, offset + PAGE_SIZE) };
}

function sharedFrame({ k, task, area, page, patience }: Fault): number {
  const object = k.state.shm.get(area.shm);
  if (object === undefined) return NO_FRAME;
  const index = (page * PAGE_SIZE - area.start + area.offset) / PAGE_SIZE;
  const known = object.pages.get(index);
  if (known !== undefined) {
    (k.state.frames[known] as Frame).refs += 1;
    return known;
  }
  const number = allocateFrame(k, task, page, patience === 'manager');
  if (number < 0) return number;
  const frame = k.state.frames[number] as Frame;
  // One reference for the object, one for the entry: a shared page is never evicted under its other owners.
  frame.kind = 'shm';
  frame.refs += 1;
  object.pages.set(index, number);
  return number;
}

/** Maps a page of the file cache, read from the disk if the file is not in memory. */
function mapFile(
  { k, task, space, page, patience }: Fault,
  inode: Inode,
  index: number,
): FaultKind | FaultReason {
  const number = fileFrame(k, task, inode, index, patience === 'manager');
  if (number < 0) return failure(number);
  const frame = k.state.frames[number] as Frame;
  frame.refs += 1;
  frame.owner = task.pid;
  frame.page = page;
  space.pages.set(page, fresh(number));
  const uncached = !inode.cached && k.state.config.costs.disk > 0;
  if (!uncached) return 'minor';
  inode.cached = true;
  if (patience !== 'none') queueFileRead(k, task, inode, number);
  return 'major';
}

/** Brings in a page that is not present: zero-filled, from swap, from the shared object or the file. */
function bringIn(fault: Fault): FaultKind | FaultReason {
  const { k, task, space, area, page, patience } = fault;
  const old = space.pages.get(page);
  const swapped = old !== undefined && old.swap >= 0;
  const backing = area.inode >= 0 && !swapped ? filePage(k, area, page) : undefined;
  if (backing !== undefined) return mapFile(fault, backing.inode, backing.index);
  const number = area.shm >= 0 ? sharedFrame(fault) : allocateFrame(k, task, page, patience === 'manager');
  if (number < 0) return failure(number);
  const entry = fresh(number);
  space.pages.set(page, entry);
  if (!swapped) return 'minor';
  entry.swap = old.swap;
  const slot = swapIn(k, entry, k.state.frames[number] as Frame);
  if (k.state.memory.diskSwap && patience !== 'none') queueSwapRead(k, task, slot, number);
  return 'major';
}

/** Gives the writer a copy of its own of a page that others hold too. */
function breakSharing(
  { k, task, space, page, patience }: Fault,
  entry: Pte,
  source: Uint8Array,
): FaultReason | undefined {
  const old = k.state.frames[entry.frame] as Frame;
  if (old.kind === 'anon' && old.refs === 1) {
    old.owner = task.pid;
    old.page = page;
  } else {
    const copy = source.slice();
    const number = allocateFrame(k, task, page, patience === 'manager');
    if (number < 0) return failure(number);
    (k.state.frames[number] as Frame).data.set(copy);
    // To find a frame the old page itself may have been put out.
    if (entry.frame >= 0) releaseFrame(k, entry.frame);
    entry.frame = number;
    invalidate(k, space, page);
  }
  entry.cow = false;
  return undefined;
}

/** A write leaves its traces: the page is dirty, and so is a file that is changed through a mapping. */
function markWritten(k: Kernel, entry: Pte, inode: Inode | undefined): void {
  entry.dirty = true;
  const frame = k.state.frames[entry.frame] as Frame;
  frame.version += 1;
  if (frame.kind !== 'file' || inode === undefined) return;
  frame.dirty = true;
  inode.version += 1;
  inode.dirty = true;
}

/** An access leaves its time; whose is the last mapping of a page is its owner from now on. */
function touch(k: Kernel, task: Task, frame: Frame, page: number): void {
  frame.usedAt = ++k.state.seq;
  if (frame.kind === 'shm' || frame.refs !== (frame.kind === 'file' ? 2 : 1)) return;
  frame.owner = task.pid;
  frame.page = page;
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
export function resolve(
  k: Kernel,
  task: Task,
  address: number,
  access: Access,
  patience: Patience = 'none',
): Page | FaultReason {
  if (address >= KERNEL_BASE || address < 0) return 'kernel';
  const space = task.mm;
  const area = space === null ? undefined : findVma(space, address);
  const other = foreignOwner(k, task, address, area);
  if (other !== undefined) {
    const page = resolve(k, other, address, access);
    // Through a borrowed table the access is the owner's own.
    if (typeof page !== 'string' && task.cr3 === 0)
      k.events.push({ kind: 'trespass', pid: task.pid, owner: other.pid, access });
    return page;
  }
  if (space === null || area === undefined || task.cr3 !== 0) return 'unmapped';
  if (!allowed(k, area, access)) return 'protection';
  const page = Math.floor(address / PAGE_SIZE);
  const backing = area.inode >= 0 ? filePage(k, area, page) : undefined;
  // Beyond the end of the file there is no page, not even a private copy made before it was cut.
  if (area.inode >= 0 && backing === undefined) return 'bus';
  const fault: Fault = { k, task, space, area, page, patience };
  let brought: FaultKind | undefined;
  let entry = space.pages.get(page);
  if (entry === undefined || entry.frame === NOT_PRESENT) {
    const answer = bringIn(fault);
    if (!checkGate(k, 'page', task)) return 'panic';
    if (answer !== 'minor' && answer !== 'major') return answer;
    brought = answer;
    entry = space.pages.get(page) as Pte;
  }
  if (!checkEntry(k, task, entry, false)) return 'panic';
  // A private copy, made below, brings no page back: no algorithm could have spared it.
  const missing = brought !== undefined;
  const present = entry;
  const frameOf = (): Frame => k.state.frames[present.frame] as Frame;
  const bytesOf = (): Uint8Array =>
    frameOf().kind === 'file' ? (backing?.bytes as Uint8Array) : frameOf().data;
  if (access === 'write') {
    if (!area.shared && (present.cow || frameOf().kind === 'file')) {
      const answer = breakSharing(fault, present, bytesOf());
      if (answer !== undefined) return answer;
      brought ??= 'minor';
    }
    markWritten(k, present, backing?.inode);
  }
  present.accessed = true;
  present.usedTick = k.state.tick;
  touch(k, task, frameOf(), page);
  if (brought !== undefined) {
    countFault(k, task, brought);
    const from = brought === 'major' ? 'disk' : 'memory';
    k.events.push({ kind: 'pageIn', pid: task.pid, frame: present.frame, from });
  }
  noteReference(k, space.asid, page, missing);
  const hit = translate(k, task.core, space, page, present.frame);
  return {
    bytes: bytesOf(),
    fault: brought,
    reading: patience !== 'none' && frameOf().locked !== 0,
    missed: !hit,
    frame: present.frame,
  };
}
