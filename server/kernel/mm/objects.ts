/** A virtual memory area: `start` inclusive, `end` exclusive, page-aligned. */
export interface Vma {
  start: number;
  end: number;
  prot: number;
  shared: boolean;
  /** Backing inode, or −1 for anonymous memory. */
  inode: number;
  /** Byte offset of `start` in the file. */
  offset: number;
  /** The open description was writable: a shared mapping may become PROT_WRITE. */
  mayWrite: boolean;
  /** Shared anonymous memory: id of its object in `shm`. */
  shm: number;
  name: string;
}

/** A page table entry. `frame` −1: not present. `swap` ≥ 0 says where in swap it lies, or where a good copy of it does. */
export interface Pte {
  frame: number;
  swap: number;
  writable: boolean;
  cow: boolean;
  accessed: boolean;
  dirty: boolean;
  /** Tick of its last access, for working sets. */
  usedTick: number;
}

export interface AddressSpace {
  /** Number by which translation buffers know it; never used twice. */
  asid: number;
  /** Threads that run in it. */
  users: number;
  vmas: Vma[];
  pages: Map<number, Pte>;
  brk: number;
  brkStart: number;
  /** Where the next mapping goes; mappings lie apart. */
  mmapNext: number;
}

/** `anon`: a process's own; `shm`: shared anonymous memory; `file`: of the page cache. */
export type FrameKind = 'free' | 'kernel' | 'anon' | 'shm' | 'file';

export interface Frame {
  kind: FrameKind;
  /** Page table entries, shared objects and the page cache that hold it. */
  refs: number;
  /** First owner's pid, for the picture. */
  owner: number;
  /** Page of the first owner. */
  page: number;
  /** Numbers of the load and of the last access, for replacement; greater is later. */
  loadedAt: number;
  usedAt: number;
  /** Of the page cache: file, page of the file, and whether it was written since it was last on the disk. */
  inode: number;
  index: number;
  dirty: boolean;
  /** Disk request that fills it; 0: none. */
  locked: number;
  /** Control group to which it is charged; 0: none. */
  charged: number;
  data: Uint8Array;
  version: number;
}

/** What the kernel keeps of its own memory beside the structures that are mapped there (`kmem.ts`). */
export interface KernelMemory {
  /** Where the kernel's half begins in this boot: KERNEL_BASE, or higher with randomisation. */
  base: number;
  /** The interrupt vector: address of each gate's handler. */
  vector: number[];
  /** Bytes of the run queue's head and of its free slots that are no longer what the kernel wrote there. */
  runQueue: Map<number, number>;
  /** Inodes as the disk has them, of those whose copy in memory was overwritten. */
  onDisk: Map<number, { mode: number; uid: number; gid: number; size: number }>;
  /** The last stray write of this boot. */
  culprit: { pid: number; comm: string; address: number; value: number } | null;
}

/** Where a page's bytes come from when it enters a frame; `memory`: they were there already, or are zeros. */
export type PageSource = 'memory' | 'disk';

/** Where they go when it leaves; `nowhere`: the frame held nothing that the disk, or zero-filling, can't give back. */
export type PageTarget = 'swap' | 'file' | 'nowhere';
